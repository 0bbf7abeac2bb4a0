#include "support/upstream.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/check.h"

static void start(struct upstream *upstream, const char *scheme, const char *const *arguments)
{
    static const char *const settings[] = {NULL};
    char port[16];

    process_start(
        &upstream->process,
        &(struct program){.file = MARQUEE_NODE, .arguments = arguments, .settings = settings});
    assert_true(process_line(&upstream->process, port, sizeof(port)));
    upstream->port = (int)strtol(port, NULL, 10);
    snprintf(upstream->host, sizeof(upstream->host), "127.0.0.1:%d", upstream->port);
    snprintf(upstream->base, sizeof(upstream->base), "%s://%s", scheme, upstream->host);
    client_init(&upstream->control, "127.0.0.1", upstream->port);
}

#define PROGRAM MARQUEE_SOURCE "/tests/support/upstream.mjs"

void upstream_start(struct upstream *upstream)
{
    static const char *const arguments[] = {PROGRAM, NULL};

    start(upstream, "http", arguments);
}

void upstream_start_tls(struct upstream *upstream)
{
    const char *const arguments[] = {PROGRAM, "--tls", upstream->ca_file, NULL};
    int file;

    snprintf(upstream->ca_file, sizeof(upstream->ca_file), "/tmp/marquee-ca-XXXXXX");
    file = mkstemp(upstream->ca_file);
    assert_true(file >= 0);
    close(file);
    start(upstream, "https", arguments);
}

void upstream_stop(struct upstream *upstream)
{
    client_release(&upstream->control);
    process_release(&upstream->process);
    if (upstream->ca_file[0] != '\0')
        unlink(upstream->ca_file);
}

void upstream_script(struct upstream *upstream, const char *script)
{
    assert_int_equal(ask(&upstream->control, "POST /__script", .base = "", .body = script), 200);
}

void upstream_reset(struct upstream *upstream)
{
    assert_int_equal(ask(&upstream->control, "POST /__reset", .base = ""), 200);
}

/* Valid until the next request to it. */
static const json_t *ask_counts(struct upstream *upstream)
{
    assert_int_equal(ask(&upstream->control, "GET /__counts", .base = ""), 200);
    return upstream->control.answer.json;
}

static int ask_number(struct upstream *upstream, const char *name)
{
    return (int)json_integer_value(json_object_get(ask_counts(upstream), name));
}

int upstream_count(struct upstream *upstream, const char *path)
{
    const json_t *requests = json_object_get(ask_counts(upstream), "requests");

    return (int)json_integer_value(json_object_get(requests, path));
}

int upstream_total(struct upstream *upstream)
{
    json_t *requests = json_object_get(ask_counts(upstream), "requests"), *number;
    const char *path;
    int total = 0;

    json_object_foreach(requests, path, number) total += (int)json_integer_value(number);
    return total;
}

int upstream_now(struct upstream *upstream)
{
    return ask_number(upstream, "now");
}

int upstream_highest(struct upstream *upstream)
{
    return ask_number(upstream, "highest");
}
