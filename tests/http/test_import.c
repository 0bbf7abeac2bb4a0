/* `marquee import`: an old club moves in, beside the server and without it. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"
#include "support/site.h"

/* The file of a scenario in the club's folder; static memory. */
static const char *old_site(const struct club *club, const char *scenario)
{
    static char path[256];

    snprintf(path, sizeof(path), "%s/%s.sqlite3", club->folder, scenario);
    site_make_at(path, scenario);
    return path;
}

static const char *beside(const char *path, const char *ending)
{
    static char name[300];

    snprintf(name, sizeof(name), "%s%s", path, ending);
    return name;
}

static void expect_said(const char *said, const char *part)
{
    if (strstr(said, part) == NULL)
        fail_msg("\"%s\" doesn't say \"%s\"", said, part);
}

static void expect_rows_of(const struct club *club, const char *sql, const char *expected)
{
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 4096);
    inspect_rows(club->db, sql, ";", &rows);
    assert_string_equal(rows.bytes, expected);
}

static void sign_in(struct club *club, const char *name, const char *password, int status)
{
    char body[256];

    snprintf(body, sizeof(body), "{\"name\":\"%s\",\"password\":\"%s\"}", name, password);
    ask(&club->http, "POST /sessions", .body = body);
    assert_int_equal(club->http.answer.status, status);
}

static void test_import__a_running_server_takes_a_club_in(void **state)
{
    struct club *club = *state;
    const char *path = old_site(club, "small");
    struct outcome outcome = COMMAND(club, NULL, "import", "django", path);

    assert_int_equal(outcome.status, 0);
    expect_said(outcome.out, "auth_user                    4 in =      4 taken +      0 merged");
    expect_said(outcome.out, "home_proposalvote            5 in =      5 taken +      0 merged");
    expect_said(outcome.out, "Members who sign in with their old password: 3\n");
    expect_said(outcome.out, "no-password (there was none): http://");
    sign_in(club, "anna", PASSWORD, 201);
    sign_in(club, "anna", "not their password", 401);
    ask(&club->http, "GET /proposals?sort=votes", .as = keys->ada);
    expect_text(&club->http, "items.0.film.title", "Come and See");
    expect_text(&club->http, "items.0.film.plot", "What happens in Come and See.");
    expect_text(&club->http, "items.0.proposer.name", "anna");
    expect_number(&club->http, "items.0.vote_count", 2);
    ask(&club->http, "GET /screenings", .as = keys->ada);
    expect_text(&club->http, "items.1.film.title", "Alien");
    expect_stars(&club->http, "items.0.average", 3.5);
    expect_absent(&club->http, "items.2");
    ask(&club->http, "GET /activity?kind=watched", .as = keys->root);
    expect_text(&club->http, "items.0.actor.name", "anna");
    MUST(club, NULL, "check");
}

static void test_import__an_own_link_opens_the_seat(void **state)
{
    struct club *club = *state;
    struct outcome outcome = COMMAND(club, NULL, "import", "django", old_site(club, "small"));
    const char *secret = strstr(outcome.out, "/enter#");
    char body[128];

    assert_non_null(secret);
    snprintf(body, sizeof(body), "{\"entry\":\"%.43s\"}", secret + strlen("/enter#"));
    ask(&club->http, "POST /sessions", .body = body);
    expect(&club->http, 201);
    expect_text(&club->http, "member.name", "no-password");
}

static void test_import__says_why_a_password_can_not_be_taken(void **state)
{
    struct club *club = *state;
    const char *path = old_site(club, "merging");
    struct outcome outcome;

    inspect_run(path, "UPDATE auth_user SET password = 'md5$salt$0cc175b9c0f1b6a8' WHERE id = 1;"
                      "UPDATE auth_user SET password = 'home$made' WHERE id = 2;"
                      "UPDATE auth_user SET password ="
                      " replace(password, '$260000$', '$9000000$') WHERE id = 3");
    outcome = COMMAND(club, NULL, "import", "django", path, "--dry-run");
    expect_said(outcome.out, "  anna (Marquee doesn't know how it was kept: md5)\n");
    expect_said(outcome.out, "  ben (Marquee doesn't know how it was kept)\n");
    expect_said(outcome.out, "  cid (checking it would take too long)\n");
    assert_null(strstr(outcome.out, "enter#"));
}

/* They're shown once, however many there are. */
static void test_import__every_link_is_printed(void **state)
{
    struct club *club = *state;
    const char *path = old_site(club, "old");
    char server[32];
    const char *const words[] = {"-c", "\"$0\" import django \"$1\" | grep -c enter#", server, path,
                                 NULL};
    struct outcome outcome;

    inspect_run(path, "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n"
                      " WHERE i < 2998) INSERT INTO auth_user SELECT i, 'md5$a$b', NULL, 1,"
                      " replace(hex(zeroblob(70)), '0', char(322)) || i, '', '', 0, 1, '', ''"
                      " FROM n; UPDATE auth_user SET password = '!' WHERE id < 1000");
    snprintf(server, sizeof(server), "/proc/%d/exe", (int)club->server.pid);
    outcome = process_run(
        &(struct program){.file = "/bin/sh", .arguments = words, .settings = club->settings});
    assert_string_equal(outcome.out, "2000\n");
}

static void test_import__a_new_club_begins_with_it(void **state)
{
    struct club *club = *state;
    const char *path = old_site(club, "small");
    struct outcome outcome = COMMAND(club, NULL, "import", "django", path, "--dry-run");

    assert_int_equal(outcome.status, 0);
    expect_said(outcome.out, "This is what would come into the club:\n");
    expect_said(outcome.err, "Nothing was changed.\n");
    expect_rows_of(club, "SELECT count(*) FROM members", "3;");
    unlink(club->db);
    outcome = COMMAND(club, NULL, "import", "django", path, "--dry-run");
    assert_int_equal(outcome.status, 0);
    assert_int_equal(access(club->db, F_OK), -1);
    assert_int_equal(access(beside(path, ".left.jsonl"), F_OK), -1);
    MUST(club, NULL, "import", "django", path);
    club_start(club);
    sign_in(club, "Ben", PASSWORD, 201);
}

static void test_import__what_was_left_is_in_a_file(void **state)
{
    struct club *club = *state;
    const char *path = old_site(club, "orphans"), *left = beside(path, ".left.jsonl");
    struct outcome outcome = COMMAND(club, NULL, "import", "django", path);
    auto_strbuf struct strbuf text;
    struct stat info;

    assert_int_equal(outcome.status, 0);
    expect_said(outcome.out, "home_proposalvote: 1 left, because the proposal isn't there");
    expect_said(outcome.err, "orphans.sqlite3.left.jsonl: 9 rows.\n");
    assert_int_equal(stat(left, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    strbuf_init(&text, 64 * 1024);
    inspect_file(left, &text);
    expect_said(text.bytes, "{\"table\": \"home_proposalvote\", \"why\": \"no_member\","
                            " \"row\": {\"id\": 101, \"proposal_id\": 1, \"voter_id\": 99");
    assert_null(strstr(text.bytes, "pbkdf2"));
    /* Again, it takes the place of the one before; but of no other file. */
    MUST(club, NULL, "import", "django", path);
    outcome = COMMAND(club, NULL, "import", "django", path, "--left", path);
    assert_int_equal(outcome.status, 1);
    expect_said(outcome.err, "already exists, and stays");
}

static void test_import__the_old_file_stays_as_it_was(void **state)
{
    struct club *club = *state;
    const char *path = old_site(club, "small");
    auto_strbuf struct strbuf before, after;

    strbuf_init(&before, 1024 * 1024);
    strbuf_init(&after, 1024 * 1024);
    inspect_file(path, &before);
    MUST(club, NULL, "import", "django", path);
    inspect_file(path, &after);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.bytes, after.bytes, before.length);
    assert_int_equal(access(beside(path, "-journal"), F_OK), -1);
    assert_int_equal(access(beside(path, "-wal"), F_OK), -1);
}

static void test_import__says_what_is_wrong(void **state)
{
    struct club *club = *state;
    const char *path = old_site(club, "variants");
    struct outcome outcome = COMMAND(club, NULL, "import", "django", path);

    assert_int_equal(outcome.status, 1);
    expect_said(outcome.err, "Nothing was changed. 1 name is here already, or twice there.");
    assert_int_equal(access(beside(path, ".left.jsonl"), F_OK), -1);
    outcome = COMMAND(club, NULL, "import", "django", club->db);
    assert_int_equal(outcome.status, 1);
    expect_said(outcome.err, "Another program is using");
    outcome = COMMAND(club, NULL, "import", "django", "/nowhere/db.sqlite3");
    assert_int_equal(outcome.status, 1);
    expect_said(outcome.err, "Can't open /nowhere/db.sqlite3: No such file or directory.");
    outcome = COMMAND(club, NULL, "import", "django");
    assert_int_equal(outcome.status, 2);
    expect_said(outcome.err, "Usage: marquee import django FILE");
    outcome = COMMAND(club, NULL, "import", "wordpress", path);
    assert_int_equal(outcome.status, 2);
}

static void test_import__a_club_without_an_admin_is_told_how_to_make_one(void **state)
{
    struct club *club = *state;
    const char *path = old_site(club, "old");
    struct outcome outcome;

    unlink(club->db);
    outcome = COMMAND(club, NULL, "import", "django", path);
    assert_int_equal(outcome.status, 0);
    expect_said(outcome.err, "The club has no admin yet. This makes one: marquee member role NAME");
    MUST(club, NULL, "member", "role", "anna", "admin");
    outcome = COMMAND(club, NULL, "import", "django", path);
    assert_null(strstr(outcome.err, "no admin"));
}

SUITE(test_import)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_import__a_running_server_takes_a_club_in),
        CLUB_TEST(test_import__an_own_link_opens_the_seat),
        CLUB_TEST(test_import__says_why_a_password_can_not_be_taken),
        CLUB_TEST(test_import__every_link_is_printed),
        CLOSED_TEST(test_import__a_new_club_begins_with_it),
        CLUB_TEST(test_import__what_was_left_is_in_a_file),
        CLUB_TEST(test_import__the_old_file_stays_as_it_was),
        CLUB_TEST(test_import__says_what_is_wrong),
        CLOSED_TEST(test_import__a_club_without_an_admin_is_told_how_to_make_one),
    };

    return RUN(tests);
}
