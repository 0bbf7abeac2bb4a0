/* store/finding, engine/grams: a search finds what a look at every title finds, in the same order,
 * however few or many have the text. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "store/proposals.h"
#include "support/inspect.h"
#include "support/seed.h"

static const char *const orders[] = {[SORT_VOTES] = "vote_count DESC, id DESC",
                                     [SORT_NEWEST] = "id DESC",
                                     [SORT_RUNTIME] = "runtime, id DESC",
                                     [SORT_TITLE] = "title_key, id DESC"};

/* Titles made of a few letters, so that each part stands in some of them. Many are level: they have
 * the same runtime, the same title in another year, and no votes. */
static void found(struct world *world)
{
    seed_admin(world, "ada");
    assert_ok(
        world_run(world,
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
                  " INSERT INTO films (title, title_key, search_key, year, runtime_minutes,"
                  " created_at) SELECT t, t, t, 1900 + i % 150, 80 + i % 7, 1 FROM (SELECT i,"
                  " char(97 + i * 7 % 5, 97 + i * 3 % 4, 32, 228 + i % 3, 97 + i % 11,"
                  " 97 + i % 13 % 6, 48 + i % 10) AS t FROM n);"
                  "INSERT INTO proposals (film_id, proposer_id, created_at)"
                  " SELECT id, 1, 1 FROM films;"
                  "INSERT INTO votes (proposal_id, member_id, cast_at)"
                  " SELECT id, 1, 1 FROM proposals WHERE id % 3 = 0;"
                  "UPDATE proposals SET status = 'withdrawn', closed_at = 1 WHERE id % 10 = 4"),
        &world->err);
}

/* "1 7 5 …": all slices of the search, one behind the other. */
static void walk(struct world *world, struct proposal_query query, struct strbuf *ids)
{
    struct proposal_slice slice = {.more = true};

    while (slice.more) {
        const struct proposal *last;

        assert_ok(proposals_slice(world->reader, &world->arena, &query, NULL, &slice, &world->err),
                  &world->err);
        for (size_t i = 0; i < slice.count; i++)
            strbuf_addf(ids, "%lld ", (long long)slice.items[i].proposal.id);
        if (!slice.more)
            break;
        last = &slice.items[slice.count - 1].proposal;
        query.continued = true;
        query.after_id = last->id;
        query.after_number =
            query.sort == SORT_RUNTIME ? last->film.runtime_minutes : last->vote_count;
    }
}

static void assert_finds_in(struct world *world, enum proposal_status status,
                            enum proposal_sort sort, const char *text)
{
    struct proposal_query query = {.status = status, .sort = sort, .search = text, .limit = 30};
    auto_strbuf struct strbuf actual, expected;

    strbuf_init(&actual, 1024 * 1024);
    strbuf_init(&expected, 1024 * 1024);
    walk(world, query, &actual);
    inspect_rows(world->path,
                 arena_printf(&world->arena,
                              "SELECT id FROM proposals WHERE status = '%s'"
                              " AND instr(search_key, '%s') > 0 ORDER BY %s",
                              proposal_status_name(status), text, orders[sort]),
                 " ", &expected);
    if (strcmp(actual.bytes, expected.bytes) != 0)
        fail_msg("sort %d, \"%s\": %s\n%s", (int)sort, text, actual.bytes, expected.bytes);
}

static void assert_finds_all(struct world *world, enum proposal_sort sort, const char *text)
{
    assert_finds_in(world, PROPOSAL_OPEN, sort, text);
}

static void test_finding__is_what_a_look_at_all_titles_finds(void **state)
{
    static const char *const texts[] = {
        "a",     "b",       " ",   "9",     "ä",      "z",    "ab",    "ba",  "äa",   "b9",
        "zz",    " ä",      "a ä", "æb",    "ab ",    "b æ",  "c9",    "ab0", "bb æ", "aa äbb3",
        "zebra", "ca äja1", "x9",  "aa aa", "b9b9b9", "a äb", "a äbb", " æeb"};
    struct world *world = *state;

    found(world);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t sort = 0; sort < COUNT_OF(orders); sort++) {
            assert_finds_all(world, (enum proposal_sort)sort, texts[i]);
            assert_finds_in(world, PROPOSAL_WITHDRAWN, (enum proposal_sort)sort, texts[i]);
        }
}

/* The index follows whatever changes a title, and what went. */
static void test_finding__follows_every_change(void **state)
{
    struct world *world = *state;

    found(world);
    assert_ok(world_run(world, "UPDATE films SET search_key = 'zebra' WHERE id % 100 = 1"),
              &world->err);
    assert_finds_all(world, SORT_VOTES, "zebra");
    assert_finds_all(world, SORT_VOTES, "ab");
    assert_ok(world_run(world, "UPDATE films SET search_key = 'one' WHERE id = 101;"
                               "UPDATE films SET search_key = 'two' WHERE id = 101;"
                               "DELETE FROM proposals WHERE id = 201"),
              &world->err);
    assert_finds_all(world, SORT_NEWEST, "zebra");
    assert_finds_all(world, SORT_NEWEST, "two");
    assert_finds_all(world, SORT_NEWEST, "one");
    assert_int_equal(world_number(world, "SELECT count(*) FROM gram_changes"), 0);
}

/* What changed past the server is found after its next start, and so is all of an older schema. */
static void test_finding__follows_what_happened_without_a_server(void **state)
{
    struct world *world = *state;

    found(world);
    world_stop(world);
    inspect_run(world->path, "UPDATE films SET search_key = 'zebra' WHERE id < 10");
    world_start(world);
    assert_finds_all(world, SORT_TITLE, "zebra");
    world_stop(world);
    assert_ok(world_migrate(world, 11), &world->err);
    world_start(world);
    assert_finds_all(world, SORT_TITLE, "zebra");
    assert_finds_all(world, SORT_TITLE, "ab");
    assert_finds_all(world, SORT_TITLE, "a äbb");
    assert_int_equal(world_number(world, "SELECT count(DISTINCT segid) FROM grams_idx"), 1);
}

/* ---- places ------------------------------------------------------------------------------- */

/* Each proposal has one, and they are in the order of the list. */
static void assert_places_are_right(struct world *world)
{
    assert_int_equal(world_number(world, "SELECT count(*) FROM list_unplaced"), 0);
    assert_int_equal(world_number(world, "SELECT (SELECT count(*) FROM proposals)"
                                         " - (SELECT count(*) FROM list_places)"),
                     0);
    assert_int_equal(
        world_number(world, "SELECT count(*) FROM (SELECT l.by_title, lag(l.by_title) OVER"
                            " (PARTITION BY p.status ORDER BY p.title_key, p.id DESC) AS before"
                            " FROM proposals p JOIN list_places l ON l.id = p.id)"
                            " WHERE before >= by_title"),
        0);
}

/* Titles "m 1000", "m 1001" … or the other way round, each beside the one before. */
static void add_titles(struct world *world, int count, const char *title)
{
    assert_ok(world_run(world,
                        arena_printf(&world->arena,
                                     "WITH RECURSIVE n(i) AS"
                                     " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                                     " INSERT INTO films (title, title_key, search_key, created_at)"
                                     " SELECT t, t, t, 1 FROM (SELECT %s AS t FROM n);"
                                     "INSERT INTO proposals (film_id, proposer_id, created_at)"
                                     " SELECT id, 1, 1 FROM films WHERE id NOT IN"
                                     " (SELECT film_id FROM proposals) ORDER BY id",
                                     count, title)),
              &world->err);
}

static void test_finding__makes_room_between_two_titles(void **state)
{
    struct world *world = *state;

    seed_admin(world, "ada");
    add_titles(world, 2, "char(96 + i) || ' title'");
    add_titles(world, 1500, "'a title m ' || (1000 + i)");
    assert_places_are_right(world);
    add_titles(world, 1500, "'a title l ' || (9000 - i)");
    assert_places_are_right(world);
    assert_finds_all(world, SORT_TITLE, "m 11");
    assert_finds_all(world, SORT_TITLE, "title");
}

/* The seconds of processor time that it takes to place so many. */
static double place_titles(struct world *world, int count, const char *title)
{
    clock_t before = clock();

    add_titles(world, count, title);
    return (double)(clock() - before) / CLOCKS_PER_SEC;
}

/* Titles that come in one transaction don't wait for each other, in whichever order they come. */
static void test_finding__places_many_from_the_last_to_the_first(void **state)
{
    struct world *world = *state;
    double forward, backward;

    seed_admin(world, "ada");
    add_titles(world, 2, "char(96 + i) || ' title'");
    forward = place_titles(world, 6000, "'a title m ' || (10000 + i)");
    backward = place_titles(world, 6000, "'a title l ' || (90000 - i)");
    assert_places_are_right(world);
    if (backward > 5 * forward)
        fail_msg("%.3f s from A to Z, %.3f s from Z to A", forward, backward);
}

/* The same numbers in each run. */
static int roll(unsigned *seed, unsigned sides)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (int)((*seed >> 16) % sides);
}

static const char *change_at_random(struct world *world, unsigned *seed)
{
    int id = 1 + roll(seed, 900), a = 97 + roll(seed, 5), b = 97 + roll(seed, 26);

    switch (roll(seed, 5)) {
    case 0:
        return arena_printf(&world->arena,
                            "UPDATE films SET (title_key, search_key) ="
                            " (SELECT t, t FROM (SELECT char(%d, 32, %d, %d) || id AS t))"
                            " WHERE id = %d;",
                            a, b, a, id);
    case 1:
        return arena_printf(&world->arena, "UPDATE films SET runtime_minutes = %d WHERE id = %d;",
                            b, id);
    case 2:
        return arena_printf(&world->arena,
                            "UPDATE proposals SET status = 'watched', closed_at = 1 WHERE id = %d;",
                            id);
    case 3:
        return arena_printf(&world->arena,
                            "UPDATE proposals SET status = 'open', closed_at = NULL WHERE id = %d;",
                            id);
    default:
        return arena_printf(&world->arena, "DELETE FROM proposals WHERE id = %d AND %d < 99;", id,
                            b);
    }
}

static void test_finding__follows_changes_at_random(void **state)
{
    static const char *const texts[] = {"a",  "b ",   "aa",    "c a",  " 80",  "b b",
                                        "ab", "äbb3", "zebra", "a äb", "c cc", "a äbb"};
    struct world *world = *state;
    unsigned seed = 1;

    found(world);
    for (int i = 0; i < 60; i++) {
        const char *changes = "";

        for (int n = roll(&seed, 9); n >= 0; n--)
            changes = arena_printf(&world->arena, "%s%s", changes, change_at_random(world, &seed));
        assert_ok(world_run(world, changes), &world->err);
        assert_places_are_right(world);
        assert_finds_all(world, (enum proposal_sort)(i % 4), texts[roll(&seed, COUNT_OF(texts))]);
        assert_finds_in(world, PROPOSAL_WATCHED, (enum proposal_sort)(i % 4), "a");
        assert_finds_all(world, SORT_TITLE, texts[roll(&seed, COUNT_OF(texts))]);
        assert_finds_all(world, SORT_RUNTIME, texts[roll(&seed, COUNT_OF(texts))]);
    }
}

/* A list goes on where it was, also behind a proposal that has left it meanwhile. */
static void test_finding__goes_on_behind_what_has_left(void **state)
{
    struct world *world = *state;
    struct proposal_query query = {.sort = SORT_TITLE, .search = "a title", .limit = 2};
    struct proposal_slice slice;

    seed_admin(world, "ada");
    add_titles(world, 6, "'a title ' || i");
    assert_ok(world_run(world, "UPDATE proposals SET status = 'watched', closed_at = 1"
                               " WHERE id = 2"),
              &world->err);
    query.continued = true;
    query.after_id = 2;
    assert_ok(proposals_slice(world->reader, &world->arena, &query, NULL, &slice, &world->err),
              &world->err);
    assert_int_equal(slice.count, 2);
    assert_int_equal(slice.items[0].proposal.id, 3);
}

/* As a cursor that somebody made up has it. */
static void test_finding__nothing_is_behind_what_is_longer_than_any_film(void **state)
{
    struct world *world = *state;
    struct proposal_query query = {.sort = SORT_RUNTIME,
                                   .search = "a title",
                                   .limit = 2,
                                   .continued = true,
                                   .after_number = INT64_MAX,
                                   .after_id = INT64_MAX};
    struct proposal_slice slice;

    seed_admin(world, "ada");
    add_titles(world, 6, "'a title ' || i");
    assert_ok(proposals_slice(world->reader, &world->arena, &query, NULL, &slice, &world->err),
              &world->err);
    assert_int_equal(slice.count, 0);
}

/* ---- very many ----------------------------------------------------------------------------- */

/* So many that each way is taken: "many" are more than are sorted, "late" lie behind all others and
 * most of them in another list, "rare" are few and far apart. By title they are "few …", "many …",
 * "zz late …". */
static void found_many(struct world *world)
{
    seed_admin(world, "ada");
    assert_ok(
        world_run(world,
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21000)"
                  " INSERT INTO films (title, title_key, search_key, runtime_minutes, created_at)"
                  " SELECT t, t, t, r, 1 FROM (SELECT CASE WHEN i <= 400 THEN 'few '"
                  " WHEN i % 70 = 3 THEN 'zz late ' WHEN i % 400 = 0 THEN 'ä many rare '"
                  " WHEN i % 200 = 0 THEN 'many rare '"
                  " ELSE 'many ' END || i AS t, 80 + i % 70 AS r FROM n);"
                  "INSERT INTO proposals (film_id, proposer_id, created_at)"
                  " SELECT id, 1, 1 FROM films;"
                  "INSERT INTO votes (proposal_id, member_id, cast_at)"
                  " SELECT id, 1, 1 FROM proposals WHERE id % 5 < 3;"
                  "UPDATE proposals SET status = 'withdrawn', closed_at = 1"
                  " WHERE id > 5000 AND id % 70 = 3"),
        &world->err);
}

static void test_finding__bears_very_many(void **state)
{
    static const char *const texts[] = {"late", "rare", "many rare", "ä many", "many 15", "many 2"};
    struct world *world = *state;
    struct proposal_query query = {.sort = SORT_TITLE, .search = "many", .limit = 30};
    struct proposal_slice slice;

    found_many(world);
    assert_ok(proposals_slice(world->reader, &world->arena, &query, NULL, &slice, &world->err),
              &world->err);
    assert_int_equal(slice.count, 30);
    assert_string_equal(slice.items[0].proposal.film.title, "many 10001");
    assert_true(slice.more);
    for (size_t sort = 0; sort < COUNT_OF(orders); sort++)
        for (size_t i = 0; i < COUNT_OF(texts); i++)
            assert_finds_all(world, (enum proposal_sort)sort, texts[i]);
    assert_finds_in(world, PROPOSAL_WITHDRAWN, SORT_TITLE, "late");
    query = (struct proposal_query){
        .sort = SORT_TITLE, .search = "rare 6", .limit = 1, .continued = true, .after_id = 600};
    assert_ok(world_run(world, "UPDATE proposals SET status = 'watched', closed_at = 1"
                               " WHERE id = 600"),
              &world->err);
    assert_ok(proposals_slice(world->reader, &world->arena, &query, NULL, &slice, &world->err),
              &world->err);
    assert_string_equal(slice.items[0].proposal.film.title, "many rare 6200");
}

SUITE(test_finding)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_finding__is_what_a_look_at_all_titles_finds),
        WORLD_TEST(test_finding__follows_every_change),
        WORLD_TEST(test_finding__follows_what_happened_without_a_server),
        WORLD_TEST(test_finding__makes_room_between_two_titles),
        WORLD_TEST(test_finding__places_many_from_the_last_to_the_first),
        WORLD_TEST(test_finding__follows_changes_at_random),
        WORLD_TEST(test_finding__goes_on_behind_what_has_left),
        WORLD_TEST(test_finding__nothing_is_behind_what_is_longer_than_any_film),
        WORLD_TEST(test_finding__bears_very_many),
    };

    return RUN(tests);
}
