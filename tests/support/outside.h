/*
 * The world of a test about what is outside: a club whose server, not started yet, asks a stand-in
 * for upstream (support/upstream.h) as fast as it likes; and ways to wait for what happens behind.
 */
#ifndef MARQUEE_TESTS_OUTSIDE_H
#define MARQUEE_TESTS_OUTSIDE_H

#include "support/club.h"
#include "support/upstream.h"

extern struct upstream upstream;

int outside_open(void **state);
int outside_close(void **state);
#define OUTSIDE_TEST(test) cmocka_unit_test_setup_teardown(test, outside_open, outside_close)

/* Proposes `count` films as the admin: tt0000001 and on, for `from` 1. */
void propose(struct club *club, int from, int count);

/* The page, the newest proposal first, as ada sees it. Fails if it is not there at once. */
void look(struct club *club);

/* The text at a path of the last answer, or NULL. */
const char *text_at(struct club *club, const char *path);

/* Looks until the first item's metadata is in that state, and it has a poster or not. */
void wait_for(struct club *club, const char *state, bool with_poster);
/* The same of each of the first `count` items, with posters. */
void wait_for_all(struct club *club, int count, const char *state);
/* Until the stand-in was asked for that path so many times. */
void wait_for_count(const char *path, int count);

/* What `marquee cache show` tells of a film; valid until the next call. */
const char *show(struct club *club, const char *imdb_id);
/* Until that has these words. */
void wait_until_shown(struct club *club, const char *imdb_id, const char *words);

int64_t now_ms(void);
void wait_a_moment(void);

/* The request line of the one poster that the club has, with what comes behind its id. */
const char *outside_poster(struct client *http, char line[80], const char *behind);

#endif
