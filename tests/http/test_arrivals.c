/* POST /members: people who become members by themselves, one at a time and all at once. */
#include <pthread.h>
#include <string.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

#define OURS "Sec-Fetch-Site: same-origin"

static void copy_text(struct client *http, const char *path, char *to, size_t size)
{
    const char *text = json_string_value(client_json(http, path));

    assert_non_null(text);
    snprintf(to, size, "%s", text);
}

static void invite(struct club *club, const char *body, char secret[64])
{
    ask(&club->http, "POST /invitations", .as = keys->root, .body = body);
    expect(&club->http, 201);
    copy_text(&club->http, "secret", secret, 64);
}

static void join(struct client *http, const char *name, const char *secret)
{
    char body[300];

    snprintf(body, sizeof(body), "{\"name\":\"%s\",\"secret\":\"%s\"}", name, secret);
    ask(http, "POST /members", .body = body, .headers = {OURS});
}

static void take_cookie(struct client *http, char *cookie, size_t size)
{
    const char *set = client_header(http, "Set-Cookie");

    assert_non_null(set);
    snprintf(cookie, size, "%.*s", (int)strcspn(set, ";"), set);
}

static void set_sign_up(struct club *club, const char *policy)
{
    char body[64], version[80];

    ask(&club->http, "GET /club/settings", .as = keys->root);
    snprintf(version, sizeof(version), "If-Match: %s", client_header(&club->http, "ETag"));
    snprintf(body, sizeof(body), "{\"sign_up\":\"%s\"}", policy);
    ask(&club->http, "PATCH /club/settings", .as = keys->root, .body = body, .headers = {version});
    expect(&club->http, 200);
}

/* ---- by an invitation ----------------------------------------------------------------------- */

static void test_arrivals__an_invitation_and_a_name_are_enough(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64], cookie[128];

    invite(club, "{\"max_uses\":2}", secret);
    join(http, "Mia", secret);
    expect(http, 201);
    expect_text(http, "member.name", "Mia");
    expect_text(http, "member.role", "member");
    expect_text(http, "member.state", "active");
    expect_true(http, "session.current");
    expect_header(http, "Cache-Control", "no-store");
    take_cookie(http, cookie, sizeof(cookie));
    ask(http, "PUT /votes/1", .as = cookie, .headers = {OURS});
    expect(http, 200);
    ask(http, "GET /members/me", .as = cookie);
    expect_false(http, "has_password");
    ask(http, "GET /invitations/2", .as = keys->root);
    expect_number(http, "uses", 1);
}

/* A lost cookie is no lost ballot. */
static void test_arrivals__the_own_link_opens_the_same_seat(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64], entry[64], body[200];
    int64_t id;

    invite(club, "{}", secret);
    join(http, "Mia", secret);
    expect(http, 201);
    id = number_at(http, "member.id");
    copy_text(http, "entry.secret", entry, sizeof(entry));
    assert_int_equal(strlen(entry), 43);
    snprintf(body, sizeof(body), "/enter#%s", entry);
    expect_text(http, "entry.path", body);
    snprintf(body, sizeof(body), "{\"entry\":\"%s\"}", entry);
    ask(http, "POST /sessions", .body = body);
    expect(http, 201);
    expect_number(http, "member.id", id);
}

static void test_arrivals__a_taken_name_is_told_the_way_back_and_uses_nothing_up(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64];

    invite(club, "{\"max_uses\":1}", secret);
    join(http, "ADA", secret);
    expect_problem(http, 409, "name-taken");
    expect_text(http, "errors.0.pointer", "/name");
    assert_non_null(strstr(http->answer.body, "Is that you?"));
    expect_header(http, "Set-Cookie", NULL);
    ask(http, "GET /invitations/2", .as = keys->root);
    expect_number(http, "uses", 0);
    join(http, "Mia", secret);
    expect(http, 201);
    join(http, "Noa", secret);
    expect_problem(http, 410, "invitation-over");
    expect_text(http, "params.why", "used_up");
}

static void test_arrivals__nobody_learns_names_without_a_way_in(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    join(http, "ada", "no such secret");
    expect_problem(http, 404, "link-unknown");
    join(http, "nobody", "no such secret");
    expect_problem(http, 404, "link-unknown");
    ask(http, "POST /members", .body = "{\"name\":\"ada\"}");
    expect_problem(http, 403, "sign-up-closed");
    expect_text(http, "params.sign_up", "invite");
}

static void test_arrivals__bad_fields_are_named_and_nothing_happens(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const struct {
        const char *rest, *pointer;
    } bad[] = {
        {"\"name\":\"\"", "/name"},
        {"\"name\":\" Mia\"", "/name"},
        {"\"name\":7", "/name"},
        {"\"nickname\":\"Mia\"", "/name"},
        {"\"name\":\"Mia\",\"password\":\"short\"", "/password"},
        {"\"name\":\"Mia\",\"password\":\"passwordpassword\"", "/password"},
        {"\"name\":\"Mia\",\"club_name\":\"Mine\"", "/club_name"},
        {"\"name\":\"Mia\",\"role\":\"admin\"", "/role"},
    };
    char secret[64], body[300];

    invite(club, "{}", secret);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        snprintf(body, sizeof(body), "{\"secret\":\"%s\",%s}", secret, bad[i].rest);
        ask(http, "POST /members", .body = body);
        expect_field(http, "body", bad[i].pointer);
    }
    ask(http, "GET /invitations/2", .as = keys->root);
    expect_number(http, "uses", 0);
}

static void test_arrivals__a_password_may_come_along(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64], body[300];

    invite(club, "{}", secret);
    snprintf(body, sizeof(body),
             "{\"name\":\"Mia\",\"secret\":\"%s\",\"password\":\"another long night\"}", secret);
    ask(http, "POST /members", .body = body);
    expect(http, 201);
    ask(http, "POST /sessions", .body = "{\"name\":\"mia\",\"password\":\"another long night\"}");
    expect(http, 201);
}

static void test_arrivals__other_sites_make_no_members(void **state)
{
    struct club *club = *state;
    char secret[64], body[200];

    invite(club, "{}", secret);
    snprintf(body, sizeof(body), "{\"name\":\"Mia\",\"secret\":\"%s\"}", secret);
    ask(&club->http, "POST /members", .body = body, .headers = {"Sec-Fetch-Site: cross-site"});
    expect_problem(&club->http, 403, "cross-site-request");
}

/* ---- where everybody may -------------------------------------------------------------------- */

static void test_arrivals__who_signs_up_waits_to_be_admitted(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char cookie[128];

    set_sign_up(club, "open");
    ask(http, "POST /members", .body = "{\"name\":\"Mia\"}");
    expect(http, 201);
    expect_text(http, "member.state", "waiting");
    take_cookie(http, cookie, sizeof(cookie));
    ask(http, "PUT /votes/1", .as = cookie, .headers = {OURS});
    expect(http, 403);
    ask(http, "GET /members/me", .as = cookie);
    expect(http, 200);
}

static void test_arrivals__signing_up_is_slowed_down_by_address(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char body[64], secret[64];
    int in = 0;

    invite(club, "{}", secret);
    set_sign_up(club, "open");
    for (int i = 0; i < 30; i++) {
        snprintf(body, sizeof(body), "{\"name\":\"Member %d\"}", i);
        ask(http, "POST /members", .body = body);
        in += http->answer.status == 201;
    }
    expect_problem(http, 429, "too-many-attempts");
    assert_in_range(in, 20, 22);
    join(http, "Mia", secret);
    expect(http, 201);
}

static void test_arrivals__a_closed_club_pauses_its_invitations(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64];

    invite(club, "{}", secret);
    set_sign_up(club, "closed");
    join(http, "Mia", secret);
    expect_problem(http, 410, "invitation-over");
    expect_text(http, "params.why", "paused");
    ask(http, "POST /members", .body = "{\"name\":\"Mia\"}");
    expect_problem(http, 403, "sign-up-closed");
    set_sign_up(club, "invite");
    join(http, "Mia", secret);
    expect(http, 201);
}

/* ---- all at once ---------------------------------------------------------------------------- */

enum { CROWD = 24 };

struct comer {
    struct client http;
    pthread_t thread;
    pthread_barrier_t *start;
    const char *body;
    char own[300];
};

static void *come(void *argument)
{
    struct comer *comer = argument;

    ask(&comer->http, "GET /health");
    pthread_barrier_wait(comer->start);
    ask(&comer->http, "POST /members", .body = comer->body);
    return NULL;
}

/* How many got this status; the others got `otherwise`, and nobody anything else. */
static int come_together(struct club *club, struct comer *comers, int status, int otherwise)
{
    pthread_barrier_t start;
    int in = 0;

    pthread_barrier_init(&start, NULL, CROWD);
    for (int i = 0; i < CROWD; i++) {
        comers[i].http = club_client(club);
        comers[i].start = &start;
        assert_int_equal(pthread_create(&comers[i].thread, NULL, come, &comers[i]), 0);
    }
    for (int i = 0; i < CROWD; i++)
        pthread_join(comers[i].thread, NULL);
    for (int i = 0; i < CROWD; i++) {
        in += comers[i].http.answer.status == status;
        if (comers[i].http.answer.status != status)
            expect(&comers[i].http, otherwise);
        client_release(&comers[i].http);
    }
    pthread_barrier_destroy(&start);
    return in;
}

static void test_arrivals__the_last_place_is_given_once(void **state)
{
    struct club *club = *state;
    struct comer comers[CROWD] = {0};
    char secret[64];

    invite(club, "{\"max_uses\":1}", secret);
    for (int i = 0; i < CROWD; i++) {
        snprintf(comers[i].own, sizeof(comers[i].own), "{\"name\":\"Member %d\",\"secret\":\"%s\"}",
                 i, secret);
        comers[i].body = comers[i].own;
    }
    assert_int_equal(come_together(club, comers, 201, 410), 1);
    ask(&club->http, "GET /invitations/2", .as = keys->root);
    expect_number(&club->http, "uses", 1);
    expect_text(&club->http, "state", "used_up");
}

static void test_arrivals__one_name_is_one_member(void **state)
{
    struct club *club = *state;
    struct comer comers[CROWD] = {0};
    char secret[64];

    invite(club, "{}", secret);
    for (int i = 0; i < CROWD; i++) {
        snprintf(comers[i].own, sizeof(comers[i].own), "{\"name\":\"%s\",\"secret\":\"%s\"}",
                 i % 2 == 0 ? "Mia" : "MIA", secret);
        comers[i].body = comers[i].own;
    }
    assert_int_equal(come_together(club, comers, 201, 409), 1);
    ask(&club->http, "GET /invitations/2", .as = keys->root);
    expect_number(&club->http, "uses", 1);
}

/* ---- no trace ------------------------------------------------------------------------------- */

static void test_arrivals__leave_no_secret_behind(void **state)
{
    static const char *const endings[] = {"", "-wal"};
    struct club *club = *state;
    struct client *http = &club->http;
    char secrets[2][64], path[200];
    auto_free char *log = NULL;

    club_stop(club);
    club_set(club, "MARQUEE_LOG=debug");
    club_start(club);
    invite(club, "{}", secrets[0]);
    join(http, "Mia", secrets[0]);
    expect(http, 201);
    copy_text(http, "entry.secret", secrets[1], sizeof(secrets[1]));
    join(http, "Mia", secrets[0]);
    expect(http, 409);
    assert_null(strstr(http->answer.body, secrets[0]));
    log = club_log(club);
    for (size_t i = 0; i < COUNT_OF(secrets); i++) {
        assert_null(strstr(log, secrets[i]));
        for (size_t k = 0; k < COUNT_OF(endings); k++) {
            auto_strbuf struct strbuf file;

            snprintf(path, sizeof(path), "%s%s", club->db, endings[k]);
            strbuf_init(&file, 16 * 1024 * 1024);
            inspect_file(path, &file);
            assert_null(memmem(file.bytes, file.length, secrets[i], strlen(secrets[i])));
        }
    }
}

SUITE(test_arrivals)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_arrivals__an_invitation_and_a_name_are_enough),
        CLUB_TEST(test_arrivals__the_own_link_opens_the_same_seat),
        CLUB_TEST(test_arrivals__a_taken_name_is_told_the_way_back_and_uses_nothing_up),
        CLUB_TEST(test_arrivals__nobody_learns_names_without_a_way_in),
        CLUB_TEST(test_arrivals__bad_fields_are_named_and_nothing_happens),
        CLUB_TEST(test_arrivals__a_password_may_come_along),
        CLUB_TEST(test_arrivals__other_sites_make_no_members),
        CLUB_TEST(test_arrivals__who_signs_up_waits_to_be_admitted),
        CLUB_TEST(test_arrivals__signing_up_is_slowed_down_by_address),
        CLUB_TEST(test_arrivals__a_closed_club_pauses_its_invitations),
        CLUB_TEST(test_arrivals__the_last_place_is_given_once),
        CLUB_TEST(test_arrivals__one_name_is_one_member),
        CLUB_TEST(test_arrivals__leave_no_secret_behind),
    };

    return RUN(tests);
}
