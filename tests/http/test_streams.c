/*
 * Streams (http/edge): answers that go on for as long as somebody listens, and what becomes of
 * listeners that are silent, slow, greedy or gone.
 */
#include <linux/filter.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/hall.h"

enum { QUIET_MS = 60 * 60 * 1000, PART = 8 * 1024, LARGE = 1024 * 1024 };

static const struct stream_limits roomy = {
    .beat_ms = QUIET_MS, .silent_ms = QUIET_MS, .most = HALL_LISTENERS_MAX};

static struct blob *bytes_of(size_t length)
{
    char *bytes = malloc(length);

    assert_non_null(bytes);
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)('a' + i % 26);
    return blob_take(bytes, length);
}

/* The kernel takes little for it. */
static void make_hard_of_hearing(struct client *client)
{
    const int small = 4096;

    setsockopt(client->socket, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
}

static void test_streams__what_is_sent_arrives_at_once(void **state)
{
    struct hall *hall = *state;
    static const char *const targets[] = {"/stream", "/later"};

    hall_open(hall, roomy);
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        struct client client = hall_listen(hall, targets[i], "192.0.2.1");

        hall_say(hall, "data: 1\n\n");
        assert_true(hall_hears(&client, "data: 1\n\n"));
        hall_say(hall, "data: 2\n\n");
        assert_true(hall_hears(&client, "data: 2\n\n"));
        client_close(&client);
        hall_wait_ended(hall, i + 1);
    }
}

static void test_streams__is_no_connection_any_more(void **state)
{
    struct hall *hall = *state;
    struct client client;

    hall_open(hall, roomy);
    client = hall_listen(hall, "/stream", "192.0.2.1");
    while (counter_read(&hall->disconnected) < 1)
        sched_yield();
    hall_say(hall, "data: 1\n\n");
    assert_true(hall_hears(&client, "data: 1\n\n"));
    client_close(&client);
}

static void test_streams__an_end_comes_after_what_was_sent(void **state)
{
    struct hall *hall = *state;
    struct client client;

    hall_open(hall, roomy);
    client = hall_listen(hall, "/stream", "192.0.2.1");
    hall_say(hall, "data: last\n\n");
    hall_end(hall, 0);
    hall_say(hall, "data: too late\n\n");
    assert_true(hall_hears(&client, "data: last\n\n"));
    assert_true(hall_hears_end(&client));
    client_close(&client);
    hall_wait_ended(hall, 1);
}

static void test_streams__head_has_no_stream(void **state)
{
    struct hall *hall = *state;
    struct client client;

    hall_open(hall, roomy);
    client_init(&client, "127.0.0.1", hall->port);
    ask(&client, "HEAD /stream", .base = "");
    assert_int_equal(client.answer.status, 200);
    assert_string_equal(client_header(&client, "Content-Type"), "text/event-stream");
    assert_non_null(client_header(&client, "Date"));
    assert_null(client_header(&client, "Content-Length"));
    hall_wait_ended(hall, 1);
    assert_int_equal(hall_begun(hall), 0);
    client_release(&client);
}

static void test_streams__silence_gets_a_sign_of_life(void **state)
{
    struct hall *hall = *state;
    struct client client;

    hall_open(hall, (struct stream_limits){.beat_ms = 50, .silent_ms = QUIET_MS, .most = 1});
    client = hall_listen(hall, "/stream", "192.0.2.1");
    assert_true(hall_hears(&client, ":\n\n:\n\n"));
    client_close(&client);
}

/* ---- who goes -------------------------------------------------------------------------------- */

static void leave(struct client *client)
{
    client_close(client);
}

static void break_off(struct client *client)
{
    const struct linger at_once = {.l_onoff = 1};

    setsockopt(client->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    client_close(client);
}

static void say_no_more(struct client *client)
{
    shutdown(client->socket, SHUT_WR);
}

static void test_streams__who_goes_is_missed_at_once(void **state)
{
    struct hall *hall = *state;
    static void (*const ways[])(struct client * client) = {leave, break_off, say_no_more};

    hall_open(hall, roomy);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct client client = hall_listen(hall, "/stream", "192.0.2.1");

        ways[i](&client);
        hall_wait_ended(hall, i + 1); /* nothing is sent meanwhile */
        client_close(&client);
    }
}

static int port_of(int socket, int (*name)(int, struct sockaddr *, socklen_t *))
{
    struct sockaddr_in address = {0};
    socklen_t size = sizeof(address);

    return name(socket, (struct sockaddr *)&address, &size) == 0 ? ntohs(address.sin_port) : -1;
}

/* The server's end of its connection, once more, as a child process has it until its exec. */
static int copy_of_other_end(const struct client *client)
{
    const int port = port_of(client->socket, getsockname);

    for (int socket = 0; socket < 1024; socket++)
        if (port_of(socket, getpeername) == port)
            return dup(socket);
    return -1;
}

static void test_streams__a_copy_of_its_socket_does_not_bring_it_back(void **state)
{
    struct hall *hall = *state;
    struct client client, other;
    int copy;

    hall_open(hall, roomy);
    client = hall_listen(hall, "/stream", "192.0.2.1");
    copy = copy_of_other_end(&client);
    assert_true(copy >= 0);
    client_close(&client);
    hall_wait_ended(hall, 1);
    other = hall_listen(hall, "/stream", "192.0.2.1"); /* by now it is freed */
    shutdown(copy, SHUT_RDWR);
    client_close(&other);
    hall_wait_ended(hall, 2);
    close(copy);
    hall_stop(hall);
    assert_int_equal(hall_ended(hall), 2);
}

static void test_streams__is_over_before_it_began_at_a_stop(void **state)
{
    struct hall *hall = *state;
    struct client client;

    hall_open(hall, roomy);
    client = hall_enter(hall, "/later", "192.0.2.1");
    hall_stop(hall);
    assert_int_equal(counter_read(&hall->counts.begun), counter_read(&hall->counts.ended));
    client_close(&client);
}

/* As a phone whose radio is off: nothing comes back. */
static void test_streams__who_vanishes_is_given_up(void **state)
{
    struct hall *hall = *state;
    struct sock_filter nothing[] = {BPF_STMT(BPF_RET | BPF_K, 0)};
    const struct sock_fprog filter = {.len = COUNT_OF(nothing), .filter = nothing};
    struct client client;

    hall_open(hall, (struct stream_limits){.beat_ms = 50, .silent_ms = 200, .most = 1});
    client = hall_listen(hall, "/stream", "192.0.2.1");
    assert_int_equal(
        setsockopt(client.socket, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter)), 0);
    hall_wait_ended(hall, 1);
    client_close(&client);
}

static void test_streams__who_stops_reading_is_given_up(void **state)
{
    struct hall *hall = *state;
    struct blob *large = bytes_of(LARGE);
    struct client deaf;

    hall_open(hall, (struct stream_limits){.beat_ms = QUIET_MS, .silent_ms = 200, .most = 1});
    deaf = hall_listen(hall, "/stream", "192.0.2.1");
    make_hard_of_hearing(&deaf);
    assert_true(hall_tell(hall, 0, large)); /* once, so that nobody sees that it waits */
    hall_wait_ended(hall, 1);
    client_close(&deaf);
    blob_release(large);
}

/* ---- slow and greedy ones -------------------------------------------------------------------- */

static void test_streams__who_never_reads_is_cut_off(void **state)
{
    struct hall *hall = *state;
    struct blob *part = bytes_of(PART);
    struct client deaf, other;
    size_t told = 0;

    hall_open(hall, roomy);
    deaf = hall_listen(hall, "/stream", "192.0.2.1");
    other = hall_listen(hall, "/stream", "192.0.2.2");
    make_hard_of_hearing(&deaf);
    while (hall_tell(hall, 0, part)) {
        told += PART;
        assert_in_range(told, 0, (size_t)64 * 1024 * 1024);
        if (told > 1024 * 1024)
            sched_yield(); /* it is cut off by now, and closed in a moment */
    }
    hall_wait_ended(hall, 1);
    hall_say(hall, "data: 1\n\n");
    assert_true(hall_hears(&other, "data: 1\n\n"));
    client_close(&deaf);
    client_close(&other);
    blob_release(part);
}

/* More than the kernel takes at once, and more than may wait where still more is sent. */
static void test_streams__who_reads_slowly_gets_all_of_it(void **state)
{
    struct hall *hall = *state;
    struct blob *large = bytes_of(LARGE);
    struct client client;
    size_t length;

    hall_open(hall, roomy);
    client = hall_listen(hall, "/stream", "192.0.2.1");
    assert_true(hall_tell(hall, 0, large));
    hall_end(hall, 0);
    for (size_t i = 0; i < LARGE; i += 1024) {
        char part[1025] = "";

        memcpy(part, blob_bytes(large, &length) + i, 1024);
        assert_true(hall_hears(&client, part));
    }
    assert_true(hall_hears_end(&client));
    client_close(&client);
    blob_release(large);
}

static void test_streams__who_talks_is_not_listened_to(void **state)
{
    struct hall *hall = *state;
    struct client client;
    char talk[4096];

    hall_open(hall, roomy);
    client = hall_listen(hall, "/stream", "192.0.2.1");
    memset(talk, 'x', sizeof(talk));
    assert_true(client_send(&client, talk, sizeof(talk)));
    hall_say(hall, "data: 1\n\n");
    assert_true(hall_hears(&client, "data: 1\n\n"));
    assert_int_equal(hall_ended(hall), 0);
    client_send_text(&client, "x");
    hall_wait_ended(hall, 1);
    client_close(&client);
}

/* ---- too many -------------------------------------------------------------------------------- */

static void test_streams__whoever_has_most_gives_up_the_oldest(void **state)
{
    struct hall *hall = *state;
    static const char *const from[] = {"192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2",
                                       "192.0.2.3"};
    struct client clients[COUNT_OF(from)];

    hall_open(hall, (struct stream_limits){
                        .beat_ms = QUIET_MS, .silent_ms = QUIET_MS, .most = COUNT_OF(from) - 1});
    for (size_t i = 0; i < COUNT_OF(from); i++)
        clients[i] = hall_listen(hall, "/stream", from[i]);
    hall_wait_ended(hall, 1);
    hall_say(hall, "data: 1\n\n");
    for (size_t i = 0; i < COUNT_OF(from); i++) {
        assert_true(i == 2 ? hall_hears_end(&clients[i]) : hall_hears(&clients[i], "data: 1\n\n"));
        client_close(&clients[i]);
    }
    assert_int_equal(counter_read(&hall->counts.given_up), 1);
}

/* Whoever reads nothing has no more than its share either. */
static void test_streams__who_is_given_up_is_gone_at_once(void **state)
{
    struct hall *hall = *state;
    struct blob *large = bytes_of(LARGE);
    struct client deaf, other;

    hall_open(hall, (struct stream_limits){.beat_ms = QUIET_MS, .silent_ms = QUIET_MS, .most = 1});
    deaf = hall_listen(hall, "/stream", "192.0.2.1");
    make_hard_of_hearing(&deaf);
    assert_true(hall_tell(hall, 0, large));
    other = hall_listen(hall, "/stream", "192.0.2.1");
    hall_wait_ended(hall, 1);
    hall_say(hall, "data: 1\n\n");
    assert_true(hall_hears(&other, "data: 1\n\n"));
    client_close(&deaf);
    client_close(&other);
    blob_release(large);
}

static void test_streams__one_address_may_have_all_of_them(void **state)
{
    struct hall *hall = *state;
    struct client clients[4];

    hall_open(hall, (struct stream_limits){
                        .beat_ms = QUIET_MS, .silent_ms = QUIET_MS, .most = COUNT_OF(clients)});
    for (size_t i = 0; i < COUNT_OF(clients); i++)
        clients[i] = hall_listen(hall, "/stream", "192.0.2.1");
    hall_say(hall, "data: 1\n\n");
    for (size_t i = 0; i < COUNT_OF(clients); i++) {
        assert_true(hall_hears(&clients[i], "data: 1\n\n"));
        client_close(&clients[i]);
    }
    assert_int_equal(counter_read(&hall->counts.given_up), 0);
}

SUITE(test_streams)
{
    const struct CMUnitTest tests[] = {
        HALL_TEST(test_streams__what_is_sent_arrives_at_once),
        HALL_TEST(test_streams__is_no_connection_any_more),
        HALL_TEST(test_streams__an_end_comes_after_what_was_sent),
        HALL_TEST(test_streams__head_has_no_stream),
        HALL_TEST(test_streams__silence_gets_a_sign_of_life),
        HALL_TEST(test_streams__who_goes_is_missed_at_once),
        HALL_TEST(test_streams__a_copy_of_its_socket_does_not_bring_it_back),
        HALL_TEST(test_streams__who_vanishes_is_given_up),
        HALL_TEST(test_streams__who_stops_reading_is_given_up),
        HALL_TEST(test_streams__is_over_before_it_began_at_a_stop),
        HALL_TEST(test_streams__who_never_reads_is_cut_off),
        HALL_TEST(test_streams__who_reads_slowly_gets_all_of_it),
        HALL_TEST(test_streams__who_talks_is_not_listened_to),
        HALL_TEST(test_streams__whoever_has_most_gives_up_the_oldest),
        HALL_TEST(test_streams__who_is_given_up_is_gone_at_once),
        HALL_TEST(test_streams__one_address_may_have_all_of_them),
    };

    return RUN(tests);
}
