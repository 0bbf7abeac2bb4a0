/* moving/taking: more than once, only tried, and cut off midway. */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/joining.h"
#include "store/votes.h"
#include "support/inspect.h"
#include "support/seed.h"
#include "support/site.h"

static const char hash[] = "$argon2id$hash";

static void test_again__a_second_run_changes_nothing(void **state)
{
    static const char *const scenarios[] = {"small", "merging", "variants", "orphans", "twice"};
    struct world *world = *state;
    char before[128], after[128];

    for (size_t i = 0; i < COUNT_OF(scenarios); i++) {
        const struct old_club club = site_read(world, site_make(world, scenarios[i]));
        struct taken first, second;

        site_dump(world, after);
        first = site_take(world, &club, hash, false, true);
        site_dump(world, before);
        assert_string_not_equal(before, after);
        second = site_take(world, &club, hash, false, true);
        site_dump(world, after);
        assert_string_equal(before, after);
        for (enum old_table table = 0; table < OLD_TABLES; table++) {
            assert_int_equal(taken_count(&club, &second, table, ROW_TAKEN), 0);
            assert_int_equal(taken_count(&club, &second, table, ROW_LEFT),
                             taken_count(&club, &first, table, ROW_LEFT));
        }
    }
}

static void test_again__a_dry_run_says_the_same_and_changes_nothing(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "orphans"));
    char before[128], after[128];
    struct taken tried, done;

    site_dump(world, before);
    tried = site_take(world, &club, hash, true, false);
    assert_false(tried.is_done);
    site_dump(world, after);
    assert_string_equal(before, after);
    done = site_take(world, &club, hash, false, false);
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        for (size_t row = 0; row < club.tables[table].count; row++) {
            assert_int_equal(tried.rows[table][row].outcome, done.rows[table][row].outcome);
            assert_int_equal(tried.rows[table][row].why, done.rows[table][row].why);
        }
}

static void test_again__a_later_copy_brings_what_is_new(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "small");
    struct old_club club = site_read(world, path);
    int64_t votes;
    struct taken taken;

    site_take(world, &club, hash, false, false);
    assert_ok(store_vote_withdraw(world->store, by(2), 1, &votes, &world->err), &world->err);
    inspect_run(path, "INSERT INTO home_proposalvote (proposal_id, voter_id, created_at)"
                      " VALUES (2, 2, '2026-01-01 10:00:00');"
                      "UPDATE home_media SET watched = 1 WHERE title = 'Solaris'");
    club = site_read(world, path);
    taken = site_take(world, &club, hash, false, false);
    assert_int_equal(taken_count(&club, &taken, OLD_VOTES, ROW_TAKEN), 1);
    assert_int_equal(taken_count(&club, &taken, OLD_MEDIA, ROW_TAKEN), 1);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 1);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 2"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM screenings"), 3);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE title = 'Solaris'"), 1);
    world_recount(world);
}

/* Members, films and evenings that came first have gone since; rows of later refer to them. */
static void test_again__what_has_gone_since_stays_away(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "variants");
    struct old_club club = site_read(world, path);
    struct taken taken;

    site_take(world, &club, hash, false, true);
    world_run(world, "DELETE FROM members");
    inspect_run(path,
                "DELETE FROM home_proposalvote WHERE id > 1;"
                "INSERT INTO home_proposalvote (id, proposal_id, voter_id, created_at)"
                " VALUES (50, 2, 1, '2026-01-01 10:00:00'), (51, 2, 2, '2026-01-01 10:00:00')");
    club = site_read(world, path);
    taken = site_take(world, &club, hash, false, true);
    assert_int_equal(taken.rows[OLD_VOTES][1].why, WHY_NO_MEMBER);
    assert_int_equal(taken.rows[OLD_VOTES][2].why, WHY_NO_MEMBER);
    path = site_make(world, "small");
    club = site_read(world, path);
    site_take(world, &club, hash, false, true);
    world_run(world, "DELETE FROM films WHERE title = 'Solaris';"
                     "DELETE FROM screenings WHERE film_id = (SELECT id FROM films WHERE title ="
                     " 'Metropolis'); UPDATE screenings SET removed_at = created_at");
    inspect_run(path, "INSERT INTO home_movierating (id, movie_title, user_id, rating, created_at,"
                      " updated_at) VALUES (50, 'Solaris', 1, 3, '', ''),"
                      " (51, 'Metropolis', 4, 3, '', ''), (52, 'Alien', 1, 3, '', '')");
    club = site_read(world, path);
    taken = site_take(world, &club, hash, false, true);
    assert_int_equal(taken_count(&club, &taken, OLD_RATINGS, ROW_LEFT), 3);
}

/* An admin, or a source, has said since that two of its proposals are one film. */
static void test_again__later_votes_follow_a_join(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "small");
    struct old_club club = site_read(world, path);
    struct taken taken;

    site_take(world, &club, hash, false, false);
    assert_ok(store_proposals_join(world->store, by(1), 2, 1, &world->err), &world->err);
    inspect_run(path,
                "INSERT INTO home_proposalvote (id, proposal_id, voter_id, created_at)"
                " VALUES (50, 2, 4, '2026-01-01 10:00:00'), (51, 2, 2, '2026-01-01 10:00:00')");
    club = site_read(world, path);
    taken = site_take(world, &club, hash, false, false);
    assert_int_equal(taken_count(&club, &taken, OLD_VOTES, ROW_TAKEN), 1);
    assert_int_equal(taken_count(&club, &taken, OLD_VOTES, ROW_MERGED), 1);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 3);
    world_recount(world);
}

/* Ends at the first write past `bytes` of any file. */
static void die_at_a_write_of(struct world *world, const struct old_club *club, rlim_t bytes)
{
    const struct rlimit none = {0}, limit = {bytes, bytes};

    setrlimit(RLIMIT_CORE, &none);
    world_start(world);
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, SIG_DFL);
    site_take(world, club, hash, false, false);
    kill(getpid(), SIGKILL);
}

static void test_again__whoever_is_killed_leaves_all_or_nothing(void **state)
{
    enum { STEP = 24 * 1024, LEAST = 6 };
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "small"));
    int64_t members = 0;
    int deaths = 0;

    for (rlim_t bytes = 0; members == 0; bytes += STEP, deaths++) {
        pid_t child;

        world_stop(world);
        child = fork();
        if (child == 0)
            die_at_a_write_of(world, &club, bytes);
        assert_int_equal(waitpid(child, NULL, 0), child);
        world_start(world);
        members = world_number(world, "SELECT count(*) FROM members");
        assert_int_equal(world_number(world, "SELECT count(*) FROM imported"),
                         members == 0 ? 0 : 22);
        assert_int_equal(world_number(world, "SELECT count(*) FROM films"), members == 0 ? 0 : 6);
        world_recount(world);
    }
    assert_in_range(deaths, LEAST, 1000);
}

SUITE(test_again)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_again__a_second_run_changes_nothing),
        WORLD_TEST(test_again__a_dry_run_says_the_same_and_changes_nothing),
        WORLD_TEST(test_again__a_later_copy_brings_what_is_new),
        WORLD_TEST(test_again__what_has_gone_since_stays_away),
        WORLD_TEST(test_again__later_votes_follow_a_join),
        WORLD_TEST(test_again__whoever_is_killed_leaves_all_or_nothing),
    };

    return RUN(tests);
}
