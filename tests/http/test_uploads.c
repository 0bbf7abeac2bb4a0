/* What an upload is as a request: how much it may have, how long it may take, how many there may be
 * at once, and what is told of a file that can't be read. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "support/club.h"
#include "support/expect.h"

#define LIST "title,year,stars\nMetropolis,1927,4.5\n"

static void upload(struct client *http, const char *text)
{
    ask(http, "POST /imports", .as = keys->ada, .body = text, .type = "text/csv");
}

static void test_uploads__damage_is_told_by_code_and_place(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    upload(http, "title,year\nAlien,1979\n\"Aliens,1986\nGravity,2013\n");
    expect_problem(http, 422, "unreadable-file");
    expect_text(http, "params.damage", "unclosed");
    expect_number(http, "params.line", 3);
    upload(http, "title,year\nAl\"ien,1979\n");
    expect_text(http, "params.damage", "quote");
    expect_number(http, "params.column", 3);
    upload(http, "[{\"a\":");
    expect_number(http, "params.entry", 1);
    ask(http, "POST /imports", .as = keys->ada);
    expect_problem(http, 422, "unreadable-file");
    expect_text(http, "params.damage", "empty");
    ask(http, "GET /imports", .as = keys->ada);
    expect_count(http, "items", 0);
}

/* The head of an upload of so many bytes. */
static void send_head(struct client *http, const char *as, const char *length)
{
    char head[512];

    snprintf(head, sizeof(head),
             "POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
             "%s%s%sContent-Length: %s\r\n\r\n",
             as == NULL ? "" : "Authorization: Bearer ", as == NULL ? "" : as,
             as == NULL ? "" : "\r\n", length);
    assert_true(client_send_text(http, head));
}

static void test_uploads__a_line_of_20_mb_is_told_so(void **state)
{
    enum { SIZE = 20 * 1024 * 1024 };
    struct client *http = &((struct club *)*state)->http;
    char *line = malloc(SIZE);

    assert_non_null(line);
    memset(line, 'x', SIZE);
    memcpy(line, "title,year\n", 11);
    send_head(http, keys->ada, "20971520");
    client_send(http, line, SIZE);
    free(line);
    client_receive(http, false);
    expect_problem(http, 422, "unreadable-file");
    expect_text(http, "params.damage", "long_row");
    expect_number(http, "params.line", 2);
}

static void test_uploads__too_much_is_refused_before_it_is_sent(void **state)
{
    struct club *club = *state;
    struct client http = club_client(club);

    send_head(&http, keys->ada, "2147483648");
    client_receive(&http, false);
    expect_problem(&http, 413, "body-too-large");
    expect_number(&http, "params.max", 20 * 1024 * 1024);
    client_close(&http);
    send_head(&http, NULL, "20000000");
    client_receive(&http, false);
    expect_problem(&http, 401, "unauthenticated");
    client_close(&http);
    send_head(&http, keys->reader, "20000000");
    client_receive(&http, false);
    expect_problem(&http, 403, "read-only-token");
    client_release(&http);
}

/* Its head was read, and it has its place. */
static void begin_upload(struct client *http)
{
    send_head(http, keys->grace, "64\r\nExpect: 100-continue");
    assert_int_equal(client_receive(http, true), 100);
    client_send_text(http, "title,year,");
}

static void test_uploads__a_third_at_once_is_to_come_again(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct client slow[] = {club_client(club), club_client(club)};

    for (size_t i = 0; i < COUNT_OF(slow); i++)
        begin_upload(&slow[i]);
    upload(http, LIST);
    expect_problem(http, 503, "busy");
    expect_header(http, "Retry-After", "5");
    client_release(&slow[0]);
    do
        upload(http, LIST);
    while (http->answer.status == 503);
    expect(http, 201);
    client_send_text(&slow[1], "stars\nMetropolis,1927,4.5\nA Film That Nobody Knows,4\n");
    assert_int_equal(client_receive(&slow[1], false), 201);
    client_release(&slow[1]);
}

static void test_uploads__a_slow_one_has_no_more_time_than_others(void **state)
{
    struct club *club = *state;
    const int64_t start = clock_monotonic_us();

    club_stop(club);
    club_set(club, "MARQUEE_RECEIVE_TIMEOUT=1s");
    club_start(club);
    send_head(&club->http, keys->ada, "1000");
    client_send_text(&club->http, "title,year\n");
    assert_int_equal(client_receive(&club->http, false), 0);
    assert_true(club->http.answer.closed);
    assert_true(clock_monotonic_us() - start >= 1000 * 1000);
    client_close(&club->http);
    upload(&club->http, LIST);
    expect(&club->http, 201);
}

/* The file of an upload never has a name that stays. */
static void test_uploads__nothing_of_it_stays_beside_the_database(void **state)
{
    struct club *club = *state;
    const struct dirent *entry;
    DIR *folder;

    upload(&club->http, LIST);
    folder = opendir(club->folder);
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL)
        assert_null(strstr(entry->d_name, "upload"));
    closedir(folder);
}

SUITE(test_uploads)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_uploads__damage_is_told_by_code_and_place),
        CLUB_TEST(test_uploads__a_line_of_20_mb_is_told_so),
        CLUB_TEST(test_uploads__too_much_is_refused_before_it_is_sent),
        CLUB_TEST(test_uploads__a_third_at_once_is_to_come_again),
        CLUB_TEST(test_uploads__a_slow_one_has_no_more_time_than_others),
        CLUB_TEST(test_uploads__nothing_of_it_stays_beside_the_database),
    };

    return RUN(tests);
}
