/*
 * What a program counts of itself, and the text in which it tells (Prometheus' exposition format,
 * 0.0.4). Counters and histograms are all zero at first; any thread adds to them and reads them,
 * without a lock. Counts that are read together are not of one moment.
 *
 * Our own: Debian has no C library for this format, which is a page of text.
 */
#ifndef MARQUEE_BASE_METRICS_H
#define MARQUEE_BASE_METRICS_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/strbuf.h"

#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"

/* ---- counting ----------------------------------------------------------------------------- */

enum {
    COUNTER_PARTS = 4,      /* threads share one only where there are more of them */
    COUNTER_PART_BYTES = 64 /* the processors' cores pass memory to each other in such pieces */
};

struct counter {
    struct counter_part {
        _Atomic uint64_t value;
        char apart[COUNTER_PART_BYTES - sizeof(uint64_t)];
    } parts[COUNTER_PARTS];
};

void counter_add(struct counter *counter, uint64_t more);
uint64_t counter_read(const struct counter *counter);

enum { HISTOGRAM_BOUNDS = 17 /* from 50 µs to 10 s */ };

/* Durations. The last bucket holds what is longer than every bound. */
struct histogram {
    struct counter buckets[HISTOGRAM_BOUNDS + 1];
    struct counter sum_us;
};

/* Below 0 is taken for 0. */
void histogram_add(struct histogram *histogram, int64_t us);

/* ---- telling ------------------------------------------------------------------------------ */

enum metric_type { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

/* Names are literals; a value is any text. The name of the last one is NULL. */
struct label {
    const char *name, *value;
};
#define LABELS(...) ((const struct label[]){__VA_ARGS__, {NULL, NULL}})
#define NO_LABELS   NULL

struct metrics {
    struct strbuf *out;
    const char *name; /* of the family that was begun */
};

void metrics_init(struct metrics *metrics, struct strbuf *out);

/* Begins a family: its samples follow, and no family begins twice. `help` is a literal of one line,
 * without a backslash. */
void metrics_family(struct metrics *metrics, const char *name, enum metric_type type,
                    const char *help);

/* One sample of the family: a number, or a duration in seconds. */
void metrics_number(struct metrics *metrics, const struct label *labels, int64_t number);
void metrics_seconds(struct metrics *metrics, const struct label *labels, int64_t us);

/* The samples of a METRIC_HISTOGRAM, in seconds. */
void metrics_histogram(struct metrics *metrics, const struct label *labels,
                       const struct histogram *histogram);

#endif
