/* store/screenings and store/recording: what was watched, and what becomes of its proposal. */
#include "base/date.h"
#include "base/search_key.h"
#include "store/films.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/recording.h"
#include "store/screenings.h"
#include "store/votes.h"
#include "support/seed.h"

enum { TODAY = SEED_NOW / (24 * 60 * 60) };

static enum fault record(struct world *world, struct screening_new screening, int64_t *id)
{
    screening.evening = TODAY;
    return store_screening_add(world->store, by_host(), &screening, id, &world->err);
}

static int64_t watch(struct world *world, int64_t proposal_id)
{
    int64_t id;

    assert_ok(record(world, (struct screening_new){.proposal_id = proposal_id}, &id), &world->err);
    return id;
}

static int64_t watch_on(struct world *world, const char *title, int64_t day)
{
    int64_t id;

    assert_ok(
        record(world, (struct screening_new){.title = title, .has_day = true, .day = day}, &id),
        &world->err);
    return id;
}

static struct screening get(struct world *world, int64_t id)
{
    struct screening screening;

    assert_ok(screening_by_id(world->reader, &world->arena, id, &screening, &world->err),
              &world->err);
    return screening;
}

static enum proposal_status status_of(struct world *world, int64_t id)
{
    struct listed listed;

    assert_ok(proposal_by_id(world->reader, &world->arena, id, &listed, &world->err), &world->err);
    return listed.proposal.status;
}

static enum fault undo(struct world *world, int64_t id)
{
    return store_screening_remove(world->store, by_host(), id, &world->err);
}

static void test_screenings__a_proposal_is_watched_this_evening(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1);
    struct screening screening = get(world, watch(world, film));

    assert_int_equal(screening.proposal_id, film);
    assert_int_equal(screening.proposer.id, ada);
    assert_int_equal(screening.day, TODAY);
    assert_null(screening.note);
    assert_int_equal(status_of(world, film), PROPOSAL_WATCHED);
    assert_int_equal(record(world, (struct screening_new){.proposal_id = film}, &film),
                     FAULT_PROPOSAL_NOT_OPEN);
}

static void test_screenings__a_slot_of_the_proposer_is_free_again(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film;
    struct proposal_new another = {.title = "Another", .club_limit = PROPOSAL_LIMIT_DEFAULT};
    struct proposed proposed;

    seed_limit(world, ada, 1);
    film = seed_proposal(world, ada, 1);
    assert_int_equal(store_proposal_add(world->store, by(ada), &another, &proposed, &world->err),
                     FAULT_PROPOSAL_LIMIT);
    watch(world, film);
    error_init(&world->err);
    assert_ok(store_proposal_add(world->store, by(ada), &another, &proposed, &world->err),
              &world->err);
}

static void test_screenings__a_film_by_hand_has_what_was_said(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id;
    struct screening screening;

    assert_ok(record(world,
                     (struct screening_new){.title = "Old Favourite",
                                            .year = 1950,
                                            .note = "on the roof",
                                            .proposer_id = ada},
                     &id),
              &world->err);
    screening = get(world, id);
    assert_int_equal(screening.proposal_id, 0);
    assert_int_equal(screening.day, 0);
    assert_string_equal(screening.film.title, "Old Favourite");
    assert_string_equal(screening.note, "on the roof");
    assert_string_equal(screening.proposer.name, "ada");
}

static void test_screenings__a_film_may_be_watched_twice(void **state)
{
    struct world *world = *state;
    int64_t first = watch_on(world, "Twice", 100), second = watch_on(world, "Twice", 200);

    assert_int_not_equal(first, second);
    assert_int_equal(get(world, first).film.id, get(world, second).film.id);
}

static void test_screenings__a_film_that_is_up_is_not_recorded_by_hand(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_by_hand(world, ada, "Up", 1990), id;

    assert_int_equal(record(world, (struct screening_new){.title = "Up", .year = 1990}, &id),
                     FAULT_ALREADY_OPEN);
    assert_int_equal(world->err.params[0].number, film);
    assert_int_equal(world_number(world, "SELECT count(*) FROM screenings"), 0);
}

static void test_screenings__who_is_no_member_has_proposed_nothing(void **state)
{
    struct world *world = *state;
    int64_t id;

    assert_int_equal(record(world, (struct screening_new){.title = "A", .proposer_id = 77}, &id),
                     FAULT_NOT_FOUND);
    assert_int_equal(record(world, (struct screening_new){.film_id = 77}, &id), FAULT_NOT_FOUND);
    assert_int_equal(record(world, (struct screening_new){.proposal_id = 77}, &id),
                     FAULT_NOT_FOUND);
}

static void test_screenings__undone_it_is_up_again_with_its_votes(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");
    int64_t film = seed_proposal(world, ada, 1), id;
    struct listed listed;

    seed_vote(world, film, ada);
    seed_vote(world, film, grace);
    id = watch(world, film);
    assert_ok(undo(world, id), &world->err);
    assert_ok(proposal_by_id(world->reader, &world->arena, film, &listed, &world->err),
              &world->err);
    assert_int_equal(listed.proposal.status, PROPOSAL_OPEN);
    assert_int_equal(listed.proposal.vote_count, 2);
    assert_int_equal(listed.voter_count, 2);
    assert_int_equal(undo(world, id), FAULT_NOT_FOUND);
    world_recount(world);
    error_init(&world->err);
    assert_int_not_equal(watch(world, film), id);
}

static void test_screenings__a_film_that_is_up_anew_cannot_be_given_back(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1);
    int64_t id = watch(world, film), again = seed_proposal(world, ada, 1);

    assert_int_equal(undo(world, id), FAULT_ALREADY_OPEN);
    assert_int_equal(world->err.params[0].number, again);
    assert_int_equal(status_of(world, film), PROPOSAL_WATCHED);
    assert_int_equal(get(world, id).proposal_id, film);
}

/* ---- the list ------------------------------------------------------------------------------- */

static struct screening_slice list(struct world *world, struct screening_query query)
{
    struct screening_slice slice;

    query.limit = query.limit == 0 ? LIST_LIMIT_MAX : query.limit;
    assert_ok(screenings_slice(world->reader, &world->arena, &query, &slice, &world->err),
              &world->err);
    return slice;
}

static void expect_titles(const struct screening_slice *slice, const char *const *titles,
                          size_t count)
{
    assert_int_equal(slice->count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(slice->items[i].film.title, titles[i]);
}
#define EXPECT_TITLES(slice, ...)                                                                  \
    expect_titles((slice), (const char *const[]){__VA_ARGS__},                                     \
                  COUNT_OF(((const char *const[]){__VA_ARGS__})))

static void fill(struct world *world)
{
    watch_on(world, "Unknown One", 0);
    watch_on(world, "March", date_of_year(2025) + 70);
    watch_on(world, "New Year’s Eve", date_of_year(2026) - 1);
    watch_on(world, "New Year", date_of_year(2026));
    watch_on(world, "Unknown Two", 0);
    watch_on(world, "March Again", date_of_year(2025) + 70);
}

static void test_screenings__the_latest_evening_comes_first_unknown_ones_last(void **state)
{
    struct world *world = *state;
    struct screening_slice slice;

    fill(world);
    slice = list(world, (struct screening_query){0});
    EXPECT_TITLES(&slice, "New Year", "New Year’s Eve", "March Again", "March", "Unknown Two",
                  "Unknown One");
    assert_false(slice.more);
}

static void test_screenings__a_year_has_its_first_and_last_day(void **state)
{
    struct world *world = *state;
    struct screening_slice slice;

    fill(world);
    slice = list(world, (struct screening_query){.year = 2025});
    EXPECT_TITLES(&slice, "New Year’s Eve", "March Again", "March");
    slice = list(world, (struct screening_query){.year = 2026});
    EXPECT_TITLES(&slice, "New Year");
    assert_int_equal(list(world, (struct screening_query){.year = 1970}).count, 0);
}

static void test_screenings__pages_leave_nothing_out_and_show_nothing_twice(void **state)
{
    struct world *world = *state;
    struct screening_slice all, slice;

    fill(world);
    all = list(world, (struct screening_query){0});
    for (size_t limit = 1; limit < 6; limit++) {
        struct screening_query query = {.limit = limit};
        size_t seen = 0;

        do {
            slice = list(world, query);
            for (size_t i = 0; i < slice.count; i++, seen++)
                assert_int_equal(slice.items[i].id, all.items[seen].id);
            query.continued = true;
            query.after_day = slice.items[slice.count - 1].day;
            query.after_id = slice.items[slice.count - 1].id;
        } while (slice.more);
        assert_int_equal(seen, all.count);
    }
}

static void test_screenings__are_found_by_a_part_of_the_title(void **state)
{
    struct world *world = *state;
    struct screening_slice slice;

    fill(world);
    slice = list(world, (struct screening_query){.search = search_key(&world->arena, "YEAR'S")});
    EXPECT_TITLES(&slice, "New Year’s Eve");
    slice = list(world, (struct screening_query){.search = "march", .year = 2025, .limit = 1});
    EXPECT_TITLES(&slice, "March Again");
    assert_true(slice.more);
    assert_int_equal(list(world, (struct screening_query){.search = "%"}).count, 0);
}

/* The film's title came, or changed, after it was recorded. */
static void test_screenings__are_found_by_the_title_that_the_film_has_now(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1);
    struct screening_slice slice;

    watch(world, film);
    seed_facts(world, film, "Late Title", 90);
    slice = list(world, (struct screening_query){.search = "late"});
    EXPECT_TITLES(&slice, "Late Title");
}

static void test_screenings__what_was_undone_is_not_listed(void **state)
{
    struct world *world = *state;
    int64_t id = watch_on(world, "Not Watched", 100);

    assert_ok(undo(world, id), &world->err);
    assert_int_equal(list(world, (struct screening_query){0}).count, 0);
    assert_int_equal(list(world, (struct screening_query){.search = "watched"}).count, 0);
}

SUITE(test_screenings)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_screenings__a_proposal_is_watched_this_evening),
        WORLD_TEST(test_screenings__a_slot_of_the_proposer_is_free_again),
        WORLD_TEST(test_screenings__a_film_by_hand_has_what_was_said),
        WORLD_TEST(test_screenings__a_film_may_be_watched_twice),
        WORLD_TEST(test_screenings__a_film_that_is_up_is_not_recorded_by_hand),
        WORLD_TEST(test_screenings__who_is_no_member_has_proposed_nothing),
        WORLD_TEST(test_screenings__undone_it_is_up_again_with_its_votes),
        WORLD_TEST(test_screenings__a_film_that_is_up_anew_cannot_be_given_back),
        WORLD_TEST(test_screenings__the_latest_evening_comes_first_unknown_ones_last),
        WORLD_TEST(test_screenings__a_year_has_its_first_and_last_day),
        WORLD_TEST(test_screenings__pages_leave_nothing_out_and_show_nothing_twice),
        WORLD_TEST(test_screenings__are_found_by_a_part_of_the_title),
        WORLD_TEST(test_screenings__are_found_by_the_title_that_the_film_has_now),
        WORLD_TEST(test_screenings__what_was_undone_is_not_listed),
    };

    return RUN(tests);
}
