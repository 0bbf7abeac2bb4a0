/* A disk without room: it is said before and after somebody's vote fails, and until there is some
 * again. A limit of the process stands in for the disk. */
#include "support/club.h"
#include "support/expect.h"

static void expect_full(struct club *club, const char *line)
{
    ask(&club->http, line, .as = keys->ada);
    expect(&club->http, 507);
    expect_text(&club->http, "code", "storage-full");
}

static void listen_where_it_is(struct club *club)
{
    static char listen[64];

    snprintf(listen, sizeof(listen), "MARQUEE_LISTEN=127.0.0.1:%d", club->port);
    club_set(club, listen);
}

static void test_full_disk__health_says_so_until_there_is_room(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    listen_where_it_is(club);
    process_leave_room(&club->server, 0);
    for (int i = 0; i < 3; i++) {
        expect_full(club, "GET /health");
        ask(&club->http, "GET /proposals", .as = keys->ada);
        expect(&club->http, 200);
    }
    outcome = COMMAND(club, NULL, "health");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.err, "is full"));
    process_leave_room(&club->server, RLIM_INFINITY);
    ask(&club->http, "GET /health");
    expect(&club->http, 200);
    MUST(club, NULL, "health");
}

static void test_full_disk__a_vote_that_failed_is_forgotten_once_there_is_room(void **state)
{
    struct club *club = *state;

    process_leave_room(&club->server, 0);
    expect_full(club, "PUT /votes/2");
    expect_full(club, "GET /health");
    process_leave_room(&club->server, RLIM_INFINITY);
    ask(&club->http, "GET /health");
    expect(&club->http, 200);
    ask(&club->http, "PUT /votes/2", .as = keys->ada);
    expect(&club->http, 200);
}

SUITE(test_full_disk)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_full_disk__health_says_so_until_there_is_room),
        CLUB_TEST(test_full_disk__a_vote_that_failed_is_forgotten_once_there_is_room),
    };

    return RUN(tests);
}
