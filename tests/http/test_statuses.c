/* Exit statuses: 0 it is done, 1 it is not, 2 the command line can't be understood. One meaning for
 * every command, beside a running server as without one, and the reason on standard error. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "support/club.h"
#include "support/expect.h"

enum { WORDS_MAX = 6 };

/* Whatever the club holds. */
static const char *const not_understood[][WORDS_MAX] = {
    {"nonsense"},
    {"serve", "--nonsense"},
    {"serve", "--demo", "--demo"},
    {"setup", "now"},
    {"health", "now"},
    {"check", "now"},
    {"backup"},
    {"backup", "--fast"},
    {"restore"},
    {"migrate"},
    {"migrate", "sideways"},
    {"migrate", "to", "x"},
    {"member"},
    {"member", "clap"},
    {"member", "add"},
    {"member", "add", "a", "b"},
    {"member", "add", "a", "--sudo"},
    {"member", "add", "a", "--admin", "--admin"},
    {"member", "limit", "ada", "many"},
    {"member", "role", "ada", "boss"},
    {"invite", "--uses"},
    {"invite", "--uses", "0"},
    {"invite", "--uses", "1", "--uses", "2"},
    {"invite", "revoke", "x"},
    {"tonight", "sing"},
    {"screening", "list", "--year", "x"},
    {"screening", "add", "Film", "--date", "yesterday"},
    {"activity", "--kind", "clapped"},
    {"import"},
    {"import", "lists"},
    {"export"},
    {"export", "proposals", "--for", "x"},
    {"token", "add"},
    {"token", "add", "ada", "--scope", "all"},
    {"invite", "--note", "x", "--note", "x"},
    {"token", "revoke", "x"},
    {"refresh", "--older-than", "24"},
    {"refresh", "--all", "--all"},
    {"cache", "--xml"},
    {"cache", "show", "nosferatu"},
    {"page"},
    {"help", "me"},
    {"version", "2"},
};

static const char *const refused[][WORDS_MAX] = {
    {"member", "passwd", "nobody", "--password-stdin"},
    {"member", "add", "ADA"},
    {"member", "add", " a"},
    {"member", "remove", "nobody"},
    {"member", "role", "grace", "admin"},
    {"invite", "revoke", "99"},
    {"token", "add", "nobody"},
    {"token", "revoke", "99"},
    {"tonight", "settle", "99"},
    {"screening", "remove", "99"},
    {"export", "ratings", "--member", "nobody", "/tmp/marquee-nothing.csv"},
    {"import", "lists", "/nowhere/x.csv", "--member", "ada"},
    {"import", "django", "/nowhere/db.sqlite3"},
    {"cache", "show", "tt9999998"},
    {"backup", "/nowhere/b.db"},
    {"restore", "/nowhere/b.db"},
};

static const char *const done[][WORDS_MAX] = {
    {"member", "list"}, {"invite", "list"},   {"tonight"}, {"screening", "list"},
    {"activity"},       {"token", "list"},    {"cache"},   {"refresh", "--limit", "1"},
    {"help"},           {"help", "settings"}, {"version"}, {"migrate", "status"},
    {"--help"},         {"--version"},
};

static void expect_all(struct club *club, const char *const (*words)[WORDS_MAX], size_t count,
                       int status)
{
    for (size_t i = 0; i < count; i++) {
        struct outcome outcome = club_run(club, "a long night out\n", words[i]);

        if (outcome.status != status)
            fail_msg("%s %s: %d, not %d: %s", words[i][0], words[i][1] == NULL ? "" : words[i][1],
                     outcome.status, status, outcome.err);
        assert_true(status == 0 || strncmp(outcome.err, "marquee: ", 9) == 0);
    }
}

static void test_statuses__have_one_meaning_for_every_command(void **state)
{
    struct club *club = *state;

    for (int i = 0; i < 2; i++) {
        expect_all(club, not_understood, COUNT_OF(not_understood), 2);
        expect_all(club, refused, COUNT_OF(refused), 1);
        expect_all(club, done, COUNT_OF(done), 0);
        if (i == 0)
            club_start(club);
    }
}

/* Understood or not is no question of what is there. */
static void test_statuses__need_no_database_to_be_understood(void **state)
{
    struct club *club = *state;

    assert_int_equal(unlink(club->db), 0);
    assert_int_equal(COMMAND(club, NULL, "member", "clap").status, 2);
    assert_int_equal(COMMAND(club, NULL, "token", "add").status, 2);
    assert_int_equal(COMMAND(club, NULL, "refresh", "--al").status, 2);
    assert_int_equal(COMMAND(club, NULL, "member", "list").status, 1);
    assert_int_equal(access(club->db, F_OK), -1);
}

static void test_statuses__a_flag_given_twice_is_refused_with_the_reason(void **state)
{
    static const char *const words[][9] = {
        {"token", "add", "ada", "--scope", "read", "--scope", "write"},
        {"import", "django", "x", "--dry-run", "--dry-run"},
        {"import", "lists", "x", "--member", "ada", "--member", "ada"},
        {"export", "proposals", "--for", "commas", "--for", "commas", "x.csv"},
        {"serve", "--demo", "--demo"},
        {"refresh", "--limit", "1", "--limit", "1"},
    };

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct outcome outcome = club_run(*state, NULL, words[i]);

        assert_int_equal(outcome.status, 2);
        assert_non_null(strstr(outcome.err, " is given twice. Give it once.\n"));
    }
}

static const struct {
    const char *input, *words[WORDS_MAX], *says;
} not_utf8[] = {
    {"caf\xe9 horse battery\n", {"member", "add", "ann", "--password-stdin"}, "password"},
    {"caf\xe9 horse battery\n", {"member", "passwd", "ada", "--password-stdin"}, "password"},
    {NULL, {"member", "add", "caf\xe9"}, "\"caf\xef\xbf\xbd\""},
    {NULL, {"member", "role", "caf\xe9", "admin"}, "\"caf\xef\xbf\xbd\""},
    {NULL, {"token", "add", "ada", "--scope", "\xff"}, "\"\xef\xbf\xbd\""},
    {NULL, {"invite", "--note", "caf\xe9"}, "\"caf\xef\xbf\xbd\""},
    {NULL, {"cache", "show", "\xfe"}, "\"\xef\xbf\xbd\""},
    {NULL, {"activity", "--member", "\xc3"}, "\"\xef\xbf\xbd\""},
    {NULL, {"tonight", "settle", "\xed\xa0\x80"}, "UTF-8"},
};

static void test_statuses__bytes_that_are_not_utf8_are_answered_the_same(void **state)
{
    struct club *club = *state;

    for (size_t i = 0; i < 2 * COUNT_OF(not_utf8); i++) {
        size_t row = i % COUNT_OF(not_utf8);
        struct outcome outcome = club_run(club, not_utf8[row].input, not_utf8[row].words);

        if (i == COUNT_OF(not_utf8))
            club_start(club);
        assert_int_equal(outcome.status, 1);
        assert_non_null(strstr(outcome.err, "isn't valid UTF-8"));
        assert_non_null(strstr(outcome.err, not_utf8[row].says));
    }
}

static void test_statuses__a_message_garbles_no_terminal(void **state)
{
    struct outcome outcome = COMMAND((struct club *)*state, NULL, "a\x1b[2J\r\nb");

    assert_int_equal(outcome.status, 2);
    assert_string_equal(outcome.err,
                        "marquee: There is no command `a?[2J??b`. `marquee help` lists them.\n");
}

SUITE(test_statuses)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_statuses__have_one_meaning_for_every_command),
        CLOSED_TEST(test_statuses__need_no_database_to_be_understood),
        CLOSED_TEST(test_statuses__a_flag_given_twice_is_refused_with_the_reason),
        CLOSED_TEST(test_statuses__bytes_that_are_not_utf8_are_answered_the_same),
        CLOSED_TEST(test_statuses__a_message_garbles_no_terminal),
    };

    return RUN(tests);
}
