/*
 * A club as another program kept it. What reads one (moving/django.h) makes texts valid and tidy
 * and times seconds, and judges nothing; moving/taking.h does. Every row has the key that it has
 * there, and each list is in the order of its keys, which are distinct.
 *
 * Pure. Strings are borrowed.
 */
#ifndef MARQUEE_MOVING_OLD_CLUB_H
#define MARQUEE_MOVING_OLD_CLUB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A film, or what was known of it. NULL and 0: nothing. */
struct old_film {
    const char *imdb_id; /* canonical */
    const char *title;
    int64_t year, runtime_minutes;
    const char *metadata; /* as the table films has it */
    int64_t cached_at;    /* of the metadata */
    const char *poster_url;
};

struct old_member {
    int64_t key;
    const char *name;     /* as it stood there; NULL: no valid text */
    const char *password; /* its hash, as it stood there, or NULL */
    bool is_admin, is_active;
    int64_t joined_at, last_seen_at; /* 0: not known */
};
struct old_limit {
    int64_t key, member, limit;
};
struct old_proposal {
    int64_t key, proposer;
    int64_t created_at; /* 0: not known */
    struct old_film film;
};
struct old_vote {
    int64_t key, proposal, voter;
    int64_t cast_at; /* 0: not known */
};
/* A film of the list of those that the club wants to watch, or has watched. */
struct old_media {
    int64_t key, number;
    bool watched;
    struct old_film film;
};
struct old_rating {
    int64_t key, member;
    const char *title;
    int64_t halves;   /* half stars; 0: none that there are */
    int64_t rated_at; /* 0: not known */
};
/* What the log told. */
struct old_entry {
    int64_t key, member, proposal;
    int64_t happened_at;
    const char *action, *title;
    int64_t number; /* the first one of its details; -1: none */
};

enum old_table {
    OLD_MEMBERS,
    OLD_LIMITS,
    OLD_PROPOSALS,
    OLD_VOTES,
    OLD_MEDIA,
    OLD_RATINGS,
    OLD_ENTRIES,
    OLD_TABLES
};

struct old_rows {
    void *items; /* of the struct of the table */
    size_t count;
};

struct old_club {
    const char *source; /* tells this database from others, also in a later copy of it */
    int64_t read_at;
    struct old_rows tables[OLD_TABLES];
    int64_t too_old; /* entries of the log that are older than any that is kept: not among them */
};

/* "auth_user": what the site calls it. */
const char *old_table_name(enum old_table table);
/* What has to be known to handle the rows of any table. */
size_t old_row_size(enum old_table table);
/* Every row begins with its key. */
int64_t old_row_key(const struct old_club *club, enum old_table table, size_t row);

/* The rows of a table. */
static inline const struct old_member *old_members(const struct old_club *club)
{
    return club->tables[OLD_MEMBERS].items;
}
static inline const struct old_limit *old_limits(const struct old_club *club)
{
    return club->tables[OLD_LIMITS].items;
}
static inline const struct old_proposal *old_proposals(const struct old_club *club)
{
    return club->tables[OLD_PROPOSALS].items;
}
static inline const struct old_vote *old_votes(const struct old_club *club)
{
    return club->tables[OLD_VOTES].items;
}
static inline const struct old_media *old_media(const struct old_club *club)
{
    return club->tables[OLD_MEDIA].items;
}
static inline const struct old_rating *old_ratings(const struct old_club *club)
{
    return club->tables[OLD_RATINGS].items;
}
static inline const struct old_entry *old_entries(const struct old_club *club)
{
    return club->tables[OLD_ENTRIES].items;
}

#endif
