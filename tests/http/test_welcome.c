/* What an operator has to tell a new member, at the end of `member add` and `member passwd`. */
#include "support/club.h"
#include "support/expect.h"

static void expect_lines(struct outcome outcome, const char *out, const char *err)
{
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, out);
    assert_string_equal(outcome.err, err);
}

#define ADD(club, name)                                                                            \
    COMMAND((club), "a long night out\n", "member", "add", (name), "--password-stdin")

static void test_welcome__a_new_member_is_told_address_name_and_password(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PUBLIC_URL=https://films.example.org");
    expect_lines(ADD(club, "alan"), "Added member alan, number 4.\n",
                 "Tell alan how to sign in:\n"
                 "  address:  https://films.example.org\n"
                 "  name:     alan\n"
                 "  password: the one you just set; they can change it on the page\n");
}

/* The server says it: only it knows where it is. */
static void test_welcome__a_running_server_says_the_same(void **state)
{
    struct club *club = *state;
    struct outcome added;

    club_set(club, "MARQUEE_PUBLIC_URL=http://film-pi.local:8080");
    club_start(club);
    added = ADD(club, "alan");
    assert_int_equal(added.status, 0);
    assert_non_null(strstr(added.err, "address:  http://film-pi.local:8080\n"));
}

static void test_welcome__an_address_of_this_machine_alone_is_called_so(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PUBLIC_URL=http://localhost:8080");
    assert_non_null(strstr(ADD(club, "alan").err,
                           "http://localhost:8080 (on this machine only; the README says how to "
                           "let others in)\n"));
}

/* Where the server listens on every address, one of the machine's own is told. */
static void test_welcome__every_address_of_a_machine_is_none_to_tell(void **state)
{
    static const char before[] = "  address:  http://";
    struct club *club = *state;
    struct outcome added;
    const char *host;

    club_set(club, "MARQUEE_LISTEN=0.0.0.0:8080");
    added = ADD(club, "alan");
    host = strstr(added.err, before);
    assert_non_null(host);
    host += strlen(before);
    assert_true(*host >= '1' && *host <= '9');
    assert_int_equal(strncmp(host + strspn(host, "0123456789."), ":8080", 5), 0);
    /* A machine without a network has itself alone. */
    assert_int_equal(strncmp(host, "127.", 4) == 0,
                     strstr(added.err, "(on this machine only") != NULL);
}

static void test_welcome__who_has_no_password_needs_a_way_in(void **state)
{
    struct club *club = *state;

    expect_lines(COMMAND(club, NULL, "member", "add", "alan"), "Added member alan, number 4.\n",
                 "alan can't come in yet. Make a link for them: marquee member entry alan\n"
                 "Or set a password: marquee member passwd alan\n");
    expect_lines(COMMAND(club, NULL, "member", "add", "Mary O'Hara"),
                 "Added member Mary O'Hara, number 5.\n",
                 "Mary O'Hara can't come in yet. Make a link for them: marquee member entry "
                 "'Mary O'\\''Hara'\n"
                 "Or set a password: marquee member passwd 'Mary O'\\''Hara'\n");
}

static void test_welcome__a_new_password_has_to_be_told_too(void **state)
{
    struct club *club = *state;
    struct outcome changed =
        COMMAND(club, "a second long night\n", "member", "passwd", "ada", "--password-stdin");

    assert_int_equal(changed.status, 0);
    assert_string_equal(changed.out, "ada has a new password and is signed out everywhere.\n");
    assert_non_null(strstr(changed.err, "Tell ada how to sign in:\n"));
}

SUITE(test_welcome)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_welcome__a_new_member_is_told_address_name_and_password),
        CLOSED_TEST(test_welcome__a_running_server_says_the_same),
        CLOSED_TEST(test_welcome__an_address_of_this_machine_alone_is_called_so),
        CLOSED_TEST(test_welcome__every_address_of_a_machine_is_none_to_tell),
        CLOSED_TEST(test_welcome__who_has_no_password_needs_a_way_in),
        CLOSED_TEST(test_welcome__a_new_password_has_to_be_told_too),
    };

    return RUN(tests);
}
