/* The JSON of things that more than one resource shows. */
#ifndef MARQUEE_HTTP_RESOURCES_JSON_H
#define MARQUEE_HTTP_RESOURCES_JSON_H

#include "base/jsonw.h"
#include "domain/screening.h"
#include "store/proposals.h"
#include "store/sessions.h"
#include "store/tokens.h"

/* {"id", "name", "color"}, or null for the id 0. */
void json_member(struct jsonw *json, const char *key, const struct person *person);

/* The fields with which every answer about an account begins, without braces. */
void json_self_fields(struct jsonw *json, const struct member *member);

/* The fields of a session, without braces; `current`: the id of the one that asks, or 0. */
void json_session_fields(struct jsonw *json, const struct session *session, int64_t current);

/* The fields of a token, without braces and without its secret. */
void json_token_fields(struct jsonw *json, const struct token *token);

/* The fields of a member's own link, without braces: the one time that its secret is shown. */
void json_entry_fields(struct jsonw *json, struct arena *arena, const char *secret,
                       int64_t made_at);

/* The fields of a film, without braces around them. */
void json_film_fields(struct jsonw *json, const struct film *film, int64_t now);

/* The poster of a card, or null. */
void json_poster(struct jsonw *json, const char *key, const struct poster *poster);

/* How a film stands with the club, without braces: whether it is up for a vote (0: no), has been
 * watched (0: never), and on how many lists it is. */
void json_standing(struct jsonw *json, int64_t open_proposal, int64_t watched_at,
                   int64_t wish_count);

/* [{"id", "name", "color"}, …] */
const char *json_voters(struct arena *arena, const struct listed *listed);

/* Stars of half stars: 9 is 4.5; 0 is null. */
void json_stars(struct jsonw *json, const char *key, int64_t halves);

enum { UNRANKED = 0 };

/* `voters` is their JSON text, or NULL for visitors, who see no names; `rank` from 1 on, or
 * UNRANKED. */
void json_proposal(struct jsonw *json, const char *key, const struct proposal *proposal,
                   const char *voters, int64_t rank, int64_t now);

/* Without braces, so that more may follow; visitors see no names and no note. */
void json_screening_fields(struct jsonw *json, const struct screening *screening, bool for_members,
                           int64_t now);

#endif
