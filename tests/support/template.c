#include "support/template.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/expect.h"
#include "support/inspect.h"

static struct club template;
static struct keys made;
const struct keys *const keys = &made;

/* ---- making it ------------------------------------------------------------------------------- */

static void add_members(struct club *club)
{
    MUST(club, PASSWORD "\n", "member", "add", "ada", "--password-stdin");
    MUST(club, NULL, "member", "add", "grace");
    MUST(club, PASSWORD "\n", "member", "add", "root", "--admin", "--password-stdin");
    club_add_token(club, "ada", "write", made.ada, sizeof(made.ada));
    club_add_token(club, "grace", "write", made.grace, sizeof(made.grace));
    club_add_token(club, "root", "write", made.root, sizeof(made.root));
    club_add_token(club, "ada", "read", made.reader, sizeof(made.reader));
    club_add_token(club, "ada", "write", made.revoked, sizeof(made.revoked));
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
    ask(http, "POST /invitations", .as = made.root, .body = "{\"note\":\"for Friday\"}");
    expect(http, 201);
    wait_for_poster(http);
}

/* Long ago, by hand: nobody is asked to rate it, and the log knows nothing of it. */
static void add_screening(void)
{
    inspect_run(template.db, "INSERT INTO screenings (film_id, day, note, created_at)"
                             " VALUES (1, 11016, 'on the leap day', 951825600)");
}

static void make(void)
{
    club_found(&template);
    club_start(&template);
    club_stop(&template);
    add_members(&template);
    club_start(&template);
    sign_in(&template.http, made.session, sizeof(made.session));
    sign_in(&template.http, made.over, sizeof(made.over));
    ask(&template.http, "DELETE /sessions", .as = made.over,
        .headers = {"Sec-Fetch-Site: same-origin"});
    expect(&template.http, 204);
    add_proposals(&template.http);
    club_stop(&template);
    add_screening();
}

static void forget(void)
{
    club_remove(template.folder);
}

/* ---- once for all files ---------------------------------------------------------------------- */

static void copy_folder(const char *from, const char *to)
{
    char all[PATH_MAX];
    const char *const words[] = {"-r", all, to, NULL}, *const settings[] = {NULL};
    const struct program copy = {.file = "/bin/cp", .arguments = words, .settings = settings};

    snprintf(all, sizeof(all), "%s/.", from);
    assert_int_equal(process_run(&copy).status, 0);
}

static FILE *open_keys(const char *how)
{
    char path[sizeof(template.folder) + 8];
    FILE *file;

    snprintf(path, sizeof(path), "%s/keys", template.folder);
    file = fopen(path, how);
    assert_non_null(file);
    return file;
}

/* With the files of its posters: who changes those, changes them for one process. */
static void take_over(const char *folder)
{
    FILE *file;

    club_found(&template);
    copy_folder(folder, template.folder);
    file = open_keys("re");
    assert_int_equal(fread(&made, sizeof(made), 1, file), 1);
    fclose(file);
}

/* Once a process. `kept`: where there is one already; NULL or "": nowhere. */
static void need(const char *kept)
{
    if (template.folder[0] != '\0')
        return;
    atexit(forget);
    if (kept != NULL && *kept != '\0')
        take_over(kept);
    else
        make();
}

void template_keep(const char *folder)
{
    FILE *file;

    need(NULL);
    file = open_keys("we");
    assert_int_equal(fwrite(&made, sizeof(made), 1, file), 1);
    assert_int_equal(fclose(file), 0);
    copy_folder(template.folder, folder);
}

/* ---- copies of it ---------------------------------------------------------------------------- */

void template_copy(struct club *club)
{
    need(getenv("MARQUEE_TEST_CLUB"));
    /* Posters are addressed by content: all copies may share them. */
    snprintf(club->data, sizeof(club->data), "MARQUEE_DATA=%s.d", template.db);
    club_set(club, club->data);
    assert_true(club_copy_file(template.db, club->db, 0600));
}
