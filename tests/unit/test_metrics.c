/* base/metrics: counts that add up, and text that Prometheus reads. */
#include "base/metrics.h"

#include <pthread.h>
#include <string.h>

#include "support/check.h"

enum { THREADS = 4, TIMES = 10000 };

struct text {
    struct strbuf buf;
    struct metrics metrics;
};

static void begin(struct text *text)
{
    strbuf_init(&text->buf, 64 * 1024);
    metrics_init(&text->metrics, &text->buf);
}

static void expect_end(struct text *text, const char *expected)
{
    assert_string_equal(text->buf.bytes, expected);
    strbuf_release(&text->buf);
}

static void expect_line(const struct text *text, const char *line)
{
    if (strstr(text->buf.bytes, line) == NULL)
        fail_msg("no \"%s\" in:\n%s", line, text->buf.bytes);
}

static void test_metrics__a_family_has_help_type_and_samples(void **state)
{
    struct text text;

    (void)state;
    begin(&text);
    metrics_family(&text.metrics, "doors_total", METRIC_COUNTER, "Doors that were opened.");
    metrics_number(&text.metrics, LABELS({"kind", "front"}, {"by", "ada"}), 3);
    metrics_number(&text.metrics, LABELS({"kind", "back"}, {"by", "ada"}), 0);
    metrics_family(&text.metrics, "open_doors", METRIC_GAUGE, "Open doors.");
    metrics_number(&text.metrics, NO_LABELS, -2);
    expect_end(&text, "# HELP doors_total Doors that were opened.\n"
                      "# TYPE doors_total counter\n"
                      "doors_total{kind=\"front\",by=\"ada\"} 3\n"
                      "doors_total{kind=\"back\",by=\"ada\"} 0\n"
                      "# HELP open_doors Open doors.\n"
                      "# TYPE open_doors gauge\n"
                      "open_doors -2\n");
}

static void test_metrics__a_label_s_value_cannot_end_it(void **state)
{
    struct text text;

    (void)state;
    begin(&text);
    text.metrics.name = "doors";
    metrics_number(&text.metrics, LABELS({"kind", "a\"} 1\nb\\"}), 1);
    expect_end(&text, "doors{kind=\"a\\\"} 1\\nb\\\\\"} 1\n");
}

static void test_metrics__durations_are_told_in_seconds(void **state)
{
    struct text text;

    (void)state;
    begin(&text);
    text.metrics.name = "t";
    metrics_seconds(&text.metrics, NO_LABELS, 0);
    metrics_seconds(&text.metrics, NO_LABELS, 50);
    metrics_seconds(&text.metrics, NO_LABELS, 61000001);
    expect_end(&text, "t 0.000000\nt 0.000050\nt 61.000001\n");
}

static void test_metrics__buckets_hold_what_is_at_most_their_bound(void **state)
{
    struct histogram histogram = {0};
    struct text text;
    static const int64_t durations[] = {-5, 50, 51, 1000, 10000000, 10000001, 3600000000};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(durations); i++)
        histogram_add(&histogram, durations[i]);
    begin(&text);
    metrics_family(&text.metrics, "t", METRIC_HISTOGRAM, "Times.");
    metrics_histogram(&text.metrics, LABELS({"of", "x"}), &histogram);
    expect_line(&text, "# TYPE t histogram\nt_bucket{of=\"x\",le=\"0.00005\"} 2\n");
    expect_line(&text, "t_bucket{of=\"x\",le=\"0.0001\"} 3\n");
    expect_line(&text, "t_bucket{of=\"x\",le=\"0.0005\"} 3\n");
    expect_line(&text, "t_bucket{of=\"x\",le=\"0.001\"} 4\n");
    expect_line(&text, "t_bucket{of=\"x\",le=\"5\"} 4\n");
    expect_line(&text, "t_bucket{of=\"x\",le=\"10\"} 5\n");
    expect_line(&text, "t_bucket{of=\"x\",le=\"+Inf\"} 7\n");
    expect_line(&text, "t_sum{of=\"x\"} 3620.001102\nt_count{of=\"x\"} 7\n");
    strbuf_release(&text.buf);
}

static void *add_often(void *context)
{
    for (int i = 0; i < TIMES; i++)
        histogram_add(context, 100);
    return NULL;
}

static void test_metrics__nothing_is_lost_between_threads(void **state)
{
    struct histogram histogram = {0};
    pthread_t threads[THREADS];

    (void)state;
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, add_often, &histogram), 0);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(counter_read(&histogram.buckets[1]), THREADS * TIMES);
    assert_int_equal(counter_read(&histogram.sum_us), THREADS * TIMES * 100);
}

SUITE(test_metrics)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_metrics__a_family_has_help_type_and_samples),
        cmocka_unit_test(test_metrics__a_label_s_value_cannot_end_it),
        cmocka_unit_test(test_metrics__durations_are_told_in_seconds),
        cmocka_unit_test(test_metrics__buckets_hold_what_is_at_most_their_bound),
        cmocka_unit_test(test_metrics__nothing_is_lost_between_threads),
    };

    return RUN(tests);
}
