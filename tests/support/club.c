#include "support/club.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "support/template.h"
#include "support/world.h"

static const char *page = "MARQUEE_FRONTEND=off";

int club_pages(void **state)
{
    (void)state;
    page = "MARQUEE_FRONTEND=";
    return 0;
}

/* ---- folders ------------------------------------------------------------------------------- */

void club_found(struct club *club)
{
    *club = (struct club){.http.socket = -1, .server = {.output = -1, .log = -1}};
    snprintf(club->folder, sizeof(club->folder), "%.100s/marquee-http-XXXXXX", world_base());
    assert_non_null(mkdtemp(club->folder));
    snprintf(club->db, sizeof(club->db), "%s/club.db", club->folder);
    snprintf(club->place, sizeof(club->place), "MARQUEE_DB=%s", club->db);
    club_set(club, club->place);
    club_set(club, "MARQUEE_LISTEN=127.0.0.1:0");
    club_set(club, "MARQUEE_PROVIDERS=demo");
    club_set(club, page);
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

void club_remove(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

bool club_copy_file(const char *from, const char *to, mode_t mode)
{
    int source = open(from, O_RDONLY | O_CLOEXEC);
    int target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    struct stat info;
    bool copied = source >= 0 && target >= 0 && fstat(source, &info) == 0 &&
                  sendfile(target, source, NULL, (size_t)info.st_size) == info.st_size;

    if (source >= 0)
        close(source);
    if (target >= 0)
        close(target);
    return copied;
}

/* ---- settings and commands ------------------------------------------------------------------- */

void club_set(struct club *club, const char *setting)
{
    size_t name = strcspn(setting, "=") + 1, i = 0;

    while (club->settings[i] != NULL && strncmp(club->settings[i], setting, name) != 0)
        i++;
    assert_true(i + 1 < SETTINGS_MAX);
    club->settings[i] = setting;
}

void club_replace_helper(struct club *club, const char *lines)
{
    char path[160];
    FILE *file;

    snprintf(club->program, sizeof(club->program), "%s/marquee", club->folder);
    snprintf(path, sizeof(path), "%s/marquee-image", club->folder);
    assert_true(club_copy_file(MARQUEE_PROGRAM, club->program, 0700));
    file = fopen(path, "we");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", lines);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0700), 0);
}

struct outcome club_run(struct club *club, const char *input, const char *const *words)
{
    struct program program = {
        .arguments = words, .settings = club->settings, .input = input, .files = club->files};

    return process_run(&program);
}

void club_refuses(struct club *club, const struct refused *commands, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct outcome outcome = club_run(club, NULL, commands[i].words);

        assert_int_not_equal(outcome.status, 0);
        if (strstr(outcome.err, commands[i].error) == NULL)
            fail_msg("%s: %s", commands[i].error, outcome.err);
    }
}

const char *club_add_token(struct club *club, const char *name, const char *scope, char *token,
                           size_t size)
{
    struct outcome added = COMMAND(club, NULL, "token", "add", name, "--scope", scope);

    assert_int_equal(added.status, 0);
    snprintf(token, size, "%.*s", (int)strcspn(added.out, "\n"), added.out);
    return token;
}

const char *club_token(struct club *club, const char *name)
{
    static char tokens[16][64];
    static size_t next;

    MUST(club, NULL, "member", "add", name);
    return club_add_token(club, name, "write", tokens[next++ % COUNT_OF(tokens)],
                          sizeof(tokens[0]));
}

void club_propose(struct club *club, int count)
{
    char text[64];

    MUST(club, NULL, "member", "limit", "ada", "1000");
    for (int i = 0; i < count; i++) {
        snprintf(text, sizeof(text), "{\"title\":\"Film %d\"}", i);
        ask(&club->http, "POST /proposals", .as = keys->ada, .body = text);
        assert_int_equal(club->http.answer.status, 201);
    }
}

/* ---- the server ------------------------------------------------------------------------------ */

static void start(struct club *club, const char *const *words)
{
    struct program program = {.file = *club->program == '\0' ? NULL : club->program,
                              .arguments = words,
                              .settings = club->settings,
                              .files = club->files,
                              .log = club->log};
    const char *address = "127.0.0.1", *colon;
    char *line = club->opened;

    process_start(&club->server, &program);
    if (!process_line(&club->server, line, sizeof(club->opened)) ||
        strncmp(line, "Marquee is open at http://", 26) != 0) {
        char *log = process_log(&club->server);

        print_error("the server did not start:\n%s", log);
        free(log);
        fail();
    }
    colon = strrchr(line, ':');
    club->port = (int)strtol(colon + 1, NULL, 10);
    if (strchr(line, '[') != NULL)
        address = "::1";
    client_init(&club->http, address, club->port);
}

void club_start(struct club *club)
{
    start(club, (const char *const[]){"serve", NULL});
}

void club_start_demo(struct club *club)
{
    start(club, (const char *const[]){"serve", "--demo", NULL});
}

/* Its exit status. What it wrote before a bad end (a sanitizer's report, say) is shown. */
static int stop(struct club *club)
{
    int status;

    client_release(&club->http);
    kill(club->server.pid, SIGTERM);
    status = process_wait(&club->server, PATIENCE);
    if (status != 0) {
        char *log = process_log(&club->server);

        print_error("the server ended with %d:\n%s", status, log);
        free(log);
    }
    process_release(&club->server);
    return status;
}

void club_stop(struct club *club)
{
    assert_int_equal(stop(club), 0);
}

struct client club_client(const struct club *club)
{
    struct client client;

    client_init(&client, club->http.address, club->port);
    return client;
}

char *club_log(const struct club *club)
{
    return process_log(&club->server);
}

size_t club_log_count(const struct club *club, const char *text)
{
    char *log = club_log(club);
    size_t count = 0;

    for (const char *at = log; (at = strstr(at, text)) != NULL; at++)
        count++;
    free(log);
    return count;
}

/* ---- setups --------------------------------------------------------------------------------- */

static struct club *make_club(void **state)
{
    struct club *club = malloc(sizeof(*club));

    if (club == NULL)
        abort();
    club_found(club);
    *state = club;
    return club;
}

int club_closed(void **state)
{
    template_copy(make_club(state));
    return 0;
}

int club_members(void **state)
{
    club_closed(state);
    club_start(*state);
    return 0;
}

int club_public(void **state)
{
    club_closed(state);
    club_set(*state, "MARQUEE_READ_ACCESS=public");
    club_start(*state);
    return 0;
}

int club_demo(void **state)
{
    club_start_demo(make_club(state));
    return 0;
}

int club_end(void **state)
{
    struct club *club = *state;
    int status = club->server.pid == 0 ? 0 : stop(club);

    client_release(&club->http);
    process_release(&club->server);
    club_remove(club->folder);
    free(club);
    return status;
}
