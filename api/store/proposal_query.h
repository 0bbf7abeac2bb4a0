/* Which part of which list of proposals is wanted. */
#ifndef MARQUEE_STORE_PROPOSAL_QUERY_H
#define MARQUEE_STORE_PROPOSAL_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/proposal.h"

enum proposal_sort { SORT_VOTES, SORT_NEWEST, SORT_RUNTIME, SORT_TITLE };

struct proposal_query {
    enum proposal_status status;
    enum proposal_sort sort;
    const char *search;   /* a search key; NULL: all */
    bool continued;       /* the slice after the proposal that the next two describe: */
    int64_t after_number; /* vote_count or runtime_minutes (0: unknown); of no use by title */
    int64_t after_id;
    size_t limit;
};

/* Where the slice begins: behind a proposal with this number (vote_count or runtime, as they are in
 * the database; nothing by the others) and this id. A first one begins before everything. */
struct proposal_start {
    int64_t number, id;
};
static inline struct proposal_start proposal_start(const struct proposal_query *query)
{
    enum { RUNTIME_UNKNOWN = 100000 /* minutes: sorts behind every film */ };
    struct proposal_start start = {.number = query->after_number, .id = query->after_id};

    if (!query->continued)
        return (struct proposal_start){.number = query->sort == SORT_VOTES ? INT64_MAX : -1,
                                       .id = INT64_MAX};
    if (query->sort == SORT_RUNTIME && start.number == 0)
        start.number = RUNTIME_UNKNOWN;
    return start;
}

#endif
