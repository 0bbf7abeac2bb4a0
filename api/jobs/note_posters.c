#include "jobs/jobs.h"

#include "base/clock.h"
#include "catalog/posters/memory.h"
#include "store/store.h"

enum fault job_note_posters(const struct jobs_on *on, struct error *err)
{
    char ids[POSTERS_USED_MAX][POSTER_ID_SIZE];
    size_t count = on->memory == NULL ? 0 : poster_memory_used(on->memory, ids);

    return store_posters_used(on->store, ids, count, clock_now(), err);
}
