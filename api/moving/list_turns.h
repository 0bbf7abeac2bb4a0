/* What moving_take_list() does with a row whose film is found. Inside its unit of work. */
#ifndef MARQUEE_MOVING_LIST_TURNS_H
#define MARQUEE_MOVING_LIST_TURNS_H

#include "moving/list_taken.h"

struct list_work {
    const struct film_list *list;
    const struct list_wanted *wanted;
    struct list_taken *taken;
    int64_t now;
    bool is_done;
    struct turn *turns;
    size_t count;
};

enum turn_kind {
    TURN_MARK,    /* that the member has seen the film */
    TURN_EVENING, /* what the member gave it, perhaps when the club watched it */
    TURN_WISH,
    TURN_CLUB
};

struct turn {
    enum turn_kind kind;
    const struct list_row *row;
    struct verdict *verdict;
    int64_t film_id; /* 0: a new one, with what the row says */
};

enum turn_kind turn_kind_of(const struct list_work *work, const struct list_row *row);

/* Only Marquee's own ratings say when the club watched the film. */
bool turn_is_own_rating(const struct list_work *work, const struct list_row *row);

/* When its member said it; 0: nobody knows. */
int64_t turn_moment_said(const struct list_work *work, const struct list_row *row);

/* Fills work->turns with the rows that have a film, in the order in which they are taken. */
void turns_make(struct list_work *work);

/* Whether the turn before it has said all of it: one mark and one wish do for a film, and each
 * evening is one. */
bool turn_is_said(const struct turn *turn, const struct turn *before);

/* `film_id`: the one that was found or made. Sets the verdict. */
enum fault turn_take(struct list_work *work, struct db *db, const struct turn *turn,
                     int64_t film_id, struct error *err);

/* What a row of the club's lists says against its being taken; WHY_NONE: nothing. */
enum why why_not_club(const struct list_wanted *wanted, const struct list_row *row);

#endif
