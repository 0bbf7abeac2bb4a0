/* store/films, fetches: IMDb merges ids; a film is found by those that it has besides its own. */
#include <string.h>

#include "store/fetches.h"
#include "store/films.h"
#include "store/proposing.h"
#include "support/seed.h"

#define OWN   "tt7384848"
#define OTHER "tt7393172"

/* Which film has that id; 0: none. */
static int64_t film_of(struct world *world, const char *imdb_id)
{
    struct film film = {0};
    enum fault fault = film_by_imdb_id(world->reader, &world->arena, imdb_id, &film, &world->err);

    assert_true(fault == FAULT_NONE || fault == FAULT_NOT_FOUND);
    return film.id;
}

/* A provider that was asked for a film answers with this id. */
static void answer(struct world *world, int64_t film_id, const char *imdb_id)
{
    struct film_facts facts = {.film_id = film_id,
                               .title = "Aladdin",
                               .metadata = "{}",
                               .provider = "omdb",
                               .other_id = imdb_id};

    assert_ok(store_films_save(world->store, &facts, 1, SEED_NOW, &world->err), &world->err);
}

/* All were asked, and have its own. */
static void answer_with_its_own(struct world *world, int64_t film_id)
{
    struct film_facts facts = {.film_id = film_id,
                               .title = "Aladdin",
                               .metadata = "{}",
                               .provider = "omdb",
                               .own_id_only = true};

    assert_ok(store_films_save(world->store, &facts, 1, SEED_NOW, &world->err), &world->err);
}

static enum fault propose(struct world *world, const char *imdb_id)
{
    struct proposal_new proposal = {.imdb_id = imdb_id, .club_limit = PROPOSAL_LIMIT_DEFAULT};
    struct proposed proposed;

    return store_proposal_add(world->store, by(1), &proposal, &proposed, &world->err);
}

/* Proposal 1 of film 1, whose own id is OWN; a provider says OTHER. */
static void found(struct world *world)
{
    seed_admin(world, "ada");
    assert_ok(propose(world, OWN), &world->err);
    answer(world, 1, OTHER);
}

static void assert_open_as_the_first(struct world *world, enum fault fault)
{
    assert_fault(FAULT_ALREADY_OPEN, fault, &world->err);
    assert_int_equal(world->err.params[0].number, 1);
}

static void test_film_ids__a_film_is_found_by_each_of_its_ids(void **state)
{
    struct world *world = *state;
    struct film film;

    found(world);
    assert_int_equal(film_of(world, OWN), 1);
    assert_int_equal(film_of(world, OTHER), 1);
    assert_int_equal(film_of(world, "tt0000003"), 0);
    assert_ok(film_by_id(world->reader, &world->arena, 1, &film, &world->err), &world->err);
    assert_string_equal(film.imdb_id, OWN);
    assert_string_equal(film.title, "Aladdin");
}

static void test_film_ids__an_answer_that_comes_again_changes_nothing(void **state)
{
    struct world *world = *state;

    found(world);
    answer(world, 1, OTHER);
    answer(world, 1, OWN);
    answer(world, 1, NULL);
    answer(world, 1, "tt0000003");
    assert_int_equal(world_number(world, "SELECT count(*) FROM film_ids WHERE film_id = 1"), 2);
    assert_int_equal(film_of(world, OTHER), 1);
}

static void test_film_ids__proposing_the_other_id_leads_to_the_open_proposal(void **state)
{
    struct world *world = *state;

    found(world);
    assert_open_as_the_first(world, propose(world, OTHER));
    assert_ok(world_run(world, "UPDATE proposals SET status = 'watched', closed_at = 77"),
              &world->err);
    assert_ok(propose(world, OTHER), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 1);
    assert_int_equal(world_number(world, "SELECT film_id FROM proposals WHERE id = 2"), 1);
}

static void test_film_ids__linking_to_the_other_id_moves_to_the_film(void **state)
{
    struct world *world = *state;
    struct actor ada = {.member_id = 1};
    const struct proposal_change change = {.imdb_id = OTHER};

    found(world);
    seed_by_hand(world, 1, "Aladin", 2019);
    assert_open_as_the_first(
        world,
        store_proposal_change(world->store, (struct deed){ada, SEED_NOW}, 2, &change, &world->err));
    assert_ok(store_proposal_withdraw(world->store, (struct deed){ada, SEED_NOW}, 1, &world->err),
              &world->err);
    assert_ok(
        store_proposal_change(world->store, (struct deed){ada, SEED_NOW}, 2, &change, &world->err),
        &world->err);
    assert_int_equal(world_number(world, "SELECT film_id FROM proposals WHERE id = 2"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 1);
}

/* It is still found by its own ids; what becomes of their proposals is in test_joins.c. */
static void test_film_ids__what_another_film_has_makes_them_one(void **state)
{
    struct world *world = *state;

    found(world);
    assert_ok(propose(world, "tt0000003"), &world->err);
    answer(world, 1, "tt0000003");
    answer(world, 2, OWN);
    answer(world, 2, OTHER);
    assert_int_equal(film_of(world, "tt0000003"), 2);
    assert_int_equal(film_of(world, OWN), 1);
    assert_int_equal(film_of(world, OTHER), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE work_id = 1"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM film_ids"), 1);
}

/* Both are films of their own then. */
static void test_film_ids__are_given_up_when_they_are_taken_back(void **state)
{
    struct world *world = *state;

    found(world);
    answer_with_its_own(world, 1);
    assert_int_equal(film_of(world, OWN), 1);
    assert_int_equal(film_of(world, OTHER), 0);
    assert_ok(propose(world, OTHER), &world->err);
    assert_int_equal(film_of(world, OTHER), 2);
}

static void test_film_ids__its_own_id_comes_before_all_others(void **state)
{
    struct world *world = *state;

    found(world);
    assert_ok(world_run(world, "INSERT INTO films (imdb_id, created_at) VALUES ('" OTHER "', 1)"),
              &world->err);
    assert_int_equal(film_of(world, OTHER), 2);
}

static void test_film_ids__go_with_their_film(void **state)
{
    struct world *world = *state;

    found(world);
    assert_ok(world_run(world, "DELETE FROM proposals; DELETE FROM films"), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM film_ids"), 0);
    answer(world, 1, OTHER);
    assert_int_equal(film_of(world, OTHER), 0);
}

SUITE(test_film_ids)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_film_ids__a_film_is_found_by_each_of_its_ids),
        WORLD_TEST(test_film_ids__an_answer_that_comes_again_changes_nothing),
        WORLD_TEST(test_film_ids__proposing_the_other_id_leads_to_the_open_proposal),
        WORLD_TEST(test_film_ids__linking_to_the_other_id_moves_to_the_film),
        WORLD_TEST(test_film_ids__what_another_film_has_makes_them_one),
        WORLD_TEST(test_film_ids__are_given_up_when_they_are_taken_back),
        WORLD_TEST(test_film_ids__its_own_id_comes_before_all_others),
        WORLD_TEST(test_film_ids__go_with_their_film),
    };

    return RUN(tests);
}
