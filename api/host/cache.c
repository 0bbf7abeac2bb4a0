/* `marquee cache`: what is known of the films, how old it is, and how the providers are. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "catalog/cache.h"
#include "host/command.h"
#include "store/fetches.h"
#include "store/films.h"
#include "store/store.h"

/* ---- words and numbers -------------------------------------------------------------------------
 */

/* "3 h", of whatever unit fits. */
static const char *age_text(struct arena *arena, int64_t seconds)
{
    static const struct {
        int64_t from, unit;
        const char *name;
    } units[] = {{172800, 86400, "days"}, {7200, 3600, "h"}, {120, 60, "min"}, {0, 1, "s"}};

    for (size_t i = 0;; i++)
        if (seconds >= units[i].from || units[i].from == 0)
            return arena_printf(arena, "%lld %s", (long long)(seconds / units[i].unit),
                                units[i].name);
}

/* Of what came then; a clock that was ahead makes nothing younger than new. */
static const char *age_of(struct arena *arena, int64_t when, int64_t now)
{
    return age_text(arena, now - film_past(when, now));
}

static void print_line(struct command *command, const char *what, const char *value)
{
    strbuf_addf(command->out, "%-12s %s\n", what, value);
}

static void print_number(struct command *command, const char *what, int64_t number)
{
    print_line(command, what, arena_printf(command->arena, "%lld", (long long)number));
}

/* ---- the whole cache ---------------------------------------------------------------------------
 */

static void print_json(struct command *command, const struct films_summary *summary)
{
    struct jsonw json;

    jsonw_init(&json, command->out);
    jsonw_object(&json, NULL);
    cache_json_fields(&json, summary, command->on.catalog);
    jsonw_object_end(&json);
    strbuf_addch(command->out, '\n');
}

static void print_lanes(struct command *command)
{
    struct fetch_lane_state lane;

    for (size_t i = 0; command->on.catalog != NULL && catalog_lane(command->on.catalog, i, &lane);
         i++) {
        if (lane.paused_ms > 0)
            strbuf_addf(command->out, "%s: paused for another %lld s; %s\n", lane.name,
                        (long long)(lane.paused_ms / 1000), lane.last_error);
        else if (lane.failures > 0)
            strbuf_addf(command->out, "%s: %d failures in a row; %s\n", lane.name, lane.failures,
                        lane.last_error);
        else
            strbuf_addf(command->out, "%s: working, %d under way, %zu waiting\n", lane.name,
                        lane.in_flight, lane.waiting);
    }
}

static void print_text(struct command *command, const struct films_summary *summary)
{
    int64_t now = clock_now(), by_id = summary->films - summary->manual;

    strbuf_addf(command->out,
                "%lld films. Of those with an id, %lld%% have data and %lld%% a poster.\n",
                (long long)summary->films,
                (long long)(by_id == 0 ? 100 : 100 * (summary->fresh + summary->stale) / by_id),
                (long long)(by_id == 0 ? 100 : 100 * summary->with_poster / by_id));
    print_number(command, "fresh", summary->fresh);
    print_number(command, "stale", summary->stale);
    print_number(command, "pending", summary->pending);
    print_number(command, "unknown", summary->unknown);
    print_number(command, "by hand", summary->manual);
    print_number(command, "failing", summary->failing);
    if (summary->oldest_at != 0)
        print_line(command, "oldest data",
                   arena_printf(command->arena, "%s old",
                                age_of(command->arena, summary->oldest_at, now)));
    strbuf_addf(command->out, "%-12s %lld kept (%.1f MB), %lld wanted, %lld refused\n", "posters",
                (long long)summary->posters, (double)summary->poster_bytes / 1e6,
                (long long)summary->poster_wanted, (long long)summary->poster_refused);
    print_lanes(command);
}

static enum fault cache_summary(struct command *command, struct error *err)
{
    struct films_summary summary;

    TRY(command_films(command, &summary, err));
    if (command_flag(command, "--json"))
        print_json(command, &summary);
    else
        print_text(command, &summary);
    return FAULT_NONE;
}

/* ---- one film ----------------------------------------------------------------------------------
 */

static void print_poster(struct command *command, const struct film *film,
                         const struct film_fetches *fetches, int64_t now)
{
    int64_t next = film_wait_end(fetches->poster_try_at, now);

    if (film->poster.id != NULL)
        print_line(command, "poster",
                   arena_printf(command->arena, "%s, %lld × %lld, %lld files, %lld bytes",
                                film->poster.id, (long long)film->poster.width,
                                (long long)film->poster.height, (long long)fetches->poster_files,
                                (long long)fetches->poster_bytes));
    if (fetches->poster_url != NULL)
        print_line(command, "comes from", fetches->poster_url);
    if (fetches->poster_error == NULL)
        return;
    print_line(command, fetches->poster_settled ? "refused" : "failed", fetches->poster_error);
    if (fetches->poster_settled)
        print_line(command, "next try", "`marquee refresh`, or when it is proposed again");
    else
        print_line(command, "next try", next <= now ? "now" : command_time(command, next, "now"));
}

static void print_film(struct command *command, const struct film *film,
                       const struct film_fetches *fetches)
{
    int64_t now = clock_now();

    print_line(command, "film",
               arena_printf(command->arena, "%lld %s", (long long)film->id,
                            film->title == NULL ? "(no title yet)" : film->title));
    print_line(command, "state", film_metadata_state(film, now));
    if (film->cached_at != 0)
        print_line(command, "data",
                   arena_printf(command->arena, "from %s, %s old", film->provider,
                                age_of(command->arena, film->cached_at, now)));
    if (film->failures > 0)
        print_number(command, "failures", film->failures);
    if (fetches->error != NULL)
        print_line(command, "last error", fetches->error);
    if (film->try_at > 0)
        print_line(command, "next try",
                   film_is_due(film, now) ? "when somebody next opens it"
                                          : command_time(command, film->try_at, "now"));
    print_poster(command, film, fetches, now);
    if (film->metadata != NULL)
        strbuf_addf(command->out, "%s\n", film->metadata);
}

static enum fault load_film(struct command *command, struct db *db, struct film *film,
                            struct film_fetches *fetches, struct error *err)
{
    char id[FILM_ID_SIZE];

    if (!film_id_parse(command->names[0], id))
        return error_set(err, FAULT_USAGE,
                         "That isn't the id of a film. It must be tt and 7 to 10 digits.");
    TRY(film_by_imdb_id(db, command->arena, id, film, err));
    return film_fetches(db, command->arena, film->id, fetches, err);
}

static enum fault cache_show(struct command *command, struct error *err)
{
    struct film_fetches fetches;
    struct film film;
    struct db *db;
    enum fault fault;

    TRY(store_reader(command->on.store, &db, err));
    fault = load_film(command, db, &film, &fetches, err);
    store_reader_done(command->on.store, db);
    TRY(fault);
    print_film(command, &film, &fetches);
    return FAULT_NONE;
}

enum fault command_cache(struct command *command, struct error *err)
{
    static const struct verb verbs[] = {
        {"summary", 0, "--json", "cache [--json]", cache_summary},
        {"show", 1, "", "cache show tt0063350", cache_show},
    };

    command_assume_verb(command, "summary");
    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
