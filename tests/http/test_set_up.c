/* Setting a club up: the link that a start prints, and what becomes of it. */
#include <string.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

enum { SECRET_LENGTH = 43 };

/* What stands behind "/setup#" in a text; it must be whole. */
static void take_secret(const char *text, char secret[64])
{
    const char *at = strstr(text, "/setup#");

    assert_non_null(at);
    at += strlen("/setup#");
    assert_int_equal(strcspn(at, "\n"), SECRET_LENGTH);
    snprintf(secret, 64, "%.*s", SECRET_LENGTH, at);
}

/* A new club that nobody has set up; the secret that its start has printed. */
static void found(struct club *club, char secret[64])
{
    snprintf(club->place, sizeof(club->place), "MARQUEE_DB=%s/new.db", club->folder);
    club_set(club, club->place);
    club_start(club);
    auto_free char *log = club_log(club);

    take_secret(log, secret);
}

static void look_up(struct club *club, const char *secret)
{
    char body[200];

    snprintf(body, sizeof(body), "{\"secret\":\"%s\"}", secret);
    ask(&club->http, "POST /invitations/lookup", .body = body);
}

static void test_set_up__the_link_has_the_address_that_the_server_has(void **state)
{
    struct club *club = *state;
    char secret[64], link[200];

    found(club, secret);
    auto_free char *log = club_log(club);

    snprintf(link, sizeof(link), "    http://127.0.0.1:%d/setup#%s\n", club->port, secret);
    assert_non_null(strstr(log, link));
    assert_non_null(strstr(log, "on this machine"));
    look_up(club, secret);
    expect(&club->http, 200);
    expect_text(&club->http, "kind", "set_up");
    expect_null(&club->http, "invited_by");
}

static void test_set_up__the_link_begins_with_the_public_address(void **state)
{
    struct club *club = *state;
    char secret[64], line[200];

    club_set(club, "MARQUEE_PUBLIC_URL=https://example.org/films");
    found(club, secret);
    auto_free char *log = club_log(club);

    snprintf(line, sizeof(line), "    https://example.org/films/setup#%s\n", secret);
    assert_non_null(strstr(log, line));
    assert_null(strstr(log, "on this machine"));
}

static void test_set_up__the_command_shows_it_again(void **state)
{
    struct club *club = *state;
    struct outcome shown;
    char secret[64], line[200];

    found(club, secret);
    shown = COMMAND(club, NULL, "setup");
    assert_int_equal(shown.status, 0);
    snprintf(line, sizeof(line), "http://127.0.0.1:%d/setup#%s\n", club->port, secret);
    assert_string_equal(shown.out, line);
    club_stop(club);
    shown = COMMAND(club, NULL, "setup");
    assert_int_equal(shown.status, 1);
    assert_non_null(strstr(shown.err, "No server runs"));
}

static void test_set_up__each_start_makes_another(void **state)
{
    struct club *club = *state;
    char first[64], second[64];

    found(club, first);
    club_stop(club);
    found(club, second);
    assert_string_not_equal(first, second);
    look_up(club, first);
    expect_problem(&club->http, 404, "link-unknown");
}

static void test_set_up__is_over_once_the_shell_made_an_admin(void **state)
{
    struct club *club = *state;
    struct outcome shown;
    char secret[64];

    found(club, secret);
    MUST(club, NULL, "member", "add", "ada");
    look_up(club, secret);
    expect(&club->http, 200);
    MUST(club, PASSWORD "\n", "member", "add", "root", "--admin", "--password-stdin");
    look_up(club, secret);
    expect_problem(&club->http, 404, "link-unknown");
    shown = COMMAND(club, NULL, "setup");
    assert_int_equal(shown.status, 1);
    assert_string_equal(shown.out, "");
    club_stop(club);
    club_start(club);
    auto_free char *log = club_log(club);

    assert_null(strstr(log, "/setup#"));
}

static void test_set_up__secret_is_in_no_file(void **state)
{
    static const char *const endings[] = {"", "-wal", ".key"};
    struct club *club = *state;
    char secret[64], path[300];

    found(club, secret);
    look_up(club, secret);
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        auto_strbuf struct strbuf file;

        snprintf(path, sizeof(path), "%s/new.db%s", club->folder, endings[i]);
        strbuf_init(&file, 16 * 1024 * 1024);
        inspect_file(path, &file);
        assert_null(memmem(file.bytes, file.length, secret, strlen(secret)));
    }
    auto_free char *log = club_log(club);

    assert_null(strstr(strstr(log, secret) + 1, secret));
}

SUITE(test_set_up)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_set_up__the_link_has_the_address_that_the_server_has),
        CLOSED_TEST(test_set_up__the_link_begins_with_the_public_address),
        CLOSED_TEST(test_set_up__the_command_shows_it_again),
        CLOSED_TEST(test_set_up__each_start_makes_another),
        CLOSED_TEST(test_set_up__is_over_once_the_shell_made_an_admin),
        CLOSED_TEST(test_set_up__secret_is_in_no_file),
    };

    return RUN(tests);
}
