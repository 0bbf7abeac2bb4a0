/*
 * Event loops (http/edge): who waits holds nobody else up, and costs memory only.
 */
#include <dirent.h>

#include "support/club.h"
#include "support/expect.h"

enum { IDLE = 400, GONE = 200 };

static size_t count_threads(const struct club *club)
{
    char path[64];
    size_t count = 0;
    DIR *threads;

    snprintf(path, sizeof(path), "/proc/%d/task", (int)club->server.pid);
    threads = opendir(path);
    assert_non_null(threads);
    for (struct dirent *entry; (entry = readdir(threads)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(threads);
    return count;
}

/* Each has asked once, and keeps its connection. */
static void connect_all(struct club *club, struct client *clients, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        clients[i] = club_client(club);
        ask(&clients[i], "GET /club");
        expect(&clients[i], 200);
    }
}

static void test_loops__an_idle_connection_has_no_thread(void **state)
{
    struct club *club = *state;
    static struct client idle[IDLE];
    size_t before;

    ask(&club->http, "GET /club");
    expect(&club->http, 200);
    before = count_threads(club);
    connect_all(club, idle, IDLE);
    assert_true(count_threads(club) <= before + 1); /* a worker may have been needed once */
    for (size_t i = 0; i < IDLE; i++)
        client_release(&idle[i]);
}

static void test_loops__who_vanishes_leaves_nothing_behind(void **state)
{
    struct club *club = *state;
    static const char vote[] = "PUT /api/v1/votes/2 HTTP/1.1\r\nHost: club.example\r\n"
                               "Authorization: Bearer %s\r\n\r\n";
    static const char list[] = "GET /api/v1/activity HTTP/1.1\r\nHost: club.example\r\n"
                               "Authorization: Bearer %s\r\n\r\n";
    char text[512];

    for (int i = 0; i < GONE; i++) {
        struct client client = club_client(club);

        snprintf(text, sizeof(text), i % 2 == 0 ? vote : list, keys->ada);
        client_send_text(&client, text);
        client_release(&client);
    }
    ask(&club->http, "PUT /votes/2", .as = keys->grace);
    expect(&club->http, 200);
    ask(&club->http, "GET /activity", .as = keys->grace);
    expect(&club->http, 200);
}

SUITE(test_loops)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_loops__an_idle_connection_has_no_thread),
        CLUB_TEST(test_loops__who_vanishes_leaves_nothing_behind),
    };

    return RUN(tests);
}
