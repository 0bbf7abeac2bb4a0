/* store/events: every way of writing is told. */
#include "store/events.h"

#include <stdio.h>

#include "store/club.h"
#include "store/joining.h"
#include "store/member_changes.h"
#include "store/proposing.h"
#include "store/ratings.h"
#include "store/restoring.h"
#include "store/seen.h"
#include "store/tonight.h"
#include "store/votes.h"
#include "store/wishes.h"
#include "store/withdrawn.h"
#include "support/facts.h"
#include "support/inspect.h"
#include "support/joining.h"
#include "support/recorded.h"
#include "support/told.h"

static void test_events__votes(void **state)
{
    struct world *world = *state;
    int64_t at, count, refused;

    two_films(world);
    at = told_newest(world);
    seed_vote(world, 1, GRACE);
    expect_told(world, &at, "vote 1");
    seed_vote(world, 1, GRACE);
    expect_told(world, &at, "");
    assert_ok(store_vote_withdraw(world->store, by(GRACE), 1, &count, &world->err), &world->err);
    expect_told(world, &at, "vote 1");
    seed_vote(world, 1, GRACE);
    assert_ok(store_ballot_put(world->store, by(GRACE), &(int64_t){2}, 1, &refused, &world->err),
              &world->err);
    expect_told(world, &at, "vote 1, vote 2");
}

static void test_events__votes_that_move_with_joins(void **state)
{
    struct world *world = *state;
    int64_t at;

    two_films(world);
    seed_vote(world, 1, GRACE);
    seed_vote(world, 2, LINUS);
    at = told_newest(world);
    assert_ok(join(world, 2, 1), &world->err);
    expect_told(world, &at, "vote 1, proposal 2, proposal 1");
    assert_ok(part(world, 2, 1), &world->err);
    expect_told(world, &at, "vote 1, proposal 1, proposal 2");
}

static void test_events__films_that_a_source_says_are_one(void **state)
{
    struct world *world = *state;
    int64_t at;

    two_films(world);
    at = told_newest(world);
    answer(world, 2, "tt0000001");
    expect_told(world, &at, "proposal 1, proposal 2, film 2");
}

static void test_events__proposals(void **state)
{
    struct world *world = *state;
    struct proposal_change pitch = {.note = "A night in Rome."};
    int64_t ada = seed_admin(world, "ada"), at = told_newest(world),
            id = seed_proposal(world, ada, 1);

    expect_told(world, &at, "proposal 1");
    assert_ok(store_proposal_change(world->store, by(ada), id, &pitch, &world->err), &world->err);
    expect_told(world, &at, "proposal 1");
    assert_ok(store_proposal_withdraw(world->store, by(ada), id, &world->err), &world->err);
    expect_told(world, &at, "proposal 1");
    assert_ok(store_proposal_restore(world->store, by(ada), id, 10, &world->err), &world->err);
    expect_told(world, &at, "proposal 1");
    assert_ok(store_proposal_withdraw(world->store, by(ada), id, &world->err), &world->err);
    assert_ok(store_withdrawn_prune(world->store, SEED_NOW + 2 * WITHDRAWN_SECONDS, &world->err),
              &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM proposals"), 0);
    expect_told(world, &at, "proposal 1");
}

static void test_events__what_stands_beside_a_film_that_is_up(void **state)
{
    struct world *world = *state;
    struct seen seen;
    struct wish wish;
    int64_t at;

    two_films(world);
    assert_ok(store_proposal_withdraw(world->store, by(GRACE), 2, &world->err), &world->err);
    at = told_newest(world);
    assert_ok(store_seen_mark(world->store, by(ADA), 1, NO_STARS, &seen, &world->err), &world->err);
    expect_told(world, &at, "proposal 1");
    assert_ok(store_wish_add(world->store, by(ADA), 1, &wish, &world->err), &world->err);
    expect_told(world, &at, "proposal 1");
    assert_ok(store_wish_add(world->store, by(ADA), 2, &wish, &world->err), &world->err);
    expect_told(world, &at, "");
}

static void test_events__tonight(void **state)
{
    struct world *world = *state;
    struct settling settling = {.proposal_id = 1},
                    start = {.proposal_id = 1, .has_start = true, .starts_at = SEED_NOW + 3600};
    int64_t at;

    two_films(world);
    at = told_newest(world);
    assert_ok(store_tonight_settle(world->store, by(ADA), &settling, &world->err), &world->err);
    expect_told(world, &at, "tonight 0");
    assert_ok(store_tonight_settle(world->store, by(ADA), &start, &world->err), &world->err);
    expect_told(world, &at, "tonight 0");
    assert_ok(store_tonight_clear(world->store, by(ADA), &world->err), &world->err);
    expect_told(world, &at, "tonight 0");
}

static void test_events__screenings_and_ratings(void **state)
{
    struct world *world = *state;
    struct screening_change note = {.set_note = true, .note = "At Ada's place"};
    struct rated rated;
    int64_t at, id;

    two_films(world);
    at = told_newest(world);
    id = seed_watched(world, 1);
    expect_told(world, &at, "proposal 1, screening 1");
    assert_ok(store_screening_change(world->store, by(ADA), id, &note, &world->err), &world->err);
    expect_told(world, &at, "screening 1");
    assert_ok(store_rating_put(world->store, by(GRACE), id, 7, &rated, &world->err), &world->err);
    expect_told(world, &at, "rating 1");
    assert_ok(store_rating_put(world->store, by(GRACE), id, 8, &rated, &world->err), &world->err);
    expect_told(world, &at, "rating 1");
    assert_ok(store_rating_remove(world->store, by(GRACE), id, &rated, &world->err), &world->err);
    expect_told(world, &at, "rating 1");
    assert_ok(store_rating_restore(world->store, by(GRACE), id, &rated, &world->err), &world->err);
    expect_told(world, &at, "rating 1");
    assert_ok(store_screening_remove(world->store, by(ADA), id, &world->err), &world->err);
    expect_told(world, &at, "proposal 1, screening 1");
    assert_ok(store_screening_restore(world->store, by(ADA), id, &world->err), &world->err);
    expect_told(world, &at, "proposal 1, screening 1");
    seed_watched_on(world, "A Night at the Club", 9);
    expect_told(world, &at, "screening 2");
}

static enum fault change(struct world *world, struct member_change change)
{
    return store_member_change(world->store, by(ADA), GRACE, &change, &world->err);
}

static void test_events__members(void **state)
{
    struct world *world = *state;
    int64_t at;

    two_films(world);
    seed_vote(world, 1, GRACE);
    at = told_newest(world);
    assert_ok(change(world, (struct member_change){.name = "Grace"}), &world->err);
    expect_told(world, &at, "member 2");
    assert_ok(change(world, (struct member_change){.set_color = true, .color = 3}), &world->err);
    expect_told(world, &at, "member 2");
    assert_ok(change(world, (struct member_change){.set_limit = true, .limit = 3}), &world->err);
    expect_told(world, &at, "");
    assert_ok(change(world, (struct member_change){.state = &(enum member_state){MEMBER_INACTIVE}}),
              &world->err);
    expect_told(world, &at, "vote 1, member 2");
    assert_ok(change(world, (struct member_change){.state = &(enum member_state){MEMBER_ACTIVE}}),
              &world->err);
    expect_told(world, &at, "vote 1, member 2");
    seed_session(world, GRACE, "a secret", SEED_NOW + 60);
    expect_told(world, &at, "");
    assert_ok(store_member_remove(world->store, by(ADA), GRACE, &world->err), &world->err);
    expect_told(world, &at, "vote 1, proposal 2, member 2");
    seed_member(world, "dennis");
    expect_told(world, &at, "member 4");
}

static void test_events__settings(void **state)
{
    struct world *world = *state;
    struct club_change name = {.set = CLUB_NAME, .settings.name = "Kino"};
    int64_t at = told_newest(world);

    assert_ok(store_club_change(world->store, by_host(), ANY_VERSION, &name, &world->err),
              &world->err);
    expect_told(world, &at, "club 0");
    assert_ok(store_club_change(world->store, by_host(), ANY_VERSION, &name, &world->err),
              &world->err);
    expect_told(world, &at, "");
}

/* The programs before don't know of settings that have changed. The newest row stays. */
static void test_events__settings_become_a_reset_on_the_way_down(void **state)
{
    static const char newest[] = "SELECT kind || ' ' || id FROM events ORDER BY id DESC LIMIT 1";
    struct world *world = *state;
    struct club_change name = {.set = CLUB_NAME, .settings.name = "Kino"};
    auto_strbuf struct strbuf text;
    char expected[64];

    strbuf_init(&text, 1024);
    assert_ok(store_club_change(world->store, by_host(), ANY_VERSION, &name, &world->err),
              &world->err);
    snprintf(expected, sizeof(expected), "0 %lld\n", (long long)told_newest(world));
    world_stop(world);
    assert_ok(world_migrate(world, 31), &world->err);
    inspect_rows(world->path, newest, "\n", &text);
    assert_string_equal(text.bytes, expected);
}

static void test_events__film_data_and_posters_that_arrive(void **state)
{
    struct world *world = *state;
    struct film_facts facts = facts_found(1);
    int64_t at;

    facts_propose(world, 1);
    at = told_newest(world);
    facts.poster_url = "https://img.example/1.jpg";
    facts_save(world, facts, SEED_NOW);
    expect_told(world, &at, "film 1");
    facts_save(world, facts, SEED_NOW + 90000);
    expect_told(world, &at, "");
    facts_save(world, (struct film_facts){.film_id = 1, .outcome = FILM_FAILED, .error = "503"},
               SEED_NOW + 180000);
    expect_told(world, &at, "");
    facts_save_poster(
        world, (struct poster_facts){.url = facts.poster_url,
                                     .outcome = POSTER_KEPT,
                                     .kept = seed_poster("00000000000000000000000000000001", 500)});
    expect_told(world, &at, "film 1");
}

/* Members' lists are their own. */
static void test_events__a_film_that_the_club_does_not_show_is_not_told(void **state)
{
    struct world *world = *state;
    struct wish_new film = {.imdb_id = "tt0000009", .title = "Nobody's Business"};
    struct wish wish;
    int64_t ada = seed_member(world, "ada"), at = told_newest(world);

    assert_ok(store_wish_add_new(world->store, by(ada), &film, &wish, &world->err), &world->err);
    facts_save(world, facts_found(wish.film_id), SEED_NOW);
    expect_told(world, &at, "");
}

static void test_events__what_was_undone_is_not_told(void **state)
{
    struct world *world = *state;
    int64_t at;

    two_films(world);
    at = told_newest(world);
    assert_int_not_equal(world_run(world, "UPDATE members SET name = 'x' WHERE id = 1;"
                                          "INSERT INTO votes VALUES (99, 99, 1)"),
                         FAULT_NONE);
    expect_told(world, &at, "");
}

SUITE(test_events)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_events__votes),
        WORLD_TEST(test_events__votes_that_move_with_joins),
        WORLD_TEST(test_events__films_that_a_source_says_are_one),
        WORLD_TEST(test_events__proposals),
        WORLD_TEST(test_events__what_stands_beside_a_film_that_is_up),
        WORLD_TEST(test_events__tonight),
        WORLD_TEST(test_events__screenings_and_ratings),
        WORLD_TEST(test_events__members),
        WORLD_TEST(test_events__settings),
        WORLD_TEST(test_events__settings_become_a_reset_on_the_way_down),
        WORLD_TEST(test_events__film_data_and_posters_that_arrive),
        WORLD_TEST(test_events__a_film_that_the_club_does_not_show_is_not_told),
        WORLD_TEST(test_events__what_was_undone_is_not_told),
    };

    return RUN(tests);
}
