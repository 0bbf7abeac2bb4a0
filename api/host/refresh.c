/* `marquee refresh` in the process that has the jobs; api/cli/refresh.c asks it. */
#include <stdlib.h>

#include "catalog/catalog.h"
#include "catalog/refresh.h"
#include "host/command.h"

/* start LIMIT UNTIL: the films whose data is from before that second, and all posters that did not
 * come. Those are under way at the first look at the status. */
static enum fault start(struct command *command, struct error *err)
{
    int64_t limit = strtoll(command->names[0], NULL, 10);
    int64_t until = strtoll(command->names[1], NULL, 10);
    struct film_want *wants;
    struct db *db;
    size_t count;
    enum fault fault;

    if (limit < 1 || limit > REFRESH_LIMIT_MAX)
        return error_set(err, FAULT_INVALID, "--limit must be a number from 1 to %d.",
                         REFRESH_LIMIT_MAX);
    TRY(store_reader(command->on.store, &db, err));
    fault = films_older(db, command->arena, until, (size_t)limit, &wants, &count, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    TRY(refresh_start(command->on.refresh, wants, count, err));
    refresh_feed(command->on.refresh, command->on.catalog);
    TRY(store_posters_want_failing(command->on.store, &count, err));
    return job_start_posters(&command->on, err);
}

static enum fault status(struct command *command, struct error *err)
{
    struct refresh_status status = refresh_status(command->on.refresh);
    struct films_summary summary;
    size_t films, posters;

    TRY(command_films(command, &summary, err));
    catalog_under_way(command->on.catalog, &films, &posters);
    strbuf_addf(command->out, "%zu %zu %zu %zu %zu %zu %lld %s", status.total, status.done,
                status.found, status.unknown, status.failed, posters,
                (long long)summary.with_poster, status.last_error);
    return FAULT_NONE;
}

enum fault command_refresh(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"start", 2, "", "refresh", start},
        {"status", 0, "", "refresh", status},
    };

    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
