/* GET /events again, with the last id that was heard: nothing is missed, and nothing is told twice
 * that need not be. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "support/ear.h"
#include "support/inspect.h"

enum {
    STREAMS = 8,
    TOGGLES = 40,
    TOO_MANY = 130, /* films, of which 128 can be told at once */
    MISSED = 31000, /* events: the log has as many */
    CROWD = 200
};

/* Opens it where it went on, as a browser does. */
static void reopen(struct ear *ear, const struct club *club, const char *as, int64_t id)
{
    char header[64];

    snprintf(header, sizeof(header), "Last-Event-ID: %lld", (long long)id);
    ear_open(ear, club, .as = as, .headers = {header});
}

static int64_t version_of(struct club *club)
{
    ask(&club->http, "GET /proposals?limit=1", .as = keys->root);
    expect(&club->http, 200);
    return number_at(&club->http, "version");
}

static void vote(struct club *club, const char *line)
{
    ask(&club->http, line, .as = keys->root);
    expect(&club->http, 200);
}

/* Whatever happened while the server was away is among it. */
static void test_events_resumed__across_a_restart(void **state)
{
    struct club *club = *state;
    struct ear ear;
    int64_t id;

    ear_open(&ear, club, .as = keys->ada);
    expect_event(&ear, "hello");
    vote(club, "PUT /votes/1");
    expect_event(&ear, "vote");
    id = ear.id;
    vote(club, "PUT /votes/2");
    club_stop(club);
    ear_close(&ear);
    MUST(club, NULL, "member", "add", "linus");
    club_start(club);
    reopen(&ear, club, keys->ada, id);
    expect_event(&ear, "vote");
    expect_number(&ear.http, "proposal_id", 2);
    expect_event(&ear, "member");
    expect_text(&ear.http, "member.name", "linus");
    vote(club, "DELETE /votes/2");
    expect_event(&ear, "vote");
    expect_number(&ear.http, "vote_count", 0);
    ear_close(&ear);
}

static void test_events_resumed__where_nothing_was_missed_is_silent(void **state)
{
    struct club *club = *state;
    struct ear ear;

    reopen(&ear, club, keys->ada, version_of(club));
    vote(club, "PUT /votes/2");
    expect_event(&ear, "vote");
    ear_close(&ear);
}

static void test_events_resumed__many_votes_are_one_event(void **state)
{
    struct club *club = *state;
    int64_t id = version_of(club);
    struct ear ear;

    for (int i = 0; i < 10; i++) {
        vote(club, "PUT /votes/2");
        vote(club, "DELETE /votes/2");
    }
    vote(club, "PUT /votes/2");
    vote(club, "PUT /votes/1");
    reopen(&ear, club, keys->ada, id);
    expect_event(&ear, "vote");
    expect_number(&ear.http, "proposal_id", 2);
    expect_number(&ear.http, "vote_count", 1);
    expect_event(&ear, "vote");
    expect_number(&ear.http, "proposal_id", 1);
    vote(club, "DELETE /votes/2");
    expect_event(&ear, "vote");
    expect_number(&ear.http, "vote_count", 0);
    ear_close(&ear);
}

/* ---- what can't be told --------------------------------------------------------------------- */

static void expect_reset(struct club *club, int64_t id)
{
    struct ear ear;

    reopen(&ear, club, keys->ada, id);
    expect_event(&ear, "reset");
    assert_int_equal(ear.id, version_of(club));
    ear_close(&ear);
}

static void test_events_resumed__from_too_long_ago_is_a_reset(void **state)
{
    expect_reset(*state, 1);
}

/* The club that it is from is another one by now. */
static void test_events_resumed__from_what_never_was_is_a_reset(void **state)
{
    expect_reset(*state, version_of(*state) + 1000);
}

static void test_events_resumed__from_too_much_is_a_reset(void **state)
{
    struct club *club = *state;
    int64_t id = version_of(club);

    club_propose(club, TOO_MANY);
    expect_reset(club, id);
}

static void test_events_resumed__by_the_query_where_there_is_no_header(void **state)
{
    struct club *club = *state;
    struct question question = {.as = keys->ada};
    char line[64], header[64];
    struct ear ear;

    snprintf(line, sizeof(line), "GET /events?last_event_id=%lld", (long long)version_of(club));
    vote(club, "PUT /votes/2");
    question.line = line;
    ear_try(&ear, club, &question);
    expect_event(&ear, "vote");
    ear_close(&ear);
    snprintf(header, sizeof(header), "Last-Event-ID: %lld", (long long)version_of(club));
    question.headers[0] = header;
    ear_try(&ear, club, &question);
    vote(club, "PUT /votes/1");
    expect_event(&ear, "vote");
    expect_number(&ear.http, "proposal_id", 1);
    ear_close(&ear);
}

/* ---- beside those who vote ------------------------------------------------------------------ */

struct voting {
    struct client http;
    const char *as;
    pthread_t thread;
    int failed;
};

static void *toggle(void *argument)
{
    struct voting *voting = argument;

    for (int i = 0; i < TOGGLES; i++)
        voting->failed += ask(&voting->http, i % 2 == 0 ? "PUT /votes/2" : "DELETE /votes/2",
                              .as = voting->as) != 200;
    return NULL;
}

static void begin_voting(struct club *club, struct voting voting[3])
{
    const char *const who[] = {keys->ada, keys->grace, keys->root};

    for (size_t i = 0; i < 3; i++) {
        voting[i] = (struct voting){.http = club_client(club), .as = who[i]};
        assert_int_equal(pthread_create(&voting[i].thread, NULL, toggle, &voting[i]), 0);
    }
}

static void end_voting(struct voting voting[3])
{
    for (size_t i = 0; i < 3; i++) {
        pthread_join(voting[i].thread, NULL);
        assert_int_equal(voting[i].failed, 0);
        client_release(&voting[i].http);
    }
}

/* Listens until the last event of all has come; the count of film 2 that was heard last. */
static int64_t hear_to_the_end(struct ear *ear, int64_t last)
{
    int64_t count = -1, before = 0;

    do {
        assert_true(ear_hear(ear));
        assert_true(ear->id >= before);
        before = ear->id;
        if (number_at(&ear->http, "proposal_id") == 2)
            count = number_at(&ear->http, "vote_count");
    } while (ear->id < last);
    ear_close(ear);
    return count;
}

/* Each stream begins in the middle of the votes, where another one has left off or anew. Whoever
 * has begun reads the list, as clients do. */
static void
test_events_resumed__nothing_is_lost_between_what_was_missed_and_what_comes(void **state)
{
    struct club *club = *state;
    struct ear ears[STREAMS];
    struct voting voting[3];
    int64_t first = version_of(club), last;

    begin_voting(club, voting);
    for (size_t i = 0; i < STREAMS; i++)
        reopen(&ears[i], club, keys->ada, i % 2 == 0 ? first : version_of(club));
    end_voting(voting);
    vote(club, "PUT /votes/2");
    last = version_of(club);
    for (size_t i = 0; i < STREAMS; i++)
        assert_int_equal(hear_to_the_end(&ears[i], last), 1);
}

/* ---- very many at once ----------------------------------------------------------------------- */

/* Each has a version of its own, and much to read since. */
static void come_back(struct club *club, int64_t first, struct client clients[CROWD])
{
    char header[64];

    for (int i = 0; i < CROWD; i++) {
        snprintf(header, sizeof(header), "Last-Event-ID: %lld", (long long)first + i);
        clients[i] = club_client(club);
        client_begin(&clients[i], &(struct question){
                                      .line = "GET /events", .as = keys->ada, .headers = {header}});
    }
}

static bool is_welcome(const struct client *client)
{
    char bytes[4096];
    ssize_t length = recv(client->socket, bytes, sizeof(bytes), MSG_PEEK | MSG_DONTWAIT);

    return length > 0 && memmem(bytes, (size_t)length, "retry:", 6) != NULL;
}

static void test_events_resumed__others_need_not_wait_for_all_who_come_back(void **state)
{
    struct club *club = *state;
    struct client clients[CROWD];
    char votes[200];
    int welcome = 0;
    int64_t first;
    struct ear ear;

    club_stop(club);
    snprintf(votes, sizeof(votes),
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT INTO events (kind, subject_id) SELECT 1, 1 FROM n",
             MISSED);
    inspect_run(club->db, votes);
    club_start(club);
    first = version_of(club) - MISSED;
    ear_open(&ear, club, .as = keys->ada);
    expect_event(&ear, "hello");
    come_back(club, first, clients);
    vote(club, "PUT /votes/2");
    expect_event(&ear, "vote");
    for (int i = 0; i < CROWD; i++)
        welcome += is_welcome(&clients[i]);
    assert_in_range(welcome, 0, CROWD - 1);
    for (int i = 0; i < CROWD; i++)
        client_release(&clients[i]);
    ear_close(&ear);
}

SUITE(test_events_resumed)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_events_resumed__across_a_restart),
        CLUB_TEST(test_events_resumed__where_nothing_was_missed_is_silent),
        CLUB_TEST(test_events_resumed__many_votes_are_one_event),
        CLUB_TEST(test_events_resumed__from_too_long_ago_is_a_reset),
        CLUB_TEST(test_events_resumed__from_what_never_was_is_a_reset),
        CLUB_TEST(test_events_resumed__from_too_much_is_a_reset),
        CLUB_TEST(test_events_resumed__by_the_query_where_there_is_no_header),
        CLUB_TEST(test_events_resumed__nothing_is_lost_between_what_was_missed_and_what_comes),
        CLUB_TEST(test_events_resumed__others_need_not_wait_for_all_who_come_back),
    };

    return RUN(tests);
}
