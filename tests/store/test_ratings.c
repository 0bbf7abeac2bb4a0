/* store/ratings: half stars, a member's once, and averages that are kept. */
#include "domain/undo.h"
#include "store/activity.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/ratings.h"
#include "store/recording.h"
#include "support/seed.h"

struct evening {
    struct world *world;
    int64_t ada, grace, screening;
    struct rated rated; /* what the last call said */
};

static struct evening begin(void **state)
{
    struct evening evening = {.world = *state};
    struct screening_new new = {.title = "Metropolis"};

    evening.ada = seed_member(evening.world, "ada");
    evening.grace = seed_member(evening.world, "grace");
    assert_ok(store_screening_add(evening.world->store, by_host(), &new, &evening.screening,
                                  &evening.world->err),
              &evening.world->err);
    return evening;
}

static void give_at(struct evening *evening, int64_t member, int64_t halves, int64_t when)
{
    assert_ok(store_rating_put(evening->world->store, by_at(member, when), evening->screening,
                               halves, &evening->rated, &evening->world->err),
              &evening->world->err);
}

static void give(struct evening *evening, int64_t member, int64_t halves)
{
    give_at(evening, member, halves, SEED_NOW);
}

static void take_back(struct evening *evening, int64_t member)
{
    assert_ok(store_rating_remove(evening->world->store, by(member), evening->screening,
                                  &evening->rated, &evening->world->err),
              &evening->world->err);
}

static void expect_rated(const struct evening *evening, int64_t halves, int64_t sum, int64_t count)
{
    assert_int_equal(evening->rated.halves, halves);
    assert_int_equal(evening->rated.sum, sum);
    assert_int_equal(evening->rated.count, count);
    world_recount(evening->world);
}

static struct ratings all_of(const struct evening *evening)
{
    struct world *world = evening->world;
    struct screening screening;
    struct ratings ratings;

    assert_ok(screening_with_ratings(world->reader, &world->arena, evening->screening, &screening,
                                     &ratings, &world->err),
              &world->err);
    return ratings;
}

static void test_ratings__a_member_has_one_and_the_last_counts(void **state)
{
    struct evening evening = begin(state);
    struct ratings all;

    give(&evening, evening.ada, 9);
    expect_rated(&evening, 9, 9, 1);
    give(&evening, evening.grace, 4);
    expect_rated(&evening, 4, 13, 2);
    give(&evening, evening.ada, 2);
    expect_rated(&evening, 2, 6, 2);
    all = all_of(&evening);
    assert_int_equal(all.count, 2);
    assert_int_equal(all.histogram[1], 1);
    assert_int_equal(all.histogram[3], 1);
    assert_int_equal(all.histogram[8], 0);
}

static void test_ratings__taken_back_it_counts_no_more_again_or_not(void **state)
{
    struct evening evening = begin(state);

    give(&evening, evening.ada, 9);
    give(&evening, evening.grace, 4);
    for (int i = 0; i < 2; i++) {
        take_back(&evening, evening.ada);
        expect_rated(&evening, 0, 4, 1);
    }
    assert_int_equal(all_of(&evening).count, 1);
    give(&evening, evening.ada, 1);
    expect_rated(&evening, 1, 5, 2);
}

static void test_ratings__the_average_is_to_the_half_star(void **state)
{
    (void)state;
    assert_int_equal(rating_average(0, 0), 0);
    assert_int_equal(rating_average(1, 1), 1);
    assert_int_equal(rating_average(17, 2), 9);
    assert_int_equal(rating_average(16, 3), 5);
    assert_int_equal(rating_average(17, 3), 6);
    assert_int_equal(rating_average(500, 50), 10);
}

static void test_ratings__stay_without_a_name_when_their_member_leaves(void **state)
{
    struct evening evening = begin(state);
    struct world *world = evening.world;
    struct ratings all;

    give(&evening, evening.ada, 9);
    assert_ok(store_member_remove(world->store, by_host(), evening.ada, &world->err), &world->err);
    all = all_of(&evening);
    assert_int_equal(all.count, 1);
    assert_int_equal(all.items[0].member.id, 0);
    assert_int_equal(all.items[0].halves, 9);
    world_recount(world);
}

static void test_ratings__are_for_what_was_watched(void **state)
{
    struct evening evening = begin(state);
    struct world *world = evening.world;

    give(&evening, evening.ada, 9);
    assert_ok(store_screening_remove(world->store, by_host(), evening.screening, &world->err),
              &world->err);
    assert_int_equal(store_rating_put(world->store, by(evening.grace), evening.screening, 5,
                                      &evening.rated, &world->err),
                     FAULT_NOT_FOUND);
    assert_int_equal(store_rating_remove(world->store, by(evening.ada), evening.screening,
                                         &evening.rated, &world->err),
                     FAULT_NOT_FOUND);
}

/* To and fro within an hour is one entry, the last; the same again is none. */
static void test_ratings__the_log_tells_of_one_an_hour(void **state)
{
    struct evening evening = begin(state);
    struct world *world = evening.world;
    static const char stars[] = "SELECT count(*) FROM activity WHERE area = 'stars'";

    give(&evening, evening.ada, 9);
    give(&evening, evening.ada, 8);
    take_back(&evening, evening.ada);
    assert_int_equal(world_number(world, stars), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'unrated'"),
                     1);
    give_at(&evening, evening.ada, 9, SEED_NOW + 2 * ACTIVITY_HOUR);
    give_at(&evening, evening.ada, 9, SEED_NOW + 4 * ACTIVITY_HOUR);
    assert_int_equal(world_number(world, stars), 2);
    give(&evening, evening.grace, 9);
    assert_int_equal(world_number(world, stars), 3);
}

static enum fault restore_at(struct evening *evening, int64_t member, int64_t when)
{
    error_init(&evening->world->err);
    return store_rating_restore(evening->world->store, by_at(member, when), evening->screening,
                                &evening->rated, &evening->world->err);
}

static void test_ratings__taken_back_they_come_back_for_a_day(void **state)
{
    struct evening evening = begin(state);

    give(&evening, evening.ada, 9);
    assert_int_equal(restore_at(&evening, evening.ada, SEED_NOW), FAULT_NOTHING_TO_RESTORE);
    take_back(&evening, evening.ada);
    assert_int_equal(restore_at(&evening, evening.grace, SEED_NOW), FAULT_NOTHING_TO_RESTORE);
    assert_int_equal(restore_at(&evening, evening.ada, SEED_NOW + UNDO_SECONDS + 1),
                     FAULT_TOO_LATE);
    assert_int_equal(restore_at(&evening, evening.ada, SEED_NOW + UNDO_SECONDS), FAULT_NONE);
    expect_rated(&evening, 9, 9, 1);
    take_back(&evening, evening.ada);
    give(&evening, evening.ada, 3);
    assert_int_equal(restore_at(&evening, evening.ada, SEED_NOW), FAULT_NOTHING_TO_RESTORE);
    expect_rated(&evening, 0, 3, 1);
}

static void test_ratings__what_was_taken_back_goes_after_a_day(void **state)
{
    struct evening evening = begin(state);
    struct world *world = evening.world;

    give(&evening, evening.ada, 9);
    give(&evening, evening.grace, 8);
    take_back(&evening, evening.ada);
    assert_ok(store_undone_prune(world->store, SEED_NOW + UNDO_SECONDS, &world->err), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM ratings"), 2);
    assert_ok(store_undone_prune(world->store, SEED_NOW + UNDO_SECONDS + 1, &world->err),
              &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM ratings"), 1);
    world_recount(world);
}

/* ---- who is asked ---------------------------------------------------------------------------- */

enum { TODAY = SEED_NOW / (24 * 60 * 60) };

static size_t asked(struct world *world, int64_t member, int64_t ids[ASKED_MAX])
{
    size_t count;

    assert_ok(ratings_to_give(world->reader, member, TODAY - ASKED_DAYS, ids, &count, &world->err),
              &world->err);
    return count;
}

static void test_ratings__who_was_there_is_asked_about_the_last_evenings(void **state)
{
    struct evening evening = begin(state);
    struct world *world = evening.world;
    int64_t ids[ASKED_MAX], lately = seed_watched_on(world, "Lately", TODAY - ASKED_DAYS);

    seed_watched_on(world, "Too Long Ago", TODAY - ASKED_DAYS - 1);
    assert_int_equal(asked(world, evening.ada, ids), 1);
    assert_int_equal(ids[0], lately);
    for (int i = 0; i < 6; i++)
        seed_watched_on(world, "Every Day", TODAY - i);
    assert_int_equal(asked(world, evening.ada, ids), ASKED_MAX);
}

static void test_ratings__who_has_rated_or_put_it_off_is_not_asked_again(void **state)
{
    struct evening evening = begin(state);
    struct world *world = evening.world;
    int64_t ids[ASKED_MAX];

    evening.screening = seed_watched_on(world, "Lately", TODAY);
    assert_int_equal(asked(world, evening.ada, ids), 1);
    give(&evening, evening.ada, 5);
    assert_int_equal(asked(world, evening.ada, ids), 0);
    take_back(&evening, evening.ada);
    assert_ok(store_undone_prune(world->store, SEED_NOW + 2 * UNDO_SECONDS, &world->err),
              &world->err);
    assert_int_equal(asked(world, evening.ada, ids), 0);
    for (int i = 0; i < 2; i++)
        assert_ok(
            store_rating_unask(world->store, by(evening.grace), evening.screening, &world->err),
            &world->err);
    assert_int_equal(asked(world, evening.grace, ids), 0);
}

static void test_ratings__who_joined_later_is_not_asked(void **state)
{
    struct evening evening = begin(state);
    struct world *world = evening.world;
    struct member_new member = {.name = "late", .role = ROLE_MEMBER};
    int64_t ids[ASKED_MAX], late;

    seed_watched_on(world, "Before", TODAY);
    assert_ok(
        store_member_add(world->store, deed_of_operator(SEED_NOW + 1), &member, &late, &world->err),
        &world->err);
    assert_int_equal(asked(world, late, ids), 0);
    assert_int_equal(asked(world, evening.ada, ids), 1);
}

SUITE(test_ratings)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_ratings__a_member_has_one_and_the_last_counts),
        WORLD_TEST(test_ratings__taken_back_it_counts_no_more_again_or_not),
        cmocka_unit_test(test_ratings__the_average_is_to_the_half_star),
        WORLD_TEST(test_ratings__stay_without_a_name_when_their_member_leaves),
        WORLD_TEST(test_ratings__are_for_what_was_watched),
        WORLD_TEST(test_ratings__the_log_tells_of_one_an_hour),
        WORLD_TEST(test_ratings__taken_back_they_come_back_for_a_day),
        WORLD_TEST(test_ratings__what_was_taken_back_goes_after_a_day),
        WORLD_TEST(test_ratings__who_was_there_is_asked_about_the_last_evenings),
        WORLD_TEST(test_ratings__who_has_rated_or_put_it_off_is_not_asked_again),
        WORLD_TEST(test_ratings__who_joined_later_is_not_asked),
    };

    return RUN(tests);
}
