/* lists/: what is damaged, foreign or malicious is refused with where and what, in bounded memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "domain/film.h"
#include "support/check.h"
#include "support/listed.h"

static void assert_refused_bytes(const char *bytes, size_t length, const char *what)
{
    auto_arena struct arena arena = {0};
    const char *said = listed_refusal(&arena, bytes, length);

    if (strstr(said, what) == NULL)
        fail_msg("\"%s\" doesn't say \"%s\"", said, what);
}

static void assert_refused(const char *text, const char *what)
{
    assert_refused_bytes(text, strlen(text), what);
}

/* ---- text ------------------------------------------------------------------------------------ */

static void test_refused__foreign_and_empty_files(void **state)
{
    (void)state;
    assert_refused("", "is empty");
    assert_refused("\xef\xbb\xbf \r\n\n", "is empty");
    assert_refused("<!DOCTYPE html>\n<html lang=\"en\">", "a web page");
    assert_refused("a,b,c\n1,2,3\n", "No columns are named");
    assert_refused("a\nb\nc\nd\ne\nf\n", "No columns are named");
    assert_refused("%PDF-1.7\n1 0 obj\n", "No columns");
    assert_refused("\x89PNG\r\n\x1a\nxx", "No columns");
    assert_refused("{\"a\": 1}", "is no list");
    assert_refused_bytes("SQLite format 3\0x", 17, "Line 1, column 16: a NUL");
    assert_refused_bytes("\xff\xfet\0i\0", 6, "UTF-16");
}

static void test_refused__damage_is_told_with_line_and_column(void **state)
{
    (void)state;
    assert_refused("title,year,stars\nAmélie,2001,4\nAl\"ien,1979,5\n", "Line 3, column 3:");
    assert_refused("title,year\r\n\r\n\"Ali\r\nen\" x,1979\r\n", "Line 4, column 5:");
    assert_refused("title,year\nAlien,1979\n\"Aliens,1986\nGravity,2013\n", "Line 3: a quotation");
    assert_refused("title,year\nZażółć,2001\nPotop ąę,19\xff\n", "Line 3, column 12: this isn't");
    assert_refused("\xef\xbb\xbftitle,year\nAm\xe9lie,2001\n", "Line 2, column 3: this isn't");
    assert_refused_bytes("title,year\nAli\0en,1979\n", 23, "Line 2, column 4: a NUL");
}

static void test_refused__ratings_out_of_nobody_knows_how_many(void **state)
{
    (void)state;
    assert_refused("title,year,rating\nAlien,1979,4\n", "Line 1: out of how many");
    assert_refused("title,year,stars\nAlien,1979,4\nAliens,1986,8\n", "Line 3: more than five");
}

static void test_refused__json_that_is_damaged_or_foreign(void **state)
{
    auto_strbuf struct strbuf text;

    (void)state;
    strbuf_init(&text, 1024 * 1024);
    assert_refused("[{\"rated_at\": \"2024-03-06\", \"movie\": {}}, {\"x\": tru",
                   "Entry 2: the JSON");
    assert_refused("[{\"rated_at\": \"2024-03-06\", \"movie\": {}} 1]",
                   "Entry 1: the list doesn't");
    assert_refused("[{\"rated_at\": \"2024-03-06\", \"movie\": {}}] x", "behind the end");
    assert_refused("[{\"name\": \"Alien\"}]", "Entry 1: this isn't");
    assert_refused("[1]", "Entry 1: this isn't");
    assert_refused("[\"\\u0000\"]", "Entry 1: the JSON is damaged");
    for (int i = 0; i < 100; i++)
        strbuf_addch(&text, '[');
    assert_refused(text.bytes, "nested too deeply");
    strbuf_clear(&text);
    strbuf_addstr(&text, "[{\"movie\": \"");
    for (int i = 0; i < 100000; i++)
        strbuf_addch(&text, 'x');
    assert_refused(text.bytes, "longer than 64 KiB");
}

/* ---- rows that are left ---------------------------------------------------------------------- */

static void assert_flaw(const char *row, enum list_flaw flaw)
{
    auto_arena struct arena arena = {0};
    const struct film_list list = listed_text(
        &arena, arena_printf(&arena, "imdb_id,title,year,stars\n%s\nx,Alien,1979,5\n", row),
        "watched.csv", LIST_UNKNOWN);

    assert_int_equal(list.count, 2);
    assert_int_equal(list.rows[0].flaw, flaw);
}

static void test_refused__a_bad_row_is_left_and_the_others_stay(void **state)
{
    char long_title[FILM_TITLE_MAX + 16] = ",";

    (void)state;
    memset(long_title + 1, 'x', FILM_TITLE_MAX + 1);
    assert_flaw(",,1979,4", LIST_FLAW_NO_FILM);
    assert_flaw(long_title, LIST_FLAW_TITLE);
    assert_flaw(",\u200b,1979,4", LIST_FLAW_NO_FILM);
    assert_flaw(",Alien,79,4", LIST_FLAW_YEAR);
    assert_flaw(",Alien,1492,4", LIST_FLAW_YEAR);
    assert_flaw(",Alien,1979 AD,4", LIST_FLAW_YEAR);
    assert_flaw("nm0000123,Ridley Scott,,", LIST_FLAW_ID);
    assert_flaw(",Alien,1979,4.3", LIST_FLAW_STARS);
    assert_flaw(",Alien,1979,-1", LIST_FLAW_STARS);
    assert_flaw(",Alien,1979,good", LIST_FLAW_STARS);
    assert_flaw(",Alien,1979,99", LIST_FLAW_STARS);
    assert_flaw(",Monsters, Inc.,2001,3", LIST_FLAW_CELLS);
    assert_flaw("tt0078748,,,", LIST_FLAW_NONE);
    assert_flaw("https://www.imdb.com/title/tt0078748/,,soon,0", LIST_FLAW_NONE);
    assert_flaw(",Alien", LIST_FLAW_NONE);
    assert_flaw(",Alien,1979,4,,,", LIST_FLAW_NONE);
}

/* ---- size ------------------------------------------------------------------------------------ */

static char *repeated(const char *start, const char *piece, size_t length)
{
    const size_t begin = strlen(start), step = strlen(piece);
    char *bytes = malloc(length + 1);

    memcpy(bytes, start, begin);
    for (size_t at = begin; at < length; at += step)
        memcpy(bytes + at, piece, at + step <= length ? step : length - at);
    bytes[length] = '\0';
    return bytes;
}

/* At most `mib` more than the file itself. */
static void assert_refused_within(const char *start, const char *piece, size_t length, long mib,
                                  const char *what)
{
    auto_free char *bytes = repeated(start, piece, length);
    const long took = memory_of_refusal(bytes, length, what);

    print_message("%ld KiB: %s\n", took, what);
    assert_in_range(took, 0, mib * 1024);
}

static void test_refused__large_files_take_little_memory(void **state)
{
    const size_t most = LIST_FILE_MAX;

    (void)state;
    assert_refused_within("title,year\n", "x", most, 4, "Line 2: more than 64 KiB");
    assert_refused_within("title,year\n\"", "x\n", most, 4, "Line 2: more than 64 KiB");
    assert_refused_within("title", ",", most, 4, "Line 1: more than 64 KiB");
    assert_refused_within("title\n", ",", 1000, 4, "Line 2: there are more than 200 cells");
    assert_refused_within("[", "[],", most, 4, "Entry 1: this isn't");
    assert_refused_within("[[", "[],", most, 8, "longer than 64 KiB");
    assert_refused_within("title,year\n", "x\n", most, 40, "more than 100000 rows");
    assert_refused_within("title,year\n", "x", most + 1, 4, "larger than 20 MiB");
}

static void test_refused__long_titles_are_counted_together(void **state)
{
    char piece[FILM_TITLE_MAX + 1];

    (void)state;
    memset(piece, 'x', FILM_TITLE_MAX);
    piece[FILM_TITLE_MAX - 1] = '\n';
    piece[FILM_TITLE_MAX] = '\0';
    assert_refused_within("title,year\n", piece, LIST_FILE_MAX, 48, "more text than");
}

SUITE(test_refused)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused__foreign_and_empty_files),
        cmocka_unit_test(test_refused__damage_is_told_with_line_and_column),
        cmocka_unit_test(test_refused__ratings_out_of_nobody_knows_how_many),
        cmocka_unit_test(test_refused__json_that_is_damaged_or_foreign),
        cmocka_unit_test(test_refused__a_bad_row_is_left_and_the_others_stay),
        cmocka_unit_test(test_refused__large_files_take_little_memory),
        cmocka_unit_test(test_refused__long_titles_are_counted_together),
    };

    return RUN(tests);
}
