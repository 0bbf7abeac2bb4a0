/* What a member has put up and voted for, all of it: for the copy that they take with them. */
#ifndef MARQUEE_STORE_MEMBER_EXPORT_H
#define MARQUEE_STORE_MEMBER_EXPORT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/proposal.h"
#include "store/store.h"

/* A proposal of theirs, or one that they voted for. */
struct exported {
    int64_t proposal_id;
    enum proposal_status status;
    const char *title; /* NULL: nobody knows one */
    int64_t year;      /* 0: unknown */
    const char *imdb_id;
    const char *note; /* their pitch, where they proposed it; or NULL */
    int64_t at;       /* when they proposed it, or voted for it */
};

enum fault exported_proposals(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                              size_t limit, struct exported **items, size_t *count,
                              struct error *err);
/* Also those that are held (store/held_votes.h). A vote that came to a proposal only because
 * another had joined it is not theirs. */
enum fault exported_votes(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                          size_t limit, struct exported **items, size_t *count, struct error *err);

/* A film that they have seen, or that is on their list. */
struct exported_film {
    int64_t film_id;
    const char *title; /* NULL: nobody knows one */
    int64_t year;      /* 0: unknown */
    const char *imdb_id;
    int64_t halves; /* half stars; 0: none */
    int64_t at;
};

enum fault exported_seen(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                         size_t limit, struct exported_film **items, size_t *count,
                         struct error *err);
/* Without stars. */
enum fault exported_wishes(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                           size_t limit, struct exported_film **items, size_t *count,
                           struct error *err);

#endif
