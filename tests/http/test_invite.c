/* `marquee invite`: links from the shell. */
#include "support/club.h"
#include "support/expect.h"

static void test_invite__the_link_alone_is_printed_and_opens(void **state)
{
    struct club *club = *state;
    struct outcome made = COMMAND(club, NULL, "invite", "--uses", "3", "--days", "7", "--note",
                                  "for the Friday people");
    char before[64], body[200];
    size_t length;

    assert_int_equal(made.status, 0);
    snprintf(before, sizeof(before), "http://127.0.0.1:%d/join#", club->port);
    length = strlen(before);
    assert_memory_equal(made.out, before, length);
    assert_int_equal(strcspn(made.out + length, "\n"), 43);
    assert_non_null(strstr(made.err, "3 people can join"));
    assert_non_null(strstr(made.err, "only a browser on this machine"));
    snprintf(body, sizeof(body), "{\"secret\":\"%.43s\"}", made.out + length);
    ask(&club->http, "POST /invitations/lookup", .body = body);
    expect(&club->http, 200);
    expect_null(&club->http, "invited_by");
    ask(&club->http, "GET /invitations/2", .as = keys->root);
    expect_text(&club->http, "note", "for the Friday people");
    expect_number(&club->http, "max_uses", 3);
    expect_null(&club->http, "created_by");
}

static void test_invite__begins_with_the_public_address(void **state)
{
    struct club *club = *state;
    struct outcome made;

    club_set(club, "MARQUEE_PUBLIC_URL=https://example.org/films");
    made = COMMAND(club, NULL, "invite");
    assert_int_equal(made.status, 0);
    assert_memory_equal(made.out, "https://example.org/films/join#", 31);
    assert_non_null(strstr(made.err, "any number of people can join, for good"));
}

static void test_invite__lists_and_revokes(void **state)
{
    struct club *club = *state;
    struct outcome listed;

    MUST(club, NULL, "invite", "revoke", "1");
    MUST(club, NULL, "invite", "add", "--uses", "2");
    listed = COMMAND(club, NULL, "invite", "list");
    assert_int_equal(listed.status, 0);
    assert_non_null(strstr(listed.out, "2      open        0 of 2     never"));
    assert_non_null(
        strstr(listed.out, "1      revoked     0 of any   never                      for F"));
    assert_int_equal(COMMAND(club, NULL, "invite", "revoke", "9").status, 1);
}

static void test_invite__refuses_what_the_page_would(void **state)
{
    struct club *club = *state;

    assert_int_equal(COMMAND(club, NULL, "invite", "--uses", "0").status, 2);
    assert_int_equal(COMMAND(club, NULL, "invite", "--uses", "many").status, 2);
    assert_int_equal(COMMAND(club, NULL, "invite", "--days", "366").status, 2);
    assert_int_equal(COMMAND(club, NULL, "invite", "--note", "").status, 1);
    assert_int_equal(COMMAND(club, NULL, "invite", "--note", "a\nb").status, 1);
    assert_int_equal(COMMAND(club, NULL, "invite", "revoke", "x").status, 2);
    assert_int_equal(COMMAND(club, NULL, "invite", "grace").status, 2);
    assert_int_equal(COMMAND(club, NULL, "invite", "--uses").status, 2);
}

SUITE(test_invite)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_invite__the_link_alone_is_printed_and_opens),
        CLOSED_TEST(test_invite__begins_with_the_public_address),
        CLOSED_TEST(test_invite__lists_and_revokes),
        CLOSED_TEST(test_invite__refuses_what_the_page_would),
    };

    return RUN(tests);
}
