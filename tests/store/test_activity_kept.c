/* store/activity: who finds what, what a member who leaves leaves behind, and what goes when. */
#include <string.h>

#include "store/activity.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "support/inspect.h"
#include "support/joining.h"

static void forget(struct world *world)
{
    assert_ok(world_run(world, "DELETE FROM activity"), &world->err);
}

/* "7 6 3": the ids that a query finds, the newest first. */
static void assert_ids(struct world *world, struct activity_query query, const char *expected)
{
    auto_strbuf struct strbuf found;
    struct activity *entries;
    size_t count;

    query.limit = query.limit == 0 ? 100 : query.limit;
    assert_ok(activity_list(world->reader, &world->arena, &query, &entries, &count, &world->err),
              &world->err);
    strbuf_init(&found, 4096);
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&found, "%s%d", i == 0 ? "" : " ", (int)entries[i].id);
    assert_string_equal(found.bytes, expected);
}

static int64_t rows(struct world *world, const char *where)
{
    return world_number(world, arena_printf(&world->arena, "SELECT count(*) FROM activity%s%s",
                                            *where == '\0' ? "" : " WHERE ", where));
}

struct noted {
    struct deed deed;
    const struct happening *what;
};

static enum fault note_unit(struct db *db, void *context, struct error *err)
{
    const struct noted *noted = context;

    return activity_add(db, noted->deed, noted->what, err);
}

static void note(struct world *world, struct deed deed, const struct happening *what)
{
    assert_ok(store_write(world->store, note_unit, &(struct noted){deed, what}, &world->err),
              &world->err);
}

/* ---- finding ------------------------------------------------------------------------------- */

/* An entry of each sort, a second after the other; its id says which. */
static const char entries[] =
    "INSERT INTO activity (id, happened_at, kind, area, lasting, actor_id, by_host, member_id,"
    " proposal_id, hour) VALUES"
    " (1, 7201, 'voted', 'votes', 0, 1, 0, NULL, 1, 2),"
    " (2, 7202, 'voted', 'votes', 0, 2, 0, NULL, 1, 2),"
    " (3, 7203, 'withdrawn', 'proposals', 0, 1, 0, 2, 2, NULL),"
    " (4, 7204, 'role', 'members', 1, NULL, 1, 2, NULL, NULL),"
    " (5, 7205, 'renamed', 'members', 0, 3, 0, 3, NULL, NULL),"
    " (6, 7206, 'unvoted', 'votes', 0, 2, 0, NULL, 2, 2),"
    /* Of an hour before. */
    " (7, 3601, 'voted', 'votes', 0, 2, 0, NULL, 1, 1)";

static void lay_out(struct world *world)
{
    two_films(world);
    forget(world);
    assert_ok(world_run(world, entries), &world->err);
}

/* Whoever goes back to an older program finds entries that only the newer one knows. */
static void test_activity_kept__what_a_later_version_wrote_is_passed_over(void **state)
{
    struct world *world = *state;

    lay_out(world);
    assert_ok(world_run(world, "UPDATE activity SET kind = 'sung' WHERE id IN (5, 7)"),
              &world->err);
    assert_ids(world, (struct activity_query){0}, "6 4 3 2 1");
    /* A slice is as full as if they were not there: one that is not full is the last. */
    assert_ids(world, (struct activity_query){.limit = 2}, "6 4");
    assert_ids(world, (struct activity_query){.limit = 2, .member_id = GRACE}, "6 4");
    assert_ids(world, (struct activity_query){.member_id = LINUS}, "");
}

/* Of the night: a screening that was recorded by hand, and a film that somebody knows already. */
static void test_activity_kept__screenings_and_films_have_their_titles(void **state)
{
    static const struct happening rated = {.kind = ACTIVITY_RATED, .screening_id = 7},
                                  seen = {.kind = ACTIVITY_SEEN, .film_id = 2};
    struct world *world = *state;
    struct activity *found;
    size_t count;

    two_films(world);
    forget(world);
    seed_facts(world, 1, "Metropolis", 153);
    assert_ok(world_run(world, "INSERT INTO screenings (id, film_id, day, created_at)"
                               " VALUES (7, 1, 0, 1)"),
              &world->err);
    note(world, by(ADA), &rated);
    note(world, by_at(GRACE, LATER), &seen);
    assert_ok(activity_list(world->reader, &world->arena, &(struct activity_query){.limit = 9},
                            &found, &count, &world->err),
              &world->err);
    assert_int_equal(count, 2);
    assert_int_equal(found[0].film.id, 2);
    assert_string_equal(found[0].film.title, "tt0000002");
    assert_int_equal(found[0].screening.id, 0);
    assert_int_equal(found[1].screening.id, 7);
    assert_string_equal(found[1].screening.title, "Metropolis");
    assert_int_equal(found[1].film.id, 0);
}

static void test_activity_kept__the_newest_comes_first(void **state)
{
    struct world *world = *state;

    lay_out(world);
    assert_ids(world, (struct activity_query){0}, "6 5 4 3 2 1 7");
}

static void test_activity_kept__members_find_what_they_did_and_what_is_about_them(void **state)
{
    struct world *world = *state;

    lay_out(world);
    assert_ids(world, (struct activity_query){.member_id = GRACE}, "6 4 3 2 7");
    assert_ids(world, (struct activity_query){.member_id = ADA}, "3 1");
    assert_ids(world, (struct activity_query){.member_id = LINUS}, "5");
    assert_ids(world, (struct activity_query){.member_id = 99}, "");
}

/* 1 is linus's by now, 2 grace's; ada joins them. */
static void test_activity_kept__both_proposers_find_that_their_films_were_joined(void **state)
{
    struct world *world = *state;
    int64_t id;

    two_films(world);
    forget(world);
    assert_ok(world_run(world, "UPDATE proposals SET proposer_id = 3 WHERE id = 1"), &world->err);
    assert_ok(join(world, 2, 1), &world->err);
    id = world_number(world, "SELECT id FROM activity");
    assert_ids(world, (struct activity_query){.member_id = GRACE},
               arena_printf(&world->arena, "%d", (int)id));
    assert_ids(world, (struct activity_query){.member_id = LINUS},
               arena_printf(&world->arena, "%d", (int)id));
    assert_ids(world, (struct activity_query){.member_id = LINUS, .also_id = GRACE},
               arena_printf(&world->arena, "%d", (int)id));
    assert_ids(world, (struct activity_query){.member_id = LINUS, .filter.area = "votes"}, "");
}

static void test_activity_kept__of_two_members_what_is_about_both(void **state)
{
    struct world *world = *state;

    lay_out(world);
    assert_ids(world, (struct activity_query){.member_id = GRACE, .also_id = ADA}, "3");
    assert_ids(world, (struct activity_query){.member_id = ADA, .also_id = GRACE}, "3");
    assert_ids(world, (struct activity_query){.member_id = GRACE, .also_id = LINUS}, "");
}

static void test_activity_kept__areas_and_kinds_are_told_apart(void **state)
{
    struct world *world = *state;

    lay_out(world);
    assert_ids(world, (struct activity_query){.filter.area = "votes"}, "6 2 1 7");
    assert_ids(world, (struct activity_query){.filter.area = "members"}, "5 4");
    assert_ids(world, (struct activity_query){.filter = {"members", "role"}}, "4");
    assert_ids(world, (struct activity_query){.filter = {"votes", "unvoted"}}, "6");
    assert_ids(world, (struct activity_query){.filter.area = "votes", .member_id = GRACE}, "6 2 7");
    assert_ids(world, (struct activity_query){.filter.area = "members", .member_id = GRACE}, "4");
    assert_ids(
        world,
        (struct activity_query){.filter = {"votes", "voted"}, .member_id = GRACE, .limit = 1}, "2");
}

/* Also where several happened in one second. */
static void test_activity_kept__pages_go_on_where_they_ended(void **state)
{
    struct world *world = *state;

    lay_out(world);
    assert_ok(world_run(world, "UPDATE activity SET happened_at = 7205 WHERE id IN (4, 6)"),
              &world->err);
    assert_ids(world, (struct activity_query){.limit = 2}, "6 5");
    assert_ids(world, (struct activity_query){.limit = 3, .before = 7205, .before_id = 5}, "4 3 2");
    assert_ids(world, (struct activity_query){.before = 7202, .before_id = 2}, "1 7");
    assert_ids(world, (struct activity_query){.member_id = GRACE, .before = 7205, .before_id = 6},
               "4 3 2 7");
    assert_ids(world, (struct activity_query){.member_id = GRACE, .before = 7202, .before_id = 2},
               "7");
}

/* ---- a member who leaves ------------------------------------------------------------------- */

static void test_activity_kept__who_leaves_has_no_name_anywhere(void **state)
{
    struct world *world = *state;
    struct member_change name = {.name = "rear admiral"};
    auto_strbuf struct strbuf text;
    int64_t count;

    two_films(world);
    forget(world);
    assert_ok(store_member_change(world->store, by(GRACE), GRACE, &name, &world->err), &world->err);
    seed_vote(world, 1, GRACE);
    assert_ok(join(world, 2, 1), &world->err);
    seed_limit(world, GRACE, 3);
    count = rows(world, "");
    assert_ok(store_member_remove(world->store, by(GRACE), GRACE, &world->err), &world->err);

    assert_int_equal(rows(world, ""), count + 1);
    assert_int_equal(rows(world, "actor_id = 2 OR member_id = 2"), 0);
    assert_int_equal(rows(world, "kind = 'left' AND by_host = 0"), 1);
    strbuf_init(&text, 64 * 1024);
    inspect_rows(world->path, "SELECT kind || coalesce(text, '') FROM activity", "\n", &text);
    assert_null(strstr(text.bytes, "grace"));
    assert_null(strstr(text.bytes, "admiral"));
}

static void test_activity_kept__whom_an_admin_removed_was_removed(void **state)
{
    struct world *world = *state;

    two_films(world);
    forget(world);
    assert_ok(store_member_remove(world->store, by(ADA), GRACE, &world->err), &world->err);
    assert_int_equal(rows(world, ""), 1);
    assert_int_equal(rows(world, "kind = 'removed' AND actor_id = 1 AND member_id IS NULL"), 1);
}

/* ---- what goes ----------------------------------------------------------------------------- */

static void prune(struct world *world, int64_t now)
{
    assert_ok(store_activity_prune(world->store, now, &world->err), &world->err);
}

static void test_activity_kept__each_entry_is_kept_400_days(void **state)
{
    struct world *world = *state;

    lay_out(world);
    assert_int_equal(ACTIVITY_SECONDS, 400 * 24 * 60 * 60);
    prune(world, 7203 + ACTIVITY_SECONDS);
    assert_ids(world, (struct activity_query){0}, "6 5 4 3");
    prune(world, 7206 + ACTIVITY_SECONDS + 1);
    assert_ids(world, (struct activity_query){0}, "");
}

/* So many of an area, at the same moment, from that id on. */
static void pile_up(struct world *world, int count, const char *kind, const char *values)
{
    const char *sql =
        arena_printf(&world->arena,
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                     " INSERT INTO activity (happened_at, kind, by_host, area, lasting, hour)"
                     " SELECT 7300 + i, '%s', 0, %s FROM n",
                     count, kind, values);

    assert_ok(world_run(world, sql), &world->err);
}

static void test_activity_kept__beyond_100000_votes_go_first(void **state)
{
    struct world *world = *state;

    pile_up(world, 1500, "proposed", "'proposals', 0, NULL");
    pile_up(world, ACTIVITY_ROWS_MAX, "voted", "'votes', 0, 2");
    prune(world, 10000);
    assert_int_equal(rows(world, ""), 100000);
    assert_int_equal(rows(world, "area = 'proposals'"), 1500);
    /* The oldest of them. */
    assert_int_equal(world_number(world, "SELECT min(happened_at) FROM activity"
                                         " WHERE area = 'votes'"),
                     7300 + 1501);
}

static void test_activity_kept__then_the_others_and_never_what_lasts(void **state)
{
    struct world *world = *state;

    pile_up(world, 1200, "proposed", "'proposals', 0, NULL");
    pile_up(world, ACTIVITY_ROWS_MAX - 1000, "role", "'members', 1, NULL");
    pile_up(world, 50, "voted", "'votes', 0, 2");
    prune(world, 10000);
    assert_int_equal(rows(world, ""), 100000);
    assert_int_equal(rows(world, "area = 'votes'"), 0);
    assert_int_equal(rows(world, "area = 'proposals'"), 1000);
    pile_up(world, 2000, "role", "'members', 1, NULL");
    prune(world, 10000);
    assert_int_equal(rows(world, "area = 'proposals'"), 0);
    assert_int_equal(rows(world, ""), 101000);
}

static void test_activity_kept__clearing_is_in_the_log(void **state)
{
    struct world *world = *state;

    lay_out(world);
    assert_ok(store_activity_clear(world->store, by_at(ADA, 8000), &world->err), &world->err);
    assert_int_equal(rows(world, ""), 2);
    assert_int_equal(rows(world, "kind = 'role'"), 1);
    assert_int_equal(rows(world, "kind = 'log_cleared' AND actor_id = 1 AND number = 6"), 1);
    assert_ok(store_activity_clear(world->store, by_host(), &world->err), &world->err);
    assert_int_equal(rows(world, "kind = 'log_cleared'"), 2);
}

SUITE(test_activity_kept)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_activity_kept__screenings_and_films_have_their_titles),
        WORLD_TEST(test_activity_kept__the_newest_comes_first),
        WORLD_TEST(test_activity_kept__what_a_later_version_wrote_is_passed_over),
        WORLD_TEST(test_activity_kept__members_find_what_they_did_and_what_is_about_them),
        WORLD_TEST(test_activity_kept__both_proposers_find_that_their_films_were_joined),
        WORLD_TEST(test_activity_kept__of_two_members_what_is_about_both),
        WORLD_TEST(test_activity_kept__areas_and_kinds_are_told_apart),
        WORLD_TEST(test_activity_kept__pages_go_on_where_they_ended),
        WORLD_TEST(test_activity_kept__who_leaves_has_no_name_anywhere),
        WORLD_TEST(test_activity_kept__whom_an_admin_removed_was_removed),
        WORLD_TEST(test_activity_kept__each_entry_is_kept_400_days),
        WORLD_TEST(test_activity_kept__beyond_100000_votes_go_first),
        WORLD_TEST(test_activity_kept__then_the_others_and_never_what_lasts),
        WORLD_TEST(test_activity_kept__clearing_is_in_the_log),
    };

    return RUN(tests);
}
