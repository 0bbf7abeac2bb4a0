/* `version`: which state of the club an answer shows. */
#include "support/club.h"
#include "support/expect.h"

static int64_t version_of(struct client *http, const char *line, const char *as)
{
    ask(http, line, .as = as);
    expect(http, 200);
    return number_at(http, "version");
}

static void test_versions__grow_with_what_people_see(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    int64_t before = version_of(http, "GET /proposals", keys->ada), after;

    assert_int_equal(version_of(http, "GET /tonight", keys->ada), before);
    ask(http, "PUT /votes/2", .as = keys->grace);
    expect(http, 200);
    after = version_of(http, "GET /proposals", keys->ada);
    assert_int_equal(after, before + 1);
    assert_int_equal(version_of(http, "GET /proposals?q=nothing", keys->ada), after);
    assert_int_equal(version_of(http, "GET /tonight", keys->ada), after);
    ask(http, "PUT /tonight", .as = keys->root, .body = "{\"proposal_id\":1}");
    expect(http, 200);
    assert_int_equal(number_at(http, "version"), after + 1);
    assert_int_equal(version_of(http, "GET /proposals", keys->ada), after + 1);
}

static void test_versions__are_the_same_for_visitors(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    int64_t version = version_of(http, "GET /proposals", keys->ada);

    assert_int_equal(version_of(http, "GET /proposals", NULL), version);
    assert_int_equal(version_of(http, "GET /tonight", NULL), version);
}

static void test_versions__stay_over_a_restart(void **state)
{
    struct club *club = *state;
    int64_t before = version_of(&club->http, "GET /proposals", keys->ada);

    club_stop(club);
    club_start(club);
    assert_int_equal(version_of(&club->http, "GET /proposals", keys->ada), before);
}

/* A page that was open meanwhile must not take what it has for newer. */
static void test_versions__are_above_all_others_after_a_restore(void **state)
{
    struct club *club = *state;
    char backup[200];
    int64_t before;

    snprintf(backup, sizeof(backup), "%s/backup.db", club->folder);
    MUST(club, NULL, "backup", backup);
    ask(&club->http, "PUT /votes/2", .as = keys->grace);
    before = version_of(&club->http, "GET /proposals", keys->ada);
    club_stop(club);
    MUST(club, NULL, "restore", backup);
    club_start(club);
    assert_true(version_of(&club->http, "GET /proposals", keys->ada) > before);
}

SUITE(test_versions)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_versions__grow_with_what_people_see),
        PUBLIC_TEST(test_versions__are_the_same_for_visitors),
        CLUB_TEST(test_versions__stay_over_a_restart),
        CLUB_TEST(test_versions__are_above_all_others_after_a_restore),
    };

    return RUN(tests);
}
