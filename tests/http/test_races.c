/* What one does while another takes it away, over HTTP: one of both was first, and what counts in
 * the end is what was answered. */
#include <inttypes.h>

#include "support/expect.h"
#include "support/inspect.h"
#include "support/race.h"

static int64_t invite(struct club *club, char secret[64])
{
    const char *text;

    ask(&club->http, "POST /invitations", .as = keys->root, .body = "{}");
    expect(&club->http, 201);
    text = json_string_value(client_json(&club->http, "secret"));
    assert_non_null(text);
    snprintf(secret, 64, "%s", text);
    return number_at(&club->http, "id");
}

/* Every other one with a password, which takes its time to be hashed. */
static void let_join(struct race *race, const char *secret, int round)
{
    for (int i = 0; i < CROWD; i++) {
        struct racer *racer = &race->racers[i];

        snprintf(racer->line, sizeof(racer->line), "POST /members");
        snprintf(racer->body, sizeof(racer->body), "{\"name\":\"Member %d\",%s\"secret\":\"%s\"}",
                 round * CROWD + i, i % 2 == 0 ? "\"password\":\"" PASSWORD "\"," : "", secret);
    }
}

static int64_t members_of(struct club *club)
{
    ask(&club->http, "GET /members?limit=100", .as = keys->root);
    expect(&club->http, 200);
    return (int64_t)json_array_size(client_json(&club->http, "items"));
}

/* A thief with an open browser, who knows the password that its owner is just changing. */
static void test_races__of_two_new_passwords_the_later_one_is_refused(void **state)
{
    struct club *club = *state;
    struct race race = {0};

    for (int i = 0; i < CROWD; i++) {
        struct racer *racer = &race.racers[i];

        snprintf(racer->line, sizeof(racer->line), i < 2 ? "PATCH /members/me" : "GET /club");
        if (i < 2)
            snprintf(racer->body, sizeof(racer->body),
                     "{\"password\":\"another long night %d\",\"current_password\":\"" PASSWORD
                     "\"}",
                     i);
        racer->as = keys->ada;
    }
    race_begin(&race, club);
    pthread_barrier_wait(&race.start);
    assert_int_equal(race_end(&race, 400), CROWD - 1);
}

/* Whoever was told that they are in, is; once the admin has an answer, nobody comes in any more. */
static void test_races__nobody_joins_once_the_invitation_is_revoked(void **state)
{
    struct club *club = *state;

    for (int round = 0; round < ROUNDS; round++) {
        struct race race = {0};
        char secret[64], line[64];
        int64_t id = invite(club, secret), then;
        int in;

        let_join(&race, secret, round);
        race_begin(&race, club);
        snprintf(line, sizeof(line), "DELETE /invitations/%" PRId64, id);
        pthread_barrier_wait(&race.start);
        ask(&club->http, line, .as = keys->root);
        expect(&club->http, 204);
        then = members_of(club);
        in = race_end(&race, 410);
        assert_int_equal(members_of(club), then);
        snprintf(line, sizeof(line), "GET /invitations/%" PRId64, id);
        ask(&club->http, line, .as = keys->root);
        expect_number(&club->http, "uses", in);
    }
}

static void set_sign_up(struct club *club, const char *policy)
{
    char body[64];

    snprintf(body, sizeof(body), "{\"sign_up\":\"%s\"}", policy);
    ask(&club->http, "PATCH /club/settings", .as = keys->root, .body = body,
        .headers = {"If-Match: *"});
    expect(&club->http, 200);
}

static void test_races__nobody_joins_once_the_club_is_closed(void **state)
{
    struct club *club = *state;
    char secret[64];

    invite(club, secret);
    for (int round = 0; round < ROUNDS; round++) {
        struct race race = {0};
        int64_t then;

        let_join(&race, secret, round);
        race_begin(&race, club);
        pthread_barrier_wait(&race.start);
        set_sign_up(club, "closed");
        then = members_of(club);
        race_end(&race, 410);
        assert_int_equal(members_of(club), then);
        set_sign_up(club, "invite");
    }
}

/* With everybody signed out: no session that the old link opened outlives it. */
static void test_races__nobody_comes_in_once_the_link_is_renewed(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct race race = {0};

    ask(http, "POST /members/2/entry", .as = keys->root, .body = "{}");
    expect(http, 201);
    for (int i = 0; i < CROWD; i++) {
        struct racer *racer = &race.racers[i];

        snprintf(racer->line, sizeof(racer->line), "POST /sessions");
        snprintf(racer->body, sizeof(racer->body), "{\"entry\":\"%s\"}",
                 json_string_value(client_json(http, "secret")));
    }
    race_begin(&race, club);
    pthread_barrier_wait(&race.start);
    ask(http, "POST /members/2/entry", .as = keys->root, .body = "{\"end_sessions\":true}");
    expect(http, 201);
    race_end(&race, 404);
    ask(http, "GET /sessions", .as = keys->grace);
    expect_count(http, "items", 0);
}

static void let_rename(struct race *race, char tokens[CROWD][64], struct club *club)
{
    for (int i = 0; i < CROWD; i++) {
        struct racer *racer = &race->racers[i];

        snprintf(racer->line, sizeof(racer->line), "Member %d", i);
        snprintf(tokens[i], sizeof(tokens[i]), "%s", club_token(club, racer->line));
        snprintf(racer->line, sizeof(racer->line), "PATCH /members/me");
        snprintf(racer->body, sizeof(racer->body), "{\"name\":\"%s\"}", i % 2 == 0 ? "Mia" : "MIA");
        racer->as = tokens[i];
    }
}

static void test_races__one_of_many_gets_a_new_name(void **state)
{
    struct club *club = *state;
    struct race race = {0};
    char tokens[CROWD][64];

    let_rename(&race, tokens, club);
    race_begin(&race, club);
    pthread_barrier_wait(&race.start);
    assert_int_equal(race_end(&race, 409), 1);
    ask(&club->http, "GET /members?q=mia", .as = keys->root);
    expect_count(&club->http, "items", 1);
}

/* All admins give the role up or leave. */
static void test_races__one_admin_stays(void **state)
{
    struct club *club = *state;
    struct race race = {0};
    char tokens[CROWD][64];
    auto_strbuf struct strbuf admins;
    bool root_left;

    strbuf_init(&admins, 64);
    for (int i = 0; i < CROWD; i++) {
        struct racer *racer = &race.racers[i];
        char name[32];

        snprintf(name, sizeof(name), "Admin %d", i);
        MUST(club, PASSWORD "\n", "member", "add", name, "--admin", "--password-stdin");
        racer->as = club_add_token(club, name, "write", tokens[i], sizeof(tokens[i]));
        if (i % 2 == 0) {
            snprintf(racer->line, sizeof(racer->line), "DELETE /members/me");
            continue;
        }
        ask(&club->http, "GET /members/me", .as = racer->as);
        snprintf(racer->line, sizeof(racer->line), "PATCH /members/%" PRId64,
                 number_at(&club->http, "id"));
        snprintf(racer->body, sizeof(racer->body), "{\"role\":\"member\"}");
    }
    race_begin(&race, club);
    pthread_barrier_wait(&race.start);
    root_left = ask(&club->http, "DELETE /members/me", .as = keys->root) == 204;
    assert_int_equal(race_end(&race, 409) + root_left, CROWD);
    inspect_rows(club->db, "SELECT count(*) FROM members WHERE role = 'admin'", "", &admins);
    assert_string_equal(admins.bytes, "1");
}

SUITE(test_races)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_races__of_two_new_passwords_the_later_one_is_refused),
        CLUB_TEST(test_races__nobody_joins_once_the_invitation_is_revoked),
        CLUB_TEST(test_races__nobody_joins_once_the_club_is_closed),
        CLUB_TEST(test_races__nobody_comes_in_once_the_link_is_renewed),
        CLUB_TEST(test_races__one_of_many_gets_a_new_name),
        CLUB_TEST(test_races__one_admin_stays),
    };

    return RUN(tests);
}
