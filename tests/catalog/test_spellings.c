/* jobs/fetch_posters: a provider that has been taken over names posters inside our network. */
#include <stdio.h>

#include <jansson.h>

#include "domain/member.h"
#include "support/canary.h"
#include "support/house.h"

static int connections;

/* What the stand-in says of a film: its poster is there. */
static void name_poster(int number, const char *url)
{
    char prefix[32];
    json_t *script;
    char *text;

    snprintf(prefix, sizeof(prefix), "/titles/tt%07d", number);
    script = json_pack("{s:s, s:{s:s, s:{s:s, s:{s:s}}}}", "prefix", prefix, "then", "do", "json",
                       "body", "primaryTitle", "Film", "primaryImage", "url", url);
    assert_non_null(script);
    text = json_dumps(script, 0);
    upstream_script(&upstream, text);
    free(text);
    json_decref(script);
}

static void test_spellings__no_poster_is_asked_for_inside(void **state)
{
    struct house *house = *state;
    struct canary canary;

    canary_open(&canary);
    seed_limit(house->world, 1, PROPOSAL_LIMIT_MAX);
    for (size_t i = 0; i < canary_spellings_count; i++) {
        char url[SPELLED_SIZE];

        canary_spell(&canary, canary_spellings[i], url);
        name_poster((int)i + 1, url);
        seed_proposal(house->world, 1, (int)i + 1);
        house_want(house, (int64_t)i + 1);
    }
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    connections = canary_connections(&canary);
    assert_int_equal(connections, 0);
    assert_int_equal(world_number(house->world, "SELECT count(*) FROM films WHERE title = 'Film'"),
                     canary_spellings_count);
    /* The others are refused when they are read: they are no addresses of the web. */
    assert_true(world_number(house->world, "SELECT count(*) FROM films WHERE poster_failures = 1"
                                           " AND poster_settled_url IS NULL") >= 120);
    assert_int_equal(world_number(house->world, "SELECT count(*) FROM films WHERE poster_url"
                                                " IS NOT NULL AND poster_failures = 0"),
                     0);
    canary_close(&canary);
}

SUITE(test_spellings)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_spellings__no_poster_is_asked_for_inside),
    };
    int failed = RUN(tests);

    printf("SSRF: %zu spellings as posters, %d connections to the canary\n", canary_spellings_count,
           connections);
    return failed;
}
