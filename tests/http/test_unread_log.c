/* A log that nobody reads: its pipe is full, and the server neither waits nor forgets to say so. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "support/club.h"
#include "support/expect.h"

enum { REQUESTS = 3000, SMALL_PIPE = 4096, LONG_PATH = 900 };

/* Ends of the pipe that is the server's standard error. */
struct ear {
    int reads, writes;
};

static struct ear start_with_pipe(struct club *club)
{
    struct ear ear;
    int ends[2];

    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_true(fcntl(ends[1], F_SETPIPE_SZ, SMALL_PIPE) >= SMALL_PIPE);
    ear = (struct ear){.reads = ends[0], .writes = ends[1]};
    club->log = ear.writes;
    club_set(club, "MARQUEE_LOG=access");
    club_start(club);
    close(ear.writes);
    return ear;
}

/* Until `text` has been said. */
static void listen_for(const struct ear *ear, const char *text)
{
    static char bytes[4 * 1024 * 1024];
    struct pollfd readable = {.fd = ear->reads, .events = POLLIN};
    size_t used = 0;

    for (bytes[0] = '\0'; strstr(bytes, text) == NULL; bytes[used] = '\0') {
        ssize_t length;

        assert_int_equal(poll(&readable, 1, PATIENCE * 1000), 1);
        length = read(ear->reads, bytes + used, sizeof(bytes) - 1 - used);
        assert_true(length > 0);
        used += (size_t)length;
    }
}

/* More lines than all pipes on the way hold. */
static void ask_a_lot(struct club *club)
{
    char line[LONG_PATH + 16] = "GET /nothing/";

    memset(line + strlen(line), 'x', LONG_PATH - strlen(line));
    for (int i = 0; i < REQUESTS; i++)
        assert_int_equal(ask(&club->http, line, .as = keys->ada), 404);
    assert_int_equal(ask(&club->http, "PUT /votes/2", .as = keys->ada), 200);
}

static void test_unread_log__every_request_is_answered(void **state)
{
    struct club *club = *state;
    struct ear ear = start_with_pipe(club);

    ask_a_lot(club);
    listen_for(&ear, " lines of this log were dropped, because nobody read it fast enough\n");
    assert_int_equal(ask(&club->http, "GET /metrics", .as = keys->ada), 200);
    assert_null(strstr(club->http.answer.body, "marquee_log_dropped_total 0\n"));
    assert_non_null(strstr(club->http.answer.body, "marquee_log_dropped_total "));
    close(ear.reads);
}

static void test_unread_log__a_stop_waits_for_no_reader(void **state)
{
    struct club *club = *state;
    struct ear ear = start_with_pipe(club);

    ask_a_lot(club);
    kill(club->server.pid, SIGTERM);
    assert_int_equal(process_wait(&club->server, GOODBYE), 0);
    close(ear.reads);
}

static void test_unread_log__the_last_line_reaches_its_reader(void **state)
{
    struct club *club = *state;
    struct ear ear = start_with_pipe(club);

    kill(club->server.pid, SIGTERM);
    listen_for(&ear, " stopping\n");
    assert_int_equal(process_wait(&club->server, GOODBYE), 0);
    close(ear.reads);
}

static void test_unread_log__a_reader_who_has_gone_stops_nothing(void **state)
{
    struct club *club = *state;
    struct ear ear = start_with_pipe(club);

    close(ear.reads);
    ask_a_lot(club);
    kill(club->server.pid, SIGTERM);
    assert_int_equal(process_wait(&club->server, GOODBYE), 0);
}

SUITE(test_unread_log)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_unread_log__every_request_is_answered),
        CLOSED_TEST(test_unread_log__a_stop_waits_for_no_reader),
        CLOSED_TEST(test_unread_log__the_last_line_reaches_its_reader),
        CLOSED_TEST(test_unread_log__a_reader_who_has_gone_stops_nothing),
    };

    return RUN(tests);
}
