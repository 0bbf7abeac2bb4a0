/* store/recording: the film of tonight is watched, or was not after all. */
#include "domain/undo.h"
#include "store/proposing.h"
#include "store/ratings.h"
#include "store/tonight.h"
#include "support/recorded.h"

enum { TODAY = SEED_NOW / (24 * 60 * 60) };

static void settle(struct world *world, int64_t proposal_id, int64_t starts_at, bool follows)
{
    struct settling settling = {.proposal_id = proposal_id,
                                .follows = follows,
                                .has_start = starts_at > 0,
                                .starts_at = starts_at};

    assert_ok(store_tonight_settle(world->store, by_host(), &settling, &world->err), &world->err);
}

static void test_evening__tonights_film_is_tonights_no_more(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), first = seed_proposal(world, ada, 1), id;
    int64_t second = seed_proposal(world, ada, 2);

    settle(world, first, 0, false);
    settle(world, second, 0, true);
    assert_ok(
        recorded_add(world, (struct screening_new){.proposal_id = first, .tonight = true}, &id),
        &world->err);
    assert_int_equal(world_number(world, "SELECT proposal_id FROM tonight WHERE place = 1"),
                     second);
    assert_int_equal(world_number(world, "SELECT count(*) FROM tonight"), 1);
}

static void test_evening__what_is_not_tonights_is_not_recorded_as_it(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1), id;

    assert_int_equal(
        recorded_add(world, (struct screening_new){.proposal_id = film, .tonight = true}, &id),
        FAULT_NOTHING_TONIGHT);
    assert_int_equal(recorded_status(world, film), PROPOSAL_OPEN);
}

/* Settled for yesterday at eight, and recorded the next noon. */
static void test_evening__the_evening_is_that_of_the_start(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1), id;
    struct screening_new screening = {.proposal_id = film};

    settle(world, film, SEED_NOW, false);
    assert_ok(store_screening_add(world->store, by_at(ada, SEED_NOW + 14 * 60 * 60), &screening,
                                  &id, &world->err),
              &world->err);
    assert_int_equal(recorded(world, id).day, TODAY);
}

/* Settled on this evening, and recorded the next morning. */
static void test_evening__without_a_start_it_is_the_evening_when_it_was_settled(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1), id;
    struct screening_new screening = {.proposal_id = film};

    settle(world, film, 0, false);
    assert_ok(store_screening_add(world->store, by_at(ada, SEED_NOW + 14 * 60 * 60), &screening,
                                  &id, &world->err),
              &world->err);
    assert_int_equal(recorded(world, id).day, TODAY);
}

static struct tonight tonight(struct world *world)
{
    struct tonight now;

    assert_ok(tonight_read(world->reader, &world->arena, &now, &world->err), &world->err);
    return now;
}

static enum fault undo_at(struct world *world, int64_t id, int64_t when)
{
    return store_screening_remove(world->store, deed_of_operator(when), id, &world->err);
}

static enum fault restore_at(struct world *world, int64_t id, int64_t when)
{
    return store_screening_restore(world->store, deed_of_operator(when), id, &world->err);
}

static void test_evening__undone_it_is_tonights_again_as_it_was(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1), id;
    struct settling settling = {.has_start = true, .starts_at = SEED_NOW + 3600};
    struct settled before, after;

    seed_vote(world, film, ada);
    assert_ok(store_tonight_settle(world->store, by_host(), &settling, &world->err), &world->err);
    before = tonight(world).films[0].settled;
    assert_int_equal(before.drawn_from, 1);
    assert_ok(recorded_add(world, (struct screening_new){.proposal_id = film}, &id), &world->err);
    for (int64_t i = 1; i <= 2; i++) {
        assert_ok(undo_at(world, id, SEED_NOW + i), &world->err);
        after = tonight(world).films[0].settled;
        assert_memory_equal(&after, &before, sizeof(before));
        assert_ok(restore_at(world, id, SEED_NOW + i), &world->err);
        assert_int_equal(tonight(world).count, 0);
        assert_int_equal(recorded_status(world, film), PROPOSAL_WATCHED);
    }
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'settled'"),
                     1);
}

static void test_evening__undone_the_next_day_it_is_not_tonights(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1), id;

    settle(world, film, 0, false);
    assert_ok(recorded_add(world, (struct screening_new){.proposal_id = film}, &id), &world->err);
    assert_ok(undo_at(world, id, SEED_NOW + UNDO_SECONDS + 1), &world->err);
    assert_int_equal(tonight(world).count, 0);
    assert_int_equal(recorded_status(world, film), PROPOSAL_OPEN);
}

/* Either of a double bill, and both in either order. */
static void test_evening__undone_it_is_beside_the_film_of_its_evening(void **state)
{
    static const int orders[][2] = {{0, -1}, {1, -1}, {0, 1}, {1, 0}};
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), films[2], ids[2];
    struct settling settling = {.follows = true};

    films[0] = seed_proposal(world, ada, 1);
    films[1] = seed_proposal(world, ada, 2);
    settle(world, films[0], 0, false);
    settling.proposal_id = films[1];
    assert_ok(
        store_tonight_settle(world->store, deed_of_operator(SEED_NOW + 1), &settling, &world->err),
        &world->err);
    for (size_t i = 0; i < COUNT_OF(orders); i++) {
        size_t count = orders[i][1] < 0 ? 1 : 2;

        for (size_t k = 0; k < count; k++) {
            struct screening_new screening = {.proposal_id = films[orders[i][k]]};

            assert_ok(store_screening_add(world->store, deed_of_operator(SEED_NOW + 2), &screening,
                                          &ids[k], &world->err),
                      &world->err);
        }
        for (size_t k = 0; k < count; k++)
            assert_ok(undo_at(world, ids[k], SEED_NOW + 3), &world->err);
        assert_int_equal(tonight(world).count, 2);
        assert_int_equal(tonight(world).films[0].proposal_id, films[0]);
        assert_int_equal(tonight(world).films[1].proposal_id, films[1]);
    }
}

/* It is up, and the film that was settled on since stays alone; restored, it is watched again. */
static void test_evening__undone_it_leaves_another_evening_alone(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1), id;
    struct settling settling = {.proposal_id = seed_proposal(world, ada, 2)};

    settle(world, film, 0, false);
    assert_ok(recorded_add(world, (struct screening_new){.proposal_id = film}, &id), &world->err);
    assert_ok(
        store_tonight_settle(world->store, deed_of_operator(SEED_NOW + 60), &settling, &world->err),
        &world->err);
    assert_ok(undo_at(world, id, SEED_NOW + 61), &world->err);
    assert_int_equal(tonight(world).count, 1);
    assert_int_equal(tonight(world).films[0].proposal_id, settling.proposal_id);
    assert_int_equal(recorded_status(world, film), PROPOSAL_OPEN);
    assert_ok(restore_at(world, id, SEED_NOW + 62), &world->err);
    assert_int_equal(tonight(world).count, 1);
}

static void test_evening__before_six_it_is_the_evening_before(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id;
    const int64_t midnight = (TODAY + 1) * 24 * 60 * 60;

    for (int64_t i = 1; i <= 2; i++) {
        struct screening_new screening = {.proposal_id = seed_proposal(world, ada, (int)i)};
        int64_t hour = i == 1 ? 6 * 60 * 60 - 1 : 6 * 60 * 60;

        assert_ok(store_screening_add(world->store, by_at(ada, midnight + hour), &screening, &id,
                                      &world->err),
                  &world->err);
        assert_int_equal(recorded(world, id).day, i == 1 ? TODAY : TODAY + 1);
    }
}

SUITE(test_evening)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_evening__tonights_film_is_tonights_no_more),
        WORLD_TEST(test_evening__what_is_not_tonights_is_not_recorded_as_it),
        WORLD_TEST(test_evening__the_evening_is_that_of_the_start),
        WORLD_TEST(test_evening__without_a_start_it_is_the_evening_when_it_was_settled),
        WORLD_TEST(test_evening__undone_it_is_tonights_again_as_it_was),
        WORLD_TEST(test_evening__undone_the_next_day_it_is_not_tonights),
        WORLD_TEST(test_evening__undone_it_is_beside_the_film_of_its_evening),
        WORLD_TEST(test_evening__undone_it_leaves_another_evening_alone),
        WORLD_TEST(test_evening__before_six_it_is_the_evening_before),
    };

    return RUN(tests);
}
