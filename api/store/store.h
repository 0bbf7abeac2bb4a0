/*
 * The store: the database file of one club, its one writer and its readers. Every prototype of
 * store/ is on this page, those of posters in store/posters.h, of joins in store/joins.h.
 *
 * Functions that take a `struct db *` read, on a connection that store_reader() lends. Functions
 * that take a `struct store *` write: they return once the change is on disk, or has not happened.
 * Strings in results live in the arena that was given. `now` is in seconds since the epoch.
 *
 * Any thread may write, or borrow a reader; a `struct db *` is for one thread at a time. An id that
 * leads nowhere is FAULT_NOT_FOUND; results are set only with FAULT_NONE. Lists come in the order
 * of their ids, after `after` (the id that the page before ended with; 0: from the start).
 */
#ifndef MARQUEE_STORE_STORE_H
#define MARQUEE_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/secret.h"
#include "domain/film.h"
#include "domain/member.h"
#include "domain/proposal.h"
#include "store/engine/db.h"
#include "store/engine/writer.h"
#include "store/joins.h"
#include "store/posters.h"

struct store;

enum { PAGE_LIMIT_MAX = 100, STORE_READERS_MAX = 16 };

/*
 * Locks "<path>.lock", opens the database (a new file is made if its folder exists), brings its
 * schema up to date (a copy first, in `backup_dir`, or beside it where that is ""), and starts the
 * writer. FAULT_BUSY: another process holds it. `notice`, if not empty, is a sentence for the log.
 */
enum fault store_open(const char *path, const char *backup_dir, struct writer_hooks hooks,
                      struct store **store, char notice[256], struct error *err);
/* Which schema a database has, without its lock: also beside a running server. Says what to do if
 * it cannot be read. */
enum fault store_look(const char *path, int *version, struct error *err);
/* As store_open, but leaves the schema as it is and starts nothing: for `migrate` and `backup`. */
enum fault store_open_raw(const char *path, struct store **store, struct error *err);
void store_close(struct store *store);

/* The file behind every link to it: one database, one lock, one socket. To be freed. */
char *store_full_path(const char *path);

const char *store_path(const struct store *store);
/* The connection of a store that was opened raw. */
struct db *store_raw_db(struct store *store);

/* Takes the schema of a store that was opened raw to `target`, and says what it did. */
enum fault store_migrate(struct store *store, const char *backup_dir, int target, char notice[256],
                         struct error *err);

/* Lends a reader; waits while all are out. Give it back within the request. */
enum fault store_reader(struct store *store, struct db **db, struct error *err);
void store_reader_done(struct store *store, struct db *db);

enum fault store_write(struct store *store, writer_unit unit, void *context, struct error *err);

/* The store's readers right now, and what its writer has done. */
struct store_counts {
    size_t readers_open, readers_idle;
    struct writer_counts writer;
};
struct store_counts store_count(struct store *store);

/* The database answers. */
enum fault store_ping(struct db *db, struct error *err);

/* ---- club.c ------------------------------------------------------------------------------ */

/* Tells this club's session cookie from those of other clubs on the host; 1 to 32 characters that a
 * cookie's name may have. Made with the database, and a copy of it has the same. */
enum fault club_cookie_id(struct db *db, struct arena *arena, const char **id, struct error *err);
enum fault store_club_set_cookie_id(struct store *store, const char *id, struct error *err);

/* ---- members.c ------------------------------------------------------------------------- */

struct member_new {
    const char *name; /* NFC, checked */
    enum role role;
    const char *password_hash; /* NULL: none */
};

enum fault member_by_id(struct db *db, struct arena *arena, int64_t id, struct member *member,
                        struct error *err);
/* `password_hash` is NULL for a member without one. */
enum fault member_by_name(struct db *db, struct arena *arena, const char *name,
                          struct member *member, const char **password_hash, struct error *err);
enum fault member_password_hash(struct db *db, struct arena *arena, int64_t id, const char **hash,
                                struct error *err);
/* All of them: a club is small. */
enum fault members_all(struct db *db, struct arena *arena, struct member **members, size_t *count,
                       struct error *err);
enum fault members_exist(struct db *db, bool *exist, struct error *err);

/* FAULT_NAME_TAKEN when another member's name folds to the same key. */
enum fault store_member_add(struct store *store, const struct member_new *member, int64_t now,
                            int64_t *id, struct error *err);

/* What is to change of a member; NULL and false leave it. One transaction. */
struct member_change {
    const char *name;          /* NFC, checked */
    const char *password_hash; /* also ends all sessions but `keep_session` */
    int64_t keep_session;      /* 0: none */
    const enum role *role;     /* FAULT_LAST_ADMIN for the last admin */
    bool set_limit;
    int64_t limit; /* -1: the default */
};
enum fault store_member_change(struct store *store, int64_t id, const struct member_change *change,
                               struct error *err);

/* The member's votes, sessions and tokens go; proposals stay, without a proposer.
 * FAULT_LAST_ADMIN for the last admin. */
enum fault store_member_remove(struct store *store, int64_t id, struct error *err);

/* ---- sessions.c, tokens.c -------------------------------------------------------------- */

enum { SESSION_SECONDS = 180 * 24 * 60 * 60, USER_AGENT_MAX = 200 };

struct session {
    int64_t id, created_at, last_seen_at, expires_at;
    const char *user_agent;
};

struct session_seen {
    int64_t session_id, seen_at;
};

enum fault sessions_of(struct db *db, struct arena *arena, int64_t member_id, int64_t now,
                       int64_t after, size_t limit, struct session **sessions, size_t *count,
                       struct error *err);
/* `replaces` (0: none) is a session of the same browser that ends with this sign-in. */
enum fault store_session_add(struct store *store, int64_t member_id, const uint8_t hash[HASH_BYTES],
                             const char *user_agent, int64_t replaces, int64_t replaces_member,
                             int64_t now, int64_t *id, struct error *err);
enum fault store_session_remove(struct store *store, int64_t id, int64_t member_id,
                                struct error *err);
/* All of the member's but `kept` (0: all), at once. */
enum fault store_sessions_remove_others(struct store *store, int64_t member_id, int64_t kept,
                                        struct error *err);
/* Slides the sessions that were used, and removes those that have expired. */
enum fault store_sessions_seen(struct store *store, const struct session_seen *seen, size_t count,
                               int64_t now, struct error *err);

enum scope { SCOPE_READ, SCOPE_WRITE };

struct token {
    int64_t id;
    const char *member_name;
    const char *scope;
    int64_t created_at;
};

/* The first 1000. */
enum fault tokens_all(struct db *db, struct arena *arena, struct token **tokens, size_t *count,
                      struct error *err);
enum fault store_token_add(struct store *store, int64_t member_id, const uint8_t hash[HASH_BYTES],
                           enum scope scope, int64_t now, int64_t *id, struct error *err);
enum fault store_token_remove(struct store *store, int64_t id, struct error *err);

/* One row that lets somebody in. */
struct credential {
    uint8_t hash[HASH_BYTES];
    int64_t id; /* of the session or the token */
    bool is_session;
    enum scope scope;
    int64_t last_seen_at, expires_at; /* sessions only */
    int64_t member_id;
    const char *member_name; /* borrowed until the next call */
    enum role role;
};
typedef void (*credential_visit)(void *context, const struct credential *credential);
/* Visits every session that is not over at `now`, and every token. */
enum fault credentials_all(struct db *db, int64_t now, credential_visit visit, void *context,
                           struct error *err);

/* ---- films.c --------------------------------------------------------------------------- */

enum fault film_by_id(struct db *db, struct arena *arena, int64_t id, struct film *film,
                      struct error *err);
/* The film whose own id that is, else the one that has it as a further id. The id is canonical, as
 * all that the store is given. FAULT_NOT_FOUND when the server has never met it. */
enum fault film_by_imdb_id(struct db *db, struct arena *arena, const char *imdb_id,
                           struct film *film, struct error *err);
/* Films with an id whose search key (base/search_key.h) holds `key`; at most `limit`, the newest
 * here first. An empty key finds none. */
enum fault films_titled(struct db *db, struct arena *arena, const char *key, struct film *films,
                        size_t limit, size_t *count, struct error *err);
/* The open proposal (0: none) of the film, or of one that is the same; and when it was last watched
 * (0: never). */
enum fault film_state(struct db *db, int64_t film_id, int64_t *open_proposal, int64_t *watched_at,
                      struct error *err);

/* ---- fetches.c: what came of asking providers ------------------------------------------- */

struct film_want {
    int64_t film_id;
    char imdb_id[FILM_ID_SIZE];
    int64_t failures;                  /* tries in a row that brought nothing */
    int64_t try_at;                    /* as whoever wants it has seen it */
    char provider[FILM_PROVIDER_SIZE]; /* whose data it has; "": none */
};
/* Films without data that are due; at most `limit`, the longest waiting first. */
enum fault films_pending(struct db *db, int64_t now, struct film_want *wants, size_t limit,
                         size_t *count, struct error *err);
/* Films with data from `until` or before that are due, the oldest first. */
enum fault films_old(struct db *db, int64_t until, int64_t now, struct film_want *wants,
                     size_t limit, size_t *count, struct error *err);

/* Films with an id whose data is from before `until`, or missing; the oldest first, among them
 * those that were tried in vain by their next try. So each has its turn, however few are taken at
 * once. */
enum fault films_older(struct db *db, struct arena *arena, int64_t until, size_t limit,
                       struct film_want **wants, size_t *count, struct error *err);

/* A film whose last try brought nothing. */
struct film_failing {
    struct film film;
    const char *error;  /* NULL: no provider knows it */
    int64_t unknown_at; /* since when; 0: one does, or none was heard */
};
enum { FILMS_FAILING_MAX = 50 };
/* The first FILMS_FAILING_MAX, the worst first: those without data, then by failures in a row. */
enum fault films_failing(struct db *db, struct arena *arena,
                         struct film_failing films[FILMS_FAILING_MAX], size_t *count,
                         struct error *err);

enum film_outcome {
    FILM_FOUND,
    FILM_UNKNOWN, /* no provider knows the film; what is there stays */
    FILM_FAILED,  /* nobody answered; what is there stays */
};

struct film_facts {
    int64_t film_id;
    enum film_outcome outcome;
    int64_t try_at;    /* when to ask again */
    const char *error; /* of FILM_FAILED: one line */
    /* Of FILM_FOUND; NULL, 0: the provider does not say. */
    const char *other_id; /* of IMDb's, canonical, that the provider has for it */
    bool own_id_only;     /* all were asked, and the id that they have for it is its own */
    const char *title;
    int64_t year, runtime_minutes;
    const char *metadata;                   /* a JSON object, checked */
    const char *provider;                   /* not NULL */
    const char *others[FILM_PROVIDERS_MAX]; /* that added what it does not say */
    size_t others_count;
    bool all_new; /* nothing of what the film had stays, nor a word of its sources before */
    const char *poster_url;
    struct kept_poster poster; /* id NULL: none yet */
};
/* Saves what came back for a batch of films in one transaction. An other_id becomes a further id of
 * its film; if another film has it, too, the two are one (store/joins.h). With own_id_only the film
 * loses its further ids: who said so takes it back. */
enum fault store_films_save(struct store *store, const struct film_facts *facts, size_t count,
                            int64_t now, struct error *err);

/* Whose data the films have, or any part of it, set up or not. */
enum fault films_providers(struct db *db, struct arena *arena,
                           const char *names[FILM_PROVIDERS_MAX], size_t *count, struct error *err);

/* The whole cache in numbers, of films and of posters. */
struct films_summary {
    int64_t films, manual, fresh, stale, pending, unknown, failing;
    int64_t oldest_at; /* cached_at of the oldest data; 0: none */
    int64_t with_poster, poster_wanted, poster_refused;
    int64_t posters, poster_bytes;
};
enum fault films_summary(struct db *db, int64_t now, struct films_summary *summary,
                         struct error *err);

/* What the page does not show of one film. */
struct film_fetches {
    const char *error, *poster_url, *poster_error;
    int64_t poster_failures, poster_try_at;
    bool poster_settled;
    int64_t poster_files, poster_bytes;
};
enum fault film_fetches(struct db *db, struct arena *arena, int64_t film_id,
                        struct film_fetches *fetches, struct error *err);

/* ---- proposals.c ----------------------------------------------------------------------- */

enum proposal_sort { SORT_VOTES, SORT_NEWEST, SORT_RUNTIME, SORT_TITLE };

struct proposal_query {
    enum proposal_status status;
    enum proposal_sort sort;
    const char *search;   /* a search key; NULL: all */
    bool continued;       /* the page after the proposal that the next two describe: */
    int64_t after_number; /* vote_count or runtime_minutes (0: unknown); of no use by title */
    int64_t after_id;
    size_t limit;
};

struct voter {
    int64_t id;
    const char *name;
};

struct listed {
    struct proposal proposal;
    struct voter *voters; /* who voted first comes first; all of them, where they were wanted */
    size_t voter_count;
};

struct proposal_page {
    struct listed *items;
    size_t count;
    bool more;
};

/* Says whether the voters of the nth proposal of a page are wanted. */
struct voters_wanted {
    bool (*wants)(void *context, size_t n, const struct proposal *proposal);
    void *context;
};

/* The page and the voters that are wanted (NULL: all) in two statements, both of one moment. */
enum fault proposals_page(struct db *db, struct arena *arena, const struct proposal_query *query,
                          const struct voters_wanted *wanted, struct proposal_page *page,
                          struct error *err);
enum fault proposal_by_id(struct db *db, struct arena *arena, int64_t id, struct listed *listed,
                          struct error *err);

struct proposal_new {
    const char *imdb_id; /* or NULL, and then: */
    const char *title;   /* NFC; beside an id: what is known of it so far, or NULL */
    int64_t year;        /* 0: unknown */
    int64_t member_id;
    bool vote;      /* and votes for it, if it is up already for that one */
    bool unless_up; /* FAULT_ALREADY_OPEN if a film of that title and year is up, under any id */
};
struct proposed {
    int64_t id, film_id;
    bool is_up; /* it was up already, and the member has voted for it */
};
/*
 * Finds or makes the film and proposes it. FAULT_ALREADY_OPEN comes before FAULT_PROPOSAL_LIMIT
 * (rules 3 and 4).
 */
enum fault store_proposal_add(struct store *store, const struct proposal_new *proposal, int64_t now,
                              struct proposed *proposed, struct error *err);

/* Who asks; rule 6 is checked inside the transaction. */
struct actor {
    int64_t member_id;
    enum role role;
};
/* If its proposer withdraws it, what others had put up and had joined it is up again. */
enum fault store_proposal_withdraw(struct store *store, int64_t id, struct actor actor, int64_t now,
                                   struct error *err);
/* Gives an id to a film that was entered by hand. If the server has that film already, the
 * proposal moves over to it. */
enum fault store_proposal_link(struct store *store, int64_t id, const char *imdb_id,
                               struct actor actor, int64_t now, int64_t *film_id,
                               struct error *err);

/* ---- votes.c --------------------------------------------------------------------------- */

/* Both may be repeated; *vote_count is the count afterwards. FAULT_PROPOSAL_NOT_OPEN: too late. */
enum fault store_vote_cast(struct store *store, int64_t proposal_id, int64_t member_id, int64_t now,
                           int64_t *vote_count, struct error *err);
enum fault store_vote_withdraw(struct store *store, int64_t proposal_id, int64_t member_id,
                               int64_t *vote_count, struct error *err);
/* Replaces the member's votes on all open proposals; all or nothing. `ids` are distinct; *refused
 * is the one that is unknown or closed. */
enum fault store_ballot_put(struct store *store, int64_t member_id, const int64_t *ids,
                            size_t count, int64_t now, int64_t *refused, struct error *err);
enum fault votes_of_member(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                           size_t limit, struct vote **votes, size_t *count, struct error *err);
enum fault votes_of_proposal(struct db *db, struct arena *arena, int64_t proposal_id, int64_t after,
                             size_t limit, struct vote **votes, size_t *count, struct error *err);

#endif
