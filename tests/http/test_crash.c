/*
 * Ends in the middle of work: whatever was acknowledged is there afterwards (rule 10), and a stop
 * on request loses nothing that was begun. MARQUEE_TEST_LONG=1 kills more often.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>

#include "base/clock.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

enum { VOTERS = 8, FILMS = 6, KILLS = 4, KILLS_LONG = 200, ENOUGH = 200 /* votes */ };
enum { READY_US = 2000 * 1000 /* from the start to an answer that came out of the database */ };

/* A member who casts and withdraws votes until the server is gone. */
struct voter {
    pthread_t thread;
    struct client http;
    const char *as;
    int first; /* proposal; the next ones are this voter's, too */
    unsigned seed;
    bool voted[FILMS];  /* as it was last acknowledged */
    bool unsure[FILMS]; /* asked for, and never answered */
    bool lost;          /* an answer said something else than what was asked for */
};

static atomic_int acknowledged;

static void *vote(void *argument)
{
    struct voter *voter = argument;

    for (;;) {
        int film = (int)(voter->seed++ * 7 % FILMS);
        bool wanted = !voter->voted[film];
        char line[64];

        snprintf(line, sizeof(line), "%s /votes/%d", wanted ? "PUT" : "DELETE",
                 voter->first + film);
        voter->unsure[film] = true;
        if (ask(&voter->http, line, .as = voter->as) != 200)
            break;
        voter->lost |= json_is_true(client_json(&voter->http, "voted")) != wanted;
        voter->unsure[film] = false;
        voter->voted[film] = wanted;
        atomic_fetch_add(&acknowledged, 1);
    }
    client_release(&voter->http);
    return NULL;
}

static void propose(struct club *club, struct voter voters[VOTERS])
{
    char body[64];

    MUST(club, NULL, "member", "limit", "ada", "100");
    for (int i = 0; i < FILMS; i++) {
        snprintf(body, sizeof(body), "{\"title\":\"Film %d\"}", i);
        ask(&club->http, "POST /proposals", .as = keys->ada, .body = body);
        expect(&club->http, 201);
    }
    for (int i = 0; i < VOTERS; i++) {
        char name[32];

        snprintf(name, sizeof(name), "voter %d", i);
        voters[i] = (struct voter){.as = club_token(club, name), .first = 4, .seed = (unsigned)i};
    }
}

static void start_voting(struct club *club, struct voter voters[VOTERS])
{
    for (int i = 0; i < VOTERS; i++) {
        memset(voters[i].unsure, 0, sizeof(voters[i].unsure));
        voters[i].http = club_client(club);
        assert_int_equal(pthread_create(&voters[i].thread, NULL, vote, &voters[i]), 0);
    }
}

static void wait_for_votes(int count)
{
    const struct timespec moment = {.tv_nsec = 1000 * 1000};
    time_t until = time(NULL) + PATIENCE;
    int wanted = atomic_load(&acknowledged) + count;

    while (atomic_load(&acknowledged) < wanted) {
        assert_true(time(NULL) < until);
        nanosleep(&moment, NULL);
    }
}

static void join(struct voter voters[VOTERS])
{
    for (int i = 0; i < VOTERS; i++)
        pthread_join(voters[i].thread, NULL);
}

/* What the server says now is what was acknowledged, where an answer came. */
static void compare(struct club *club, struct voter voters[VOTERS])
{
    for (int i = 0; i < VOTERS; i++) {
        bool voted[FILMS] = {false};
        json_t *items;

        assert_false(voters[i].lost);
        ask(&club->http, "GET /votes", .as = voters[i].as);
        expect(&club->http, 200);
        items = client_json(&club->http, "items");
        for (size_t k = 0; k < json_array_size(items); k++)
            voted[json_integer_value(json_object_get(json_array_get(items, k), "proposal_id")) -
                  voters[i].first] = true;
        for (int k = 0; k < FILMS; k++) {
            if (!voters[i].unsure[k])
                assert_int_equal(voted[k], voters[i].voted[k]);
            voters[i].voted[k] = voted[k];
        }
    }
}

static void expect_rows(struct club *club, const char *sql, const char *rows)
{
    auto_strbuf struct strbuf found;

    strbuf_init(&found, 4096);
    inspect_rows(club->db, sql, ";", &found);
    assert_string_equal(found.bytes, rows);
}

static void expect_sound(struct club *club)
{
    expect_rows(club, "PRAGMA integrity_check", "ok;");
    expect_rows(club, "PRAGMA foreign_key_check", "");
    expect_rows(club,
                "SELECT count(*) FROM proposals p WHERE vote_count <>"
                " (SELECT count(*) FROM votes WHERE proposal_id = p.id)",
                "0;");
}

/* How long it took, in µs. */
static int64_t start_again(struct club *club)
{
    int64_t begun = clock_monotonic_us();

    club_start(club);
    ask(&club->http, "GET /proposals", .as = keys->ada);
    expect(&club->http, 200);
    return clock_monotonic_us() - begun;
}

static void test_crash__no_acknowledged_vote_is_lost_to_kill_9(void **state)
{
    struct club *club = *state;
    static struct voter voters[VOTERS];
    int kills = getenv("MARQUEE_TEST_LONG") != NULL ? KILLS_LONG : KILLS;
    int64_t slowest = 0;

    propose(club, voters);
    for (int i = 0; i < kills; i++) {
        int64_t took;

        start_voting(club, voters);
        wait_for_votes(ENOUGH);
        kill(club->server.pid, SIGKILL);
        join(voters);
        assert_int_equal(process_wait(&club->server, PATIENCE), -SIGKILL);
        process_release(&club->server);
        client_release(&club->http);
        took = start_again(club);
        slowest = took > slowest ? took : slowest;
        compare(club, voters);
    }
    print_message("ready again after at most %lld ms\n", (long long)slowest / 1000);
    if (!SANITIZED)
        assert_in_range(slowest, 0, READY_US);
    club_stop(club);
    expect_sound(club);
}

/* 10 s is what the server gives to requests in flight; none of these takes so long. */
static void test_crash__a_stop_under_load_ends_well_within_10_seconds(void **state)
{
    struct club *club = *state;
    static struct voter voters[VOTERS];

    propose(club, voters);
    start_voting(club, voters);
    wait_for_votes(ENOUGH);
    kill(club->server.pid, SIGTERM);
    assert_int_equal(process_wait(&club->server, GOODBYE), 0);
    join(voters);
    process_release(&club->server);
    client_release(&club->http);
    expect_sound(club);
    club_start(club);
    compare(club, voters);
}

/* Passwords take their time, two at once: when the first is checked the others are waiting. */
static void test_crash__a_stop_answers_what_was_begun(void **state)
{
    struct club *club = *state;
    struct client clients[VOTERS];
    static const char text[] = "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 47\r\n"
                               "Content-Type: application/json\r\n\r\n"
                               "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"   }";

    for (int i = 0; i < VOTERS; i++) {
        clients[i] = club_client(club);
        ask(&clients[i], "GET /health");
        expect(&clients[i], 200);
    }
    for (int i = 0; i < VOTERS; i++)
        assert_true(client_send_text(&clients[i], text));
    for (int i = 0; i < VOTERS; i++) {
        client_receive(&clients[i], false);
        if (clients[i].answer.status != 429) /* five at once are let through */
            expect(&clients[i], 201);
        if (i == 0)
            kill(club->server.pid, SIGTERM);
        client_release(&clients[i]);
    }
    assert_int_equal(process_wait(&club->server, GOODBYE), 0);
    process_release(&club->server);
}

/* Clients that keep a connection open, or never finish a request, hold nobody up. */
static void test_crash__a_stop_waits_for_no_idle_client(void **state)
{
    struct club *club = *state;
    struct client idle = club_client(club), slow = club_client(club), deaf = club_client(club);

    ask(&idle, "GET /health");
    expect(&idle, 200);
    client_send_text(&slow,
                     "PUT /api/v1/votes HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    client_send_text(&deaf, "GET /api/v1/openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n");
    kill(club->server.pid, SIGTERM);
    assert_int_equal(process_wait(&club->server, GOODBYE + 2), 0);
    process_release(&club->server);
    client_release(&idle);
    client_release(&slow);
    client_release(&deaf);
}

static void test_crash__what_a_kill_left_behind_is_taken_over(void **state)
{
    struct club *club = *state;

    kill(club->server.pid, SIGKILL);
    assert_int_equal(process_wait(&club->server, PATIENCE), -SIGKILL);
    process_release(&club->server);
    /* The socket is still there, and nobody listens. */
    MUST(club, NULL, "member", "list");
    client_release(&club->http);
    club_start(club);
    ask(&club->http, "GET /members/me", .as = keys->ada);
    expect(&club->http, 200);
}

SUITE(test_crash)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_crash__no_acknowledged_vote_is_lost_to_kill_9),
        CLUB_TEST(test_crash__a_stop_under_load_ends_well_within_10_seconds),
        CLUB_TEST(test_crash__a_stop_answers_what_was_begun),
        CLUB_TEST(test_crash__a_stop_waits_for_no_idle_client),
        CLUB_TEST(test_crash__what_a_kill_left_behind_is_taken_over),
    };

    return RUN(tests);
}
