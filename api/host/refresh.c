/* `marquee refresh` in the process that has the jobs; api/cli/refresh.c says it and watches. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/jsonw.h"
#include "catalog/catalog.h"
#include "catalog/refresh.h"
#include "host/command.h"
#include "store/fetches.h"
#include "store/poster_wants.h"
#include "store/store.h"

static const char refresh_usage[] = "marquee refresh [--limit N] [--older-than 24h] [--all]";

struct wanted_films {
    int64_t limit; /* films */
    int64_t until; /* those whose data is from before that second … */
    int64_t now;   /* … or behind this one */
};

static bool read_selection(const struct command *command, struct wanted_films *wanted)
{
    const char *limit = command_value(command, "--limit");
    const char *older_than = command_value(command, "--older-than");
    int64_t older_than_ms = catalog_ttl(command->on.catalog) * 1000;
    char *end;

    wanted->limit = limit == NULL ? REFRESH_LIMIT_MAX : strtoll(limit, &end, 10);
    if (limit != NULL && (*limit == '\0' || *end != '\0'))
        return false;
    if (older_than != NULL && !clock_duration(older_than, &older_than_ms))
        return false;
    if (command_flag(command, "--all"))
        older_than_ms = 0;
    wanted->now = clock_now();
    wanted->until = wanted->now - older_than_ms / 1000;
    return wanted->limit >= 1 && wanted->limit <= REFRESH_LIMIT_MAX;
}

/* Posters that did not come are asked for, too: those are under way at the first look at the
 * status. */
static enum fault refresh_begin(struct command *command, struct error *err)
{
    struct film_want *wants;
    struct wanted_films wanted;
    struct db *db;
    size_t count;
    enum fault fault;

    if (!read_selection(command, &wanted))
        return command_usage(refresh_usage, err);
    TRY(store_reader(command->on.store, &db, err));
    fault = films_older(db, command->arena, wanted.until, wanted.now, (size_t)wanted.limit, &wants,
                        &count, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    TRY(refresh_start(command->on.refresh, wants, count, err));
    refresh_feed(command->on.refresh, command->on.catalog);
    TRY(store_posters_want_failing(command->on.store, command_deed(), &count, err));
    return job_start_posters(&command->on, err);
}

static enum fault refresh_tell(struct command *command, struct error *err)
{
    struct refresh_status status = refresh_status(command->on.refresh);
    struct films_summary summary;
    size_t films, posters;
    struct jsonw json;

    TRY(command_films(command, &summary, err));
    catalog_under_way(command->on.catalog, &films, &posters);
    jsonw_init(&json, command->out);
    jsonw_object(&json, NULL);
    jsonw_int(&json, "total", (int64_t)status.total);
    jsonw_int(&json, "done", (int64_t)status.done);
    jsonw_int(&json, "found", (int64_t)status.found);
    jsonw_int(&json, "unknown", (int64_t)status.unknown);
    jsonw_int(&json, "failed", (int64_t)status.failed);
    jsonw_int(&json, "posters_under_way", (int64_t)posters);
    jsonw_int(&json, "with_poster", summary.with_poster);
    jsonw_text(&json, "last_error", status.last_error);
    jsonw_object_end(&json);
    return FAULT_NONE;
}

enum fault command_refresh(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"start", 0, "--limit= --older-than= --all", refresh_usage, refresh_begin},
        {"status", 0, "", refresh_usage, refresh_tell},
    };

    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
