#include "store/frozen.h"

#include "domain/proposal.h"
#include "store/rows.h"

QUERY(sql_frozen, "SELECT place FROM tonight WHERE proposal_id = $1");

enum fault frozen_must_not_be(struct db *db, int64_t proposal_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_frozen);
    int64_t place;

    stmt_int(s, proposal_id);
    TRY(number_or_zero(s, &place, err));
    return place == 0 ? FAULT_NONE : proposal_frozen(proposal_id, err);
}
