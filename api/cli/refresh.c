/*
 * `marquee refresh`: looks up films again and shows how far it is. The work is done by jobs: those
 * of the running server, asked through its control socket, or some of our own where none runs.
 */
#include <jansson.h>
#include <stdio.h>
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
    struct arena arena; /* of last_error */
    json_int_t total, done, found, unknown, failed;
    json_int_t posters_under_way, with_poster;
    const char *last_error;
};

/* Runs `refresh` with these words where the jobs are. What it printed is the caller's, in the
 * arena. */
static enum fault run_refresh(struct run *run, struct arena *arena, const char *const *words,
                              int count, const char **printed, struct error *err)
{
    auto_strbuf struct strbuf out, hints;
    struct command command = {.on = run->local.on,
                              .arena = arena,
                              .argc = count,
                              .argv = words,
                              .out = &out,
                              .hints = &hints};
    bool answered;

    strbuf_init(&out, COMMAND_OUTPUT_MAX);
    strbuf_init(&hints, COMMAND_OUTPUT_MAX);
    if (run->remote)
        TRY(control_send(run->config->db, "refresh", &command, &answered, err));
    else
        TRY(command_refresh(&command, err));
    *printed = arena_strdup(arena, out.bytes);
    return FAULT_NONE;
}

/* What was in *progress before is released. */
static enum fault read_progress(struct run *run, struct progress *progress, struct error *err)
{
    static const char *const words[] = {"status"};
    const char *printed, *last_error;
    json_t *json;

    arena_release(&progress->arena);
    *progress = (struct progress){0};
    TRY(run_refresh(run, &progress->arena, words, COUNT_OF(words), &printed, err));
    json = json_loads(printed, 0, NULL);
    if (json_unpack(json, "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:s}", "total", &progress->total,
                    "done", &progress->done, "found", &progress->found, "unknown",
                    &progress->unknown, "failed", &progress->failed, "posters_under_way",
                    &progress->posters_under_way, "with_poster", &progress->with_poster,
                    "last_error", &last_error) != 0) {
        json_decref(json);
        return error_set(err, FAULT_INTERNAL,
                         "The running server didn't say how far it has got. Is it another "
                         "version?");
    }
    progress->last_error = arena_strdup(&progress->arena, last_error);
    json_decref(json);
    return FAULT_NONE;
}

/* "[#####-----] 12/40 films, 3 s left". */
static void draw_progress(const struct progress *progress, int64_t started_us)
{
    json_int_t took_ms = (clock_monotonic_us() - started_us) / 1000;
    int filled = (int)(progress->total == 0 ? BAR : progress->done * BAR / progress->total);

    if (!isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r[%.*s%.*s] %lld/%lld films", filled, "########################",
            BAR - filled, "------------------------", progress->done, progress->total);
    if (progress->done > 0 && progress->done < progress->total)
        fprintf(stderr, ", %lld s left ",
                took_ms * (progress->total - progress->done) / progress->done / 1000 + 1);
    else if (progress->posters_under_way > 0)
        fprintf(stderr, ", %lld posters on their way ", progress->posters_under_way);
    fputs("\033[K", stderr);
}

static void sleep_ms(long ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

    nanosleep(&time, NULL);
}

/* Until every film was tried, and the posters that follow from them have arrived. */
static enum fault watch_progress(struct run *run, struct progress *progress, struct error *err)
{
    int64_t started_us = clock_monotonic_us(), films_done_us = 0;

    for (int looks = 0;; looks++) {
        TRY(read_progress(run, progress, err));
        draw_progress(progress, started_us);
        if (progress->done == progress->total && films_done_us == 0)
            films_done_us = clock_monotonic_us();
        /* A download starts a moment after its film was saved: look twice. */
        if (films_done_us != 0 && looks > 1 &&
            (progress->posters_under_way == 0 ||
             clock_monotonic_us() - films_done_us > POSTERS_PATIENCE_MS * 1000LL))
            break;
        sleep_ms(LOOK_MS);
    }
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    return FAULT_NONE;
}

static enum fault print_outcome(const struct progress *before, const struct progress *after,
                                int64_t started_us, struct error *err)
{
    printf("%lld film%s: %lld refreshed, %lld unknown, %lld failed; %lld new posters; %.1f s.\n",
           after->total, after->total == 1 ? "" : "s", after->found, after->unknown, after->failed,
           after->with_poster - before->with_poster,
           (double)(clock_monotonic_us() - started_us) / 1e6);
    if (after->failed == 0)
        return FAULT_NONE;
    return error_set(
        err, FAULT_INTERNAL,
        "%lld of them could not be refreshed and keep the data they have. The last one: %s",
        after->failed, after->last_error);
}

static enum fault refresh_and_watch(struct run *run, const char *const *words, int count,
                                    struct progress *before, struct progress *after,
                                    struct error *err)
{
    int64_t started_us = clock_monotonic_us();
    const char *printed;

    TRY(read_progress(run, before, err));
    TRY(run_refresh(run, &before->arena, words, count, &printed, err));
    TRY(watch_progress(run, after, err));
    return print_outcome(before, after, started_us, err);
}

static enum fault refresh(struct run *run, const char *const *words, int count, struct error *err)
{
    struct progress before = {0}, after = {0};
    enum fault fault = refresh_and_watch(run, words, count, &before, &after, err);

    arena_release(&before.arena);
    arena_release(&after.arena);
    return fault;
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

static enum fault check_typed(const char *const *words, int count, struct error *err)
{
    auto_arena struct arena arena = {0};

    return command_check("refresh",
                         &(struct command){.arena = &arena, .argc = count, .argv = words}, err);
}

int cli_refresh(const struct config *config, int argc, char **argv)
{
    struct run run = {.config = config};
    const char *words[COMMAND_ARGUMENTS_MAX] = {"start"};
    struct error err;
    enum fault fault;

    error_init(&err);
    if (argc >= COMMAND_ARGUMENTS_MAX)
        return cli_usage("refresh [--limit N] [--older-than 24h] [--all]");
    for (int i = 0; i < argc; i++)
        words[i + 1] = argv[i];
    if (check_typed(words, argc + 1, &err) != FAULT_NONE)
        return cli_fail(&err);
    fault = open_run(&run, &err);
    if (fault == FAULT_NONE)
        fault = refresh(&run, words, argc + 1, &err);
    local_close(&run.local);
    return fault == FAULT_NONE ? 0 : cli_fail(&err);
}
