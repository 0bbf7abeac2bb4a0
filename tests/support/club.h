/*
 * The world of one HTTP test: a folder with a club in it, the real server over it, and a client
 * that talks to it. Every test gets a copy of the same small club, which was made through the
 * command line and the API (support/template.h):
 *
 *   members    ada, grace (no password), root (admin)
 *   proposals  1 METROPOLIS of ada, from the catalogue, with data and poster; ada voted
 *              2 "Home Movie" (1999) of grace, by hand; nobody voted
 *              3 of ada, withdrawn
 *   screening  1 METROPOLIS, by hand, on 2000-02-29; nobody rated it
 *
 * Tests are listed as CLUB_TEST (members only may read, the default), PUBLIC_TEST (visitors may
 * read films and counts), DEMO_TEST (`serve --demo`), or CLOSED_TEST (nothing runs yet).
 */
#ifndef MARQUEE_TESTS_CLUB_H
#define MARQUEE_TESTS_CLUB_H

#include "support/check.h"
#include "support/client.h"
#include "support/process.h"

#define PASSWORD   "a long night out"
#define METROPOLIS "tt0017136"

enum { SETTINGS_MAX = 32 };

/* What lets somebody in, as `.as` of a request takes it. */
struct keys {
    char ada[64], grace[64], root[64]; /* tokens that may write */
    char reader[64], revoked[64];      /* ada's */
    char session[96], over[96];        /* ada's cookies: signed in, signed out */
};
extern const struct keys *const keys;

struct club {
    char folder[128], db[160];
    char place[192], data[192]; /* settings */
    char program[160];          /* ""; or what club_replace_helper made */
    const char *settings[SETTINGS_MAX];
    rlim_t files; /* as in struct program */
    int log;      /* the same, of the server */
    struct process server;
    int port;
    char opened[256]; /* the line with which the server said so */
    struct client http;
};

int club_closed(void **state);
int club_members(void **state);
int club_public(void **state);
int club_demo(void **state);
int club_end(void **state);
#define CLOSED_TEST(test) cmocka_unit_test_setup_teardown(test, club_closed, club_end)
#define CLUB_TEST(test)   cmocka_unit_test_setup_teardown(test, club_members, club_end)
#define PUBLIC_TEST(test) cmocka_unit_test_setup_teardown(test, club_public, club_end)
#define DEMO_TEST(test)   cmocka_unit_test_setup_teardown(test, club_demo, club_end)

/* Reading the page takes longer than all else of a start, so clubs leave its files to another web
 * server. Those of a file with RUN_BETWEEN(tests, club_pages, NULL) have them. */
int club_pages(void **state);

/* An empty club, which is closed, in a folder of its own; the caller removes the folder. */
void club_found(struct club *club);
void club_remove(const char *folder);

/* Adds a setting, or replaces it; a literal. For the next start and the next command. */
void club_set(struct club *club, const char *setting);

/* Starts the server and waits until it says where it is. */
void club_start(struct club *club);
void club_start_demo(struct club *club);
/* Stops it with SIGTERM; it must end well. */
void club_stop(struct club *club);

/* For the next start: the server runs from a place where marquee-image is this shell script. */
void club_replace_helper(struct club *club, const char *lines);

/* Runs `marquee` with these words, and `input` (or NULL) on its standard input. */
struct outcome club_run(struct club *club, const char *input, const char *const *words);
#define COMMAND(club, input, ...)                                                                  \
    club_run((club), (input), (const char *const[]){__VA_ARGS__, NULL})
/* The same; it must succeed. */
#define MUST(club, input, ...) assert_int_equal(COMMAND(club, input, __VA_ARGS__).status, 0)

enum { REFUSED_WORDS_MAX = 6 };
struct refused {
    const char *words[REFUSED_WORDS_MAX + 1], *error;
};
/* Each of these commands fails, with a sentence that holds its `error`. */
void club_refuses(struct club *club, const struct refused *commands, size_t count);

/* Makes a member through the command line; their token that may write, in static memory. */
const char *club_token(struct club *club, const char *name);

/* Proposals of ada's, by hand: "Film 0" and on. */
void club_propose(struct club *club, int count);

/* A token for a member, written to `token` and returned. */
const char *club_add_token(struct club *club, const char *name, const char *scope, char *token,
                           size_t size);

/* Another client of the server. */
struct client club_client(const struct club *club);

bool club_copy_file(const char *from, const char *to, mode_t mode);

/* The whole log so far; the caller frees it. */
char *club_log(const struct club *club);
/* How often that text is in it. */
size_t club_log_count(const struct club *club, const char *text);

#endif
