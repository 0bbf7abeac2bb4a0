/* Posters that were refused or did not come: asked for again when somebody asks, and only then. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/expect.h"
#include "support/inspect.h"
#include "support/outside.h"

enum { NUMBER = 10, OTHER = 20 };

#define FILM           "tt0000010"
#define POSTER         "/poster/" FILM ".jpg"
#define CUT_OFF        "{\"prefix\": \"" POSTER "\", \"then\": {\"do\": \"image\", \"kind\": \"cut\"}}"
#define SOUND          "{\"prefix\": \"" POSTER "\"}"
#define SLOW_AND_SOUND "{\"prefix\": \"" POSTER "\", \"delay\": 500}"

/* The film's poster came cut off, and the next one would be sound. */
static void refuse(struct club *club)
{
    upstream_script(&upstream, CUT_OFF);
    club_start(club);
    propose(club, NUMBER, 1);
    wait_for(club, "fresh", false);
    wait_until_shown(club, FILM, "refused      The image cannot be decoded");
    assert_int_equal(upstream_count(&upstream, POSTER), 1);
    upstream_script(&upstream, SOUND);
}

/* With one more request, and its reason is gone. */
static void expect_poster(struct club *club)
{
    wait_until_shown(club, FILM, "poster       ");
    assert_null(strstr(show(club, FILM), "refused"));
    assert_null(strstr(show(club, FILM), "failed"));
    assert_int_equal(upstream_count(&upstream, POSTER), 2);
}

static int64_t number_of(struct club *club, const char *path)
{
    look(club);
    return number_at(&club->http, path);
}

static void withdraw(struct club *club)
{
    char line[64];

    snprintf(line, sizeof(line), "DELETE /proposals/%d", (int)number_of(club, "items.0.id"));
    ask(&club->http, line, .as = keys->root);
    expect(&club->http, 204);
}

static void press(struct club *club, const char *body)
{
    ask(&club->http, "POST /cache/refresh", .as = keys->root, .body = body);
    expect(&club->http, 202);
}

static void press_for_the_film(struct club *club)
{
    char body[64];

    snprintf(body, sizeof(body), "{\"film_id\":%d}", (int)number_of(club, "items.0.film.id"));
    press(club, body);
}

/* ---- the ways to ask ------------------------------------------------------------------------- */

/* The film's poster is among the new ones; another film's may have come meanwhile, or before. */
static void expect_counted(const char *outcome)
{
    static const char before[] = " failed; ";
    const char *found = strstr(outcome, before);

    assert_non_null(found);
    assert_true(strtol(found + strlen(before), NULL, 10) >= 1);
}

static void test_asked_again__by_refresh(void **state)
{
    struct club *club = *state;

    refuse(club);
    expect_counted(COMMAND(club, NULL, "refresh").out);
    expect_poster(club);
}

static void test_asked_again__by_refresh_without_a_server(void **state)
{
    struct club *club = *state;

    refuse(club);
    club_stop(club);
    expect_counted(COMMAND(club, NULL, "refresh", "--all").out);
    expect_poster(club);
}

static void test_asked_again__by_the_button_for_the_film(void **state)
{
    refuse(*state);
    press_for_the_film(*state);
    expect_poster(*state);
}

static void test_asked_again__by_the_button_for_all(void **state)
{
    struct club *club = *state;

    refuse(club);
    press(club, "{}");
    expect_number(&club->http, "posters", 1);
    expect_poster(*state);
}

static void test_asked_again__by_proposing_it_anew(void **state)
{
    refuse(*state);
    withdraw(*state);
    propose(*state, NUMBER, 1);
    expect_poster(*state);
}

static void test_asked_again__by_linking_a_proposal_to_it(void **state)
{
    struct club *club = *state;
    char line[64];

    refuse(club);
    withdraw(club);
    ask(&club->http, "POST /proposals", .as = keys->root, .body = "{\"title\":\"The film\"}");
    expect(&club->http, 201);
    snprintf(line, sizeof(line), "PATCH /proposals/%d", (int)number_at(&club->http, "id"));
    ask(&club->http, line, .as = keys->root, .body = "{\"imdb_id\":\"tt0000010\"}");
    expect(&club->http, 200);
    expect_poster(club);
}

/* Not in an hour, though that is when it would be tried by itself. */
static void test_asked_again__also_what_has_failed(void **state)
{
    struct club *club = *state;

    upstream_script(&upstream, "{\"prefix\": \"" POSTER "\", \"then\": {\"do\": \"status\","
                               " \"status\": 404}}");
    club_start(club);
    propose(club, NUMBER, 1);
    wait_until_shown(club, FILM, "failed       ");
    upstream_script(&upstream, SOUND);
    press_for_the_film(club);
    expect_poster(club);
}

/* ---- and no more ----------------------------------------------------------------------------- */

/* Whoever looks, and whatever the jobs do meanwhile. */
static void test_asked_again__not_by_itself(void **state)
{
    struct club *club = *state;

    refuse(club);
    look(club);
    club_stop(club);
    inspect_run(club->db, "UPDATE films SET poster_try_at = 0, cached_at = 1, try_at = 1"
                          " WHERE imdb_id = 'tt0000010'");
    club_start(club);
    look(club);
    wait_for_count("/titles/tt0000010", 2);
    propose(club, OTHER, 1);
    wait_for(club, "fresh", true);
    assert_int_equal(upstream_count(&upstream, POSTER), 1);
    assert_non_null(strstr(show(club, FILM), "refused      The image cannot be decoded"));
}

static void test_asked_again__once_if_two_ask_at_once(void **state)
{
    struct club *club = *state;

    refuse(club);
    upstream_script(&upstream, SLOW_AND_SOUND);
    for (int i = 0; i < 5; i++) {
        press_for_the_film(club);
        press(club, "{}");
    }
    MUST(club, NULL, "refresh", "--all");
    expect_poster(club);
}

/* Its reason is there until a poster comes: in the command, and for admins. */
static void test_asked_again__in_vain(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    refuse(club);
    upstream_script(&upstream, CUT_OFF);
    MUST(club, NULL, "refresh");
    wait_until_shown(club, FILM, "refused      The image cannot be decoded");
    assert_int_equal(upstream_count(&upstream, POSTER), 2);
    ask(http, "GET /cache", .as = keys->root);
    expect_count(http, "posters_failing", 1);
    expect_text(http, "posters_failing.0.imdb_id", "tt0000010");
    expect_text(http, "posters_failing.0.title", "Film tt0000010");
    expect_true(http, "posters_failing.0.refused");
    expect_null(http, "posters_failing.0.try_at");
    assert_non_null(strstr(text_at(club, "posters_failing.0.error"), "cannot be decoded"));
    upstream_script(&upstream, SOUND);
    press(club, "{}");
    wait_until_shown(club, FILM, "poster       ");
    ask(http, "GET /cache", .as = keys->root);
    expect_count(http, "posters_failing", 0);
}

SUITE(test_asked_again)
{
    const struct CMUnitTest tests[] = {
        OUTSIDE_TEST(test_asked_again__by_refresh),
        OUTSIDE_TEST(test_asked_again__by_refresh_without_a_server),
        OUTSIDE_TEST(test_asked_again__by_the_button_for_the_film),
        OUTSIDE_TEST(test_asked_again__by_the_button_for_all),
        OUTSIDE_TEST(test_asked_again__by_proposing_it_anew),
        OUTSIDE_TEST(test_asked_again__by_linking_a_proposal_to_it),
        OUTSIDE_TEST(test_asked_again__also_what_has_failed),
        OUTSIDE_TEST(test_asked_again__not_by_itself),
        OUTSIDE_TEST(test_asked_again__once_if_two_ask_at_once),
        OUTSIDE_TEST(test_asked_again__in_vain),
    };

    return RUN(tests);
}
