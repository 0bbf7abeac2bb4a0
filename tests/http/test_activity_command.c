/* `marquee activity`: the log in sentences. */
#include "domain/activity.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

/* What it prints has this line, behind the time. */
static void expect_sentence(struct outcome outcome, const char *sentence)
{
    char line[256];

    snprintf(line, sizeof(line), "+00:00  %s\n", sentence);
    assert_int_equal(outcome.status, 0);
    if (strstr(outcome.out, line) == NULL)
        fail_msg("no line \"%s\" in:\n%s", sentence, outcome.out);
}

static int lines(const char *text)
{
    int count = 0;

    for (; *text != '\0'; text++)
        count += *text == '\n';
    return count;
}

static void test_activity_command__says_what_happened(void **state)
{
    struct club *club = *state;

    ask(&club->http, "PUT /votes/1", .as = keys->grace);
    expect(&club->http, 200);
    ask(&club->http, "DELETE /proposals/2", .as = keys->root);
    expect(&club->http, 204);
    MUST(club, NULL, "member", "limit", "grace", "default");
    MUST(club, NULL, "member", "limit", "grace", "3");
    expect_sentence(COMMAND(club, NULL, "activity", "--limit", "1"),
                    "the host set grace's proposal limit to 3");
    expect_sentence(COMMAND(club, NULL, "activity", "--kind", "voted"),
                    "grace voted for Metropolis");
    expect_sentence(COMMAND(club, NULL, "activity", "--kind", "proposals"),
                    "root withdrew Home Movie, which grace had proposed");
    expect_sentence(COMMAND(club, NULL, "activity", "--member", "GRACE"),
                    "the host made token 2 for grace, which may write");
}

static void test_activity_command__finds_what_is_asked_for(void **state)
{
    struct club *club = *state;

    assert_int_equal(lines(COMMAND(club, NULL, "activity", "--limit", "3").out), 3);
    assert_int_equal(lines(COMMAND(club, NULL, "activity", "--kind", "joined").out), 3);
    assert_int_equal(
        lines(COMMAND(club, NULL, "activity", "--kind", "joined", "--member", "ada").out), 1);
    assert_non_null(strstr(COMMAND(club, NULL, "activity", "--kind", "color").err,
                           "The log has nothing like that."));
}

static void test_activity_command__refuses_what_it_does_not_know(void **state)
{
    struct club *club = *state;

    assert_int_equal(COMMAND(club, NULL, "activity", "--kind", "clapped").status, 2);
    assert_int_equal(COMMAND(club, NULL, "activity", "--limit", "0").status, 2);
    assert_int_equal(COMMAND(club, NULL, "activity", "--member", "nobody").status, 1);
    assert_int_equal(COMMAND(club, NULL, "activity", "show").status, 2);
    assert_int_equal(COMMAND(club, NULL, "activity", "clear", "all").status, 2);
}

static void test_activity_command__clears_the_log_and_says_so_there(void **state)
{
    struct club *club = *state;

    MUST(club, NULL, "activity", "clear");
    assert_int_equal(lines(COMMAND(club, NULL, "activity", "--kind", "votes").out), 0);
    assert_non_null(strstr(COMMAND(club, NULL, "activity", "--limit", "1").out,
                           " the host cleared this log of "));
}

/* Whatever the log may hold, there are words for it, and none of them is missing. */
static void test_activity_command__has_words_for_every_kind(void **state)
{
    struct club *club = *state;
    struct outcome outcome;
    char sql[512];

    inspect_run(club->db, "DELETE FROM activity");
    for (enum activity_kind kind = 0; kind < ACTIVITY_KIND_COUNT; kind++) {
        const struct activity_rule *rule = activity_rule(kind);

        snprintf(sql, sizeof(sql),
                 "INSERT INTO activity (happened_at, kind, area, lasting, actor_id, by_host,"
                 " member_id, number, text, hour)"
                 " VALUES (%d, '%s', '%s', %d, 1, 0, 1, 7, 'said', %s)",
                 7200 + (int)kind, rule->name, activity_area_name(rule->area), rule->lasting,
                 rule->area == AREA_VOTES ? "2" : "NULL");
        inspect_run(club->db, sql);
    }
    outcome = COMMAND(club, NULL, "activity");
    assert_int_equal(outcome.status, 0);
    assert_int_equal(lines(outcome.out), ACTIVITY_KIND_COUNT);
    assert_null(strchr(outcome.out, '{'));
    assert_null(strstr(outcome.out, "ada \n"));
}

SUITE(test_activity_command)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_activity_command__says_what_happened),
        CLUB_TEST(test_activity_command__finds_what_is_asked_for),
        CLUB_TEST(test_activity_command__refuses_what_it_does_not_know),
        CLUB_TEST(test_activity_command__clears_the_log_and_says_so_there),
        CLOSED_TEST(test_activity_command__has_words_for_every_kind),
    };

    return RUN(tests);
}
