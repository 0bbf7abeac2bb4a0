#include "support/recorded.h"

#include "store/proposals.h"

enum fault recorded_add(struct world *world, struct screening_new screening, int64_t *id)
{
    return store_screening_add(world->store, by_host(), &screening, id, &world->err);
}

struct screening recorded(struct world *world, int64_t id)
{
    struct screening screening;

    assert_ok(screening_by_id(world->reader, &world->arena, id, &screening, &world->err),
              &world->err);
    return screening;
}

enum proposal_status recorded_status(struct world *world, int64_t proposal_id)
{
    struct listed listed;

    assert_ok(proposal_by_id(world->reader, &world->arena, proposal_id, &listed, &world->err),
              &world->err);
    return listed.proposal.status;
}
