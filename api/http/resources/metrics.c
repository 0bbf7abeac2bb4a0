/* GET /metrics: what the layers have counted, and how they are right now. Nothing is kept for it:
 * each is read when somebody asks. */
#include "base/metrics.h"

#include <stdio.h>

#include "base/log.h"
#include "base/process.h"
#include "catalog/catalog.h"
#include "config/config.h"
#include "http/call/traffic.h"
#include "http/kept/snapshot.h"
#include "http/resources/routes.h"
#include "store/fetches.h"
#include "store/store.h"

static void single(struct metrics *metrics, const char *name, enum metric_type type,
                   const char *help, int64_t number)
{
    metrics_family(metrics, name, type, help);
    metrics_number(metrics, NO_LABELS, number);
}

static void write_process(struct metrics *metrics, int64_t started_at)
{
    struct process_usage usage;

    process_usage(&usage);
    metrics_family(metrics, "marquee_build_info", METRIC_GAUGE, "The version, as a label.");
    metrics_number(metrics, LABELS({"version", MARQUEE_VERSION}), 1);
    single(metrics, "process_start_time_seconds", METRIC_GAUGE,
           "When it started, in seconds since the epoch.", started_at);
    metrics_family(metrics, "process_cpu_seconds_total", METRIC_COUNTER,
                   "Processor time of all threads.");
    metrics_seconds(metrics, NO_LABELS, usage.cpu_us);
    single(metrics, "process_resident_memory_bytes", METRIC_GAUGE, "Resident memory.",
           usage.resident_bytes);
    single(metrics, "process_virtual_memory_bytes", METRIC_GAUGE, "Virtual memory.",
           usage.virtual_bytes);
    single(metrics, "process_open_fds", METRIC_GAUGE, "Open files and sockets.", usage.open_fds);
    single(metrics, "process_max_fds", METRIC_GAUGE, "How many of them there may be.",
           usage.max_fds);
    single(metrics, "marquee_log_dropped_total", METRIC_COUNTER,
           "Lines of the log that were dropped, because nobody read it fast enough.",
           (int64_t)log_dropped());
}

static void write_requests(struct metrics *metrics, const struct traffic *traffic)
{
    metrics_family(metrics, "marquee_http_requests_total", METRIC_COUNTER,
                   "Requests that were answered.");
    for (size_t method = 0; method < TRAFFIC_METHODS; method++) {
        for (int first = 2; first < TRAFFIC_CLASSES; first++) {
            const char status[] = {(char)('0' + first), 'x', 'x', '\0'};

            metrics_number(metrics, LABELS({"method", traffic_methods[method]}, {"status", status}),
                           (int64_t)counter_read(&traffic->requests[method][first]));
        }
    }
    metrics_family(metrics, "marquee_http_request_duration_seconds", METRIC_HISTOGRAM,
                   "From a request that is there as a whole to its answer, before it is sent.");
    metrics_histogram(metrics, NO_LABELS, &traffic->durations);
}

static void write_connections(struct metrics *metrics, const struct api *api)
{
    /* The closed ones first: none of them is missing among those that were accepted. */
    int64_t closed = (int64_t)counter_read(&api->traffic->disconnected);
    int64_t accepted = (int64_t)counter_read(&api->traffic->connected);

    single(metrics, "marquee_http_connections_total", METRIC_COUNTER,
           "Connections that were accepted.", accepted);
    single(metrics, "marquee_http_connections_open", METRIC_GAUGE, "Connections that are open.",
           accepted - closed);
    single(metrics, "marquee_http_connections_max", METRIC_GAUGE, "How many of them there may be.",
           api->config->max_connections);
}

static void write_streams(struct metrics *metrics, const struct traffic *traffic)
{
    const struct stream_counts *streams = &traffic->streams;
    /* The closed ones first, here, too. */
    int64_t ended = (int64_t)counter_read(&streams->ended);
    int64_t begun = (int64_t)counter_read(&streams->begun);

    single(metrics, "marquee_event_streams_total", METRIC_COUNTER, "Event streams that began.",
           begun);
    single(metrics, "marquee_event_streams_open", METRIC_GAUGE, "Event streams that are open.",
           begun - ended);
    single(metrics, "marquee_event_streams_given_up_total", METRIC_COUNTER,
           "Event streams that were ended because there were too many.",
           (int64_t)counter_read(&streams->given_up));
    metrics_family(metrics, "marquee_event_delay_seconds", METRIC_HISTOGRAM,
                   "From a change to the moment when the last of those who listen was told.");
    metrics_histogram(metrics, NO_LABELS, &traffic->event_delays);
}

static void write_pages(struct metrics *metrics, struct snapshots *snapshots)
{
    struct snapshot_counts counts;

    snapshot_count(snapshots, &counts);
    metrics_family(metrics, "marquee_page_answers_total", METRIC_COUNTER,
                   "Pages of proposals, by where they came from.");
    metrics_number(metrics, LABELS({"from", "memory"}), (int64_t)counts.from_memory);
    metrics_number(metrics, LABELS({"from", "build"}), (int64_t)counts.builds);
    metrics_family(metrics, "marquee_page_films_total", METRIC_COUNTER,
                   "Films on these pages, by how good their cached data was.");
    for (enum metadata_state state = 0; state < METADATA_STATES; state++)
        metrics_number(metrics, LABELS({"state", metadata_state_name(state)}),
                       (int64_t)counts.films_shown[state]);
}

static void write_store(struct metrics *metrics, struct store *store)
{
    struct store_counts counts = store_count(store);

    metrics_family(metrics, "marquee_store_commit_duration_seconds", METRIC_HISTOGRAM,
                   "Commits that are on disk, and how long that took.");
    metrics_histogram(metrics, NO_LABELS, counts.writer.commits);
    single(metrics, "marquee_store_units_total", METRIC_COUNTER,
           "Units of work, such as a vote; many may share a commit.", (int64_t)counts.writer.units);
    single(metrics, "marquee_store_units_waiting", METRIC_GAUGE,
           "Units of work that wait for the commit before theirs.", (int64_t)counts.writer.waiting);
    metrics_family(metrics, "marquee_store_readers", METRIC_GAUGE, "Open readers of the database.");
    metrics_number(metrics, LABELS({"state", "idle"}), (int64_t)counts.readers_idle);
    metrics_number(metrics, LABELS({"state", "lent"}),
                   (int64_t)(counts.readers_open - counts.readers_idle));
    single(metrics, "marquee_store_readers_max", METRIC_GAUGE, "How many of them there may be.",
           STORE_READERS_MAX);
}

/* ---- providers ---------------------------------------------------------------------------- */

/* A lane at a time would begin each family once for every lane. */
struct lanes {
    struct fetch_lane_state items[FETCH_LANES_MAX];
    size_t count;
};

static int64_t in_flight(const struct fetch_lane_state *lane)
{
    return lane->in_flight;
}

static int64_t waiting(const struct fetch_lane_state *lane)
{
    return (int64_t)lane->waiting;
}

static int64_t failures(const struct fetch_lane_state *lane)
{
    return lane->failures;
}

static void write_gauge(struct metrics *metrics, const struct lanes *lanes, const char *name,
                        const char *help, int64_t (*value)(const struct fetch_lane_state *lane))
{
    metrics_family(metrics, name, METRIC_GAUGE, help);
    for (size_t i = 0; i < lanes->count; i++)
        metrics_number(metrics, LABELS({"lane", lanes->items[i].name}), value(&lanes->items[i]));
}

static void write_fetches(struct metrics *metrics, const struct lanes *lanes)
{
    static const char *const outcomes[] = {"answered", "refused", "too_large",
                                           "failed",   "paused",  "cancelled"};
    _Static_assert(COUNT_OF(outcomes) == FETCH_OUTCOMES, "a name for every outcome");

    metrics_family(metrics, "marquee_provider_requests_total", METRIC_COUNTER,
                   "Requests to providers, by what came of them; failed: no answer, or 5xx or 429;"
                   " paused: not sent.");
    for (size_t i = 0; i < lanes->count; i++)
        for (size_t o = 0; o < FETCH_OUTCOMES; o++)
            metrics_number(metrics,
                           LABELS({"lane", lanes->items[i].name}, {"outcome", outcomes[o]}),
                           (int64_t)counter_read(&lanes->items[i].counts->outcomes[o]));
    metrics_family(metrics, "marquee_provider_request_duration_seconds", METRIC_HISTOGRAM,
                   "Requests that were sent to providers, and how long they took.");
    for (size_t i = 0; i < lanes->count; i++)
        metrics_histogram(metrics, LABELS({"lane", lanes->items[i].name}),
                          &lanes->items[i].counts->durations);
}

static void write_providers(struct metrics *metrics, struct catalog *catalog)
{
    struct lanes lanes = {.count = 0};

    while (lanes.count < FETCH_LANES_MAX &&
           catalog_lane(catalog, lanes.count, &lanes.items[lanes.count]))
        lanes.count++;
    write_fetches(metrics, &lanes);
    write_gauge(metrics, &lanes, "marquee_provider_requests_in_flight",
                "Requests that are under way.", in_flight);
    write_gauge(metrics, &lanes, "marquee_provider_requests_waiting",
                "Requests that wait for their turn.", waiting);
    write_gauge(metrics, &lanes, "marquee_provider_failures_in_a_row",
                "Failures since the last good answer.", failures);
    metrics_family(metrics, "marquee_provider_paused_seconds", METRIC_GAUGE,
                   "How long it will still pause; 0: it does not.");
    for (size_t i = 0; i < lanes.count; i++)
        metrics_seconds(metrics, LABELS({"lane", lanes.items[i].name}),
                        lanes.items[i].paused_ms * 1000);
}

static void write_searches(struct metrics *metrics, const struct catalog *catalog)
{
    static const char *const from[] = {"cache", "provider", "joined", "local"};
    _Static_assert(COUNT_OF(from) == SEARCH_FROMS, "a name for each");

    metrics_family(metrics, "marquee_search_answers_total", METRIC_COUNTER,
                   "Searches by title, by where the answer came from; joined: the same was being "
                   "asked; local: no provider.");
    for (enum search_from f = 0; f < SEARCH_FROMS; f++)
        metrics_number(metrics, LABELS({"from", from[f]}), (int64_t)catalog_searches(catalog, f));
}

static void write_under_way(struct metrics *metrics, struct catalog *catalog)
{
    size_t films, posters;

    catalog_under_way(catalog, &films, &posters);
    metrics_family(metrics, "marquee_jobs_under_way", METRIC_GAUGE,
                   "Films that are looked up, and posters that are downloaded.");
    metrics_number(metrics, LABELS({"of", "films"}), (int64_t)films);
    metrics_number(metrics, LABELS({"of", "posters"}), (int64_t)posters);
}

/* ---- films -------------------------------------------------------------------------------- */

static void write_posters(struct metrics *metrics, const struct films_summary *summary)
{
    metrics_family(metrics, "marquee_film_posters", METRIC_GAUGE,
                   "Films by their posters; wanted: not tried, or to be tried again.");
    metrics_number(metrics, LABELS({"state", "kept"}), summary->with_poster);
    metrics_number(metrics, LABELS({"state", "wanted"}), summary->poster_wanted);
    metrics_number(metrics, LABELS({"state", "refused"}), summary->poster_refused);
    single(metrics, "marquee_posters", METRIC_GAUGE, "Posters that are kept as files.",
           summary->posters);
    single(metrics, "marquee_posters_bytes", METRIC_GAUGE, "Their size.", summary->poster_bytes);
}

/* One scrape, two statements: nothing that a page would wait for. */
static enum fault write_films(struct metrics *metrics, struct call *call, struct error *err)
{
    struct films_summary summary;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(films_summary(db, call->now, &summary, err));
    call_db_done(call);
    const int64_t states[METADATA_STATES] = {summary.fresh, summary.stale, summary.pending,
                                             summary.unknown, summary.manual};

    metrics_family(metrics, "marquee_films", METRIC_GAUGE,
                   "Films of the database, by how good their cached data is.");
    for (enum metadata_state state = 0; state < METADATA_STATES; state++)
        metrics_number(metrics, LABELS({"state", metadata_state_name(state)}), states[state]);
    single(metrics, "marquee_films_failing", METRIC_GAUGE,
           "Films whose last try brought no answer.", summary.failing);
    single(metrics, "marquee_films_oldest_time_seconds", METRIC_GAUGE,
           "When the oldest data was fetched, in seconds since the epoch; 0: there is none.",
           summary.oldest_at);
    write_posters(metrics, &summary);
    return FAULT_NONE;
}

/* ---- all of it ---------------------------------------------------------------------------- */

enum fault metrics_get(struct call *call, struct reply *reply, struct error *err)
{
    const struct api *api = call->api;
    auto_strbuf struct strbuf text;
    struct metrics metrics;
    size_t length;
    char *bytes;

    strbuf_init(&text, REPLY_BODY_MAX);
    metrics_init(&metrics, &text);
    write_process(&metrics, api->started_at);
    write_requests(&metrics, api->traffic);
    write_connections(&metrics, api);
    write_streams(&metrics, api->traffic);
    write_pages(&metrics, api->snapshots);
    write_store(&metrics, api->store);
    write_providers(&metrics, api->catalog);
    write_searches(&metrics, api->catalog);
    write_under_way(&metrics, api->catalog);
    TRY(write_films(&metrics, call, err));
    if (!strbuf_ok(&text))
        return error_set(err, FAULT_INTERNAL, "The metrics are too large to send.");
    bytes = strbuf_take(&text, &length);
    reply_blob(reply, blob_take(bytes, length), METRICS_TYPE, CACHE_NEVER);
    reply->conditional = false; /* no two are the same */
    return FAULT_NONE;
}
