#include "jobs/jobs.h"

#include "base/clock.h"
#include "store/store.h"
#include "store/who.h"

enum { SEEN_MAX = 500 /* sessions in one transaction */ };

enum fault job_note_sessions(const struct jobs_on *on, struct error *err)
{
    struct session_seen seen[SEEN_MAX];
    size_t count;

    if (on->who == NULL)
        return FAULT_NONE;
    do {
        count = who_take_seen(on->who, seen, SEEN_MAX);
        TRY(store_sessions_seen(on->store, seen, count, clock_now(), err));
    } while (count == SEEN_MAX);
    return FAULT_NONE;
}
