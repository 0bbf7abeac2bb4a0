/* Setting a club up: the link that a start prints, and what becomes of it. */
#include <pthread.h>
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
    expect_false(&club->http, "is_named");
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

/* Where the program is not installed, and the database is not where it usually is. */
static void test_set_up__the_start_says_a_command_that_works(void **state)
{
    static const char before[] = "This shows it again:\n    ";
    struct club *club = *state;
    char secret[64], line[400];
    struct outcome shown;

    found(club, secret);
    auto_free char *log = club_log(club);
    const char *said = strstr(log, before);

    assert_non_null(said);
    said += strlen(before);
    snprintf(line, sizeof(line), "%.*s", (int)strcspn(said, "\n"), said);
    const char *const words[] = {"-c", line, NULL}, *const none[] = {NULL};
    struct program shell = {.file = "/bin/sh", .arguments = words, .settings = none};

    shown = process_run(&shell);
    assert_int_equal(shown.status, 0);
    assert_non_null(strstr(shown.out, secret));
}

static void expect_service_command(struct club *club, const char *name, const char *command)
{
    char line[400];

    snprintf(club->place, sizeof(club->place), "MARQUEE_DB=%s/%s", club->folder, name);
    club_set(club, club->place);
    club_start(club);
    auto_free char *log = club_log(club);

    snprintf(line, sizeof(line), "    %s\n", command);
    if (strstr(log, line) == NULL)
        fail_msg("%s is not in: %s", command, log);
    club_stop(club);
}

/* A service is another user, and its command on the path becomes that one. */
static void test_set_up__a_service_says_how_it_is_asked(void **state)
{
    struct club *club = *state;
    char command[300], folder[200];

    snprintf(folder, sizeof(folder), "STATE_DIRECTORY=%s", club->folder);
    snprintf(command, sizeof(command), "sudo MARQUEE_DB=%s/cinema.db marquee setup", club->folder);
    club_set(club, folder);
    expect_service_command(club, "marquee.db", "sudo marquee setup");
    expect_service_command(club, "cinema.db", command);
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

/* A club whose only admin may not come in could not be run by anybody. */
static void test_set_up__is_not_over_while_the_only_admin_is_deactivated(void **state)
{
    struct club *club = *state;
    char secret[64];

    found(club, secret);
    MUST(club, PASSWORD "\n", "member", "add", "ada", "--password-stdin");
    MUST(club, NULL, "member", "deactivate", "ada");
    MUST(club, NULL, "member", "role", "ada", "admin");
    look_up(club, secret);
    expect(&club->http, 200);
    MUST(club, NULL, "member", "reactivate", "ada");
    look_up(club, secret);
    expect_problem(&club->http, 404, "link-unknown");
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

static void set_up(struct client *http, const char *secret, const char *rest)
{
    char body[300];

    snprintf(body, sizeof(body), "{\"secret\":\"%s\",%s}", secret, rest);
    ask(http, "POST /members", .body = body, .headers = {"Sec-Fetch-Site: same-origin"});
}

#define GRACE "\"name\":\"grace\",\"password\":\"" PASSWORD "\",\"club_name\":\"Friday Film Club\""

static void test_set_up__names_the_club_and_makes_its_admin(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64], cookie[128];

    found(club, secret);
    ask(http, "GET /club");
    expect_false(http, "is_set_up");
    set_up(http, secret, GRACE);
    expect(http, 201);
    expect_text(http, "member.name", "grace");
    expect_text(http, "member.role", "admin");
    snprintf(cookie, sizeof(cookie), "%.*s", (int)strcspn(client_header(http, "Set-Cookie"), ";"),
             client_header(http, "Set-Cookie"));
    ask(http, "GET /club", .as = cookie);
    expect_true(http, "is_set_up");
    expect_text(http, "name", "Friday Film Club");
    expect_text(http, "member.role", "admin");
    ask(http, "POST /invitations", .as = cookie, .body = "{}",
        .headers = {"Sec-Fetch-Site: same-origin"});
    expect(http, 201);
    look_up(club, secret);
    expect_problem(http, 404, "link-unknown");
    set_up(http, secret,
           "\"name\":\"mallory\",\"password\":\"" PASSWORD "\","
           "\"club_name\":\"Mine\"");
    expect_problem(http, 404, "link-unknown");
}

static void test_set_up__wants_a_password_and_a_name_for_the_club(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64];

    found(club, secret);
    set_up(http, secret, "\"name\":\"grace\"");
    expect_field(http, "body", "/password");
    expect_field(http, "body", "/club_name");
    set_up(http, secret, "\"name\":\"grace\",\"password\":\"" PASSWORD "\",\"club_name\":\"\"");
    expect_field(http, "body", "/club_name");
    set_up(http, secret,
           "\"name\":\"grace\",\"password\":\"friday film club\","
           "\"club_name\":\"Friday Film Club\"");
    expect_field(http, "body", "/password");
    set_up(http, secret, GRACE);
    expect(http, 201);
}

/* What the host has set need not be said, and wins. */
static void test_set_up__the_name_that_the_host_has_set_stays(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64];

    club_set(club, "MARQUEE_CLUB_NAME=The Host's Club");
    found(club, secret);
    look_up(club, secret);
    expect_text(http, "club_name", "The Host's Club");
    expect_true(http, "is_named");
    set_up(http, secret, "\"name\":\"grace\",\"password\":\"" PASSWORD "\"");
    expect(http, 201);
    ask(http, "GET /club");
    expect_text(http, "name", "The Host's Club");
}

enum { CROWD = 8 };

struct founder {
    struct client http;
    pthread_t thread;
    pthread_barrier_t *start;
    const char *secret;
    int number;
};

static void *try_set_up(void *argument)
{
    struct founder *founder = argument;
    char rest[200];

    snprintf(rest, sizeof(rest),
             "\"name\":\"founder %d\",\"password\":\"" PASSWORD "\",\"club_name\":\"Club %d\"",
             founder->number, founder->number);
    ask(&founder->http, "GET /health");
    pthread_barrier_wait(founder->start);
    set_up(&founder->http, founder->secret, rest);
    return NULL;
}

static void test_set_up__of_many_at_once_one_succeeds(void **state)
{
    struct club *club = *state;
    struct founder founders[CROWD] = {0};
    pthread_barrier_t start;
    char secret[64], name[32] = "";
    int in = 0;

    found(club, secret);
    pthread_barrier_init(&start, NULL, CROWD);
    for (int i = 0; i < CROWD; i++) {
        founders[i] = (struct founder){club_client(club), 0, &start, secret, i};
        assert_int_equal(pthread_create(&founders[i].thread, NULL, try_set_up, &founders[i]), 0);
    }
    for (int i = 0; i < CROWD; i++) {
        pthread_join(founders[i].thread, NULL);
        if (founders[i].http.answer.status == 201)
            snprintf(name, sizeof(name), "Club %d", i);
        else
            expect_problem(&founders[i].http, 404, "link-unknown");
        in += founders[i].http.answer.status == 201;
        client_release(&founders[i].http);
    }
    pthread_barrier_destroy(&start);
    assert_int_equal(in, 1);
    ask(&club->http, "GET /club");
    expect_text(&club->http, "name", name);
}

SUITE(test_set_up)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_set_up__the_link_has_the_address_that_the_server_has),
        CLOSED_TEST(test_set_up__the_link_begins_with_the_public_address),
        CLOSED_TEST(test_set_up__the_command_shows_it_again),
        CLOSED_TEST(test_set_up__the_start_says_a_command_that_works),
        CLOSED_TEST(test_set_up__a_service_says_how_it_is_asked),
        CLOSED_TEST(test_set_up__each_start_makes_another),
        CLOSED_TEST(test_set_up__is_over_once_the_shell_made_an_admin),
        CLOSED_TEST(test_set_up__is_not_over_while_the_only_admin_is_deactivated),
        CLOSED_TEST(test_set_up__secret_is_in_no_file),
        CLOSED_TEST(test_set_up__names_the_club_and_makes_its_admin),
        CLOSED_TEST(test_set_up__wants_a_password_and_a_name_for_the_club),
        CLOSED_TEST(test_set_up__the_name_that_the_host_has_set_stays),
        CLOSED_TEST(test_set_up__of_many_at_once_one_succeeds),
    };

    return RUN(tests);
}
