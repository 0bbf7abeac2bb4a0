/* store/wishes: members' lists, alone and where films turn out to be one. */
#include "store/wishes.h"

#include "store/member_changes.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/seen.h"
#include "store/topics.h"
#include "support/joining.h"

static struct wish add_at(struct world *world, int64_t member_id, int64_t film_id, int64_t when)
{
    struct deed deed = by(member_id);
    struct wish wish;

    deed.when = when;
    assert_ok(store_wish_add(world->store, deed, film_id, &wish, &world->err), &world->err);
    world_recount(world);
    return wish;
}

static struct wish add(struct world *world, int64_t member_id, int64_t film_id)
{
    return add_at(world, member_id, film_id, SEED_NOW);
}

static struct wish take_off(struct world *world, int64_t member_id, int64_t film_id)
{
    struct wish wish;

    assert_ok(store_wish_remove(world->store, by(member_id), film_id, &wish, &world->err),
              &world->err);
    world_recount(world);
    return wish;
}

static size_t list(struct world *world, int64_t member_id, struct wished **items)
{
    size_t count;

    assert_ok(wishes_of(world->reader, &world->arena, member_id, INT64_MAX, 0, 9, items, &count,
                        &world->err),
              &world->err);
    return count;
}

static void test_wishes__a_film_is_on_a_list_once(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_int_equal(add(world, ADA, 1).wish_count, 1);
    assert_int_equal(add_at(world, ADA, 1, LATER).added_at, SEED_NOW);
    assert_int_equal(add(world, LINUS, 1).wish_count, 2);
    assert_int_equal(look_up(world, 1).wish_count, 2);
    assert_int_equal(look_up(world, 2).wish_count, 0);
    for (int i = 0; i < 2; i++) {
        struct wish left = take_off(world, ADA, 1);

        assert_int_equal(left.added_at, 0);
        assert_int_equal(left.wish_count, 1);
    }
}

static void test_wishes__no_such_film_is_not_found(void **state)
{
    struct world *world = *state;
    struct wish wish;

    two_films(world);
    assert_fault(FAULT_NOT_FOUND, store_wish_add(world->store, by(ADA), 9, &wish, &world->err),
                 &world->err);
    assert_fault(FAULT_NOT_FOUND, store_wish_remove(world->store, by(ADA), 9, &wish, &world->err),
                 &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM wishes"), 0);
}

/* An id that is new here makes a film; one that is known does not. */
static void test_wishes__a_film_may_be_named_by_its_id(void **state)
{
    struct world *world = *state;
    const struct wish_new known = {.imdb_id = "tt0000002"},
                          new = {.imdb_id = "tt0000077", .title = "Seventy-Seven", .year = 1977};
    struct wished *items;
    struct wish wish;

    two_films(world);
    assert_ok(store_wish_add_new(world->store, by(ADA), &known, &wish, &world->err), &world->err);
    assert_int_equal(wish.film_id, 2);
    for (int i = 0; i < 2; i++) {
        assert_ok(store_wish_add_new(world->store, by(ADA), &new, &wish, &world->err), &world->err);
        assert_int_equal(wish.film_id, 3);
        assert_int_equal(wish.wish_count, 1);
    }
    assert_int_equal(list(world, ADA, &items), 2);
    assert_string_equal(items[0].film.title, "Seventy-Seven");
    assert_int_equal(items[0].film.year, 1977);
}

/* The count is on the page, and nothing of it is in the log. */
static void test_wishes__the_page_is_told_and_the_log_is_not(void **state)
{
    struct world *world = *state;
    int64_t entries;

    two_films(world);
    entries = world_number(world, "SELECT count(*) FROM activity");
    atomic_store(&world->topics, 0);
    add(world, ADA, 1);
    assert_int_equal(atomic_load(&world->topics) & TOPIC_PAGE, TOPIC_PAGE);
    atomic_store(&world->topics, 0);
    add(world, ADA, 1);
    assert_int_equal(atomic_load(&world->topics) & TOPIC_PAGE, 0);
    take_off(world, ADA, 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity"), entries);
}

static void set_state(struct world *world, int64_t member_id, enum member_state state)
{
    assert_ok(store_member_change(world->store, by_host(), member_id,
                                  &(struct member_change){.state = &state}, &world->err),
              &world->err);
    world_recount(world);
}

static enum fault add_for_linus(struct db *db, void *context, struct error *err)
{
    return wishes_add(db, LINUS, 2, SEED_NOW, context, err);
}

/* What is brought for a member who is deactivated does not count either, until they are back. */
static void test_wishes__counts_who_is_active(void **state)
{
    struct world *world = *state;
    bool is_new;

    two_films(world);
    add(world, ADA, 1);
    add(world, LINUS, 1);
    set_state(world, LINUS, MEMBER_INACTIVE);
    assert_int_equal(look_up(world, 1).wish_count, 1);
    assert_ok(store_write(world->store, add_for_linus, &is_new, &world->err), &world->err);
    world_recount(world);
    assert_int_equal(look_up(world, 2).wish_count, 0);
    assert_ok(join(world, 2, 1), &world->err);
    assert_int_equal(look_up(world, 1).wish_count, 1);
    set_state(world, LINUS, MEMBER_ACTIVE);
    assert_int_equal(look_up(world, 1).wish_count, 2);
    assert_ok(store_member_remove(world->store, by_host(), LINUS, &world->err), &world->err);
    world_recount(world);
    assert_int_equal(look_up(world, 1).wish_count, 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM wishes"), 1);
}

static enum fault add_for_nobody(struct db *db, void *context, struct error *err)
{
    return wishes_add(db, 99, 1, SEED_NOW, context, err);
}

static void test_wishes__what_is_brought_says_whether_it_is_new(void **state)
{
    struct world *world = *state;
    bool is_new;

    two_films(world);
    assert_ok(store_write(world->store, add_for_linus, &is_new, &world->err), &world->err);
    assert_true(is_new);
    assert_ok(store_write(world->store, add_for_linus, &is_new, &world->err), &world->err);
    assert_false(is_new);
    assert_ok(store_write(world->store, add_for_nobody, &is_new, &world->err), &world->err);
    assert_false(is_new);
    world_recount(world);
}

/* ada wants one, grace the other, linus both. */
static void test_wishes__one_of_two_films_that_are_one_is_both(void **state)
{
    struct world *world = *state;
    struct wished *items;

    two_films(world);
    add(world, ADA, 1);
    add(world, GRACE, 2);
    add(world, LINUS, 1);
    add_at(world, LINUS, 2, LATER);
    assert_int_equal(list(world, LINUS, &items), 2);
    assert_ok(join(world, 2, 1), &world->err);
    assert_int_equal(look_up(world, 1).wish_count, 3);
    assert_int_equal(add(world, ADA, 2).wish_count, 3);
    assert_int_equal(world_number(world, "SELECT count(*) FROM wishes WHERE member_id = 1"), 1);
    assert_int_equal(list(world, LINUS, &items), 1);
    assert_int_equal(items[0].added_at, LATER);
    assert_int_equal(items[0].wish_count, 3);
    assert_int_equal(items[0].open_proposal, 1);
    assert_int_equal(take_off(world, LINUS, 2).wish_count, 2);
    assert_int_equal(list(world, LINUS, &items), 0);
    assert_ok(part(world, 2, 1), &world->err);
    assert_int_equal(look_up(world, 1).wish_count, 1);
    assert_int_equal(look_up(world, 2).wish_count, 1);
}

static void test_wishes__follow_a_film_that_is_linked(void **state)
{
    struct world *world = *state;
    struct proposal_change change = {.imdb_id = "tt0000001"};
    struct wished *items;
    int64_t id;

    two_films(world);
    assert_ok(store_proposal_withdraw(world->store, by(ADA), 1, &world->err), &world->err);
    id = seed_by_hand(world, LINUS, "One", 1990);
    add(world, LINUS, 3);
    add(world, ADA, 3);
    add_at(world, ADA, 1, LATER);
    assert_ok(store_proposal_change(world->store, by(LINUS), id, &change, &world->err),
              &world->err);
    world_recount(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 2);
    assert_int_equal(look_up(world, id).wish_count, 2);
    assert_int_equal(list(world, ADA, &items), 1);
    assert_int_equal(items[0].added_at, LATER);
    assert_int_equal(list(world, LINUS, &items), 1);
    assert_int_equal(items[0].film.id, 1);
}

static void assert_wished(const struct wished *wished, int64_t film_id, int64_t added_at)
{
    assert_int_equal(wished->film.id, film_id);
    assert_int_equal(wished->added_at, added_at);
}

static void test_wishes__a_list_begins_with_what_came_last(void **state)
{
    struct world *world = *state;
    struct wished *items;
    size_t count;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    add(world, ADA, 1);
    add_at(world, ADA, 2, LATER);
    add(world, ADA, 3);
    add(world, GRACE, 1);
    assert_int_equal(list(world, ADA, &items), 3);
    assert_wished(&items[0], 2, LATER);
    assert_wished(&items[1], 3, SEED_NOW);
    assert_wished(&items[2], 1, SEED_NOW);
    assert_ok(
        wishes_of(world->reader, &world->arena, ADA, SEED_NOW, 3, 9, &items, &count, &world->err),
        &world->err);
    assert_int_equal(count, 1);
    assert_wished(&items[0], 1, SEED_NOW);
    assert_int_equal(list(world, LINUS, &items), 0);
}

/* Withdrawn is not up; an evening that was undone was not watched. */
static void test_wishes__a_list_says_how_its_films_stand(void **state)
{
    struct world *world = *state;
    struct wished *items;

    two_films(world);
    add(world, GRACE, 1);
    add(world, GRACE, 2);
    assert_ok(store_proposal_withdraw(world->store, by(GRACE), 2, &world->err), &world->err);
    assert_ok(world_run(world, "INSERT INTO screenings (id, film_id, day, created_at, removed_at)"
                               " VALUES (1, 2, 5, 1, NULL), (2, 1, 6, 1, 9)"),
              &world->err);
    assert_int_equal(list(world, GRACE, &items), 2);
    assert_int_equal(items[0].open_proposal, 0);
    assert_int_equal(items[0].watched_at, 5 * 86400 + 43200);
    assert_int_equal(items[1].open_proposal, 1);
    assert_int_equal(items[1].watched_at, 0);
}

static void test_wishes__marks_are_of_films_that_are_one_too(void **state)
{
    struct world *world = *state;
    struct mark *marks;
    size_t count;

    two_films(world);
    add(world, ADA, 1);
    add(world, GRACE, 2);
    assert_ok(marks_wished(world->reader, &world->arena, ADA, 0, 9, &marks, &count, &world->err),
              &world->err);
    assert_int_equal(count, 1);
    assert_int_equal(marks[0].id, 1);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(marks_wished(world->reader, &world->arena, ADA, 0, 9, &marks, &count, &world->err),
              &world->err);
    assert_int_equal(count, 2);
    assert_int_equal(marks[0].id, 2);
    assert_int_equal(marks[0].halves, NO_STARS);
    assert_int_equal(marks[0].at, SEED_NOW);
}

SUITE(test_wishes)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_wishes__a_film_is_on_a_list_once),
        WORLD_TEST(test_wishes__no_such_film_is_not_found),
        WORLD_TEST(test_wishes__a_film_may_be_named_by_its_id),
        WORLD_TEST(test_wishes__the_page_is_told_and_the_log_is_not),
        WORLD_TEST(test_wishes__counts_who_is_active),
        WORLD_TEST(test_wishes__what_is_brought_says_whether_it_is_new),
        WORLD_TEST(test_wishes__one_of_two_films_that_are_one_is_both),
        WORLD_TEST(test_wishes__follow_a_film_that_is_linked),
        WORLD_TEST(test_wishes__a_list_begins_with_what_came_last),
        WORLD_TEST(test_wishes__a_list_says_how_its_films_stand),
        WORLD_TEST(test_wishes__marks_are_of_films_that_are_one_too),
    };

    return RUN(tests);
}
