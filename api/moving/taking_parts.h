/* What the parts of moving_take() share: taking_members.c, taking_films.c,
 * taking_deeds.c, taking_log.c. */
#ifndef MARQUEE_MOVING_TAKING_PARTS_H
#define MARQUEE_MOVING_TAKING_PARTS_H

#include "base/arena.h"
#include "moving/verdicts.h"
#include "store/bringing.h"

/* A member whom rows of others refer to, by the place in the old club's list. */
struct taken_member {
    const char *name, *key, *plain; /* NFC; NULL: it can't be a name */
    size_t leader;                  /* the one of all who share the name that is taken */
    bool is_out;                    /* deactivated here */
};

/* The films of proposals by title, for what is told by its title alone. */
struct titled {
    const char *key;
    int64_t year;
    const char *imdb_id;
    size_t row;
};
struct titles {
    struct titled *items;
    size_t count;
};

struct taking {
    struct arena *arena;
    const struct old_club *club;
    const struct taking_wanted *wanted;
    struct taken *taken;
    int64_t now;
    struct taken_member *members;
    struct titles ids;    /* of proposals whose id is known */
    struct titles listed; /* of media */
    bool is_whole;        /* every row has its verdict */
};

/* ---- taking_parts.c ---- */

/* Gives its verdict to whatever has come in an earlier run. */
enum fault taking_mark_here(struct taking *taking, struct db *db, struct error *err);
/* The verdict over a row; it's noted for later runs if the row is here now. */
enum fault taking_note(struct taking *taking, struct db *db, enum old_table table, size_t row,
                       struct verdict verdict, struct error *err);
/* What a reference to a row of another table became here; 0: nothing. *row: its place. */
int64_t taking_find(const struct taking *taking, enum old_table table, int64_t key, size_t *row);
bool taking_is_here(const struct taking *taking, enum old_table table, size_t row);
/* FAULT_MALFORMED: what was made of the texts so far is more than can be kept at once. */
enum fault taking_must_fit(const struct taking *taking, struct error *err);
/* The moment, or now where it isn't known or still to come. */
int64_t taking_moment(const struct taking *taking, int64_t when);

/* ---- the tables, in this order ---- */

/* Before the unit of work: who shares a name with whom, and what is called how. */
enum fault taking_sort_members(struct taking *taking, struct error *err);
enum fault taking_sort_films(struct taking *taking, struct error *err);

enum fault taking_members(struct taking *taking, struct db *db, struct error *err);
enum fault taking_limits(struct taking *taking, struct db *db, struct error *err);
enum fault taking_proposals(struct taking *taking, struct db *db, struct error *err);
enum fault taking_votes(struct taking *taking, struct db *db, struct error *err);
enum fault taking_media(struct taking *taking, struct db *db, struct error *err);
enum fault taking_ratings(struct taking *taking, struct db *db, struct error *err);
enum fault taking_entries(struct taking *taking, struct db *db, struct error *err);

/* ---- taking_deeds.c ---- */

/* The screening as which this title was watched the last time; 0: it wasn't. */
int64_t taking_watched(const struct taking *taking, const char *title);
/* The film that is up, or is listed and not watched, under this title; 0: there is none. */
enum fault taking_film(struct taking *taking, struct db *db, const char *title, int64_t *id,
                       struct error *err);

/* ---- taking_films.c ---- */

/* All of this title, in the order of their rows; *count of them. */
const struct titled *titles_find(const struct titles *titles, const char *title, size_t *count);

#endif
