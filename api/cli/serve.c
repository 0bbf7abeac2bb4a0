#include "cli/commands.h"

#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "app/app.h"
#include "app/demo.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/outlet.h"
#include "cli/open_files.h"
#include "config/addresses.h"
#include "domain/address.h"
#include "host/command.h"
#include "host/set_up_link.h"
#include "store/store.h"

/* ---- the demo's own world ------------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

/* A temporary folder, public reading, loopback only: its password is known to everybody. */
static enum fault demo_config(struct arena *arena, struct config *config, char **folder,
                              struct error *err)
{
    const char *temporary = getenv("TMPDIR");

    if (!address_is_loopback(config->listen))
        return error_set(err, FAULT_INVALID,
                         "Everybody knows the demo's passwords, so only this machine may reach "
                         "it. Set MARQUEE_LISTEN to 127.0.0.1:8080; it is '%s'.",
                         config->listen);
    *folder = arena_printf(arena, "%s/marquee-demo-XXXXXX",
                           temporary == NULL || *temporary == '\0' ? "/tmp" : temporary);
    if (mkdtemp(*folder) == NULL)
        return error_set(err, FAULT_INTERNAL,
                         "Can't make a temporary folder at %s. Set TMPDIR to a folder that you "
                         "can write to.",
                         *folder);
    config->db = arena_printf(arena, "%s/demo.db", *folder);
    config->data = arena_printf(arena, "%s/data", *folder);
    config->providers = "demo";
    config->club.name = "Friday Film Club";
    config->club.is_public = true;
    config->club.time_zone = "Europe/Berlin";
    config->club_set &= ~(unsigned)(CLUB_NAME | CLUB_READ_ACCESS | CLUB_TIME_ZONE);
    return FAULT_NONE;
}

/* ---- running -------------------------------------------------------------------------------- */

/* Before any thread is started: signals then come only through the descriptor. */
static int block_signals(void)
{
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a write past `ulimit -f` fails, as on a full disk */
    return signalfd(-1, &signals, SFD_CLOEXEC);
}

/* A turn of a loop or of the writer is a tenth of a millisecond of work: one that wakes up does
 * better to wait for the one that runs than to interrupt it, and finds more to do at once. Who has
 * set another policy keeps it. */
static void take_turns(void)
{
    if (sched_getscheduler(0) == SCHED_OTHER)
        sched_setscheduler(0, SCHED_BATCH, &(struct sched_param){0});
}

static void wait_for_signal(int signals)
{
    struct signalfd_siginfo info;

    while (read(signals, &info, sizeof(info)) != (ssize_t)sizeof(info))
        continue;
}

static void say_demo(const struct config *config, const struct app *app)
{
    auto_arena struct arena arena = {0};

    printf("  Sign in as ada (member) or admin (admin), password: " DEMO_PASSWORD "\n"
           "  API tokens: mq_demo_reader, mq_demo_member, mq_demo_admin\n"
           "  An invitation: %s/join#mq_demo_invitation\n"
           "  Ctrl-C stops it and deletes everything in it.\n",
           addresses_of(&arena, config, app_port(app)).urls[0]);
}

/* Where the page is: the address that was asked for, with the port that it got; where that is all
 * of this machine's, those that a browser can open. */
static void say_where(const struct config *config, struct app *app, bool demo)
{
    auto_arena struct arena arena = {0};
    struct addresses own = addresses_listened(&arena, config, app_port(app));

    printf("Marquee is open at %s\n", own.urls[0]);
    for (size_t i = 1; i < own.count; i++)
        printf("  and at %s\n", own.urls[i]);
    if (config->is_public_url_set)
        printf("  Members open it at %s\n", config->public_url);
    if (demo)
        say_demo(config, app);
    fflush(stdout);
}

/* As it's typed beside a service, which has its database in `folder` unless the host says another
 * one. Source: STATE_DIRECTORY in systemd.exec(5). */
static const char *service_set_up_command(struct arena *arena, const struct config *config,
                                          const char *folder)
{
    if (strcmp(config->db, arena_printf(arena, "%s/marquee.db", folder)) == 0)
        return "sudo marquee setup";
    return arena_printf(arena, "sudo MARQUEE_DB=%s marquee setup",
                        command_quoted(arena, config->db));
}

/* `marquee setup`, for the folder and the shell in which this was started. */
static const char *set_up_command(struct arena *arena, const struct config *config)
{
    const char *program = command_quoted(arena, program_invocation_name);
    const char *folder = getenv("STATE_DIRECTORY");

    if (folder != NULL)
        return service_set_up_command(arena, config, folder);
    if (getenv("MARQUEE_DB") == NULL)
        return arena_printf(arena, "%s setup", program);
    return arena_printf(arena, "MARQUEE_DB=%s %s setup", command_quoted(arena, config->db),
                        program);
}

/* The one secret that is ever shown without being asked for. It goes past the log, which may be
 * off. */
static void say_set_up_link(const struct config *config, const struct app *app)
{
    auto_arena struct arena arena = {0};
    auto_strbuf struct strbuf link;
    struct error err;
    bool others;

    error_init(&err);
    strbuf_init(&link, COMMAND_OUTPUT_MAX);
    if (set_up_link_is_due(app_store(app), &err) != FAULT_NONE)
        return;
    others = set_up_link_add(&link, config, app_port(app), app_set_up(app), "    ");
    fprintf(stderr,
            "This club has no admin yet. Open this link in a browser to set it up%s:\n%s"
            "It works until there is an admin. This shows it again:\n    %s\n",
            others ? "" : ", on this machine", link.bytes, set_up_command(&arena, config));
}

static int serve_until_signal(const struct config *config, bool demo, int signals)
{
    int64_t started = clock_monotonic_us();
    struct error err;
    struct app *app;
    int status;

    error_init(&err);
    if (open_files_raise(config, &err) != FAULT_NONE ||
        app_open(config, demo, &app, &err) != FAULT_NONE)
        return cli_fail(&err);
    say_set_up_link(config, app);
    say_where(config, app, demo);
    log_line(LOG_INFO, "ready after %lld ms", (long long)(clock_monotonic_us() - started) / 1000);
    wait_for_signal(signals);
    log_line(LOG_INFO, "stopping");
    status = app_was_moved(app) ? 1 : 0;
    app_close(app);
    return status;
}

/* Nobody has to read what a server says: it does not wait for them. */
static int serve_unheard(const struct config *config, bool demo, int signals)
{
    enum { PATIENCE_MS = 1000 /* with whoever reads standard output, at the end */ };
    struct outlet *output = NULL;
    struct error err;
    int status;

    error_init(&err);
    if (log_open(&err) != FAULT_NONE ||
        outlet_open(STDOUT_FILENO, NULL, &output, &err) != FAULT_NONE)
        status = cli_fail(&err);
    else
        status = serve_until_signal(config, demo, signals);
    outlet_close(output, PATIENCE_MS);
    log_close();
    return status;
}

int cli_serve(const struct config *given, int argc, char **argv)
{
    auto_arena struct arena arena = {0};
    struct config config = *given;
    bool demo = argc == 1 && strcmp(argv[0], "--demo") == 0;
    char *folder = NULL;
    struct error err;
    int status, signals;

    error_init(&err);
    if (argc > (demo ? 1 : 0))
        return cli_usage("serve [--demo]");
    if (demo && demo_config(&arena, &config, &folder, &err) != FAULT_NONE)
        return cli_fail(&err);
    signals = block_signals();
    take_turns();
    status = serve_unheard(&config, demo, signals);
    close(signals);
    if (folder != NULL)
        nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return status;
}
