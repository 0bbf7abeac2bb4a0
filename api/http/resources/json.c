#include "http/resources/json.h"

#include <stdio.h>
#include <string.h>

#include "http/call/links.h"
#include "http/call/reply.h"

enum { JSON_URL_MAX = 256 /* bytes, with the NUL: the path of MARQUEE_PUBLIC_URL has 100 */ };

void json_member(struct jsonw *json, const char *key, const struct person *person)
{
    if (person->id == 0) {
        jsonw_null(json, key);
        return;
    }
    jsonw_object(json, key);
    jsonw_int(json, "id", person->id);
    jsonw_text(json, "name", person->name);
    jsonw_text(json, "color", person->color);
    jsonw_object_end(json);
}

void json_self_fields(struct jsonw *json, const struct member *member)
{
    jsonw_int(json, "id", member->id);
    jsonw_text(json, "name", member->name);
    jsonw_text(json, "color", member->color);
    jsonw_text(json, "role", role_name(member->role));
    jsonw_text(json, "state", member_state_name(member->state));
}

void json_session_fields(struct jsonw *json, const struct session *session, int64_t current)
{
    jsonw_int(json, "id", session->id);
    jsonw_time(json, "created_at", session->created_at);
    jsonw_time(json, "last_seen_at", session->last_seen_at);
    jsonw_time(json, "expires_at", session->expires_at);
    jsonw_bool(json, "current", session->id == current);
    jsonw_text(json, "user_agent", session->user_agent);
}

void json_token_fields(struct jsonw *json, const struct token *token)
{
    jsonw_int(json, "id", token->id);
    jsonw_text(json, "name", token->name);
    jsonw_text(json, "scope", token->scope);
    jsonw_time(json, "created_at", token->created_at);
    jsonw_time(json, "last_used_at", token->last_used_at);
}

/* The secret is behind the #, which no browser sends anywhere. */
void json_entry_fields(struct jsonw *json, struct arena *arena, const char *secret, int64_t made_at)
{
    jsonw_text(json, "secret", secret);
    jsonw_text(json, "path", arena_printf(arena, "%s/enter#%s", links_root(), secret));
    jsonw_time(json, "made_at", made_at);
}

void json_poster(struct jsonw *json, const char *key, const struct poster *poster)
{
    char url[JSON_URL_MAX];

    if (poster->id == NULL) {
        jsonw_null(json, key);
        return;
    }
    snprintf(url, sizeof(url), "%s/api/v1/posters/%s/%lld", links_root(), poster->id,
             (long long)poster_usual_width(poster));
    jsonw_object(json, key);
    jsonw_text(json, "id", poster->id);
    jsonw_int(json, "width", poster->width);
    jsonw_int(json, "height", poster->height);
    jsonw_text(json, "color", poster->color);
    jsonw_array(json, "widths");
    for (size_t i = 0; i < POSTER_WIDTHS; i++)
        if ((poster->widths & 1U << i) != 0)
            jsonw_int(json, NULL, poster_widths[i]);
    jsonw_array_end(json);
    jsonw_text(json, "url", url);
    jsonw_object_end(json);
}

void json_stars(struct jsonw *json, const char *key, int64_t halves)
{
    jsonw_tenths(json, key, halves == 0 ? -1 : halves * 5);
}

/* What a provider said was checked when it was stored, and is passed through as text: it holds
 * just the fields that stand here. */
static void add_metadata(struct jsonw *json, const char *metadata)
{
    size_t length = metadata == NULL ? 0 : strlen(metadata);

    if (length > 2) {
        strbuf_addch(json->out, ',');
        strbuf_add(json->out, metadata + 1, length - 2);
        return;
    }
    jsonw_null(json, "plot");
    jsonw_raw(json, "genres", "[]");
    jsonw_raw(json, "directors", "[]");
    jsonw_raw(json, "cast", "[]");
    jsonw_null(json, "imdb_rating");
    jsonw_null(json, "imdb_votes");
    jsonw_null(json, "metascore");
    jsonw_null(json, "age_rating");
    jsonw_null(json, "trailer_url");
    jsonw_null(json, "type");
}

void json_film_fields(struct jsonw *json, const struct film *film, int64_t now)
{
    jsonw_int(json, "id", film->id);
    jsonw_text(json, "imdb_id", film->imdb_id);
    jsonw_text(json, "title", film->title);
    jsonw_positive(json, "year", film->year);
    jsonw_positive(json, "runtime_minutes", film->runtime_minutes);
    add_metadata(json, film->metadata);
    json_poster(json, "poster", &film->poster);
    jsonw_object(json, "metadata");
    jsonw_text(json, "state", film_metadata_state(film, now));
    jsonw_time(json, "cached_at", film_past(film->cached_at, now));
    jsonw_text(json, "provider", film->provider);
    jsonw_object_end(json);
}

static const char *state_of(int64_t open_proposal, int64_t watched_at)
{
    if (open_proposal != 0)
        return "open";
    return watched_at != 0 ? "watched" : "new";
}

void json_standing(struct jsonw *json, int64_t open_proposal, int64_t watched_at,
                   int64_t wish_count)
{
    jsonw_text(json, "state", state_of(open_proposal, watched_at));
    jsonw_positive(json, "proposal_id", open_proposal);
    jsonw_time(json, "watched_at", watched_at);
    jsonw_int(json, "wish_count", wish_count);
}

const char *json_voters(struct arena *arena, const struct listed *listed)
{
    auto_strbuf struct strbuf text;
    struct jsonw json;

    strbuf_init(&text, REPLY_BODY_MAX);
    jsonw_init(&json, &text);
    jsonw_array(&json, NULL);
    for (size_t i = 0; i < listed->voter_count; i++)
        json_member(&json, NULL, &listed->voters[i]);
    jsonw_array_end(&json);
    return arena_strndup(arena, text.bytes, text.length);
}

void json_proposal(struct jsonw *json, const char *key, const struct proposal *proposal,
                   const char *voters, int64_t rank, int64_t now)
{
    jsonw_object(json, key);
    jsonw_int(json, "id", proposal->id);
    jsonw_text(json, "status", proposal_status_name(proposal->status));
    jsonw_positive(json, "joined_to", proposal->joined_to);
    jsonw_positive(json, "same_as", proposal->same_as);
    jsonw_time(json, "created_at", proposal->created_at);
    if (voters != NULL)
        json_member(json, "proposer", &proposal->proposer);
    else
        jsonw_null(json, "proposer");
    jsonw_text(json, "note", voters != NULL ? proposal->note : NULL);
    jsonw_object(json, "film");
    json_film_fields(json, &proposal->film, now);
    jsonw_object_end(json);
    jsonw_int(json, "vote_count", proposal->vote_count);
    jsonw_int(json, "seen_count", proposal->seen_count);
    jsonw_int(json, "wish_count", proposal->wish_count);
    jsonw_positive(json, "rank", rank);
    jsonw_bool(json, "tonight", proposal->is_tonight);
    if (voters != NULL)
        jsonw_raw(json, "voters", voters);
    jsonw_object_end(json);
}

void json_screening_fields(struct jsonw *json, const struct screening *screening, bool for_members,
                           int64_t now)
{
    const struct person nobody = {0};

    jsonw_int(json, "id", screening->id);
    jsonw_object(json, "film");
    json_film_fields(json, &screening->film, now);
    jsonw_object_end(json);
    jsonw_positive(json, "proposal_id", screening->proposal_id);
    jsonw_date(json, "date", screening->day);
    jsonw_text(json, "note", for_members ? screening->note : NULL);
    json_member(json, "proposer", for_members ? &screening->proposer : &nobody);
    json_stars(json, "average", rating_average(screening->rating_sum, screening->rating_count));
    jsonw_int(json, "rating_count", screening->rating_count);
    jsonw_time(json, "created_at", screening->created_at);
}
