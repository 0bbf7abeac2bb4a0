/* lists/: what goes out as a sheet comes in again as it was, in each of its forms. */
#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "lists/sheet.h"
#include "support/check.h"
#include "support/listed.h"

static const struct sheet_row rows[] = {
    {.title = "Metropolis", .imdb_id = "tt0017136", .year = 1927, .day = 19675, .halves = 9},
    {.title = "=HYPERLINK(\"http://x\",1)", .year = 2001, .day = 1, .halves = 1},
    {.title = "+1", .year = 2013, .halves = 10},
    {.title = "-30-", .year = 1959, .day = 11016, .halves = 8},
    {.title = "@Suicide Room", .year = 2011, .halves = 2},
    {.title = "'71", .year = 2014, .day = 16000, .halves = 7},
    {.title = "'=1", .halves = 3},
    {.title = "''-x; =2, +3", .halves = 4},
    {.title = "\"=1\"", .year = 1999, .halves = 5},
    {.title = "Monsters, Inc.", .imdb_id = "tt0198781", .year = 2001, .day = 11628, .halves = 6},
    {.title = "Łódź; \"Zażółć\" – gęślą", .year = 1977, .day = 20000, .halves = 5},
    {.title = "千と千尋の神隠し", .year = 2001, .halves = 10},
    {.imdb_id = "tt0133093", .day = 12345, .halves = 2},
};

/* As listed_row() says it. `has_day` is the sheet's: others keep the moment. */
static const char *said_of(struct arena *arena, const struct sheet_row *row, bool has_stars,
                           bool has_day)
{
    char day[DATE_TEXT_SIZE];

    return arena_printf(arena, "%s %" PRId64 " %s %" PRId64 " %s",
                        row->title == NULL ? "-" : row->title, row->year,
                        row->imdb_id == NULL ? "-" : row->imdb_id, has_stars ? row->halves : 0,
                        has_day && row->day != 0 ? date_format(row->day, day) : "-");
}

static void expect_round_trip(enum sheet_kind kind, enum sheet_form form, bool has_stars,
                              enum list_kind taken_as)
{
    auto_arena struct arena arena = {0};
    auto_strbuf struct strbuf text;
    struct sheet_writer sheet = {
        .kind = kind, .form = form, .club = "=Club", .part = 1, .out = &text};
    const bool has_day = kind == SHEET_RATINGS || kind == SHEET_SCREENINGS;
    struct film_list list;

    strbuf_init(&text, SHEET_PART_MAX);
    sheet_begin(&sheet);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_true(sheet_add(&sheet, &rows[i]));
    list = listed_text(&arena, text.bytes, sheet_file_name(&arena, kind, form, 1), LIST_UNKNOWN);
    assert_int_equal(list.count, COUNT_OF(rows));
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.rows[i].flaw, LIST_FLAW_NONE);
        assert_string_equal(listed_row(&arena, &list, i),
                            said_of(&arena, &rows[i], has_stars, has_day));
    }
    assert_int_equal(list.rows[0].kind, taken_as);
}

static void test_round_trip__of_ones_ratings(void **state)
{
    (void)state;
    for (enum sheet_form form = 0; form < SHEET_FORMS; form++)
        expect_round_trip(SHEET_RATINGS, form, true, LIST_RATINGS);
}

static struct film_list taken_back(struct arena *arena, enum sheet_kind kind,
                                   const struct sheet_row *row)
{
    auto_strbuf struct strbuf text;
    struct sheet_writer sheet = {.kind = kind, .club = "Club", .part = 1, .out = &text};

    strbuf_init(&text, SHEET_PART_MAX);
    sheet_begin(&sheet);
    assert_true(sheet_add(&sheet, row));
    return listed_text(arena, text.bytes, "some.csv", LIST_UNKNOWN);
}

/* Also under any name. */
static void test_round_trip__of_what_a_proposal_and_a_screening_have_besides(void **state)
{
    auto_arena struct arena arena = {0};
    const struct sheet_row row = {.title = "M",
                                  .metadata = "{\"original_title\":\"M – Eine Stadt\"}",
                                  .status = PROPOSAL_WITHDRAWN,
                                  .proposer = "@da",
                                  .note = "=2+2,  or \"-1\"",
                                  .at = 1700000000,
                                  .day = 12345};
    struct film_list list = taken_back(&arena, SHEET_PROPOSALS, &row);

    (void)state;
    assert_int_equal(list.rows[0].kind, LIST_PROPOSALS);
    assert_int_equal(list.rows[0].status, PROPOSAL_WITHDRAWN);
    assert_string_equal(list.rows[0].original_title, "M – Eine Stadt");
    assert_string_equal(list.rows[0].proposer, row.proposer);
    assert_string_equal(list.rows[0].note, row.note);
    assert_int_equal(list.rows[0].at, row.at);
    list = taken_back(&arena, SHEET_SCREENINGS, &row);
    assert_int_equal(list.rows[0].kind, LIST_SCREENINGS);
    assert_string_equal(list.rows[0].proposer, row.proposer);
    assert_string_equal(list.rows[0].note, row.note);
    assert_int_equal(list.rows[0].watched_on, row.day);
    assert_int_equal(list.rows[0].at, row.at);
}

static void test_round_trip__of_ones_watchlist(void **state)
{
    (void)state;
    for (enum sheet_form form = 0; form < SHEET_FORMS; form++)
        expect_round_trip(SHEET_WATCHLIST, form, false, LIST_WATCHLIST);
}

/* The average of a club is nobody's rating. */
static void test_round_trip__of_what_the_club_has(void **state)
{
    (void)state;
    for (enum sheet_form form = 0; form < SHEET_FORMS; form++) {
        expect_round_trip(SHEET_SCREENINGS, form, false, LIST_SCREENINGS);
        expect_round_trip(SHEET_PROPOSALS, form, false, LIST_PROPOSALS);
    }
}

SUITE(test_round_trip)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip__of_ones_ratings),
        cmocka_unit_test(test_round_trip__of_ones_watchlist),
        cmocka_unit_test(test_round_trip__of_what_a_proposal_and_a_screening_have_besides),
        cmocka_unit_test(test_round_trip__of_what_the_club_has),
    };

    return RUN(tests);
}
