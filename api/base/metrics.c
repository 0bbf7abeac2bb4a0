#include "base/metrics.h"

#include <inttypes.h>

#include "base/clock.h"

static const struct {
    int64_t us;
    const char *seconds;
} bounds[] = {
    {50, "0.00005"},        {100, "0.0001"},  {250, "0.00025"}, {500, "0.0005"},
    {1000, "0.001"},        {2500, "0.0025"}, {5000, "0.005"},  {10000, "0.01"},
    {25000, "0.025"},       {50000, "0.05"},  {100000, "0.1"},  {250000, "0.25"},
    {500000, "0.5"},        {SECOND_US, "1"}, {2500000, "2.5"}, {5 * SECOND_US, "5"},
    {10 * SECOND_US, "10"},
};
_Static_assert(COUNT_OF(bounds) == HISTOGRAM_BOUNDS, "a bound for every bucket but the last");

/* The part of a counter that is this thread's. */
static size_t part_of_thread(void)
{
    static atomic_size_t threads;
    static _Thread_local size_t number; /* from 1 */

    if (number == 0)
        number = atomic_fetch_add(&threads, 1) + 1;
    return number % COUNTER_PARTS;
}

void counter_add(struct counter *counter, uint64_t more)
{
    struct counter_part *part = &counter->parts[part_of_thread()];

    atomic_fetch_add_explicit(&part->value, more, memory_order_relaxed);
}

uint64_t counter_read(const struct counter *counter)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < COUNTER_PARTS; i++)
        sum += atomic_load_explicit(&counter->parts[i].value, memory_order_relaxed);
    return sum;
}

void histogram_add(struct histogram *histogram, int64_t us)
{
    size_t bucket = 0;

    us = us < 0 ? 0 : us;
    while (bucket < HISTOGRAM_BOUNDS && us > bounds[bucket].us)
        bucket++;
    counter_add(&histogram->buckets[bucket], 1);
    counter_add(&histogram->sum_us, (uint64_t)us);
}

void metrics_init(struct metrics *metrics, struct strbuf *out)
{
    *metrics = (struct metrics){.out = out, .name = ""};
}

void metrics_family(struct metrics *metrics, const char *name, enum metric_type type,
                    const char *help)
{
    static const char *const types[] = {"counter", "gauge", "histogram"};

    metrics->name = name;
    strbuf_addf(metrics->out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, types[type]);
}

static void add_value(struct strbuf *out, const char *value)
{
    for (; *value != '\0'; value++) {
        if (*value == '\n') {
            strbuf_addstr(out, "\\n");
            continue;
        }
        if (*value == '"' || *value == '\\')
            strbuf_addch(out, '\\');
        strbuf_addch(out, *value);
    }
}

/* Everything before the sample's value; `le` is the bound of a bucket, or NULL. */
static void begin_sample(struct metrics *metrics, const char *suffix, const struct label *labels,
                         const char *le)
{
    const struct label bound[] = {{le == NULL ? NULL : "le", le}, {NULL, NULL}};
    const struct label *const lists[] = {labels, bound};
    char before = '{';

    strbuf_addf(metrics->out, "%s%s", metrics->name, suffix);
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        for (const struct label *label = lists[i]; label != NULL && label->name != NULL; label++) {
            strbuf_addf(metrics->out, "%c%s=\"", before, label->name);
            add_value(metrics->out, label->value);
            strbuf_addch(metrics->out, '"');
            before = ',';
        }
    }
    strbuf_addstr(metrics->out, before == ',' ? "} " : " ");
}

static void add_seconds(struct strbuf *out, int64_t us)
{
    strbuf_addf(out, "%" PRId64 ".%06" PRId64 "\n", us / SECOND_US, us % SECOND_US);
}

void metrics_number(struct metrics *metrics, const struct label *labels, int64_t number)
{
    begin_sample(metrics, "", labels, NULL);
    strbuf_addf(metrics->out, "%" PRId64 "\n", number);
}

void metrics_seconds(struct metrics *metrics, const struct label *labels, int64_t us)
{
    begin_sample(metrics, "", labels, NULL);
    add_seconds(metrics->out, us);
}

void metrics_histogram(struct metrics *metrics, const struct label *labels,
                       const struct histogram *histogram)
{
    /* The sum first: it may lack what the buckets have already, and is never ahead of them. */
    int64_t sum_us = (int64_t)counter_read(&histogram->sum_us);
    uint64_t count = 0;

    for (size_t i = 0; i <= HISTOGRAM_BOUNDS; i++) {
        count += counter_read(&histogram->buckets[i]);
        begin_sample(metrics, "_bucket", labels, i < HISTOGRAM_BOUNDS ? bounds[i].seconds : "+Inf");
        strbuf_addf(metrics->out, "%" PRIu64 "\n", count);
    }
    begin_sample(metrics, "_sum", labels, NULL);
    add_seconds(metrics->out, sum_us);
    begin_sample(metrics, "_count", labels, NULL);
    strbuf_addf(metrics->out, "%" PRIu64 "\n", count);
}
