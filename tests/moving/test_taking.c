/* moving/taking: what an old club becomes here. */
#include <string.h>

#include "base/clock.h"
#include "store/films.h"
#include "store/member_changes.h"
#include "store/members.h"
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

static void test_taking__marks_of_the_deactivated_do_not_count(void **state)
{
    const enum member_state active = MEMBER_ACTIVE;
    struct world *world = *state;
    const char *path = site_make(world, "small");
    struct old_club club;

    inspect_run(path, "UPDATE home_movierating SET user_id = 3 WHERE movie_title = 'Heat'");
    club = site_read(world, path);
    site_take(world, &club, hash, false, false);
    assert_int_equal(world_number(world, "SELECT sum(seen_count) FROM films"), 0);
    world_recount(world);
    assert_ok(store_member_change(world->store, by_host(), 3,
                                  &(struct member_change){.state = &active}, &world->err),
              &world->err);
    assert_int_equal(world_number(world, "SELECT sum(seen_count) FROM films"), 1);
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

static void test_taking__a_title_follows_the_rules_of_titles(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "merging");
    struct old_club club;
    struct taken taken;

    inspect_run(path, "UPDATE home_movieproposal SET title = char(10) || ' Our' || char(8206)"
                      " || char(9) || 'Holiday ' WHERE id = 3;"
                      "UPDATE home_movieproposal SET title = char(769) || 'x' WHERE id = 4;"
                      "UPDATE home_movieproposal SET title = printf('%.*c', 400, 'y')"
                      " WHERE id = 6");
    club = site_read(world, path);
    taken = site_take(world, &club, hash, false, false);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE title = 'Our Holiday'"),
                     1);
    assert_int_equal(taken.rows[OLD_PROPOSALS][3].why, WHY_NO_TITLE);
    assert_int_equal(world_number(world, "SELECT max(length(title)) FROM films"), 300);
}

static void test_taking__the_log_tells_of_films_that_are_gone(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "old");
    struct old_club club;

    inspect_run(path, "INSERT INTO home_logentry"
                      " (timestamp, user_id, action, proposal_id, proposal_title, details)"
                      " SELECT datetime('now', '-1 day'), 1, column1, 77, column2, '' FROM"
                      " (VALUES ('proposal_create', 'Lost'), ('vote_add', 'Lost'),"
                      " ('movie_mark_watched', 'METROPOLIS'), ('login', ''), ('vote_add', ''))");
    club = site_read(world, path);
    site_take(world, &club, hash, false, false);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity a JOIN films f"
                                         " ON f.id = a.film_id WHERE f.title = 'Lost'"
                                         " AND a.actor_id = 1 AND a.by_host = 0"),
                     2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'watched'"
                                         " AND screening_id = 1"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'signed_in'"
                                         " AND member_id = 1"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 3);
}

SUITE(test_taking)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_taking__members_keep_who_they_are),
        WORLD_TEST(test_taking__films_are_there_with_their_data),
        WORLD_TEST(test_taking__votes_and_stars_are_whose_they_were),
        WORLD_TEST(test_taking__those_who_come_back_have_their_votes),
        WORLD_TEST(test_taking__marks_of_the_deactivated_do_not_count),
        WORLD_TEST(test_taking__a_film_is_up_once_with_the_votes_of_both),
        WORLD_TEST(test_taking__what_is_up_here_takes_the_votes),
        WORLD_TEST(test_taking__votes_for_a_film_of_tonight_wait),
        WORLD_TEST(test_taking__what_no_club_can_have_is_left_with_its_reason),
        WORLD_TEST(test_taking__a_title_follows_the_rules_of_titles),
        WORLD_TEST(test_taking__the_log_tells_of_films_that_are_gone),
    };

    return RUN(tests);
}
