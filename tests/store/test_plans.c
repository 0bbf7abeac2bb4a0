/* No statement reads a whole table, save those that are meant to. */
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "store/engine/statement.h"
#include "support/inspect.h"
#include "support/world.h"

/* Each reads all of a table that is small, or for a purpose that needs all of it. */
static const struct {
    const char *name, *step, *reason;
} allowed[] = {
    {"sql_members_count", "SCAN members", "a backup counts what it has"},
    {"sql_proposals_count", "SCAN proposals", "a backup counts what it has"},
    {"sql_votes_count", "SCAN votes", "a backup counts what it has"},
    {"sql_wrong_counts", "SCAN p", "`marquee check` counts all votes again"},
    {"sql_wrong_copies", "SCAN p", "`marquee check` compares all proposals with their films"},
    {"sql_wrong_seen", "SCAN f", "`marquee check` counts all marks again"},
    {"sql_wrong_wishes", "SCAN f", "`marquee check` counts all lists again"},
    {"sql_wrong_ratings", "SCAN s", "`marquee check` counts all ratings again"},
    {"sql_wrong_ratings", "SCAN ratings", "… and sums them up"},
    {"sql_wrong_titles", "SCAN s", "`marquee check` compares all screenings with their films"},
    {"sql_wrong_film_titles", "SCAN f", "`marquee check` compares the titles of all films"},
    {"sql_wrong_places", "SCAN p", "`marquee check` compares the places of all proposals"},
    {"sql_wrong_places_spare", "SCAN l", "… and looks for those of nobody"},
    {"sql_wrong_places_order", "SCAN p", "… and whether they are in order"},
    {"sql_wrong_watched", "SCAN p", "`marquee check` looks for the screening of each proposal"},
    {"sql_tables", "SCAN sqlite_schema", "a backup counts the rows of all tables"},
    {"sql_schema_parts", "SCAN sqlite_schema", "each start compares all of the schema"},
    {"sql_gram_change", "SCAN c", "texts that wait for the index: none, or those of one commit"},
    {"sql_grams_find", "SCAN grams VIRTUAL TABLE INDEX", "is the index"},
    {"sql_grams_find_by_title", "SCAN g VIRTUAL TABLE INDEX", "is the index"},
    {"sql_grams_find_by_runtime", "SCAN g VIRTUAL TABLE INDEX", "is the index"},
    {"sql_unplaced", "SCAN u", "proposals that wait for their places: those of one commit"},
    {"sql_grams_find_below", "SCAN g VIRTUAL TABLE INDEX", "is the index"},
    {"sql_members_all", "SCAN members", "lists all members for the command line"},
    {"sql_tokens_all", "SCAN t", "lists all tokens for the command line"},
    {"sql_credentials_all", "SCAN t", "loads all credentials into memory"},
    {"sql_withdrawn_spare", "SCAN i", "once an hour, beside the writer"},
    {"sql_sessions_trim", "SCAN sessions", "once at the start"},
    {"sql_sessions_trim", "SCAN (subquery", "… of all sessions, by member"},
    {"sql_old_passwords", "SCAN members",
     "when a password is set: how long a check takes at least"},
    {"sql_films_providers", "SCAN film_sources", "once at the start"},
    {"sql_film_titles", "SCAN t", "once for each list that is brought: all are compared"},
    {"sql_film_titles_count", "SCAN film_titles", "… after they were counted"},
    {"sql_films_summary", "SCAN films", "the cache in numbers, for the operator"},
    {"sql_posters_count", "SCAN poster", "the cache in numbers, for the operator"},
    {"sql_poster_spare", "SCAN i USING INDEX posters_by_use", "ends at the first that is spare"},
    {"sql_poster_spare_original", "SCAN i USING INDEX posters_by_use", "ends at the first"},
    {"sql_joined_films", "SCAN taken", "what has joined one film of tonight"},
    {"sql_wins_lately", "SCAN l", "of the last ten screenings"},
    {"sql_activity_count", "SCAN activity", "once an hour, of what is kept at most"},
    {"sql_activity_clear", "SCAN activity", "an admin clears the log"},
    {"sql_tonight", "SCAN t", "two rows at most"},
    {"sql_wrong_tonight", "SCAN t", "two rows at most"},
    {"sql_frozen_votes", "SCAN t", "two rows at most"},
    {"sql_tonight_clear", "SCAN tonight", "two rows at most"},
    {"sql_sheet_proposals", "SCAN p", "the whole list, for whoever takes it along"},
    {"sql_sheet_ratings", "SCAN rated", "the rows that it has just made"},
    {"sql_poster_images_all", "SCAN poster_images", "`marquee check` looks at each file"},
};

static const struct statement *statement_named(const char *name)
{
    for (const struct statement *s = __start_statements; s < __stop_statements; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    fail_msg("There is no statement %s.", name);
    return NULL;
}

static bool is_allowed(const struct statement *statement, const char *step)
{
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        if (strcmp(allowed[i].name, statement->name) == 0 &&
            strncmp(step, allowed[i].step, strlen(allowed[i].step)) == 0)
            return true;
    return false;
}

/* "SCAN a", where an earlier step of the plan is "CO-ROUTINE a". */
static bool is_of_subquery(const char *plan, const char *step)
{
    const char *name = step + strlen("SCAN ");
    char subquery[100];

    snprintf(subquery, sizeof(subquery), "CO-ROUTINE %.*s\n", (int)strcspn(name, "\n"), name);
    return strstr(plan, subquery) != NULL;
}

/* A step that reads every row of a table; not of a subquery or of a row that was written out. */
static bool is_scan(const char *plan, const char *step)
{
    return strncmp(step, "SCAN ", 5) == 0 && strncmp(step, "SCAN (", 6) != 0 &&
           strncmp(step, "SCAN CONSTANT ROW", 17) != 0 && !is_of_subquery(plan, step);
}

/* Of a table, just those rows that the statement is about. */
static bool is_of_partial_index(const char *path, const char *step)
{
    static const char *const words[] = {" USING INDEX ", " USING COVERING INDEX "};
    auto_strbuf struct strbuf partial;
    bool found = false;

    strbuf_init(&partial, 64 * 1024);
    inspect_rows(path,
                 "SELECT i.name || char(10) FROM sqlite_schema s, pragma_index_list(s.name) i"
                 " WHERE s.type = 'table' AND i.partial = 1",
                 "", &partial);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        const char *name = strstr(step, words[i]);
        char line[100];

        if (name == NULL || name > strchr(step, '\n'))
            continue;
        name += strlen(words[i]);
        snprintf(line, sizeof(line), "%.*s\n", (int)strcspn(name, "\n"), name);
        found = found || strstr(partial.bytes, line) != NULL;
    }
    return found;
}

static int count_scans(const char *path, const struct statement *statement, const char *plan)
{
    int count = 0;

    for (const char *step = plan; *step != '\0'; step = strchr(step, '\n') + 1) {
        if (!is_scan(plan, step) || is_allowed(statement, step) || is_of_partial_index(path, step))
            continue;
        print_error("%s: %.*s\n", statement->name, (int)strcspn(step, "\n"), step);
        count++;
    }
    return count;
}

static void test_plans__no_statement_reads_a_whole_table(void **state)
{
    struct world *world = *state;
    int scans = 0;

    for (const struct statement *s = __start_statements; s < __stop_statements; s++) {
        auto_strbuf struct strbuf plan;

        strbuf_init(&plan, 64 * 1024);
        inspect_plan(world->path, s->text, &plan);
        scans += count_scans(world->path, s, plan.bytes);
    }
    assert_int_equal(scans, 0);
}

/* Read in the order of an index: fifty rows, however many there are. */
static void assert_not_sorted(void **state, const char *name, const char *step)
{
    struct world *world = *state;
    auto_strbuf struct strbuf plan;

    strbuf_init(&plan, 64 * 1024);
    inspect_plan(world->path, statement_named(name)->text, &plan);
    assert_non_null(strstr(plan.bytes, step));
    assert_null(strstr(plan.bytes, "TEMP B-TREE"));
}

static void test_plans__the_page_is_not_sorted(void **state)
{
    assert_not_sorted(state, "sql_proposals_by_votes", "SEARCH p");
    assert_not_sorted(state, "sql_proposals_by_newest", "SEARCH p");
    assert_not_sorted(state, "sql_proposals_by_runtime", "SEARCH p");
    assert_not_sorted(state, "sql_proposals_by_title", "SEARCH p");
}

/* Nor looked at further than a page reaches. */
static void test_plans__what_was_watched_is_not_sorted(void **state)
{
    assert_not_sorted(state, "sql_screenings",
                      "SEARCH s USING INDEX screenings_by_day (day>? AND day<?)");
    assert_not_sorted(state, "sql_grams_find_below",
                      "SEARCH screenings USING INTEGER PRIMARY KEY (rowid=?)");
}

static void test_plans__members_are_not_sorted(void **state)
{
    assert_not_sorted(state, "sql_members_by_name", "SEARCH members");
    assert_not_sorted(state, "sql_members_of_state",
                      "SEARCH members USING INDEX members_by_state (state=? AND name_key>?)");
}

/* A list of rows in memory, before they are removed one by one, costs half as much as a vote. The
 * one that is left is of a vote that was lent. */
static void test_plans__a_vote_is_withdrawn_without_a_list(void **state)
{
    static const char list[] = "OpenEphemeral\n";
    struct world *world = *state;
    auto_strbuf struct strbuf operations;
    const char *first;

    strbuf_init(&operations, 64 * 1024);
    inspect_operations(world->path, statement_named("sql_vote_withdraw")->text, &operations);
    first = strstr(operations.bytes, list);
    assert_non_null(first);
    assert_null(strstr(first + 1, list));
}

/* Only the evenings of one film are. */
static void test_plans__a_members_list_is_not_sorted(void **state)
{
    static const char sorted[] = "TEMP B-TREE";
    struct world *world = *state;
    auto_strbuf struct strbuf plan;
    const char *first;

    strbuf_init(&plan, 64 * 1024);
    inspect_plan(world->path, statement_named("sql_wishes_of")->text, &plan);
    assert_non_null(strstr(plan.bytes, "SEARCH w USING COVERING INDEX wishes_by_time"
                                       " (member_id=? AND (added_at,film_id)<(?,?))"));
    first = strstr(plan.bytes, sorted);
    assert_true(first == NULL || strstr(first + 1, sorted) == NULL);
}

/* A search may have to read far. A visit to each row would take twenty times as long. */
static void test_plans__a_search_reads_an_index_alone(void **state)
{
    static const char *const parts[] = {"sql_level_by_votes", "sql_behind_by_votes"};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        auto_strbuf struct strbuf plan;

        strbuf_init(&plan, 64 * 1024);
        inspect_plan(world->path, statement_named(parts[i])->text, &plan);
        assert_non_null(strstr(plan.bytes, "SEARCH proposals USING COVERING INDEX"));
        assert_null(strstr(plan.bytes, "TEMP B-TREE"));
    }
}

static void test_plans__what_is_allowed_is_still_needed(void **state)
{
    struct world *world = *state;

    for (size_t i = 0; i < COUNT_OF(allowed); i++) {
        auto_strbuf struct strbuf plan;

        strbuf_init(&plan, 64 * 1024);
        inspect_plan(world->path, statement_named(allowed[i].name)->text, &plan);
        if (strstr(plan.bytes, allowed[i].step) == NULL)
            fail_msg("%s: %s", allowed[i].name, plan.bytes);
        assert_true(strlen(allowed[i].reason) > 0);
    }
}

static size_t count_lines(const char *text, const char *beginning)
{
    size_t count = 0;

    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        count += strncmp(line, beginning, strlen(beginning)) == 0;
    }
    return count;
}

/* A file of the store that this program does not link would not be looked at. */
static void test_plans__all_statements_are_seen(void **state)
{
    size_t count = 0;
    glob_t files;

    (void)state;
    assert_int_equal(glob(MARQUEE_SOURCE "/api/store/*.c", 0, NULL, &files), 0);
    assert_int_equal(glob(MARQUEE_SOURCE "/api/store/engine/*.c", GLOB_APPEND, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        auto_strbuf struct strbuf text;

        strbuf_init(&text, 64 * 1024);
        inspect_file(files.gl_pathv[i], &text);
        count += count_lines(text.bytes, "QUERY(") + count_lines(text.bytes, "CHANGE(") +
                 count_lines(text.bytes, "ENGINE_STATEMENT(");
    }
    globfree(&files);
    assert_int_equal(__stop_statements - __start_statements, count);
}

SUITE(test_plans)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plans__all_statements_are_seen),
        WORLD_TEST(test_plans__no_statement_reads_a_whole_table),
        WORLD_TEST(test_plans__the_page_is_not_sorted),
        WORLD_TEST(test_plans__a_search_reads_an_index_alone),
        WORLD_TEST(test_plans__what_was_watched_is_not_sorted),
        WORLD_TEST(test_plans__a_vote_is_withdrawn_without_a_list),
        WORLD_TEST(test_plans__members_are_not_sorted),
        WORLD_TEST(test_plans__a_members_list_is_not_sorted),
        WORLD_TEST(test_plans__what_is_allowed_is_still_needed),
    };

    return RUN(tests);
}
