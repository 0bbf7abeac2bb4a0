/* /cache: how the film data is, and asking for it again; for admins. */
#include <string.h>

#include "catalog/open_films.h"
#include "support/expect.h"
#include "support/inspect.h"
#include "support/outside.h"

static void ask_cache(struct club *club)
{
    ask(&club->http, "GET /cache", .as = keys->root);
    expect(&club->http, 200);
}

static void refresh(struct club *club, const char *body)
{
    ask(&club->http, "POST /cache/refresh", .as = keys->root, .body = body);
}

/* Until the number at a path of the cache is that. */
static void wait_for_number(struct club *club, const char *path, int64_t number)
{
    int64_t patience = now_ms() + PATIENCE * 1000;

    for (;;) {
        ask_cache(club);
        if (number_at(&club->http, path) == number)
            return;
        if (now_ms() > patience)
            fail_msg("%s is not %d: %s", path, (int)number, club->http.answer.body);
        wait_a_moment();
    }
}

/* The film that was proposed last, as a body. */
static const char *film_body(struct club *club)
{
    static char body[64];

    look(club);
    snprintf(body, sizeof(body), "{\"film_id\":%d}",
             (int)number_at(&club->http, "items.0.film.id"));
    return body;
}

static void test_cache__tells_what_the_command_tells(void **state)
{
    struct club *club = *state;
    struct outcome outcome;
    const char *name;
    json_t *told, *value;

    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    wait_for_number(club, "unknown", 1);
    outcome = COMMAND(club, NULL, "cache", "--json");
    ask_cache(club);
    expect_header(&club->http, "Cache-Control", "no-store");
    told = json_loads(outcome.out, 0, NULL);
    assert_non_null(told);
    json_object_foreach(told, name, value) if (!json_equal(value, client_json(&club->http, name)))
        fail_msg("%s: %s", name, club->http.answer.body);
    /* Besides, which films and posters fail, and what pages were like. */
    assert_int_equal(json_object_size(club->http.answer.json), json_object_size(told) + 3);
    json_decref(told);
    expect_text(&club->http, "providers.0.name", "imdbapi");
}

static double hit_rate(struct club *club)
{
    ask_cache(club);
    return json_number_value(client_json(&club->http, "hit_rate"));
}

static void test_cache__says_how_much_of_what_was_shown_was_fresh(void **state)
{
    struct club *club = *state;

    club_start(club);
    ask_cache(club);
    expect_null(&club->http, "hit_rate");
    upstream_script(&upstream, "{\"prefix\": \"/titles/tt0000001\", \"then\": {\"do\": \"hang\"}}");
    propose(club, 1, 2);
    wait_for(club, "fresh", true);
    assert_true(hit_rate(club) > 0 && hit_rate(club) < 1);
    club_stop(club);
    upstream_reset(&upstream);
    club_start(club);
    wait_for_all(club, 2, "fresh");
    club_stop(club);
    club_start(club);
    look(club);
    look(club);
    assert_true(hit_rate(club) == 1);
}

static void test_cache__names_the_failing_films_the_worst_first(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/tt0000001\", \"then\": {\"do\": \"close\"}}");
    refresh(club, film_body(club));
    expect(http, 202);
    expect_number(http, "wanted", 1);
    wait_for_number(club, "failing", 1);
    wait_for_number(club, "unknown", 1);
    expect_count(http, "films_failing", 2);
    /* The one that was withdrawn, which no provider knows. */
    expect_text(http, "films_failing.0.state", "unknown");
    expect_number(http, "films_failing.0.failures", 1);
    expect_null(http, "films_failing.0.title");
    expect_null(http, "films_failing.0.cached_at");
    expect_null(http, "films_failing.0.error");
    assert_non_null(text_at(club, "films_failing.0.unknown_at"));
    expect_null(http, "films_failing.1.unknown_at");
    expect_text(http, "films_failing.1.imdb_id", "tt0000001");
    expect_text(http, "films_failing.1.title", "Film tt0000001");
    expect_text(http, "films_failing.1.state", "stale");
    assert_non_null(text_at(club, "films_failing.1.cached_at"));
    assert_non_null(text_at(club, "films_failing.1.try_at"));
    assert_non_null(text_at(club, "films_failing.1.error"));
}

static void test_cache__one_film_is_asked_for_due_or_not(void **state)
{
    struct club *club = *state;

    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    wait_for_count("/titles/tt0000001", 1);
    refresh(club, film_body(club));
    expect(&club->http, 202);
    expect_number(&club->http, "wanted", 1);
    wait_for_count("/titles/tt0000001", 2);
}

/* Also while nobody answers: the refresh itself waits for no provider. */
static void test_cache__all_that_is_old_or_missing_is_asked_for(void **state)
{
    struct club *club = *state;
    int64_t before;

    club_start(club);
    propose(club, 1, 3);
    wait_for_all(club, 3, "fresh");
    wait_for_number(club, "fresh", 4);
    upstream_script(&upstream, "{\"prefix\": \"/titles\", \"then\": {\"do\": \"hang\"}}");
    /* The withdrawn one is missing. */
    refresh(club, "{}");
    expect(&club->http, 202);
    expect_number(&club->http, "wanted", 1);
    club_stop(club);
    inspect_run(club->db, "UPDATE films SET cached_at = cached_at - 100000"
                          " WHERE imdb_id IN ('tt0000001', 'tt0000002')");
    club_start(club);
    before = now_ms();
    refresh(club, "{}");
    assert_in_range(now_ms() - before, 0, 8000); /* a fetch may take ten seconds */
    expect(&club->http, 202);
    expect_number(&club->http, "wanted", 3);
    look(club);
    expect_text(&club->http, "items.1.film.metadata.state", "fresh");
}

static void test_cache__a_refresh_names_a_film_that_providers_may_know(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /proposals/2", .as = keys->root);
    expect_number(&club->http, "film.id", 2);
    refresh(club, "{\"film_id\":2}");
    expect_field(&club->http, "body", "/film_id");
    refresh(club, "{\"film_id\":99}");
    expect_problem(&club->http, 404, "not-found");
    refresh(club, "{\"film_id\":0}");
    expect_field(&club->http, "body", "/film_id");
    refresh(club, "{\"film_id\":null}");
    expect_field(&club->http, "body", "/film_id");
    refresh(club, "{\"films\":1}");
    expect_field(&club->http, "body", "/films");
    refresh(club, NULL);
    expect_problem(&club->http, 415, "unsupported-media-type");
}

static void test_cache__a_refresh_takes_what_there_is_room_for(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                          " WHERE i < 1100) INSERT INTO films (imdb_id, try_at, created_at)"
                          " SELECT 'tt' || (2000000 + i), 4000000000, 1 FROM n");
    upstream_script(&upstream, "{\"prefix\": \"/titles\", \"then\": {\"do\": \"hang\"}}");
    club_start(club);
    refresh(club, "{}");
    expect(&club->http, 202);
    expect_number(&club->http, "wanted", OPEN_FILMS_MAX);
    /* Who is on the list already needs no more room. */
    refresh(club, "{\"film_id\":4}");
    expect(&club->http, 202);
    refresh(club, "{\"film_id\":1100}");
    expect_problem(&club->http, 503, "busy");
    assert_non_null(client_header(&club->http, "Retry-After"));
}

SUITE(test_cache)
{
    const struct CMUnitTest tests[] = {
        OUTSIDE_TEST(test_cache__tells_what_the_command_tells),
        OUTSIDE_TEST(test_cache__says_how_much_of_what_was_shown_was_fresh),
        OUTSIDE_TEST(test_cache__names_the_failing_films_the_worst_first),
        OUTSIDE_TEST(test_cache__one_film_is_asked_for_due_or_not),
        OUTSIDE_TEST(test_cache__all_that_is_old_or_missing_is_asked_for),
        CLUB_TEST(test_cache__a_refresh_names_a_film_that_providers_may_know),
        OUTSIDE_TEST(test_cache__a_refresh_takes_what_there_is_room_for),
    };

    return RUN(tests);
}
