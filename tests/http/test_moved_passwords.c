/* Passwords of members who came from another program: they open, and then they are like all others.
 */
#include "base/auto.h"
#include "base/password.h"
#include "base/secret.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"
#include "support/race.h"

/* Made by Django 3.2 with few iterations, of "film night demo". */
#define FILM_NIGHT                                                                                 \
    "pbkdf2_sha256$1000$AQkEE9KNL6ef9ERfiCD7lj$XWV7Ectatew9Cc7ZcVJwNLqkmNMD9EYC0PnQ42ZOze4="
/* Of "cafe noir" with a combining accent, and of "a". */
#define CAFE_NOIR                                                                                  \
    "pbkdf2_sha256$1000$uznpksCe5jr9tB2cYax9M2$1yewOr6vEGidJqJakukJBo1B4xVOFVfVMh6pFSUBtqc="
#define SHORT                                                                                      \
    "pbkdf2_sha256$1000$o2rxGLRspe6WpMEqa3idbs$c9Zf+aSAd9wyxc3XnR/fbJfUzAyJK4fBvv4PfwmF/Do="

/* What an import writes. Before the server starts. */
static void move_in(struct club *club, const char *name, const char *text)
{
    char kept[PASSWORD_KEPT_SIZE], sql[2 * PASSWORD_KEPT_SIZE];
    enum old_verdict verdict;
    struct error err;

    error_init(&err);
    assert_true(secret_init());
    assert_ok(password_wrap(text, &verdict, kept, &err), &err);
    assert_int_equal(verdict, OLD_TAKEN);
    snprintf(sql, sizeof(sql), "UPDATE members SET password_hash = '%s' WHERE name = '%s'", kept,
             name);
    inspect_run(club->db, sql);
}

static void expect_rows(struct club *club, int count, const char *sql)
{
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 32);
    inspect_rows(club->db, sql, "", &rows);
    assert_int_equal(strtol(rows.bytes, NULL, 10), count);
}

static void expect_old(struct club *club, int count)
{
    expect_rows(club, count, "SELECT count(*) FROM members WHERE password_hash LIKE '% %'");
}

static int sign_in(struct client *http, const char *name, const char *password)
{
    char body[200];

    snprintf(body, sizeof(body), "{\"name\":\"%s\",\"password\":\"%s\"}", name, password);
    return ask(http, "POST /sessions", .body = body);
}

static void test_moved_passwords__open_and_become_plain_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    move_in(club, "ada", FILM_NIGHT);
    club_start(club);
    assert_int_equal(sign_in(http, "ada", PASSWORD), 401);
    expect_old(club, 1);
    assert_int_equal(sign_in(http, "ada", "film night demo"), 201);
    expect_old(club, 0);
    assert_int_equal(sign_in(http, "ada", "film night demo"), 201);
    assert_int_equal(sign_in(http, "ada", "film night demO"), 401);
}

/* It's the same password: nobody is signed out, and the log has nothing to tell. */
static void test_moved_passwords__that_are_renewed_are_no_change(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    move_in(club, "ada", FILM_NIGHT);
    club_start(club);
    assert_int_equal(sign_in(http, "ada", "film night demo"), 201);
    ask(http, "GET /members/me", .as = keys->session);
    expect(http, 200);
    expect_old(club, 0);
    expect_rows(club, 0,
                "SELECT count(*) FROM activity WHERE kind = 'password_set'"
                " AND member_id = (SELECT id FROM members WHERE name = 'ada')");
}

/* Django let people have short ones, and hashed what a keyboard sent. */
static void test_moved_passwords__are_taken_as_they_are(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    move_in(club, "ada", CAFE_NOIR);
    move_in(club, "root", SHORT);
    club_start(club);
    assert_int_equal(sign_in(http, "ada", "caf\\u00e9 noir"), 401);
    assert_int_equal(sign_in(http, "ada", "cafe\\u0301 noir"), 201);
    assert_int_equal(sign_in(http, "ada", "caf\\u00e9 noir"), 201);
    assert_int_equal(sign_in(http, "root", "a"), 201);
}

static void test_moved_passwords__are_the_current_one_for_another(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    move_in(club, "ada", FILM_NIGHT);
    club_start(club);
    ask(http, "PATCH /members/me", .as = keys->session,
        .body = "{\"password\":\"another long night\",\"current_password\":\"film night demO\"}",
        .headers = {"Sec-Fetch-Site: same-origin"});
    expect(http, 400);
    ask(http, "PATCH /members/me", .as = keys->session,
        .body = "{\"password\":\"another long night\",\"current_password\":\"film night demo\"}",
        .headers = {"Sec-Fetch-Site: same-origin"});
    expect(http, 200);
    assert_int_equal(sign_in(http, "ada", "film night demo"), 401);
    assert_int_equal(sign_in(http, "ada", "another long night"), 201);
}

static void test_moved_passwords__open_an_admins_own_link(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char body[200];

    move_in(club, "root", FILM_NIGHT);
    club_start(club);
    ask(http, "POST /members/me/entry", .as = keys->root);
    expect(http, 201);
    snprintf(body, sizeof(body), "{\"entry\":\"%s\",\"password\":\"film night demo\"}",
             json_string_value(client_json(http, "secret")));
    ask(http, "POST /sessions", .body = body);
    expect(http, 201);
    expect_old(club, 0);
}

/* Each of them checks the old hash; one of them renews it, and the others are right as well. */
static void test_moved_passwords__open_on_many_devices_at_once(void **state)
{
    struct club *club = *state;
    struct race race = {0};

    move_in(club, "ada", FILM_NIGHT);
    club_start(club);
    for (int i = 0; i < CROWD; i++) {
        struct racer *racer = &race.racers[i];

        snprintf(racer->line, sizeof(racer->line), i < 4 ? "POST /sessions" : "GET /club");
        if (i < 4)
            snprintf(racer->body, sizeof(racer->body),
                     "{\"name\":\"ada\",\"password\":\"film night demo\"}");
        else
            racer->as = keys->ada;
    }
    race_begin(&race, club);
    pthread_barrier_wait(&race.start);
    assert_int_equal(race_end(&race, 401), CROWD);
    expect_old(club, 0);
}

SUITE(test_moved_passwords)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_moved_passwords__open_and_become_plain_at_once),
        CLOSED_TEST(test_moved_passwords__that_are_renewed_are_no_change),
        CLOSED_TEST(test_moved_passwords__are_taken_as_they_are),
        CLOSED_TEST(test_moved_passwords__are_the_current_one_for_another),
        CLOSED_TEST(test_moved_passwords__open_an_admins_own_link),
        CLOSED_TEST(test_moved_passwords__open_on_many_devices_at_once),
    };

    return RUN(tests);
}
