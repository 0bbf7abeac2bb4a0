/*
 * `marquee refresh`: looks up films again and shows how far it is. The work is done by jobs: those
 * of the running server, asked through its control socket, or some of our own where none runs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/commands.h"
#include "cli/local.h"
#include "host/command.h"
#include "host/control.h"

enum { LOOK_MS = 200, POSTERS_PATIENCE_MS = 60000, BAR = 24 };

struct run {
    const struct config *config;
    struct local local;
    bool remote;
};

struct progress {
    size_t total, done, found, unknown, failed, posters;
    long long with_poster;
    char error[200];
};

/* Runs `refresh` with these words where the jobs are; what it said. */
static enum fault tell(struct run *run, struct arena *arena, const char *const *words, int count,
                       const char **said, struct error *err)
{
    auto_strbuf struct strbuf out, hints;
    struct command command = {.on = run->local.on,
                              .arena = arena,
                              .argc = count,
                              .argv = words,
                              .out = &out,
                              .hints = &hints};
    bool answered;
    enum fault fault;

    strbuf_init(&out, COMMAND_OUTPUT_MAX);
    strbuf_init(&hints, COMMAND_OUTPUT_MAX);
    fault = run->remote ? control_send(run->config->db, "refresh", &command, &answered, err)
                        : command_refresh(&command, err);
    *said = arena_strdup(arena, out.bytes);
    return fault;
}

static enum fault ask_progress(struct run *run, struct progress *progress, struct error *err)
{
    static const char *const words[] = {"status"};
    auto_arena struct arena arena = {0};
    const char *said;

    *progress = (struct progress){0};
    TRY(tell(run, &arena, words, 1, &said, err));
    if (sscanf(said, "%zu %zu %zu %zu %zu %zu %lld %199[^\n]", &progress->total, &progress->done,
               &progress->found, &progress->unknown, &progress->failed, &progress->posters,
               &progress->with_poster, progress->error) < 7)
        return error_set(err, FAULT_INTERNAL,
                         "The running server didn't say how far it has got. See its log.");
    return FAULT_NONE;
}

/* "[#####-----] 12/40 films, 3 s left". */
static void draw(const struct progress *progress, int64_t started_us)
{
    int64_t took_ms = (clock_monotonic_us() - started_us) / 1000;
    int filled = (int)(progress->total == 0 ? BAR : progress->done * BAR / progress->total);

    if (!isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r[%.*s%.*s] %zu/%zu films", filled, "########################", BAR - filled,
            "------------------------", progress->done, progress->total);
    if (progress->done > 0 && progress->done < progress->total)
        fprintf(stderr, ", %lld s left ",
                (long long)(took_ms * (int64_t)(progress->total - progress->done) /
                            (int64_t)progress->done / 1000) +
                    1);
    else if (progress->posters > 0)
        fprintf(stderr, ", %zu posters on their way ", progress->posters);
    fputs("\033[K", stderr);
}

static void pause_ms(long ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

    nanosleep(&time, NULL);
}

/* Until every film was tried, and the posters that follow from them have arrived. */
static enum fault watch(struct run *run, struct progress *progress, struct error *err)
{
    int64_t started_us = clock_monotonic_us(), films_done_us = 0;

    for (int looks = 0;; looks++) {
        TRY(ask_progress(run, progress, err));
        draw(progress, started_us);
        if (progress->done == progress->total && films_done_us == 0)
            films_done_us = clock_monotonic_us();
        /* A download starts a moment after its film was saved: look twice. */
        if (films_done_us != 0 && looks > 1 &&
            (progress->posters == 0 ||
             clock_monotonic_us() - films_done_us > POSTERS_PATIENCE_MS * 1000LL))
            break;
        pause_ms(LOOK_MS);
    }
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    return FAULT_NONE;
}

static enum fault refresh(struct run *run, const char *const words[3], struct error *err)
{
    auto_arena struct arena arena = {0};
    struct progress before, after;
    int64_t started_us = clock_monotonic_us();
    const char *said;

    TRY(ask_progress(run, &before, err));
    TRY(tell(run, &arena, words, 3, &said, err));
    TRY(watch(run, &after, err));
    printf("%zu film%s: %zu refreshed, %zu unknown, %zu failed; %lld new posters; %.1f s.\n",
           after.total, after.total == 1 ? "" : "s", after.found, after.unknown, after.failed,
           after.with_poster - before.with_poster,
           (double)(clock_monotonic_us() - started_us) / 1e6);
    if (after.failed == 0)
        return FAULT_NONE;
    return error_set(
        err, FAULT_INTERNAL,
        "%zu of them could not be refreshed and keep the data they have. The last one: %s",
        after.failed, after.error);
}

static enum fault open_run(struct run *run, struct error *err)
{
    enum fault fault = local_open_store(run->config, false, &run->local, err);

    run->remote = fault == FAULT_BUSY;
    if (run->remote)
        return FAULT_NONE;
    TRY(fault);
    return local_open_jobs(run->config, &run->local, err);
}

struct options {
    int64_t limit, older_than_ms;
    bool all; /* however old */
};

static bool parse_limit(const char *text, int64_t *limit)
{
    char *end;

    *limit = strtoll(text, &end, 10);
    return *text != '\0' && *end == '\0' && *limit >= 1 && *limit <= REFRESH_LIMIT_MAX;
}

static bool parse_options(int argc, char **argv, struct options *options)
{
    for (int i = 0; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";

        if (strcmp(argv[i], "--all") == 0)
            options->all = true;
        else if (strcmp(argv[i], "--older-than") == 0 &&
                 config_duration(value, &options->older_than_ms))
            i++;
        else if (strcmp(argv[i], "--limit") == 0 && parse_limit(value, &options->limit))
            i++;
        else
            return false;
    }
    return true;
}

int cli_refresh(const struct config *config, int argc, char **argv)
{
    struct options options = {.limit = REFRESH_LIMIT_MAX, .older_than_ms = config->cache_ttl_ms};
    struct run run = {.config = config};
    char limit[24], until[24];
    const char *const words[] = {"start", limit, until};
    struct error err;
    enum fault fault;

    error_init(&err);
    if (!parse_options(argc, argv, &options))
        return cli_usage("refresh [--limit N] [--older-than 24h] [--all]");
    if (options.all)
        options.older_than_ms = 0;
    snprintf(limit, sizeof(limit), "%lld", (long long)options.limit);
    snprintf(until, sizeof(until), "%lld", (long long)(clock_now() - options.older_than_ms / 1000));
    fault = open_run(&run, &err);
    if (fault == FAULT_NONE)
        fault = refresh(&run, words, &err);
    local_close(&run.local);
    return fault == FAULT_NONE ? 0 : cli_fail(&err);
}
