/* host/control: the socket that carries commands, opened and closed within this process. */
#include "host/control.h"

#include <dirent.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "host/peers.h"
#include "support/process.h"
#include "support/world.h"

enum { CROWD = 100 };

static int count_open_files(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    assert_non_null(folder);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

/* A folder that is not empty stands where the socket is to be. */
static void test_control__half_an_open_leaves_nothing(void **state)
{
    struct world *world = *state;
    struct jobs_on on = {.store = world->store};
    const struct config config = {.public_url = "http://127.0.0.1"};
    char *place = arena_printf(&world->arena, "%s.sock", world->path);
    int before = count_open_files();
    struct control *control;

    assert_int_equal(mkdir(place, 0700), 0);
    assert_int_equal(mkdir(arena_printf(&world->arena, "%s/in", place), 0700), 0);
    assert_fault(FAULT_INTERNAL, control_open(&on, NULL, &config, &control, &world->err),
                 &world->err);
    assert_int_equal(count_open_files(), before);
    assert_int_equal(access(place, F_OK), 0);
}

static void test_control__a_close_leaves_nothing(void **state)
{
    struct world *world = *state;
    struct jobs_on on = {.store = world->store};
    const struct config config = {.public_url = "http://127.0.0.1"};
    char *place = arena_printf(&world->arena, "%s.sock", world->path);
    int before = count_open_files();
    struct control *control;

    assert_ok(control_open(&on, NULL, &config, &control, &world->err), &world->err);
    assert_int_equal(access(place, F_OK), 0);
    control_close(control);
    assert_int_equal(count_open_files(), before);
    assert_int_equal(access(place, F_OK), -1);
}

/* ---- a crowd at the socket --------------------------------------------------------------------
 */

static struct control *open_control(struct world *world)
{
    static const struct config config = {.public_url = "http://127.0.0.1"};
    struct jobs_on on = {.store = world->store};
    struct control *control;

    assert_ok(control_open(&on, NULL, &config, &control, &world->err), &world->err);
    return control;
}

static int say(const struct world *world, const char *text)
{
    struct sockaddr_un address;
    int peer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(control_address(world->path, &address));
    assert_int_equal(connect(peer, (struct sockaddr *)&address, sizeof(address)), 0);
    assert_int_equal(send(peer, text, strlen(text), MSG_NOSIGNAL), strlen(text));
    return peer;
}

/* Within PATIENCE; the socket is closed. */
static void expect_answer(int peer)
{
    struct pollfd readable = {.fd = peer, .events = POLLIN};
    char text[512] = "";

    assert_int_equal(poll(&readable, 1, PATIENCE * 1000), 1);
    assert_true(recv(peer, text, sizeof(text) - 1, 0) > 0);
    assert_non_null(strstr(text, "doesn't know this command"));
    close(peer);
}

static bool is_connected(int peer)
{
    struct pollfd ended = {.fd = peer, .events = POLLIN};

    return poll(&ended, 1, 0) == 0;
}

static void open_crowd(const struct world *world, int crowd[CROWD])
{
    for (int i = 0; i < CROWD; i++)
        crowd[i] = say(world, "{\"command\": \"nothing");
}

static void close_crowd(const int crowd[CROWD])
{
    for (int i = 0; i < CROWD; i++)
        close(crowd[i]);
}

#define NO_COMMAND "{\"command\": \"nothing\"}\n"

static void test_control__half_messages_hold_no_command_up(void **state)
{
    struct world *world = *state;
    struct control *control = open_control(world);
    int crowd[CROWD];

    open_crowd(world, crowd);
    expect_answer(say(world, NO_COMMAND));
    /* Nobody has waited until their time was over. */
    assert_true(is_connected(crowd[CROWD - 1]));
    assert_false(is_connected(crowd[0]));
    close_crowd(crowd);
    control_close(control);
}

static void test_control__a_stop_waits_for_no_half_message(void **state)
{
    struct world *world = *state;
    struct control *control = open_control(world);
    int64_t began_us;
    int crowd[CROWD];

    open_crowd(world, crowd);
    expect_answer(say(world, NO_COMMAND));
    began_us = clock_monotonic_us();
    control_close(control);
    assert_true(clock_monotonic_us() - began_us < PEER_PATIENCE_MS * INT64_C(1000) / 2);
    close_crowd(crowd);
}

/* A byte now and then is no message either. */
static void test_control__patience_is_with_a_whole_message(void **state)
{
    struct world *world = *state;
    struct control *control = open_control(world);
    int64_t until_us = clock_monotonic_us() + PATIENCE * INT64_C(1000000);
    struct pollfd ended = {.fd = say(world, "{"), .events = POLLIN};

    while (poll(&ended, 1, PEER_PATIENCE_MS / 20) == 0) {
        assert_true(clock_monotonic_us() < until_us);
        send(ended.fd, " ", 1, MSG_NOSIGNAL);
    }
    close(ended.fd);
    control_close(control);
}

static void test_control__what_is_no_message_is_sent_away(void **state)
{
    struct world *world = *state;
    struct control *control = open_control(world);
    struct pollfd ended = {.fd = say(world, "no JSON\n"), .events = POLLIN};
    char byte;

    assert_int_equal(poll(&ended, 1, PATIENCE * 1000), 1);
    assert_int_equal(recv(ended.fd, &byte, 1, 0), 0);
    close(ended.fd);
    expect_answer(say(world, NO_COMMAND));
    control_close(control);
}

/* One round of whatever is ready. */
static void attend(struct peers *peers)
{
    struct pollfd polls[PEERS_MAX];

    peers_poll(peers, polls);
    assert_true(poll(polls, PEERS_MAX, 0) >= 0);
    peers_attend(peers, polls);
}

static void test_control__nobody_waits_for_who_does_not_listen(void **state)
{
    enum { LENGTH = 8 * 1024 * 1024 };
    char *line = malloc(LENGTH + 1);
    struct peers peers;
    int ends[2];

    (void)state;
    memset(line, 'x', LENGTH);
    line[LENGTH] = '\0';
    peers_open(&peers, 16);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    peers_take(&peers, ends[0]);
    assert_int_equal(send(ends[1], "ask\n", 4, 0), 4);
    attend(&peers);
    peer_tell(peers_next(&peers), line);
    attend(&peers);
    assert_false(peers_are_gone(&peers));
    peers_hurry(&peers, NULL, 0);
    attend(&peers);
    assert_true(peers_are_gone(&peers));
    close(ends[1]);
    peers_close(&peers);
}

SUITE(test_control)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_control__half_an_open_leaves_nothing),
        WORLD_TEST(test_control__a_close_leaves_nothing),
        WORLD_TEST(test_control__half_messages_hold_no_command_up),
        WORLD_TEST(test_control__a_stop_waits_for_no_half_message),
        WORLD_TEST(test_control__patience_is_with_a_whole_message),
        WORLD_TEST(test_control__what_is_no_message_is_sent_away),
        cmocka_unit_test(test_control__nobody_waits_for_who_does_not_listen),
    };

    return RUN(tests);
}
