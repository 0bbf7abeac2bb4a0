#include "store/frozen.h"

#include "domain/proposal.h"
#include "store/rows.h"

QUERY(sql_frozen, "SELECT place FROM tonight WHERE proposal_id = $1");

enum fault frozen_place(struct db *db, int64_t proposal_id, int64_t *place, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_frozen);

    stmt_int(s, proposal_id);
    return number_or_zero(s, place, err);
}

enum fault frozen_must_not_be(struct db *db, int64_t proposal_id, struct error *err)
{
    int64_t place;

    TRY(frozen_place(db, proposal_id, &place, err));
    return place == 0 ? FAULT_NONE : proposal_frozen(proposal_id, err);
}
