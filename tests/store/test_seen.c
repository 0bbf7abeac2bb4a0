/* store/seen: which films members have seen, alone and where films turn out to be one. */
#include "store/seen.h"

#include "store/member_changes.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/topics.h"
#include "support/joining.h"

static struct seen mark(struct world *world, int64_t member_id, int64_t film_id, int64_t halves)
{
    struct seen seen;

    assert_ok(store_seen_mark(world->store, by(member_id), film_id, halves, &seen, &world->err),
              &world->err);
    world_recount(world);
    return seen;
}

static struct seen unmark(struct world *world, int64_t member_id, int64_t film_id)
{
    struct seen seen;

    assert_ok(store_seen_unmark(world->store, by(member_id), film_id, &seen, &world->err),
              &world->err);
    world_recount(world);
    return seen;
}

static int64_t entries(struct world *world)
{
    return world_number(world, "SELECT count(*) FROM activity WHERE area = 'stars'");
}

static void test_seen__is_counted_once_for_each_member(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_int_equal(mark(world, ADA, 1, NO_STARS).seen_count, 1);
    assert_int_equal(mark(world, ADA, 1, NO_STARS).seen_count, 1);
    assert_int_equal(mark(world, LINUS, 1, 7).seen_count, 2);
    assert_int_equal(look_up(world, 1).seen_count, 2);
    assert_int_equal(look_up(world, 2).seen_count, 0);
    assert_int_equal(unmark(world, ADA, 1).seen_count, 1);
    assert_int_equal(unmark(world, ADA, 1).seen_count, 1);
    /* Hers to and fro within an hour is one, the last. */
    assert_int_equal(entries(world), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'unseen'"), 1);
}

static void test_seen__stars_stay_until_others_are_given(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_int_equal(mark(world, ADA, 1, 9).halves, 9);
    assert_int_equal(mark(world, ADA, 1, STARS_AS_THEY_WERE).halves, 9);
    assert_int_equal(mark(world, ADA, 1, 1).halves, 1);
    assert_int_equal(mark(world, ADA, 1, NO_STARS).halves, NO_STARS);
    assert_int_equal(mark(world, GRACE, 1, STARS_AS_THEY_WERE).halves, NO_STARS);
    assert_false(unmark(world, ADA, 1).is_seen);
    assert_int_equal(mark(world, ADA, 1, STARS_AS_THEY_WERE).halves, NO_STARS);
}

/* Nobody sees stars on the page, so it need not be made anew. */
static void test_seen__only_a_new_count_is_told_to_the_page(void **state)
{
    struct world *world = *state;

    two_films(world);
    mark(world, ADA, 1, 9);
    atomic_store(&world->topics, 0);
    mark(world, ADA, 1, 8);
    assert_int_equal(atomic_load(&world->topics) & TOPIC_PAGE, 0);
    mark(world, GRACE, 1, 8);
    assert_int_equal(atomic_load(&world->topics) & TOPIC_PAGE, TOPIC_PAGE);
}

static void test_seen__goes_with_the_member(void **state)
{
    struct world *world = *state;

    two_films(world);
    mark(world, LINUS, 1, 9);
    assert_ok(store_member_remove(world->store, by_host(), LINUS, &world->err), &world->err);
    assert_int_equal(look_up(world, 1).seen_count, 0);
    world_recount(world);
}

static void set_state(struct world *world, int64_t member_id, enum member_state state)
{
    assert_ok(store_member_change(world->store, by_host(), member_id,
                                  &(struct member_change){.state = &state}, &world->err),
              &world->err);
    world_recount(world);
}

/* Alone, and where two films are one; what is copied meanwhile does not count either. */
static void test_seen__counts_who_is_active(void **state)
{
    struct world *world = *state;

    two_films(world);
    mark(world, ADA, 1, NO_STARS);
    mark(world, LINUS, 1, 7);
    set_state(world, LINUS, MEMBER_INACTIVE);
    assert_int_equal(look_up(world, 1).seen_count, 1);
    assert_ok(join(world, 2, 1), &world->err);
    assert_int_equal(look_up(world, 1).seen_count, 1);
    set_state(world, LINUS, MEMBER_ACTIVE);
    assert_int_equal(look_up(world, 1).seen_count, 2);
    set_state(world, LINUS, MEMBER_INACTIVE);
    assert_ok(store_member_remove(world->store, by_host(), LINUS, &world->err), &world->err);
    world_recount(world);
    assert_int_equal(look_up(world, 1).seen_count, 1);
}

static void test_seen__no_such_film_is_not_found(void **state)
{
    struct world *world = *state;
    struct seen seen;

    two_films(world);
    assert_fault(FAULT_NOT_FOUND,
                 store_seen_mark(world->store, by(ADA), 9, NO_STARS, &seen, &world->err),
                 &world->err);
    assert_fault(FAULT_NOT_FOUND, store_seen_unmark(world->store, by(ADA), 9, &seen, &world->err),
                 &world->err);
}

/* ada has marked one, grace the other, linus both. */
static void test_seen__one_of_two_films_that_are_one_is_both(void **state)
{
    struct world *world = *state;

    two_films(world);
    mark(world, ADA, 1, 6);
    mark(world, GRACE, 2, NO_STARS);
    mark(world, LINUS, 1, NO_STARS);
    mark(world, LINUS, 2, NO_STARS);
    assert_ok(join(world, 2, 1), &world->err);
    assert_int_equal(look_up(world, 1).seen_count, 3);
    assert_int_equal(mark(world, ADA, 2, STARS_AS_THEY_WERE).halves, 6);
    assert_int_equal(mark(world, ADA, 2, 4).seen_count, 3);
    assert_int_equal(unmark(world, LINUS, 2).seen_count, 2);
    assert_ok(part(world, 2, 1), &world->err);
    assert_int_equal(look_up(world, 1).seen_count, 1);
    assert_int_equal(look_up(world, 2).seen_count, 1);
    assert_int_equal(mark(world, ADA, 1, STARS_AS_THEY_WERE).halves, 4);
}

static void test_seen__follows_a_film_that_is_linked(void **state)
{
    struct world *world = *state;
    struct proposal_change change = {.imdb_id = "tt0000001"};
    int64_t id;

    two_films(world);
    assert_ok(store_proposal_withdraw(world->store, by(ADA), 1, &world->err), &world->err);
    id = seed_by_hand(world, LINUS, "One", 1990);
    mark(world, LINUS, 3, 5);
    mark(world, ADA, 3, 5);
    mark(world, ADA, 1, 8);
    assert_ok(store_proposal_change(world->store, by(LINUS), id, &change, &world->err),
              &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE film_id = 1"), 3);
    assert_int_equal(look_up(world, id).seen_count, 2);
    assert_int_equal(mark(world, LINUS, 1, STARS_AS_THEY_WERE).halves, 5);
    assert_int_equal(mark(world, ADA, 1, STARS_AS_THEY_WERE).halves, 8);
}

static void assert_mark(const struct mark *mark, int64_t id, int64_t halves)
{
    assert_int_equal(mark->id, id);
    assert_int_equal(mark->halves, halves);
    assert_int_equal(mark->at, SEED_NOW);
}

static void test_seen__marks_are_of_one_member_and_of_films_that_are_one(void **state)
{
    struct world *world = *state;
    struct mark *marks;
    size_t count;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    mark(world, ADA, 3, NO_STARS);
    mark(world, ADA, 1, 9);
    mark(world, GRACE, 2, 2);
    assert_ok(marks_seen(world->reader, &world->arena, ADA, 0, 9, &marks, &count, &world->err),
              &world->err);
    assert_int_equal(count, 2);
    assert_mark(&marks[0], 3, NO_STARS);
    assert_mark(&marks[1], 1, 9);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(marks_seen(world->reader, &world->arena, ADA, 3, 9, &marks, &count, &world->err),
              &world->err);
    assert_int_equal(count, 2);
    assert_mark(&marks[0], 2, 9);
    assert_mark(&marks[1], 1, 9);
}

static void test_seen__marks_of_ratings_leave_out_what_was_taken_back(void **state)
{
    struct world *world = *state;
    struct mark *marks;
    size_t count;

    two_films(world);
    assert_ok(world_run(world, "INSERT INTO screenings (id, film_id, day, created_at, removed_at)"
                               " VALUES (1, 1, 5, 1, NULL), (2, 1, 6, 1, 9), (3, 2, 7, 1, NULL),"
                               " (4, 2, 8, 1, NULL);"
                               "INSERT INTO ratings (screening_id, member_id, halves, rated_at,"
                               " removed_at) VALUES (1, 1, 9, 1700000000, NULL),"
                               " (2, 1, 9, 1700000000, NULL), (3, 1, 9, 1700000000, 9),"
                               " (4, 2, 9, 1700000000, NULL)"),
              &world->err);
    assert_ok(marks_rated(world->reader, &world->arena, ADA, 0, 9, &marks, &count, &world->err),
              &world->err);
    assert_int_equal(count, 1);
    assert_mark(&marks[0], 1, 9);
}

SUITE(test_seen)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_seen__is_counted_once_for_each_member),
        WORLD_TEST(test_seen__stars_stay_until_others_are_given),
        WORLD_TEST(test_seen__only_a_new_count_is_told_to_the_page),
        WORLD_TEST(test_seen__goes_with_the_member),
        WORLD_TEST(test_seen__counts_who_is_active),
        WORLD_TEST(test_seen__no_such_film_is_not_found),
        WORLD_TEST(test_seen__one_of_two_films_that_are_one_is_both),
        WORLD_TEST(test_seen__follows_a_film_that_is_linked),
        WORLD_TEST(test_seen__marks_are_of_one_member_and_of_films_that_are_one),
        WORLD_TEST(test_seen__marks_of_ratings_leave_out_what_was_taken_back),
    };

    return RUN(tests);
}
