/* A proposal: a film put up for a vote; and the votes for it. */
#ifndef MARQUEE_DOMAIN_PROPOSAL_H
#define MARQUEE_DOMAIN_PROPOSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/film.h"
#include "domain/member.h"

enum {
    BALLOT_MAX = 1000, /* proposals in one ballot */
    TONIGHT_FILMS = 2, /* that an evening has at most: a double bill */
    NOTE_MAX = 200     /* characters of a pitch */
};

enum proposal_status { PROPOSAL_OPEN, PROPOSAL_WATCHED, PROPOSAL_WITHDRAWN };

/* Strings are borrowed. */
struct proposal {
    int64_t id;
    enum proposal_status status;
    int64_t created_at;
    struct person proposer;
    int64_t vote_count;
    int64_t votes_version; /* another one after every vote for it */
    int64_t joined_to;     /* the proposal that it has joined; 0: none */
    int64_t same_as;       /* the first other one that is open for the same film; 0: none */
    bool is_tonight;       /* settled on for tonight: nobody changes it or its votes */
    const char *note;      /* its proposer's pitch, or NULL */
    int64_t seen_count;    /* active members who have seen the film */
    int64_t wish_count;    /* active members who have it on their list */
    struct film film;
};

struct vote {
    int64_t proposal_id;
    struct person member;
    int64_t cast_at;
};

const char *proposal_status_name(enum proposal_status status);
bool proposal_status_parse(const char *text, enum proposal_status *status);

/* Rule 6: the proposer or an admin. */
bool proposal_may_change(int64_t proposer_id, int64_t member_id, enum role role);

/* Votes, withdrawals and links are for open proposals only. */
/* What has joined another (`joined_to`, 0: none) says where it is now. */
enum fault proposal_must_be_open(int64_t id, enum proposal_status status, int64_t joined_to,
                                 struct error *err);

/* FAULT_VOTES_FROZEN: it is settled on for tonight. */
enum fault proposal_frozen(int64_t id, struct error *err);

/* FAULT_NOT_FOUND. */
enum fault proposal_missing(int64_t id, struct error *err);

/* Rule 3: explains the limit when `open` proposals reach it; `mine`: of whoever asks. */
enum fault proposal_within_limit(int64_t open, int64_t limit, bool mine, struct error *err);

#endif
