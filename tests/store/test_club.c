/* store/club and store/club_now: what admins decide for the club, and the club as it is now. */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "store/club_now.h"
#include "support/inspect.h"
#include "support/seed.h"

static const struct club_settings host = {
    .name = "The Host's", .proposal_limit = PROPOSAL_LIMIT_DEFAULT, .language = "en-US"};

static enum fault change_to(struct world *world, int64_t version, unsigned set,
                            struct club_settings settings)
{
    struct club_change change = {.set = set, .settings = settings};

    return store_club_change(world->store, by_host(), version, &change, &world->err);
}

static enum fault rename_club(struct world *world, int64_t version, const char *name)
{
    return change_to(world, version, CLUB_NAME, (struct club_settings){.name = name});
}

static struct club_row row_of(struct world *world)
{
    struct club_row row;

    assert_ok(club_row_read(world->reader, &world->arena, &row, &world->err), &world->err);
    return row;
}

static void test_club__decides_nothing_at_first(void **state)
{
    struct club_row row = row_of(*state);

    assert_int_equal(row.decided, 0);
    assert_int_equal(row.version, 1);
}

static void test_club__keeps_each_setting(void **state)
{
    const struct club_settings all = {.name = "Kino",
                                      .sign_up = SIGN_UP_CLOSED,
                                      .is_public = true,
                                      .proposal_limit = 0,
                                      .language = "de-DE",
                                      .time_zone = "Europe/Berlin",
                                      .shows_missing = true};
    struct world *world = *state;
    struct club_row row;

    assert_ok(change_to(world, 1, CLUB_ALL, all), &world->err);
    row = row_of(world);
    assert_int_equal(row.decided, CLUB_ALL);
    assert_int_equal(row.version, 2);
    assert_int_equal(club_settings_differ(&row.settings, &all), 0);
}

static void test_club__is_changed_by_who_has_seen_it(void **state)
{
    struct world *world = *state;

    assert_ok(rename_club(world, 1, "Kino"), &world->err);
    assert_fault(FAULT_PRECONDITION, rename_club(world, 1, "Bio"), &world->err);
    assert_string_equal(row_of(world).settings.name, "Kino");
    assert_ok(rename_club(world, ANY_VERSION, "Bio"), &world->err);
    assert_int_equal(row_of(world).version, 3);
}

/* The request came in while she was one. */
static void test_club__is_not_changed_by_who_is_no_admin_any_more(void **state)
{
    struct world *world = *state;
    const struct club_change change = {.set = CLUB_NAME, .settings = {.name = "Kino"}};
    struct deed deed = by(seed_admin(world, "root"));

    deed.actor.role = ROLE_ADMIN;
    assert_ok(world_run(world, "UPDATE members SET role = 'member'"), &world->err);
    assert_fault(FAULT_FORBIDDEN,
                 store_club_change(world->store, deed, ANY_VERSION, &change, &world->err),
                 &world->err);
    assert_int_equal(row_of(world).decided, 0);
}

/* Nothing is said of what was not changed: not of the name, which is the same. */
static void test_club__says_what_was_changed(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 4096);
    for (int i = 0; i < 2; i++)
        assert_ok(change_to(world, ANY_VERSION, CLUB_NAME | CLUB_READ_ACCESS,
                            (struct club_settings){.name = "Kino", .is_public = true}),
                  &world->err);
    assert_ok(change_to(world, ANY_VERSION, CLUB_NAME | CLUB_LANGUAGE,
                        (struct club_settings){.name = "Kino", .language = "de-DE"}),
              &world->err);
    inspect_rows(world->path,
                 "SELECT text FROM activity WHERE kind = 'settings_changed' ORDER BY id", "\n",
                 &rows);
    assert_string_equal(rows.bytes, "name read_access\nlanguage\n");
    assert_int_equal(row_of(world).version, 3);
}

/* Films that somebody has entered by hand are asked for nowhere. */
static void test_club__of_another_language_has_its_films_due(void **state)
{
    struct world *world = *state;
    struct club_change change = {
        .set = CLUB_LANGUAGE, .settings = {.language = "de-DE"}, .renews_films = true};
    int64_t ada = seed_member(world, "ada");

    seed_facts(world, seed_proposal(world, ada, 1), "One", 90);
    seed_by_hand(world, ada, "Ours", 1999);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE try_at > 1700000000"),
                     1);
    assert_ok(store_club_change(world->store, by_host(), ANY_VERSION, &change, &world->err),
              &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE try_at > 1700000000"),
                     0);
}

/* ---- an older version ------------------------------------------------------------------------ */

enum { VERSION_BEFORE = 18 };

static void test_club__has_its_settings_back_after_an_older_version(void **state)
{
    struct world *world = *state;
    struct club_row row;

    assert_ok(change_to(world, 1, CLUB_NAME | CLUB_PROPOSAL_LIMIT,
                        (struct club_settings){.name = "Kino", .proposal_limit = 0}),
              &world->err);
    for (int i = 0; i < 2; i++) {
        world_stop(world);
        assert_ok(world_migrate(world, VERSION_BEFORE), &world->err);
        world_start(world);
        row = row_of(world);
        assert_string_equal(row.settings.name, "Kino");
        assert_int_equal(row.decided, CLUB_NAME | CLUB_PROPOSAL_LIMIT);
        assert_int_equal(row.version, 2);
    }
}

/* ---- as it is now ---------------------------------------------------------------------------- */

static void load(struct world *world, struct club_now *now)
{
    assert_ok(club_now_load(now, world->reader, &world->err), &world->err);
}

/* A newer tzdata may know a zone no more, and a host may have none. */
static void test_club__of_a_zone_that_is_gone_goes_by_utc(void **state)
{
    const int64_t midnight_in_berlin = 20000 * 86400 - 3600;
    struct world *world = *state;
    struct club_now *now = club_now_open(&host, 0);
    static const struct {
        const char *zone;
        int64_t day;
    } cases[] = {{"Europe/Berlin", 20000}, {"Europe/Metropolis", 19999}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct club_state *club;

        assert_ok(change_to(world, ANY_VERSION, CLUB_TIME_ZONE,
                            (struct club_settings){.time_zone = cases[i].zone}),
                  &world->err);
        load(world, now);
        club = club_hold(now);
        assert_string_equal(club->settings.time_zone, cases[i].zone);
        assert_int_equal(zone_day(club->zone, midnight_in_berlin), cases[i].day);
        club_release(now, club);
    }
    club_now_close(now);
}

static void test_club__does_what_the_host_says_first(void **state)
{
    struct world *world = *state;
    struct club_now *now = club_now_open(&host, CLUB_NAME);
    const struct club_state *club;

    assert_ok(change_to(world, 1, CLUB_NAME | CLUB_PROPOSAL_LIMIT,
                        (struct club_settings){.name = "Kino", .proposal_limit = 3}),
              &world->err);
    load(world, now);
    club = club_hold(now);
    assert_string_equal(club->settings.name, "The Host's");
    assert_int_equal(club->settings.proposal_limit, 3);
    assert_string_equal(club->settings.language, "en-US");
    assert_int_equal(club->set_by_host, CLUB_NAME);
    assert_int_equal(club->version, 2);
    club_release(now, club);
    club_now_close(now);
}

static void test_club__is_set_up_once_it_has_an_admin(void **state)
{
    struct world *world = *state;
    struct club_now *now = club_now_open(&host, 0);
    const struct club_state *before, *after;

    seed_member(world, "ada");
    load(world, now);
    before = club_hold(now);
    seed_admin(world, "root");
    load(world, now);
    after = club_hold(now);
    assert_false(before->is_set_up);
    assert_true(after->is_set_up);
    club_release(now, before);
    club_release(now, after);
    club_now_close(now);
}

/* ---- while many read it ---------------------------------------------------------------------- */

enum { READERS = 4, CHANGES = 200 };

struct readers {
    struct club_now *now;
    atomic_bool stop;
};

/* The name and the limit of one change are never seen with those of another. */
static void *read_on(void *argument)
{
    struct readers *readers = argument;
    intptr_t torn = 0;

    while (!atomic_load(&readers->stop)) {
        const struct club_state *club = club_hold(readers->now);
        char name[32];

        snprintf(name, sizeof(name), "Club %d", (int)club->settings.proposal_limit);
        torn += strcmp(club->settings.name, name) != 0;
        club_release(readers->now, club);
    }
    return (void *)torn;
}

static void name_and_limit(struct world *world, struct readers *readers, int n)
{
    char name[32];

    snprintf(name, sizeof(name), "Club %d", n);
    assert_ok(change_to(world, ANY_VERSION, CLUB_NAME | CLUB_PROPOSAL_LIMIT,
                        (struct club_settings){.name = name, .proposal_limit = n}),
              &world->err);
    load(world, readers->now);
}

static void test_club__is_never_seen_half_changed(void **state)
{
    struct world *world = *state;
    struct readers readers = {.now = club_now_open(&host, 0)};
    pthread_t threads[READERS];
    void *torn;

    name_and_limit(world, &readers, 0);
    for (int i = 0; i < READERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_on, &readers), 0);
    for (int n = 1; n <= CHANGES; n++)
        name_and_limit(world, &readers, n);
    atomic_store(&readers.stop, true);
    for (int i = 0; i < READERS; i++) {
        pthread_join(threads[i], &torn);
        assert_null(torn);
    }
    club_now_close(readers.now);
}

SUITE(test_club)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_club__decides_nothing_at_first),
        WORLD_TEST(test_club__keeps_each_setting),
        WORLD_TEST(test_club__is_changed_by_who_has_seen_it),
        WORLD_TEST(test_club__is_not_changed_by_who_is_no_admin_any_more),
        WORLD_TEST(test_club__says_what_was_changed),
        WORLD_TEST(test_club__of_another_language_has_its_films_due),
        WORLD_TEST(test_club__has_its_settings_back_after_an_older_version),
        WORLD_TEST(test_club__of_a_zone_that_is_gone_goes_by_utc),
        WORLD_TEST(test_club__does_what_the_host_says_first),
        WORLD_TEST(test_club__is_set_up_once_it_has_an_admin),
        WORLD_TEST(test_club__is_never_seen_half_changed),
    };

    return RUN(tests);
}
