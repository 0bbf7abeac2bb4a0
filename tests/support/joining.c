#include "support/joining.h"

#include "store/fetches.h"
#include "store/joining.h"
#include "store/proposals.h"
#include "support/seed.h"

void two_films(struct world *world)
{
    seed_admin(world, "ada");
    seed_member(world, "grace");
    seed_member(world, "linus");
    seed_proposal(world, ADA, 1);
    seed_proposal(world, GRACE, 2);
}

void answer(struct world *world, int64_t film_id, const char *other_id)
{
    struct film_facts facts = {.film_id = film_id,
                               .title = "One film",
                               .metadata = "{}",
                               .provider = "omdb",
                               .other_id = other_id,
                               .own_id_only = other_id == NULL};

    assert_ok(store_films_save(world->store, &facts, 1, LATER, &world->err), &world->err);
}

enum fault join(struct world *world, int64_t joined_id, int64_t kept_id)
{
    return store_proposals_join(world->store, by_at(ADA, LATER), joined_id, kept_id, &world->err);
}

enum fault part(struct world *world, int64_t joined_id, int64_t kept_id)
{
    return store_proposals_part(world->store, by_at(ADA, LATER), joined_id, kept_id, &world->err);
}

struct proposal look_up(struct world *world, int64_t id)
{
    struct listed listed;

    assert_ok(proposal_by_id(world->reader, &world->arena, id, &listed, &world->err), &world->err);
    assert_int_equal(listed.voter_count, listed.proposal.vote_count);
    return listed.proposal;
}

void assert_joined(struct world *world, int64_t joined_id, int64_t kept_id, int64_t votes)
{
    struct proposal joined = look_up(world, joined_id), kept = look_up(world, kept_id);

    assert_int_equal(joined.status, PROPOSAL_WITHDRAWN);
    assert_int_equal(joined.joined_to, kept_id);
    assert_int_equal(joined.same_as, 0);
    assert_int_equal(kept.status, PROPOSAL_OPEN);
    assert_int_equal(kept.vote_count, votes);
    world_recount(world);
}

void assert_up(struct world *world, int64_t id, int64_t same_as, int64_t votes)
{
    struct proposal proposal = look_up(world, id);

    assert_int_equal(proposal.status, PROPOSAL_OPEN);
    assert_int_equal(proposal.joined_to, 0);
    assert_int_equal(proposal.same_as, same_as);
    assert_int_equal(proposal.vote_count, votes);
    world_recount(world);
}
