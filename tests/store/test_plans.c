/* store/sql.h: no statement reads a whole table, save those that are meant to. */
#include <stdio.h>
#include <string.h>

#include "store/sql.h"
#include "support/inspect.h"
#include "support/world.h"

static const struct {
    const char *name, *text;
} statements[] = {
#define X(name, effect, text) {#name, text},
    SQL_STATEMENTS(X)
#undef X
};

#define WANTED_POSTERS                                                                             \
    "SCAN films USING INDEX films_by_wanted_poster",                                               \
        "reads the posters that are wanted: the index has no others"

/* Each reads all of a table that is small, or for a purpose that needs all of it. */
static const struct {
    enum sql name;
    const char *step, *reason;
} allowed[] = {
    {SQL_MEMBERS_ALL, "SCAN members", "lists all members for the command line"},
    {SQL_MEMBERS_ANY, "SCAN members", "ends at the first row"},
    {SQL_ADMINS_COUNT, "SCAN members", "a club has tens of members; asked when a role changes"},
    {SQL_TOKENS_ALL, "SCAN t", "lists all tokens for the command line"},
    {SQL_CREDENTIALS_ALL, "SCAN t", "loads all credentials into memory"},
    {SQL_FILMS_TITLED, "SCAN f", "a search in titles, when no provider answers"},
    {SQL_FILMS_PROVIDERS, "SCAN film_sources", "once at the start"},
    {SQL_FILMS_SUMMARY, "SCAN films", "the cache in numbers, for the host"},
    {SQL_FILMS_OLD, "SCAN films", "a job, every ten minutes; a server has met some hundred films"},
    {SQL_FILMS_SET_POSTER, WANTED_POSTERS},
    {SQL_FILMS_REFUSE_POSTER, WANTED_POSTERS},
    {SQL_FILMS_FAIL_POSTER, WANTED_POSTERS},
    {SQL_FILMS_WANT_POSTERS, "SCAN films", "somebody asks for all posters that did not come"},
    {SQL_FILMS_FAILING, "SCAN f", "what the host is to look at; rarely asked, by admins"},
    {SQL_POSTERS_SUMMARY, "SCAN poster", "the cache in numbers, for the host"},
    {SQL_FILMS_LEAVE_POSTER, WANTED_POSTERS},
    {SQL_POSTER_UNFINISHED, "SCAN posters USING INDEX posters_unfinished", "just the unfinished"},
    {SQL_POSTER_SPARE, "SCAN i USING INDEX posters_by_use", "ends at the first that is spare"},
    {SQL_POSTER_SPARE_ORIGINAL, "SCAN i USING INDEX posters_by_use", "ends at the first"},
    {SQL_POSTER_IMAGES_ALL, "SCAN poster_images", "`marquee check` looks at each file"},
};

static bool is_allowed(enum sql name, const char *step)
{
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        if (allowed[i].name == name && strncmp(step, allowed[i].step, strlen(allowed[i].step)) == 0)
            return true;
    return false;
}

/* A step that reads every row of a table; not of a subquery or of a row that was written out. */
static bool is_scan(const char *step)
{
    return strncmp(step, "SCAN ", 5) == 0 && strncmp(step, "SCAN (", 6) != 0 &&
           strncmp(step, "SCAN CONSTANT ROW", 17) != 0;
}

static int count_scans(enum sql name, const char *plan)
{
    int count = 0;

    for (const char *step = plan; *step != '\0'; step = strchr(step, '\n') + 1) {
        if (!is_scan(step) || is_allowed(name, step))
            continue;
        print_error("%s: %.*s\n", statements[name].name, (int)strcspn(step, "\n"), step);
        count++;
    }
    return count;
}

static void test_plans__no_statement_reads_a_whole_table(void **state)
{
    struct world *world = *state;
    int scans = 0;

    for (size_t i = 0; i < COUNT_OF(statements); i++) {
        auto_strbuf struct strbuf plan;

        strbuf_init(&plan, 64 * 1024);
        inspect_plan(world->path, statements[i].text, &plan);
        scans += count_scans((enum sql)i, plan.bytes);
    }
    assert_int_equal(scans, 0);
}

/* The page is read in the order of an index: fifty rows, whatever the number of proposals. */
static void test_plans__the_page_is_not_sorted(void **state)
{
    static const enum sql pages[] = {SQL_PROPOSALS_BY_VOTES, SQL_PROPOSALS_BY_NEWEST};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        auto_strbuf struct strbuf plan;

        strbuf_init(&plan, 64 * 1024);
        inspect_plan(world->path, statements[pages[i]].text, &plan);
        assert_non_null(strstr(plan.bytes, "SEARCH p"));
        assert_null(strstr(plan.bytes, "TEMP B-TREE"));
    }
}

static void test_plans__what_is_allowed_is_still_needed(void **state)
{
    struct world *world = *state;

    for (size_t i = 0; i < COUNT_OF(allowed); i++) {
        auto_strbuf struct strbuf plan;

        strbuf_init(&plan, 64 * 1024);
        inspect_plan(world->path, statements[allowed[i].name].text, &plan);
        if (strstr(plan.bytes, allowed[i].step) == NULL)
            fail_msg("%s: %s", statements[allowed[i].name].name, plan.bytes);
        assert_true(strlen(allowed[i].reason) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_plans__no_statement_reads_a_whole_table),
        WORLD_TEST(test_plans__the_page_is_not_sorted),
        WORLD_TEST(test_plans__what_is_allowed_is_still_needed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
