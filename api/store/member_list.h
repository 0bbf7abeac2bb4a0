/* The members as an admin looks at them: page by page, in the order of their names. */
#ifndef MARQUEE_STORE_MEMBER_LIST_H
#define MARQUEE_STORE_MEMBER_LIST_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/member.h"
#include "store/store.h"

struct member_row {
    struct member member;
    /* For what is open; of who is deactivated, those that are held. */
    int64_t votes;
};

struct member_query {
    const char *search;             /* a part of the name; NULL: all */
    const enum member_state *state; /* NULL: any */
    int64_t after;                  /* the member that the page before ended with; 0: the start */
    size_t limit;
};

/* FAULT_NOT_FOUND: `after` has left. */
enum fault member_list(struct db *db, struct arena *arena, const struct member_query *query,
                       struct member_row **rows, size_t *count, struct error *err);
enum fault member_row_by_id(struct db *db, struct arena *arena, int64_t id, struct member_row *row,
                            struct error *err);

#endif
