/* moving/taking: what an old club becomes here. */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/films.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/proposals.h"
#include "store/votes.h"
#include "support/inspect.h"
#include "support/seed.h"
#include "support/site.h"

static const char hash[] = "$argon2id$hash";

static struct taken take(struct world *world, const char *scenario)
{
    const struct old_club club = site_read(world, site_make(world, scenario));
    const struct taken taken = site_take(world, &club, hash, false, true);

    assert_true(taken.is_done);
    world_recount(world);
    return taken;
}

static void test_taking__members_keep_who_they_are(void **state)
{
    struct world *world = *state;
    const char *found;
    struct member member;

    take(world, "small");
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 4);
    assert_ok(member_by_name(world->reader, &world->arena, "anna", &member, &found, &world->err),
              &world->err);
    assert_string_equal(found, hash);
    assert_int_equal(member.role, ROLE_ADMIN);
    assert_in_range(clock_now() - member.created_at, 99 * 86400, 101 * 86400);
    assert_ok(member_by_name(world->reader, &world->arena, "ben", &member, &found, &world->err),
              &world->err);
    assert_string_equal(member.name, "Ben");
    assert_int_equal(member.role, ROLE_MEMBER);
    assert_int_equal(member.own_limit, 3);
    assert_in_range(clock_now() - member.last_seen_at, 86000, 87000);
    assert_ok(member_by_name(world->reader, &world->arena, "Zoë", &member, &found, &world->err),
              &world->err);
    assert_int_equal(member.state, MEMBER_INACTIVE);
}

static void test_taking__films_are_there_with_their_data(void **state)
{
    struct world *world = *state;
    struct film film;

    take(world, "small");
    assert_ok(film_by_imdb_id(world->reader, &world->arena, "tt0091251", &film, &world->err),
              &world->err);
    assert_string_equal(film.title, "Come and See");
    assert_int_equal(film.year, 1985);
    assert_int_equal(film.runtime_minutes, 100);
    assert_non_null(strstr(film.metadata, "What happens in Come and See."));
    assert_string_equal(film.provider, "imdbapi");
    assert_int_equal(film.try_at, 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 6);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE poster_url LIKE"
                                         " 'https://image.tmdb.org/%' AND title = 'Metropolis'"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE title = 'Solaris'"
                                         " AND cached_imdb_data LIKE '%in Solaris%'"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM film_sources"), 1);
}

static void test_taking__votes_and_stars_are_whose_they_were(void **state)
{
    struct world *world = *state;

    take(world, "small");
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM held_votes"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM screenings WHERE day = 0"), 2);
    assert_int_equal(world_number(world, "SELECT f.title = 'Alien' FROM screenings s JOIN films f"
                                         " ON f.id = s.film_id ORDER BY s.id DESC LIMIT 1"),
                     1);
    assert_int_equal(world_number(world, "SELECT rating_sum FROM screenings WHERE id = 1"), 14);
    assert_int_equal(world_number(world, "SELECT halves FROM seen"), 8);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'voted'"
                                         " AND proposal_id = 1 AND by_host = 0"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'watched'"
                                         " AND screening_id = 2"),
                     1);
}

static void test_taking__those_who_come_back_have_their_votes(void **state)
{
    const enum member_state active = MEMBER_ACTIVE;
    struct world *world = *state;

    take(world, "small");
    assert_ok(store_member_change(world->store, by_host(), 3,
                                  &(struct member_change){.state = &active}, &world->err),
              &world->err);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 3);
    world_recount(world);
}

static void test_taking__a_film_is_up_once_with_the_votes_of_both(void **state)
{
    struct world *world = *state;
    struct taken taken = take(world, "merging");

    assert_int_equal(world_number(world, "SELECT count(*) FROM proposals"), 3);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 3);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 2"), 1);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 3"), 2);
    assert_int_equal(taken.rows[OLD_PROPOSALS][1].why, WHY_UP);
    assert_int_equal(taken.rows[OLD_PROPOSALS][1].id, 1);
    assert_int_equal(taken.rows[OLD_VOTES][2].why, WHY_VOTED);
}

static void test_taking__what_is_up_here_takes_the_votes(void **state)
{
    struct world *world = *state;
    const int64_t ada = seed_member(world, "ada");
    const int64_t come = seed_proposal(world, ada, 91251);
    const int64_t holiday = seed_by_hand(world, ada, "Our Holiday", 0);

    seed_vote(world, come, ada);
    take(world, "merging");
    assert_int_equal(world_number(world, "SELECT count(*) FROM proposals"), 3);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 4);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 2"), 1);
    (void)holiday;
}

static void test_taking__votes_for_a_film_of_tonight_wait(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "merging"));
    const int64_t come = seed_proposal(world, seed_member(world, "ada"), 91251);
    struct taken taken;

    assert_ok(world_run(world, "INSERT INTO tonight (place, proposal_id, settled_at)"
                               " VALUES (1, 1, 1700000000)"),
              &world->err);
    taken = site_take(world, &club, hash, false, true);
    assert_int_equal(taken.rows[OLD_VOTES][0].why, WHY_FROZEN);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 0);
    assert_ok(world_run(world, "DELETE FROM tonight"), &world->err);
    taken = site_take(world, &club, hash, false, true);
    assert_int_equal(taken.rows[OLD_VOTES][0].outcome, ROW_TAKEN);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 3);
    assert_int_equal(come, 1);
    world_recount(world);
}

static void test_taking__a_second_run_changes_nothing(void **state)
{
    static const char *const scenarios[] = {"small", "merging", "variants", "orphans", "twice"};
    struct world *world = *state;
    char before[128], after[128];

    for (size_t i = 0; i < COUNT_OF(scenarios); i++) {
        const struct old_club club = site_read(world, site_make(world, scenarios[i]));
        struct taken first = site_take(world, &club, hash, false, true), second;

        site_dump(world, before);
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

static void test_taking__a_dry_run_says_the_same_and_changes_nothing(void **state)
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

static void test_taking__what_no_club_can_have_is_left_with_its_reason(void **state)
{
    struct world *world = *state;
    struct taken taken = take(world, "orphans");

    assert_int_equal(taken.rows[OLD_MEMBERS][1].why, WHY_NAME);
    assert_int_equal(taken.rows[OLD_LIMITS][0].why, WHY_NO_MEMBER);
    assert_int_equal(world_number(world, "SELECT proposal_limit FROM members"), 1000);
    assert_int_equal(taken.rows[OLD_PROPOSALS][1].outcome, ROW_TAKEN);
    assert_int_equal(world_number(world, "SELECT proposer_id IS NULL FROM proposals"
                                         " WHERE title_key = 'left behind'"),
                     1);
    assert_int_equal(taken.rows[OLD_PROPOSALS][2].why, WHY_NO_TITLE);
    assert_int_equal(taken.rows[OLD_VOTES][1].why, WHY_NO_MEMBER);
    assert_int_equal(taken.rows[OLD_VOTES][2].why, WHY_NO_PROPOSAL);
    assert_int_equal(taken.rows[OLD_RATINGS][0].why, WHY_NO_FILM);
    assert_int_equal(taken.rows[OLD_RATINGS][2].why, WHY_NO_MEMBER);
    assert_int_equal(taken.rows[OLD_RATINGS][3].why, WHY_NO_STARS);
    assert_int_equal(taken.rows[OLD_ENTRIES][0].why, WHY_ACTION);
    assert_int_equal(taken.rows[OLD_ENTRIES][2].why, WHY_NOTED);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'unvoted'"
                                         " AND actor_id = 1"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'voted'"
                                         " AND actor_id IS NULL AND by_host = 0"),
                     1);
}

static void test_taking__names_that_are_here_need_the_flag(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "merging"));
    const int64_t ada = seed_admin(world, "Anna"), ben = seed_member(world, "ben");
    struct taken taken = site_take(world, &club, hash, false, false);

    assert_false(taken.is_done);
    assert_int_equal(taken.clashes, 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM imported"), 0);
    taken = site_take(world, &club, "$argon2id$theirs", false, true);
    assert_true(taken.is_done);
    assert_int_equal(taken.rows[OLD_MEMBERS][0].id, ada);
    assert_int_equal(taken.rows[OLD_MEMBERS][1].id, ben);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 3);
    assert_int_equal(world_number(world, "SELECT password_hash = '$argon2id$theirs' FROM members"
                                         " WHERE name = 'Anna'"),
                     0);
    assert_int_equal(world_number(world, "SELECT password_hash = '$argon2id$theirs' FROM members"
                                         " WHERE name = 'ben'"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE role = 'admin'"), 1);
}

static void test_taking__names_that_differ_in_case_need_the_flag(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "variants"));
    struct taken taken = site_take(world, &club, hash, false, false);

    assert_false(taken.is_done);
    assert_int_equal(taken.clashes, 1);
    taken = site_take(world, &club, hash, false, true);
    assert_int_equal(taken.rows[OLD_MEMBERS][0].why, WHY_NAME_TWICE);
    assert_int_equal(world_number(world, "SELECT name = 'ANNA' FROM members"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 2);
}

static void test_taking__an_admin_without_a_password_is_a_member_with_a_link(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "small"));
    struct taken taken = site_take(world, &club, NULL, false, false);

    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE role = 'admin'"), 0);
    assert_true(taken.needs_link[0] && taken.needs_link[1] && taken.needs_link[3]);
    assert_false(taken.needs_link[2]);
    assert_non_null(taken.links[0]);
    assert_int_equal(world_number(world, "SELECT count(*) FROM entries"), 3);
}

static void test_taking__a_later_copy_brings_what_is_new(void **state)
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

static void test_taking__whoever_is_killed_leaves_all_or_nothing(void **state)
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

SUITE(test_taking)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_taking__members_keep_who_they_are),
        WORLD_TEST(test_taking__films_are_there_with_their_data),
        WORLD_TEST(test_taking__votes_and_stars_are_whose_they_were),
        WORLD_TEST(test_taking__those_who_come_back_have_their_votes),
        WORLD_TEST(test_taking__a_film_is_up_once_with_the_votes_of_both),
        WORLD_TEST(test_taking__what_is_up_here_takes_the_votes),
        WORLD_TEST(test_taking__votes_for_a_film_of_tonight_wait),
        WORLD_TEST(test_taking__a_second_run_changes_nothing),
        WORLD_TEST(test_taking__a_dry_run_says_the_same_and_changes_nothing),
        WORLD_TEST(test_taking__what_no_club_can_have_is_left_with_its_reason),
        WORLD_TEST(test_taking__names_that_are_here_need_the_flag),
        WORLD_TEST(test_taking__names_that_differ_in_case_need_the_flag),
        WORLD_TEST(test_taking__an_admin_without_a_password_is_a_member_with_a_link),
        WORLD_TEST(test_taking__a_later_copy_brings_what_is_new),
        WORLD_TEST(test_taking__whoever_is_killed_leaves_all_or_nothing),
    };

    return RUN(tests);
}
