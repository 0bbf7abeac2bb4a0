#include "support/club.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "support/expect.h"

/* ---- folders ------------------------------------------------------------------------------- */

/* Memory where there is some, and programs may run: what is tested here is not the disk. */
static const char *base_folder(void)
{
    const char *wanted = getenv("TMPDIR");
    struct statvfs memory;

    if (wanted != NULL && *wanted != '\0')
        return wanted;
    return access("/dev/shm", W_OK) == 0 && statvfs("/dev/shm", &memory) == 0 &&
                   (memory.f_flag & ST_NOEXEC) == 0
               ? "/dev/shm"
               : "/tmp";
}

static bool make_folder(struct club *club)
{
    snprintf(club->folder, sizeof(club->folder), "%.100s/marquee-http-XXXXXX", base_folder());
    if (mkdtemp(club->folder) == NULL)
        return false;
    snprintf(club->db, sizeof(club->db), "%s/club.db", club->folder);
    snprintf(club->place, sizeof(club->place), "MARQUEE_DB=%s", club->db);
    return true;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int remove_folder(const char *folder)
{
    return nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static bool copy_file(const char *from, const char *to, mode_t mode)
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
    assert_true(copy_file(MARQUEE_PROGRAM, club->program, 0700));
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

static const char *add_token(struct club *club, const char *name, const char *scope, char *token,
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
    return add_token(club, name, "write", tokens[next++ % COUNT_OF(tokens)], sizeof(tokens[0]));
}

/* ---- the server ------------------------------------------------------------------------------ */

static void start(struct club *club, const char *const *words)
{
    struct program program = {.file = *club->program == '\0' ? NULL : club->program,
                              .arguments = words,
                              .settings = club->settings,
                              .files = club->files};
    const char *address = "127.0.0.1", *colon;
    char line[256];

    process_start(&club->server, &program);
    if (!process_line(&club->server, line, sizeof(line)) ||
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

/* ---- the club that every test gets a copy of ---------------------------------------------------
 */

static struct club template;
static struct keys made;
const struct keys *const keys = &made;

static void forget_template(void)
{
    remove_folder(template.folder);
}

static void add_members(struct club *club)
{
    MUST(club, PASSWORD "\n", "member", "add", "ada", "--password-stdin");
    MUST(club, NULL, "member", "add", "grace");
    MUST(club, PASSWORD "\n", "member", "add", "root", "--admin", "--password-stdin");
    add_token(club, "ada", "write", made.ada, sizeof(made.ada));
    add_token(club, "grace", "write", made.grace, sizeof(made.grace));
    add_token(club, "root", "write", made.root, sizeof(made.root));
    add_token(club, "ada", "read", made.reader, sizeof(made.reader));
    add_token(club, "ada", "write", made.revoked, sizeof(made.revoked));
    MUST(club, NULL, "token", "revoke", "5");
}

static void sign_in(struct client *http, char *cookie, size_t size)
{
    const char *set;

    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
    set = client_header(http, "Set-Cookie");
    snprintf(cookie, size, "%.*s", (int)strcspn(set, ";"), set);
}

static void wait_for_poster(struct client *http)
{
    const struct timespec moment = {.tv_nsec = 5 * 1000 * 1000};
    time_t until = time(NULL) + PATIENCE;

    while (ask(http, "GET /proposals/1", .as = made.ada) != 200 ||
           client_json(http, "film.poster.id") == NULL) {
        assert_true(time(NULL) < until);
        nanosleep(&moment, NULL);
    }
}

static void add_proposals(struct client *http)
{
    ask(http, "POST /proposals", .as = made.ada, .body = "{\"imdb_id\":\"" METROPOLIS "\"}");
    expect(http, 201);
    ask(http, "POST /proposals", .as = made.grace,
        .body = "{\"title\":\"Home Movie\",\"year\":1999}");
    expect(http, 201);
    ask(http, "POST /proposals", .as = made.ada, .body = "{\"imdb_id\":\"tt9999999\"}");
    expect(http, 201);
    ask(http, "DELETE /proposals/3", .as = made.ada);
    expect(http, 204);
    ask(http, "PUT /votes/1", .as = made.ada);
    expect(http, 200);
    wait_for_poster(http);
}

static void settle(struct club *club)
{
    club_set(club, club->place);
    club_set(club, "MARQUEE_LISTEN=127.0.0.1:0");
    club_set(club, "MARQUEE_PROVIDERS=demo");
}

static void make_template(void)
{
    assert_true(make_folder(&template));
    atexit(forget_template);
    settle(&template);
    add_members(&template);
    club_start(&template);
    sign_in(&template.http, made.session, sizeof(made.session));
    sign_in(&template.http, made.over, sizeof(made.over));
    ask(&template.http, "DELETE /sessions", .as = made.over,
        .headers = {"Sec-Fetch-Site: same-origin"});
    expect(&template.http, 204);
    add_proposals(&template.http);
    club_stop(&template);
}

/* ---- setups --------------------------------------------------------------------------------- */

static struct club *make_club(void **state)
{
    struct club *club = calloc(1, sizeof(*club));

    if (club == NULL)
        abort();
    club->http.socket = club->server.output = club->server.log = -1;
    *state = club;
    assert_true(make_folder(club));
    settle(club);
    return club;
}

int club_closed(void **state)
{
    struct club *club;

    if (template.folder[0] == '\0')
        make_template();
    club = make_club(state);
    /* Posters are addressed by content: all copies may share them. */
    snprintf(club->data, sizeof(club->data), "MARQUEE_DATA=%s.d", template.db);
    club_set(club, club->data);
    assert_true(copy_file(template.db, club->db, 0600));
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
    remove_folder(club->folder);
    free(club);
    return status;
}
