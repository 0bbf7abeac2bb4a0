/* lists/sheet: columns, quotation marks, forms, and parts. */
#include "lists/sheet.h"

#include <string.h>

#include "support/check.h"

static const struct sheet_row metropolis = {.title = "Metropolis",
                                            .imdb_id = "tt0017136",
                                            .year = 1927,
                                            .proposer = "ada",
                                            .note = "Silent, and \"loud\"",
                                            .at = 1700000000,
                                            .day = 19675,
                                            .halves = 9,
                                            .count = 2};

/* The part with all rows; the test's to free. */
static char *write_all(struct sheet_writer *sheet, const struct sheet_row *rows, size_t count)
{
    struct strbuf out;

    strbuf_init(&out, SHEET_PART_MAX);
    sheet->out = &out;
    sheet->club = "Friday, Film Club";
    sheet->part = sheet->part == 0 ? 1 : sheet->part;
    sheet_begin(sheet);
    for (size_t i = 0; i < count; i++)
        if (!sheet_add(sheet, &rows[i]))
            break;
    assert_true(strbuf_ok(&out));
    return strbuf_take(&out, NULL);
}

static void expect_sheet(enum sheet_kind kind, enum sheet_form form, const struct sheet_row *row,
                         const char *text)
{
    struct sheet_writer sheet = {.kind = kind, .form = form};
    auto_free char *written = write_all(&sheet, row, 1);

    assert_string_equal(written, text);
}

static void test_sheet__each_kind_has_its_columns(void **state)
{
    (void)state;
    expect_sheet(
        SHEET_PROPOSALS, SHEET_COMMAS, &metropolis,
        "\ufefftitle,original_title,year,imdb_id,status,proposed_by,note,votes,proposed_at\r\n"
        "Metropolis,,1927,tt0017136,open,ada,\"Silent, and \"\"loud\"\"\",2,"
        "2023-11-14T22:13:20Z\r\n");
    expect_sheet(
        SHEET_SCREENINGS, SHEET_COMMAS, &metropolis,
        "\ufefftitle,original_title,year,imdb_id,watched_on,proposed_by,note,average_stars,ratings,"
        "recorded_at\r\n"
        "Metropolis,,1927,tt0017136,2023-11-14,ada,\"Silent, and \"\"loud\"\"\",4.5,2,"
        "2023-11-14T22:13:20Z\r\n");
    expect_sheet(SHEET_RATINGS, SHEET_COMMAS, &metropolis,
                 "\ufefftitle,original_title,year,imdb_id,stars,watched_on,rated_at\r\n"
                 "Metropolis,,1927,tt0017136,4.5,2023-11-14,2023-11-14T22:13:20Z\r\n");
    expect_sheet(SHEET_WATCHLIST, SHEET_COMMAS, &metropolis,
                 "\ufefftitle,original_title,year,imdb_id,added_at\r\n"
                 "Metropolis,,1927,tt0017136,2023-11-14T22:13:20Z\r\n");
}

static void test_sheet__unknown_values_are_empty_cells(void **state)
{
    (void)state;
    expect_sheet(
        SHEET_RATINGS, SHEET_COMMAS, &(struct sheet_row){.title = "X", .halves = 1},
        "\ufefftitle,original_title,year,imdb_id,stars,watched_on,rated_at\r\nX,,,,0.5,,\r\n");
    expect_sheet(
        SHEET_PROPOSALS, SHEET_COMMAS, &(struct sheet_row){.imdb_id = "tt0000001"},
        "\ufefftitle,original_title,year,imdb_id,status,proposed_by,note,votes,proposed_at\r\n"
        ",,,tt0000001,open,,,0,\r\n");
}

/* What providers say of a film has it only where it's another title. */
static void test_sheet__the_original_title_stands_behind_the_title(void **state)
{
    const struct sheet_row row = {.title = "Siedmiu samurajów",
                                  .metadata = "{\"plot\":\"original_title\","
                                              "\"original_title\":\"七人の侍\"}"};

    (void)state;
    expect_sheet(SHEET_WATCHLIST, SHEET_COMMAS, &row,
                 "\ufefftitle,original_title,year,imdb_id,added_at\r\n"
                 "Siedmiu samurajów,七人の侍,,,\r\n");
    expect_sheet(SHEET_WATCHLIST, SHEET_COMMAS,
                 &(struct sheet_row){.title = "M", .metadata = "{\"plot\":\"original_title\"}"},
                 "\ufefftitle,original_title,year,imdb_id,added_at\r\nM,,,,\r\n");
}

static void test_sheet__semicolons_come_with_decimal_commas(void **state)
{
    const struct sheet_row row = {.title = "A; B", .year = 2001, .halves = 7};

    (void)state;
    expect_sheet(SHEET_RATINGS, SHEET_SEMICOLONS, &row,
                 "\ufefftitle;original_title;year;imdb_id;stars;watched_on;rated_at\r\n\"A; "
                 "B\";;2001;;3,5;;\r\n");
}

static void test_sheet__letterboxd_gets_its_own_columns_and_no_mark(void **state)
{
    struct sheet_row again = metropolis;

    (void)state;
    again.is_again = true;
    again.halves = 8;
    expect_sheet(SHEET_RATINGS, SHEET_LETTERBOXD, &again,
                 "imdbID,Title,Year,Rating,WatchedDate,Rewatch,Tags\r\n"
                 "tt0017136,Metropolis,1927,4,2023-11-14,true,Friday  Film Club\r\n");
    again.day = 0;
    expect_sheet(SHEET_SCREENINGS, SHEET_LETTERBOXD, &again,
                 "imdbID,Title,Year,Rating,WatchedDate,Rewatch,Tags\r\n"
                 "tt0017136,Metropolis,1927,4,,,\r\n");
    expect_sheet(SHEET_PROPOSALS, SHEET_LETTERBOXD, &metropolis,
                 "imdbID,Title,Year\r\ntt0017136,Metropolis,1927\r\n");
}

static void test_sheet__letterboxd_gets_no_closed_proposal_and_no_film_twice(void **state)
{
    (void)state;
    expect_sheet(SHEET_PROPOSALS, SHEET_LETTERBOXD,
                 &(struct sheet_row){.title = "Old", .status = PROPOSAL_WATCHED},
                 "imdbID,Title,Year\r\n");
    expect_sheet(SHEET_RATINGS, SHEET_LETTERBOXD,
                 &(struct sheet_row){.title = "Twice", .halves = 2, .is_elsewhere = true},
                 "imdbID,Title,Year,Rating,WatchedDate,Rewatch,Tags\r\n");
}

/* A cell in quotation marks keeps what is in it together; a formula is none. */
static void test_sheet__no_cell_is_a_formula(void **state)
{
    const struct sheet_row row = {.title = "=HYPERLINK(\"http://x\")", .halves = 2};

    (void)state;
    expect_sheet(SHEET_RATINGS, SHEET_COMMAS, &row,
                 "\ufefftitle,original_title,year,imdb_id,stars,watched_on,rated_at\r\n"
                 "\"'=HYPERLINK(\"\"http://x\"\")\",,,,1,,\r\n");
    expect_sheet(SHEET_PROPOSALS, SHEET_LETTERBOXD, &(struct sheet_row){.title = "+1"},
                 "imdbID,Title,Year\r\n,'+1,\r\n");
}

enum { MANY = 30000 };

static size_t count_lines(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += *text == '\n';
    return count;
}

/* Each part begins with the columns, fits, and has what the one before has not. */
static void test_sheet__a_long_one_comes_in_parts(void **state)
{
    struct sheet_row *rows = calloc(MANY, sizeof(*rows));
    size_t lines = 0, part = 0;
    bool has_more = true;

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        rows[i] = metropolis;
    while (has_more) {
        struct sheet_writer sheet = {
            .kind = SHEET_RATINGS, .form = SHEET_LETTERBOXD, .part = (int64_t)++part};
        auto_free char *written = write_all(&sheet, rows, MANY);

        assert_true(sheet_has_part(&sheet));
        assert_true(strlen(written) <= SHEET_LETTERBOXD_MAX);
        assert_memory_equal(written, "imdbID,", 7);
        lines += count_lines(written) - 1;
        has_more = sheet.has_more;
    }
    assert_true(part > 1);
    assert_int_equal(lines, MANY);
    free(rows);
}

static void test_sheet__behind_the_last_part_there_is_none(void **state)
{
    struct sheet_writer sheet = {.kind = SHEET_RATINGS, .part = 2};
    auto_free char *written = write_all(&sheet, &metropolis, 1);

    (void)state;
    assert_non_null(written);
    assert_false(sheet.has_more);
    assert_false(sheet_has_part(&sheet));
}

static void test_sheet__an_empty_one_has_a_first_part(void **state)
{
    struct sheet_writer sheet = {.kind = SHEET_RATINGS};
    auto_free char *written = write_all(&sheet, NULL, 0);

    (void)state;
    assert_true(sheet_has_part(&sheet));
    assert_string_equal(written,
                        "\ufefftitle,original_title,year,imdb_id,stars,watched_on,rated_at\r\n");
}

SUITE(test_sheet)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sheet__each_kind_has_its_columns),
        cmocka_unit_test(test_sheet__unknown_values_are_empty_cells),
        cmocka_unit_test(test_sheet__the_original_title_stands_behind_the_title),
        cmocka_unit_test(test_sheet__semicolons_come_with_decimal_commas),
        cmocka_unit_test(test_sheet__letterboxd_gets_its_own_columns_and_no_mark),
        cmocka_unit_test(test_sheet__letterboxd_gets_no_closed_proposal_and_no_film_twice),
        cmocka_unit_test(test_sheet__no_cell_is_a_formula),
        cmocka_unit_test(test_sheet__a_long_one_comes_in_parts),
        cmocka_unit_test(test_sheet__behind_the_last_part_there_is_none),
        cmocka_unit_test(test_sheet__an_empty_one_has_a_first_part),
    };

    return RUN(tests);
}
