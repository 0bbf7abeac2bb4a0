/* store/proposals: put up, withdrawn, linked to an id; the limit and the one open proposal. */
#include <string.h>

#include "store/proposals.h"
#include "store/proposing.h"
#include "support/seed.h"

static enum fault propose(struct world *world, int64_t member_id, struct proposal_new proposal)
{
    struct proposed proposed;

    return store_proposal_add(world->store, by(member_id), &proposal, &proposed, &world->err);
}

static struct proposal look_up(struct world *world, int64_t id)
{
    struct listed listed;

    assert_ok(proposal_by_id(world->reader, &world->arena, id, &listed, &world->err), &world->err);
    return listed.proposal;
}

static enum fault withdraw(struct world *world, int64_t id, struct actor actor)
{
    return store_proposal_withdraw(world->store, (struct deed){actor, SEED_NOW + 10}, id,
                                   &world->err);
}

static enum fault link_to(struct world *world, int64_t id, const char *imdb_id, struct actor actor)
{
    return store_proposal_change(world->store, (struct deed){actor, SEED_NOW}, id,
                                 &(struct proposal_change){.imdb_id = imdb_id}, &world->err);
}

static void test_proposals__are_open_and_have_a_film(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id = seed_proposal(world, ada, 63350);
    struct proposal proposal = look_up(world, id);
    struct listed listed;

    assert_int_equal(proposal.status, PROPOSAL_OPEN);
    assert_int_equal(proposal.created_at, SEED_NOW);
    assert_int_equal(proposal.proposer.id, ada);
    assert_string_equal(proposal.proposer.name, "ada");
    assert_int_equal(proposal.vote_count, 0);
    assert_string_equal(proposal.film.imdb_id, "tt0063350");
    assert_null(proposal.film.title);
    assert_string_equal(film_metadata_state(&proposal.film, SEED_NOW), "pending");
    assert_fault(FAULT_NOT_FOUND,
                 proposal_by_id(world->reader, &world->arena, 999, &listed, &world->err),
                 &world->err);
}

static void test_proposals__a_limit_is_for_open_ones(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), first = seed_proposal(world, ada, 1);
    struct proposal_new eleventh = {.imdb_id = "tt0000011", .club_limit = PROPOSAL_LIMIT_DEFAULT};

    for (int i = 2; i <= PROPOSAL_LIMIT_DEFAULT; i++)
        seed_proposal(world, ada, i);
    assert_fault(FAULT_PROPOSAL_LIMIT, propose(world, ada, eleventh), &world->err);
    assert_int_equal(world->err.params[0].number, 10);
    assert_int_equal(world->err.params[1].number, 10);
    /* The film of a refused proposal is not left behind. */
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 10);
    assert_ok(withdraw(world, first, (struct actor){.member_id = ada}), &world->err);
    assert_ok(propose(world, ada, eleventh), &world->err);
}

static void test_proposals__already_open_comes_before_the_limit(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");
    int64_t open = seed_proposal(world, grace, 7);

    seed_limit(world, ada, 0);
    assert_fault(FAULT_ALREADY_OPEN,
                 propose(world, ada,
                         (struct proposal_new){.imdb_id = "tt0000007",
                                               .club_limit = PROPOSAL_LIMIT_DEFAULT}),
                 &world->err);
    assert_string_equal(world->err.params[0].name, "proposal_id");
    assert_int_equal(world->err.params[0].number, open);
    assert_string_equal(world->err.params[1].name, "url");
    assert_string_equal(world->err.params[1].text, "/api/v1/proposals/1");
}

static void test_proposals__a_withdrawn_film_may_be_proposed_again(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), first = seed_proposal(world, ada, 7), second;

    assert_ok(withdraw(world, first, (struct actor){.member_id = ada}), &world->err);
    second = seed_proposal(world, ada, 7);
    assert_int_equal(look_up(world, first).film.id, look_up(world, second).film.id);
    assert_int_equal(look_up(world, first).status, PROPOSAL_WITHDRAWN);
}

static void test_proposals__by_hand_the_same_after_folding_is_the_same(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");

    seed_by_hand(world, ada, "Die Straße", 1999);
    seed_by_hand(world, ada, "Ohne Jahr", 0);
    assert_fault(FAULT_ALREADY_OPEN,
                 propose(world, ada,
                         (struct proposal_new){.title = "DIE  STRASSE",
                                               .year = 1999,
                                               .club_limit = PROPOSAL_LIMIT_DEFAULT}),
                 &world->err);
    assert_fault(
        FAULT_ALREADY_OPEN,
        propose(world, ada,
                (struct proposal_new){.title = "ohne jahr", .club_limit = PROPOSAL_LIMIT_DEFAULT}),
        &world->err);
    seed_by_hand(world, ada, "Die Straße", 2000);
    seed_by_hand(world, ada, "Die Straße", 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 4);
}

static void test_proposals__only_the_proposer_or_an_admin_withdraws(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace"),
            root = seed_admin(world, "root");
    int64_t first = seed_proposal(world, ada, 1), second = seed_proposal(world, ada, 2);

    assert_fault(FAULT_FORBIDDEN, withdraw(world, first, (struct actor){.member_id = grace}),
                 &world->err);
    assert_ok(withdraw(world, first, (struct actor){.member_id = ada}), &world->err);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, withdraw(world, first, (struct actor){.member_id = ada}),
                 &world->err);
    assert_ok(withdraw(world, second, (struct actor){root, ROLE_ADMIN}), &world->err);
    assert_fault(FAULT_NOT_FOUND, withdraw(world, 999, (struct actor){.member_id = ada}),
                 &world->err);
    assert_int_equal(world_number(world, "SELECT min(closed_at) FROM proposals"), SEED_NOW + 10);
}

static void test_proposals__a_film_by_hand_is_linked_to_an_id(void **state)
{
    struct world *world = *state;
    struct actor ada = {.member_id = seed_member(world, "ada")};
    struct actor grace = {.member_id = seed_member(world, "grace")};
    int64_t id = seed_by_hand(world, ada.member_id, "Nosferatu", 1922);
    struct proposal proposal;

    assert_fault(FAULT_FORBIDDEN, link_to(world, id, "tt0013442", grace), &world->err);
    assert_ok(link_to(world, id, "tt0013442", ada), &world->err);
    proposal = look_up(world, id);
    assert_string_equal(proposal.film.imdb_id, "tt0013442");
    assert_string_equal(proposal.film.title, "Nosferatu");
    assert_string_equal(film_metadata_state(&proposal.film, SEED_NOW), "pending");
    assert_fault(FAULT_ALREADY_LINKED, link_to(world, id, "tt0000001", ada), &world->err);
    assert_ok(withdraw(world, id, ada), &world->err);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, link_to(world, id, "tt0000001", ada), &world->err);
}

/* A film that is known and not up for a vote, and one by hand with a vote. */
static int64_t found_twins(struct world *world, struct actor *ada)
{
    int64_t known, id;

    ada->member_id = seed_admin(world, "ada");
    known = seed_proposal(world, ada->member_id, 13442);
    assert_ok(withdraw(world, known, *ada), &world->err);
    id = seed_by_hand(world, ada->member_id, "Nosferatu", 1922);
    seed_vote(world, id, ada->member_id);
    return id;
}

static void test_proposals__linking_moves_to_the_film_that_is_known(void **state)
{
    struct world *world = *state;
    struct actor ada = {.role = ROLE_MEMBER};
    int64_t id = found_twins(world, &ada);

    assert_ok(link_to(world, id, "tt0013442", ada), &world->err);
    assert_int_equal(look_up(world, id).film.id, 1);
    assert_int_equal(look_up(world, id).vote_count, 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 1);
    world_recount(world);
}

static void test_proposals__a_film_by_hand_stays_where_an_older_proposal_shows_it(void **state)
{
    struct world *world = *state;
    struct actor ada = {.role = ROLE_MEMBER};
    int64_t id = found_twins(world, &ada);

    assert_ok(withdraw(world, id, ada), &world->err);
    id = seed_by_hand(world, ada.member_id, "Nosferatu", 1922);
    assert_ok(link_to(world, id, "tt0013442", ada), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 2);
}

static void test_proposals__linking_to_a_film_that_is_open_is_refused(void **state)
{
    struct world *world = *state;
    struct actor ada = {.role = ROLE_MEMBER};
    int64_t id = found_twins(world, &ada), open = seed_proposal(world, ada.member_id, 13442);

    assert_fault(FAULT_ALREADY_OPEN, link_to(world, id, "tt0013442", ada), &world->err);
    assert_int_equal(world->err.params[0].number, open);
    assert_null(look_up(world, id).film.imdb_id);
}

SUITE(test_proposals)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_proposals__are_open_and_have_a_film),
        WORLD_TEST(test_proposals__a_limit_is_for_open_ones),
        WORLD_TEST(test_proposals__already_open_comes_before_the_limit),
        WORLD_TEST(test_proposals__a_withdrawn_film_may_be_proposed_again),
        WORLD_TEST(test_proposals__by_hand_the_same_after_folding_is_the_same),
        WORLD_TEST(test_proposals__only_the_proposer_or_an_admin_withdraws),
        WORLD_TEST(test_proposals__a_film_by_hand_is_linked_to_an_id),
        WORLD_TEST(test_proposals__linking_moves_to_the_film_that_is_known),
        WORLD_TEST(test_proposals__a_film_by_hand_stays_where_an_older_proposal_shows_it),
        WORLD_TEST(test_proposals__linking_to_a_film_that_is_open_is_refused),
    };

    return RUN(tests);
}
