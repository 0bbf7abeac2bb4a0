/*
 * Lists that members have uploaded, from there until they come in: in memory, for an hour, each for
 * the member who uploaded it. A member has KEPT_LISTS_MAX at most, and all of them together take
 * about KEPT_LISTS_BYTES; the oldest goes for a new one.
 *
 * Any thread. What kept_list_hold() lends is for one thread at a time: others wait.
 */
#ifndef MARQUEE_MOVING_KEPT_LISTS_H
#define MARQUEE_MOVING_KEPT_LISTS_H

#include "base/clock.h"
#include "catalog/providers/provider_film.h"
#include "moving/list_taking.h"

enum {
    KEPT_LISTS_MAX = 4,
    KEPT_LISTS_SECONDS = HOUR,
    KEPT_LISTS_BYTES = 96 * 1024 * 1024,
    KEPT_HOLDERS_MAX = 4, /* who hold one or wait for it; they are threads */
    KEPT_HITS_MAX = 5,    /* of other sites, for a row */
    KEPT_ASKED_MAX = 300  /* rows of a list for which other sites are asked */
};

struct kept_lists;

/* What is known of a row beside itself. */
struct kept_row {
    bool is_untold;               /* the file doesn't tell what it is */
    int64_t film_id;              /* the one that it means; 0: none, or a new one */
    int64_t guesses[GUESSES_MAX]; /* films here that it could mean; 0: no more */
};

/* What other sites say that a row could mean. */
struct kept_answer {
    size_t row;
    int tries; /* searches that were begun */
    bool is_there;
    struct provider_film *hits; /* KEPT_HITS_MAX at most */
    size_t count;
};

struct kept_list {
    int64_t id, member_id, uploaded_at;
    int64_t applied_at; /* 0: not yet */
    const char *name;   /* of the file; "": it has none */
    struct film_list list;
    enum list_kind said; /* of the rows that are untold; LIST_UNKNOWN: nobody has said it */
    struct kept_row *rows;
    struct verdict *verdicts; /* what would become of each row, or has become of it */
    size_t new_films;
    struct kept_answer *answers;
    size_t answer_count;
    struct arena arena; /* of all this */
};

struct kept_lists *kept_lists_open(void);
/* NULL is fine. */
void kept_lists_close(struct kept_lists *lists);

/* Reads a file (lists/reading.h) and keeps what it holds. It is lent, as by kept_list_hold(). */
enum fault kept_list_read(struct kept_lists *lists, const char *bytes, size_t length,
                          const char *name, enum list_kind as, struct deed deed,
                          struct kept_list **kept, struct error *err);

/* Lends a member's list until kept_list_let_go(). FAULT_NOT_FOUND: they have none of this id.
 * FAULT_BUSY: KEPT_HOLDERS_MAX have it or wait for it. */
enum fault kept_list_hold(struct kept_lists *lists, int64_t member_id, int64_t id, int64_t now,
                          struct kept_list **kept, struct error *err);
void kept_list_let_go(struct kept_lists *lists, struct kept_list *kept);

/* Forgets one that is lent, once it's let go. */
void kept_list_drop(struct kept_lists *lists, struct kept_list *kept);

/* The ids of a member's lists, the newest first. How many. */
size_t kept_lists_of(struct kept_lists *lists, int64_t member_id, int64_t now,
                     int64_t ids[KEPT_LISTS_MAX]);

/* ---- of one that is lent --------------------------------------------------------------------- */

/* Finds its films, and sees what would become of each row. */
enum fault kept_list_look(struct kept_list *kept, struct store *store,
                          const struct list_wanted *wanted, struct error *err);

/* Lets it come in, all or nothing. */
enum fault kept_list_take(struct kept_list *kept, struct store *store,
                          const struct list_wanted *wanted, struct error *err);

/* What its untold rows are. */
void kept_list_say(struct kept_list *kept, enum list_kind kind);

/* What this row means, and every other that names the same film: a film here, or none of it
 * (`is_skipped`), or (0, false) what was found. */
void kept_list_choose(struct kept_list *kept, size_t row, int64_t film_id, bool is_skipped);

/* What other sites say of a row; NULL: nobody has asked them. */
const struct kept_answer *kept_list_find_answer(const struct kept_list *kept, size_t row);
/* The same, or a place for it; NULL: they were asked for KEPT_ASKED_MAX. */
struct kept_answer *kept_list_answer(struct kept_list *kept, size_t row);

/* Notes the hits of a search: those of the row's year come first. */
void kept_answer_set(struct kept_list *kept, struct kept_answer *answer,
                     const struct provider_film *hits, size_t count);

#endif
