#include "domain/proposal.h"

#include <inttypes.h>
#include <string.h>

#include "base/auto.h"

static const char *const status_names[] = {"open", "watched", "withdrawn"};

const char *proposal_status_name(enum proposal_status status)
{
    return status_names[status];
}

bool proposal_status_parse(const char *text, enum proposal_status *status)
{
    for (size_t i = 0; i < COUNT_OF(status_names); i++) {
        if (strcmp(text, status_names[i]) == 0) {
            *status = (enum proposal_status)i;
            return true;
        }
    }
    return false;
}

bool proposal_may_change(int64_t proposer_id, int64_t member_id, enum role role)
{
    return role == ROLE_ADMIN || proposer_id == member_id;
}

enum fault proposal_must_be_open(int64_t id, enum proposal_status status, int64_t joined_to,
                                 struct error *err)
{
    if (status == PROPOSAL_OPEN)
        return FAULT_NONE;
    if (joined_to != 0)
        error_set(err, FAULT_PROPOSAL_NOT_OPEN,
                  "This proposal has joined proposal %" PRId64 ", which is the same film.",
                  joined_to);
    else
        error_set(err, FAULT_PROPOSAL_NOT_OPEN, "This proposal is closed: it has been %s.",
                  status_names[status]);
    error_param_int(err, "proposal_id", id);
    error_param_text(err, "status", status_names[status]);
    if (joined_to != 0)
        error_param_int(err, "joined_to", joined_to);
    return FAULT_PROPOSAL_NOT_OPEN;
}

enum fault proposal_frozen(int64_t id, struct error *err)
{
    error_set(
        err, FAULT_VOTES_FROZEN,
        "This film has been settled on for tonight. Until it is watched, or the evening falls "
        "through, it stays up and its votes stay as they are.");
    error_param_int(err, "proposal_id", id);
    return FAULT_VOTES_FROZEN;
}

enum fault proposal_missing(int64_t id, struct error *err)
{
    error_set(err, FAULT_NOT_FOUND, "There is no proposal %" PRId64 ".", id);
    error_param_int(err, "proposal_id", id);
    return FAULT_NOT_FOUND;
}

enum fault proposal_within_limit(int64_t open, int64_t limit, bool mine, struct error *err)
{
    if (open < limit)
        return FAULT_NONE;
    error_set(err, FAULT_PROPOSAL_LIMIT,
              mine ? "You have %" PRId64 " open proposals, and your limit is %" PRId64 "."
                   : "Whoever proposed it has %" PRId64
                     " open proposals, and their limit is %" PRId64 ".",
              open, limit);
    error_param_int(err, "limit", limit);
    error_param_int(err, "count", open);
    return FAULT_PROPOSAL_LIMIT;
}
