/* A week in the life of the catalogue, in seconds: the server runs in this process, where time can
 * be moved, and a stand-in for upstream counts what it is asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/app.h"
#include "base/clock.h"
#include "base/secret.h"
#include "store/films.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inside.h"
#include "support/upstream.h"

enum {
    DAYS = 7,
    FILMS = 20,
    VIEWS_AN_HOUR = 3,
    VIEWS = 1000, /* within the TTL; ten times as many with MARQUEE_TEST_LONG */
    MANY_FILMS = 100,
    ROOT = 3, /* the member */
};
/* For all films together, each with its look-up and its poster. */
#define PATIENCE_US (INT64_C(10) * PATIENCE * 1000000)

struct house {
    struct club *club; /* its folder and database; its server is not started */
    struct app *app;
    struct upstream upstream;
    char base[120]; /* a setting */
    struct arena arena;
    struct config config;
    struct error err;
};
static struct house house;

/* How films looked to those who viewed the page. */
struct seen {
    int films, fresh, stale, without_data;
};

static struct client *http(void)
{
    return &house.club->http;
}

/* ---- the world ------------------------------------------------------------------------------ */

static int start_libraries(void **state)
{
    (void)state;
    error_init(&house.err);
    return secret_init() && db_global_init(&house.err) == FAULT_NONE ? 0 : -1;
}

static void configure(void)
{
    struct club *club = house.club;

    snprintf(house.base, sizeof(house.base), "MARQUEE_IMDBAPI_URL=%s", house.upstream.base);
    club_set(club, house.base);
    club_set(club, "MARQUEE_IMDBAPI_CONCURRENCY=10");
    club_set(club, "MARQUEE_IMDBAPI_INTERVAL=0s");
    club_set(club, "MARQUEE_PROVIDERS=imdbapi");
    club_set(club, "MARQUEE_ALLOW_PRIVATE_UPSTREAM=1");
    club_set(club, "MARQUEE_FRONTEND=off");
    inside_config(club, &house.arena, &house.config);
}

/* The club's own proposals are gone: the page shows what a test proposes, and nothing else. */
static int open_house(void **state)
{
    struct member_change limit = {.set_limit = true, .limit = PROPOSAL_LIMIT_MAX};

    club_closed(state);
    house = (struct house){.club = *state};
    error_init(&house.err);
    upstream_start(&house.upstream);
    configure();
    assert_ok(app_open(&house.config, false, &house.app, &house.err), &house.err);
    client_init(http(), "127.0.0.1", app_port(house.app));
    assert_ok(store_member_change(app_store(house.app), deed_of_operator(clock_now()), ROOT, &limit,
                                  &house.err),
              &house.err);
    ask(http(), "DELETE /proposals/1", .as = keys->root);
    expect(http(), 204);
    ask(http(), "DELETE /proposals/2", .as = keys->root);
    expect(http(), 204);
    return 0;
}

static int close_house(void **state)
{
    client_release(http());
    app_close(house.app);
    arena_release(&house.arena);
    upstream_stop(&house.upstream);
    return club_end(state);
}
#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

/* ---- films ---------------------------------------------------------------------------------- */

/* Films of a test: `count` of them, the nth has the number first + n * step. Those whose number
 * ends in 9 have no poster out there: making posters costs more time than all the rest. */
struct films {
    int first, step, count;
};

static const char *film_id(const struct films *films, int n, char id[FILM_ID_SIZE])
{
    snprintf(id, FILM_ID_SIZE, "tt%07d", (films->first + n * films->step) % 10000000);
    return id;
}

static void propose(const struct films *films)
{
    for (int i = 0; i < films->count; i++) {
        char body[48], id[FILM_ID_SIZE];

        snprintf(body, sizeof(body), "{\"imdb_id\":\"%s\"}", film_id(films, i, id));
        ask(http(), "POST /proposals", .as = keys->root, .body = body);
        expect(http(), 201);
    }
}

/* How often upstream was asked for the data of the nth film, and for its poster. */
static int text_count(const struct films *films, int n)
{
    char path[48], id[FILM_ID_SIZE];

    snprintf(path, sizeof(path), "/titles/%s", film_id(films, n, id));
    return upstream_count(&house.upstream, path);
}

static int poster_count(const struct films *films, int n)
{
    char path[48], id[FILM_ID_SIZE];

    snprintf(path, sizeof(path), "/poster/%s.jpg", film_id(films, n, id));
    return upstream_count(&house.upstream, path);
}

static int count_all(const struct films *films)
{
    int all = 0;

    for (int i = 0; i < films->count; i++)
        all += text_count(films, i) + poster_count(films, i);
    return all;
}

/* ---- readers -------------------------------------------------------------------------------- */

/* A member looks at the page. What has a title keeps it, whatever happens out there. */
static void view(const struct films *films, struct seen *seen)
{
    json_t *items, *item;
    size_t i;

    ask(http(), "GET /proposals?limit=100", .as = keys->ada);
    expect(http(), 200);
    items = client_json(http(), "items");
    assert_int_equal(json_array_size(items), films->count);
    json_array_foreach(items, i, item)
    {
        const json_t *film = json_object_get(item, "film");
        const json_t *metadata = json_object_get(film, "metadata");
        const char *state = json_string_value(json_object_get(metadata, "state"));

        seen->films++;
        seen->fresh += strcmp(state, "fresh") == 0;
        seen->stale += strcmp(state, "stale") == 0;
        seen->without_data += json_is_null(json_object_get(film, "title"));
    }
}

static void wait_a_moment(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 4 * 1000 * 1000}, NULL);
}

/* What was asked for has come, or is put off. */
static bool is_quiet(const struct films *films)
{
    auto_arena struct arena arena = {0};
    bool is_due = false;
    struct db *db;

    assert_ok(store_reader(app_store(house.app), &db, &house.err), &house.err);
    for (int i = 0; i < films->count && !is_due; i++) {
        char id[FILM_ID_SIZE];
        struct film film;

        assert_ok(film_by_imdb_id(db, &arena, film_id(films, i, id), &film, &house.err),
                  &house.err);
        is_due = film_is_due(&film, clock_now());
    }
    store_reader_done(app_store(house.app), db);
    return !is_due;
}

/* Minutes pass between two readers: long enough for what the first one has set going. Time that
 * jumps may fall between the saving of an answer and the end of its lookup, where a want is dropped
 * as one that is under way; the reader of the next minute wants it again. */
static void wait_until_quiet(const struct films *films)
{
    int64_t patience = clock_monotonic_us() + PATIENCE_US;

    for (int i = 1; !is_quiet(films); i++) {
        assert_true(clock_monotonic_us() < patience);
        wait_a_moment();
        if (i % 50 != 0)
            continue;
        clock_advance(61);
        view(films, &(struct seen){0});
    }
}

/* Until every film that has a poster out there has it here. */
static void wait_for_posters(const struct films *films)
{
    int64_t patience = clock_monotonic_us() + PATIENCE_US;
    auto_arena struct arena arena = {0};

    for (int i = 0; i < films->count; i++) {
        struct film film = {0};

        if ((films->first + i * films->step) % 10 == 9)
            continue;
        while (film.poster.id == NULL) {
            char id[FILM_ID_SIZE];
            struct db *db;

            assert_true(clock_monotonic_us() < patience);
            wait_a_moment();
            assert_ok(store_reader(app_store(house.app), &db, &house.err), &house.err);
            assert_ok(film_by_imdb_id(db, &arena, film_id(films, i, id), &film, &house.err),
                      &house.err);
            store_reader_done(app_store(house.app), db);
        }
    }
}

/* Readers come VIEWS_AN_HOUR times an hour. */
static void live(const struct films *films, int hours, struct seen *seen)
{
    for (int i = 0; i < hours * VIEWS_AN_HOUR; i++) {
        view(films, seen);
        wait_until_quiet(films);
        clock_advance(HOUR / VIEWS_AN_HOUR);
    }
}

static void report(const char *what, const struct films *films, const struct seen *seen)
{
    int least = INT32_MAX, most = 0;

    for (int i = 0; i < films->count; i++) {
        int count = text_count(films, i);

        least = count < least ? count : least;
        most = count > most ? count : most;
    }
    print_message("%s: of %d film views %.2f %% fresh, %.2f %% stale, %d without data; "
                  "each film asked for %d to %d times so far\n",
                  what, seen->films, 100.0 * seen->fresh / seen->films,
                  100.0 * seen->stale / seen->films, seen->without_data, least, most);
}

/* ---- a week --------------------------------------------------------------------------------- */

static void test_week__each_film_is_asked_for_once_a_day(void **state)
{
    const struct films films = {.first = 1, .step = 1, .count = FILMS};
    struct seen seen = {0};

    (void)state;
    propose(&films);
    wait_until_quiet(&films);
    wait_for_posters(&films);
    live(&films, DAYS * 24, &seen);
    report("a week", &films, &seen);
    assert_int_equal(seen.films, DAYS * 24 * VIEWS_AN_HOUR * FILMS);
    assert_int_equal(seen.fresh + seen.stale, seen.films);
    assert_true(seen.fresh * 100 >= seen.films * 95);
    for (int i = 0; i < FILMS; i++) {
        assert_in_range(text_count(&films, i), DAYS, DAYS + 1);
        assert_int_equal(poster_count(&films, i), (films.first + i) % 10 != 9);
    }
}

/* A day of answers that are no films, in the middle. The provider answers, so only the films' own
 * back-off bounds the requests: from the 8th failure on at most one in a quarter of an hour, and
 * 37 minutes on the average, however many readers come. */
static void test_week__a_day_without_upstream_costs_nothing(void **state)
{
    enum { AFTER = 2 /* days */, TRIES_MAX = 48, TRIES_MEAN = 40 };
    const struct films films = {.first = 1009, .step = 10, .count = FILMS};
    struct seen before = {0}, during = {0}, after = {0};
    int asked;

    (void)state;
    propose(&films);
    live(&films, 23, &before);
    asked = count_all(&films);
    upstream_script(&house.upstream, "{\"prefix\": \"/\", \"then\": {\"do\": \"json\"}}");
    live(&films, 24, &during);
    report("a day without upstream", &films, &during);
    assert_int_equal(during.without_data, 0);
    assert_int_equal(during.fresh + during.stale, during.films);
    assert_true(during.stale > during.fresh);
    assert_in_range(count_all(&films) - asked, FILMS, TRIES_MEAN * FILMS);
    for (int i = 0; i < FILMS; i++)
        assert_in_range(text_count(&films, i), 2, 1 + TRIES_MAX);
    asked = count_all(&films);
    upstream_script(&house.upstream, "{\"prefix\": \"/\"}");
    live(&films, 1, &after);
    after = (struct seen){0};
    live(&films, AFTER * 24, &after);
    report("after it", &films, &after);
    assert_true(after.fresh * 100 >= after.films * 95);
    assert_int_equal(after.without_data, 0);
    /* Once when it came back, and once for each day that is left. */
    assert_in_range(count_all(&films) - asked, FILMS, (AFTER + 1) * FILMS);
}

/* Nobody asks a provider that said "not now" until it may be asked; then everything comes back
 * without anybody's help. */
static void test_week__what_a_provider_put_off_comes_back(void **state)
{
    const struct films films = {.first = 2009, .step = 10, .count = FILMS};
    int64_t patience = clock_monotonic_us() + PATIENCE_US;
    struct seen during = {0}, after = {0};
    int asked;

    (void)state;
    propose(&films);
    wait_until_quiet(&films);
    upstream_script(&house.upstream, "{\"prefix\": \"/titles/\", \"then\": "
                                     "{\"do\": \"status\", \"status\": 503, \"retry\": 1}}");
    asked = count_all(&films);
    clock_advance(DAY);
    live(&films, 2, &during);
    assert_int_equal(during.stale, during.films);
    assert_int_equal(during.without_data, 0);
    assert_in_range(count_all(&films) - asked, 1, during.films / 2);
    upstream_script(&house.upstream, "{\"prefix\": \"/titles/\"}");
    /* The pause is of real time, the films' back-off is of the clock's. */
    while (after.fresh < FILMS) {
        assert_true(clock_monotonic_us() < patience);
        clock_advance(HOUR);
        after = (struct seen){0};
        view(&films, &after);
        wait_until_quiet(&films);
        after = (struct seen){0};
        view(&films, &after);
    }
}

static void test_week__page_views_within_the_ttl_ask_for_nothing(void **state)
{
    const struct films films = {.first = 9, .step = 10, .count = MANY_FILMS};
    int views = getenv("MARQUEE_TEST_LONG") != NULL ? 10 * VIEWS : VIEWS, total;
    struct seen seen = {0};

    (void)state;
    propose(&films);
    wait_until_quiet(&films);
    total = upstream_total(&house.upstream);
    for (int i = 0; i < views; i++) {
        view(&films, &seen);
        clock_advance((DAY - 2 * HOUR) / views);
    }
    assert_int_equal(seen.fresh, views * MANY_FILMS);
    assert_int_equal(upstream_total(&house.upstream), total);
}

SUITE(test_week)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_week__each_film_is_asked_for_once_a_day),
        HOUSE_TEST(test_week__a_day_without_upstream_costs_nothing),
        HOUSE_TEST(test_week__what_a_provider_put_off_comes_back),
        HOUSE_TEST(test_week__page_views_within_the_ttl_ask_for_nothing),
    };

    return RUN_BETWEEN(tests, start_libraries, NULL);
}
