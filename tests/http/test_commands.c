/* Commands beside a running server: they go through its control socket, and it knows at once. */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

static void expect_one_line(const char *text)
{
    assert_int_not_equal(strlen(text), 0);
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

/* Fails with one line that holds `what`. */
static void expect_refusal(struct outcome outcome, const char *what)
{
    assert_int_equal(outcome.status, 1);
    assert_string_equal(outcome.out, "");
    expect_one_line(outcome.err);
    assert_non_null(strstr(outcome.err, what));
}

static void test_commands__a_token_made_beside_the_server_opens_at_once(void **state)
{
    struct club *club = *state;
    struct outcome added = COMMAND(club, NULL, "token", "add", "grace", "--scope", "read");
    char token[128];

    assert_int_equal(added.status, 0);
    expect_one_line(added.out);
    snprintf(token, sizeof(token), "%.*s", (int)strcspn(added.out, "\n"), added.out);
    ask(&club->http, "GET /members/me", .as = token);
    expect(&club->http, 200);
    expect_text(&club->http, "name", "grace");
    ask(&club->http, "PUT /votes/1", .as = token);
    expect_problem(&club->http, 403, "read-only-token");
}

static void test_commands__a_revoked_token_opens_nothing_at_once(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /members/me", .as = keys->grace);
    expect(&club->http, 200);
    MUST(club, NULL, "token", "revoke", "2");
    ask(&club->http, "GET /members/me", .as = keys->grace);
    expect_problem(&club->http, 401, "unauthenticated");
}

static void test_commands__a_new_password_ends_every_session_at_once(void **state)
{
    struct club *club = *state;

    MUST(club, "a second long night\n", "member", "passwd", "ada", "--password-stdin");
    ask(&club->http, "GET /members/me", .as = keys->session);
    expect_problem(&club->http, 401, "unauthenticated");
    ask(&club->http, "POST /sessions",
        .body = "{\"name\":\"ada\",\"password\":\"a second long night\"}");
    expect(&club->http, 201);
}

static void test_commands__a_member_who_is_removed_is_off_the_page_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char header[96];

    ask(http, "GET /proposals", .as = keys->grace);
    snprintf(header, sizeof(header), "If-None-Match: %s", client_header(http, "ETag"));
    MUST(club, NULL, "member", "remove", "ada");
    ask(http, "GET /proposals", .as = keys->grace, .headers = {header});
    expect(http, 200);
    expect_count(http, "items.1.voters", 0);
    ask(http, "GET /club", .as = keys->ada);
    expect_problem(http, 401, "unauthenticated");
}

static void test_commands__roles_and_limits_count_at_once(void **state)
{
    struct club *club = *state;

    expect_refusal(COMMAND(club, NULL, "member", "role", "grace", "admin"),
                   "needs a password first: marquee member passwd grace");
    MUST(club, "a long night out\n", "member", "passwd", "grace", "--password-stdin");
    MUST(club, NULL, "member", "role", "grace", "admin");
    MUST(club, NULL, "member", "limit", "grace", "3");
    ask(&club->http, "GET /members/me", .as = keys->grace);
    expect_text(&club->http, "role", "admin");
    expect_number(&club->http, "proposal_limit", 3);
    ask(&club->http, "DELETE /proposals/1", .as = keys->grace);
    expect(&club->http, 204);
}

static void test_commands__lists_are_the_same_with_and_without_a_server(void **state)
{
    struct club *club = *state;
    struct outcome without = COMMAND(club, NULL, "member", "list"), with;

    club_start(club);
    with = COMMAND(club, NULL, "member", "list");
    assert_int_equal(with.status, 0);
    assert_string_equal(with.out, without.out);
    assert_non_null(strstr(with.out, "grace"));
}

static void test_commands__tokens_are_listed_with_their_names_and_last_use(void **state)
{
    struct club *club = *state;
    struct outcome listed;

    ask(&club->http, "POST /tokens", .as = keys->ada,
        .body = "{\"name\":\"Hall\",\"scope\":\"read\"}");
    expect(&club->http, 201);
    listed = COMMAND(club, NULL, "token", "list");
    assert_int_equal(listed.status, 0);
    assert_non_null(strstr(listed.out, " never                      ada: Hall\n"));
    assert_non_null(strstr(listed.out, " grace\n"));
}

static void test_commands__who_is_deactivated_is_shut_out_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    MUST(club, NULL, "member", "deactivate", "ada");
    ask(http, "GET /members/me", .as = keys->ada);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "GET /members/me", .as = keys->session);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect_problem(http, 403, "deactivated");
    ask(http, "GET /proposals/1", .as = keys->grace);
    expect_number(http, "vote_count", 0);
    expect_text(http, "proposer.name", "ada");
    expect_refusal(COMMAND(club, NULL, "member", "deactivate", "ada"), "already");
    expect_refusal(COMMAND(club, NULL, "member", "admit", "ada"), "waiting");
    MUST(club, NULL, "member", "reactivate", "ada");
    ask(http, "GET /members/me", .as = keys->ada);
    expect(http, 200);
    ask(http, "GET /proposals/1", .as = keys->grace);
    expect_number(http, "vote_count", 1);
    expect_refusal(COMMAND(club, NULL, "member", "reactivate", "ada"), "isn't");
    expect_refusal(COMMAND(club, NULL, "member", "deactivate", "root"), "last admin");
}

/* More verbs than an error holds usages of. */
static void test_commands__the_usage_names_every_verb(void **state)
{
    static const char *const verbs[] = {"add|", "list|", "deactivate|", "|remove"};
    struct outcome outcome = COMMAND((struct club *)*state, NULL, "member");

    assert_int_equal(outcome.status, 2);
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        assert_non_null(strstr(outcome.err, verbs[i]));
}

/* A mistyped MARQUEE_DB. */
static void test_commands__only_the_first_admin_makes_a_database(void **state)
{
    struct club *club = *state;
    static const char *const words[][3] = {{"member", "list"}, {"member", "passwd", "ada"},
                                           {"token", "list"},  {"token", "add", "ada"},
                                           {"cache", NULL},    {"refresh", "--all"},
                                           {"invite", NULL},   {"member", "add", "alan"},
                                           {"migrate", "up"},  {"backup", "b.db"}};
    struct outcome outcome;
    char other[200];

    assert_int_equal(unlink(club->db), 0);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        expect_refusal(COMMAND(club, NULL, words[i][0], words[i][1], words[i][2]), "MARQUEE_DB");
    assert_int_equal(access(club->db, F_OK), -1);
    /* Nor it, where another one is. */
    snprintf(other, sizeof(other), "%s/other.db", club->folder);
    inspect_run(other, "CREATE TABLE t (i)");
    expect_refusal(
        COMMAND(club, PASSWORD "\n", "member", "add", "alan", "--admin", "--password-stdin"),
        "other.db");
    assert_int_equal(access(club->db, F_OK), -1);
    assert_int_equal(unlink(other), 0);
    outcome = COMMAND(club, PASSWORD "\n", "member", "add", "alan", "--admin", "--password-stdin");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.err, "This is a new club."));
    MUST(club, NULL, "member", "list");
}

static void test_commands__refusals_come_back_in_one_line(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    expect_refusal(COMMAND(club, NULL, "member", "add", "ADA"), "ADA");
    expect_refusal(COMMAND(club, NULL, "member", "remove", "nobody"), "nobody");
    expect_refusal(COMMAND(club, NULL, "member", "role", "root", "member"), "admin");
    expect_refusal(COMMAND(club, NULL, "token", "revoke", "99"), "");
    outcome = COMMAND(club, NULL, "token", "revoke", "1x");
    assert_non_null(strstr(outcome.err, "`marquee token list` shows it"));
    outcome = COMMAND(club, NULL, "invite", "revoke", "0");
    assert_non_null(strstr(outcome.err, "`marquee invite list` shows it"));
    expect_refusal(COMMAND(club, "short\n", "member", "passwd", "ada", "--password-stdin"),
                   "password");
    assert_int_equal(COMMAND(club, NULL, "member", "add").status, 2);
    assert_int_equal(COMMAND(club, NULL, "member", "add", "x", "--sudo").status, 2);
}

/* ---- the socket --------------------------------------------------------------------------------
 */

static void test_commands__the_socket_and_the_files_are_for_their_owner_alone(void **state)
{
    struct club *club = *state;
    static const char *const endings[] = {"", "-wal", ".lock", ".sock"};
    struct stat info;
    char path[256];

    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        snprintf(path, sizeof(path), "%s%s", club->db, endings[i]);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_mode & 0777, 0600);
    }
    club_stop(club);
    assert_int_not_equal(stat(path, &info), 0);
}

static int connect_to_socket(const struct club *club)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int peer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof(address.sun_path), "%.100s.sock", club->db);
    assert_int_equal(connect(peer, (const struct sockaddr *)&address, sizeof(address)), 0);
    return peer;
}

static void test_commands__garbage_on_the_socket_harms_nobody(void **state)
{
    struct club *club = *state;
    static const char *const garbage[] = {
        "\n",
        "x\n",
        "[]\n",
        "{}\n",
        "{\"command\":5}\n",
        "{\"command\":\"serve\"}\n",
        "{\"command\":\"member\",\"arguments\":{}}\n",
        "{\"command\":\"member\",\"arguments\":[\"add\",7]}\n",
        "{\"command\":\"member\",\"arguments\":[\"add\",\"x\",\"x\",\"x\",\"x\",\"x\",\"x\",\"x\","
        "\"x\",\"x\",\"x\",\"x\",\"x\",\"x\",\"x\",\"x\",\"x\",\"x\",\"x\"]}\n"};

    for (size_t i = 0; i < COUNT_OF(garbage); i++) {
        int peer = connect_to_socket(club);
        char bytes[512];

        assert_int_equal(write(peer, garbage[i], strlen(garbage[i])), strlen(garbage[i]));
        while (read(peer, bytes, sizeof(bytes)) > 0)
            continue;
        close(peer);
    }
    MUST(club, NULL, "member", "list");
}

/* ---- one at a time ------------------------------------------------------------------------------
 */

static void test_commands__a_second_server_is_refused(void **state)
{
    struct club *club = *state;

    expect_refusal(COMMAND(club, NULL, "serve"), club->db);
    ask(&club->http, "GET /health");
    expect(&club->http, 200);
    MUST(club, NULL, "member", "list");
}

static void test_commands__a_migration_beside_the_server_is_refused(void **state)
{
    struct club *club = *state;
    struct outcome status;

    expect_refusal(COMMAND(club, NULL, "migrate", "down"), "stop it first");
    expect_refusal(COMMAND(club, NULL, "migrate", "up"), "stop it first");
    status = COMMAND(club, NULL, "migrate", "status");
    assert_int_equal(status.status, 0);
    assert_non_null(strstr(status.out, "applied"));
}

/* A lock without a server that answers: an older program, or another command at work. */
static void test_commands__a_database_in_use_by_nobody_who_answers_is_refused(void **state)
{
    struct club *club = *state;
    char path[256];

    snprintf(path, sizeof(path), "%s.sock", club->db);
    assert_int_equal(unlink(path), 0);
    expect_refusal(COMMAND(club, NULL, "member", "list"), "in use");
}

SUITE(test_commands)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_commands__a_token_made_beside_the_server_opens_at_once),
        CLUB_TEST(test_commands__a_revoked_token_opens_nothing_at_once),
        CLUB_TEST(test_commands__a_new_password_ends_every_session_at_once),
        CLUB_TEST(test_commands__a_member_who_is_removed_is_off_the_page_at_once),
        CLUB_TEST(test_commands__roles_and_limits_count_at_once),
        CLOSED_TEST(test_commands__lists_are_the_same_with_and_without_a_server),
        CLUB_TEST(test_commands__tokens_are_listed_with_their_names_and_last_use),
        CLUB_TEST(test_commands__who_is_deactivated_is_shut_out_at_once),
        CLUB_TEST(test_commands__the_usage_names_every_verb),
        CLOSED_TEST(test_commands__only_the_first_admin_makes_a_database),
        CLUB_TEST(test_commands__refusals_come_back_in_one_line),
        CLUB_TEST(test_commands__the_socket_and_the_files_are_for_their_owner_alone),
        CLUB_TEST(test_commands__garbage_on_the_socket_harms_nobody),
        CLUB_TEST(test_commands__a_second_server_is_refused),
        CLUB_TEST(test_commands__a_migration_beside_the_server_is_refused),
        CLUB_TEST(test_commands__a_database_in_use_by_nobody_who_answers_is_refused),
    };

    return RUN(tests);
}
