/* lists/: what each site writes is read, whatever a spreadsheet has made of it meanwhile. */
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "support/check.h"
#include "support/listed.h"

static void assert_list(const char *path, enum list_format format, enum list_kind kind,
                        const char *const *rows, size_t count)
{
    auto_arena struct arena arena = {0};
    const struct film_list list = listed(&arena, path, LIST_UNKNOWN);

    assert_int_equal(list.format, format);
    assert_int_equal(list.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(listed_row(&arena, &list, i), rows[i]);
        assert_int_equal(list.rows[i].kind, kind);
        assert_int_equal(list.rows[i].flaw, LIST_FLAW_NONE);
    }
    assert_int_equal(list.unknown, kind == LIST_UNKNOWN ? count : 0);
}
#define ASSERT_LIST(path, format, kind, ...)                                                       \
    do {                                                                                           \
        static const char *const rows[] = {__VA_ARGS__};                                           \
        assert_list(path, format, kind, rows, COUNT_OF(rows));                                     \
    } while (0)

static void test_formats__letterboxd(void **state)
{
    (void)state;
    ASSERT_LIST("letterboxd/watched.csv", LIST_LETTERBOXD, LIST_WATCHED,
                "Amélie 2001 - 0 2024-03-01", "Monsters, Inc. 2001 - 0 2024-03-02",
                "The \"Burbs\" 1989 - 0 2024-03-03", "Seven Samurai 1954 - 0 2024-03-04",
                "Untitled Short 0 - 0 2024-03-05");
    ASSERT_LIST("letterboxd/watchlist.csv", LIST_LETTERBOXD, LIST_WATCHLIST,
                "Amélie 2001 - 0 2024-03-01", "Monsters, Inc. 2001 - 0 2024-03-02");
    ASSERT_LIST("letterboxd/ratings.csv", LIST_LETTERBOXD, LIST_RATINGS,
                "Amélie 2001 - 9 2024-03-01", "Monsters, Inc. 2001 - 6 2024-03-02",
                "The \"Burbs\" 1989 - 1 2024-03-03", "Seven Samurai 1954 - 10 2024-03-04",
                "Untitled Short 0 - 0 2024-03-05");
    ASSERT_LIST("letterboxd/diary.csv", LIST_LETTERBOXD, LIST_WATCHED, "Amélie 2001 - 8 2024-02-28",
                "Amélie 2001 - 9 2024-03-05", "Seven Samurai 1954 - 0 2024-03-07");
    ASSERT_LIST("letterboxd/reviews.csv", LIST_LETTERBOXD, LIST_WATCHED,
                "Amélie 2001 - 8 2024-02-28");
    ASSERT_LIST("letterboxd/lists/best.csv", LIST_LETTERBOXD, LIST_UNKNOWN,
                "Seven Samurai 1954 - 0 -", "Monsters, Inc. 2001 - 0 -");
    ASSERT_LIST("letterboxd/taken.csv", LIST_LETTERBOXD, LIST_WATCHED,
                "Amélie 2001 tt0211915 9 2024-03-05", "Seven Samurai 1954 - 10 -");
}

static void test_formats__imdb_of_three_generations(void **state)
{
    (void)state;
    ASSERT_LIST("imdb/first_list.csv", LIST_IMDB, LIST_UNKNOWN, "Amelie 2001 tt0211915 9 -",
                "Seven Samurai 1954 tt0047478 0 -");
    ASSERT_LIST("imdb/first_ratings.csv", LIST_IMDB, LIST_RATINGS,
                "Amélie 0 tt0211915 9 2013-03-02");
    ASSERT_LIST("imdb/second_list.csv", LIST_IMDB, LIST_UNKNOWN,
                "Amélie 2001 tt0211915 9 2019-06-01", "Breaking Bad 2008 tt0903747 0 2019-05-01");
    ASSERT_LIST("imdb/second_ratings.csv", LIST_IMDB, LIST_RATINGS,
                "Amélie 2001 tt0211915 9 2019-06-01", "Seven Samurai 1954 tt0047478 10 2019-06-02");
    ASSERT_LIST("imdb/third_list.csv", LIST_IMDB, LIST_UNKNOWN,
                "Amélie 2001 tt0211915 0 2024-07-01");
    ASSERT_LIST("imdb/third_ratings.csv", LIST_IMDB, LIST_RATINGS,
                "Amelia 2001 tt0211915 9 2024-07-02",
                "Siedmiu samurajów 1954 tt0047478 10 2024-07-03");
    ASSERT_LIST("imdb/no_const.csv", LIST_IMDB, LIST_UNKNOWN, "Amélie 2001 tt0211915 9 -");
}

static void test_formats__filmweb_tmdb_and_spreadsheets(void **state)
{
    (void)state;
    ASSERT_LIST("filmweb/export.csv", LIST_FILMWEB, LIST_RATINGS, "Amelia 2001 - 9 2024-03-21",
                "Rejs 1970 - 10 2024-03-21");
    ASSERT_LIST("filmweb/short.csv", LIST_FILMWEB, LIST_RATINGS, "Rejs 1970 - 10 -",
                "Seksmisja 1983 - 9 -");
    ASSERT_LIST("filmweb/as_imdb.csv", LIST_IMDB, LIST_RATINGS,
                "Rejs 1970 tt0066287 10 2024-03-21");
    ASSERT_LIST("filmweb/export.json", LIST_FILMWEB, LIST_RATINGS, "Rejs 1970 - 10 2024-03-21");
    ASSERT_LIST("other/stars.csv", LIST_OTHER, LIST_WATCHED, "Amelia 2001 tt0211915 9 2024-03-05",
                "Rejs 1970 - 9 -");
}

/* lists/sheet.h */
static void test_formats__what_marquee_wrote(void **state)
{
    auto_arena struct arena arena = {0};
    const struct film_list list =
        listed_text(&arena,
                    "\xef\xbb\xbftitle,year,imdb_id,stars,watched_on,rated_at\r\n"
                    "'=1+1,2020,,4.5,2024-03-05,2024-03-07T20:15:00Z\r\n"
                    "Rejs,1970,tt0066287,,,2024-03-07T20:15:00Z\r\n",
                    "marquee-ratings.csv", LIST_UNKNOWN);

    (void)state;
    assert_string_equal(listed_row(&arena, &list, 0), "=1+1 2020 - 9 2024-03-05");
    assert_string_equal(listed_row(&arena, &list, 1), "Rejs 1970 tt0066287 0 2024-03-07");
    assert_int_equal(list.rows[0].kind, LIST_RATINGS);
}

static void test_formats__trakt(void **state)
{
    (void)state;
    ASSERT_LIST("trakt/watched-movies.json", LIST_TRAKT, LIST_WATCHED,
                "Amélie 2001 tt0211915 0 2024-03-05", "Seven Samurai 1954 - 0 2024-03-07");
    ASSERT_LIST("trakt/ratings-movies.json", LIST_TRAKT, LIST_RATINGS,
                "Amélie 2001 tt0211915 9 2024-03-06");
    ASSERT_LIST("trakt/lists-watchlist.json", LIST_TRAKT, LIST_WATCHLIST,
                "Seven Samurai 1954 - 0 2024-03-09");
}

static void test_formats__both_titles_come(void **state)
{
    auto_arena struct arena arena = {0};
    struct film_list list = listed(&arena, "filmweb/export.csv", LIST_UNKNOWN);

    (void)state;
    assert_string_equal(list.rows[0].original_title, "Le fabuleux destin d'Amélie Poulain");
    assert_null(list.rows[1].original_title);
    list = listed(&arena, "imdb/third_ratings.csv", LIST_UNKNOWN);
    assert_string_equal(list.rows[1].original_title, "Shichinin no samurai");
}

static void test_formats__series_are_left_by_their_numbers_not_by_words(void **state)
{
    auto_arena struct arena arena = {0};
    struct film_list list = listed(&arena, "tmdb/ratings.csv", LIST_UNKNOWN);

    (void)state;
    assert_int_equal(list.format, LIST_TMDB);
    assert_string_equal(listed_row(&arena, &list, 0), "Amélie 2001 tt0211915 9 2024-03-05");
    assert_int_equal(list.rows[1].flaw, LIST_FLAW_SERIES);
    list = listed(&arena, "trakt/watched-history-1.json", LIST_UNKNOWN);
    assert_int_equal(list.rows[0].flaw, LIST_FLAW_NONE);
    assert_int_equal(list.rows[1].flaw, LIST_FLAW_SERIES);
}

/* ---- what tells what the films are ----------------------------------------------------------- */

static enum list_kind kind_under(const char *name, const char *columns, enum list_kind as)
{
    auto_arena struct arena arena = {0};

    return listed_text(&arena, arena_printf(&arena, "%s\nAlien,1979,x,4\n", columns), name, as)
        .rows[0]
        .kind;
}

static void test_formats__only_the_name_tells_watched_from_watchlist(void **state)
{
    static const char films[] = "Name,Year,Letterboxd URI",
                      rated[] = "Name,Year,Letterboxd URI,Rating";

    (void)state;
    assert_int_equal(kind_under("/tmp/x/watched (1).csv", films, LIST_UNKNOWN), LIST_WATCHED);
    assert_int_equal(kind_under("WATCHLIST.CSV", films, LIST_UNKNOWN), LIST_WATCHLIST);
    assert_int_equal(kind_under("/watchlist/films.csv", films, LIST_UNKNOWN), LIST_UNKNOWN);
    assert_int_equal(kind_under("films.csv", rated, LIST_UNKNOWN), LIST_RATINGS);
    assert_int_equal(kind_under("watchlist.csv", films, LIST_WATCHED), LIST_WATCHED);
    assert_int_equal(kind_under("films.csv", films, LIST_WATCHLIST), LIST_WATCHLIST);
}

/* ---- what a spreadsheet makes of it ---------------------------------------------------------- */

static const char *const csv_files[] = {"letterboxd/watched.csv",
                                        "letterboxd/watchlist.csv",
                                        "letterboxd/ratings.csv",
                                        "letterboxd/diary.csv",
                                        "letterboxd/lists/best.csv",
                                        "letterboxd/taken.csv",
                                        "imdb/first_list.csv",
                                        "imdb/first_ratings.csv",
                                        "imdb/second_list.csv",
                                        "imdb/second_ratings.csv",
                                        "imdb/third_list.csv",
                                        "imdb/third_ratings.csv",
                                        "imdb/no_const.csv",
                                        "filmweb/export.csv",
                                        "filmweb/short.csv",
                                        "tmdb/ratings.csv",
                                        "other/stars.csv"};

/* With another separator, the ends of lines that Excel writes, and in capitals. */
static void respell(const char *text, char separator, struct strbuf *out)
{
    const char *first_end = strchr(text, '\n');
    bool is_quoted = false;

    for (; *text != '\0'; text++) {
        is_quoted ^= *text == '"';
        if (*text == ',' && !is_quoted)
            strbuf_addch(out, separator);
        else if (*text == '\n' && !is_quoted)
            strbuf_addstr(out, "\r\n");
        else
            strbuf_addch(out, text < first_end && *text >= 'a' && *text <= 'z'
                                  ? (char)(*text - 'a' + 'A')
                                  : *text);
    }
}

static void recode(const char *encoding, struct strbuf *text)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    char bytes[65536], *from = text->bytes, *to = bytes;
    size_t length = text->length, room = sizeof(bytes);

    assert_int_equal(iconv(converter, &from, &length, &to, &room), 0);
    iconv_close(converter);
    strbuf_clear(text);
    strbuf_add(text, bytes, (size_t)(to - bytes));
}

static void assert_same(const struct film_list *a, const struct film_list *b)
{
    auto_arena struct arena arena = {0};

    assert_int_equal(a->count, b->count);
    assert_int_equal(a->format, b->format);
    for (size_t i = 0; i < a->count; i++) {
        assert_string_equal(listed_row(&arena, a, i), listed_row(&arena, b, i));
        assert_int_equal(a->rows[i].kind, b->rows[i].kind);
        assert_int_equal(a->rows[i].place, b->rows[i].place);
        assert_int_equal(a->rows[i].flaw, b->rows[i].flaw);
    }
}

static void assert_survives(const char *path, char separator, const char *mark,
                            const char *encoding)
{
    auto_arena struct arena arena = {0};
    auto_strbuf struct strbuf text;
    struct film_list list, again;
    size_t length;
    char *bytes = listed_bytes(path, &length);
    struct error err;

    strbuf_init(&text, 65536);
    error_init(&err);
    strbuf_addstr(&text, mark);
    respell(bytes, separator, &text);
    if (encoding != NULL)
        recode(encoding, &text);
    list = listed(&arena, path, LIST_UNKNOWN);
    assert_ok(film_list_read(text.bytes, text.length, path, LIST_UNKNOWN, &arena, &again, &err),
              &err);
    assert_same(&list, &again);
    free(bytes);
}

static void test_formats__a_spreadsheet_may_have_saved_them_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(csv_files); i++) {
        assert_survives(csv_files[i], ',', "\xef\xbb\xbf", NULL);
        assert_survives(csv_files[i], ';', "", NULL);
        assert_survives(csv_files[i], '\t', "\xef\xbb\xbf", NULL);
        assert_survives(csv_files[i], ';', "",
                        strcmp(csv_files[i], "filmweb/export.csv") == 0 ? "CP1250" : "CP1252");
    }
}

static void test_formats__a_polish_spreadsheet_is_told_from_a_western_one(void **state)
{
    auto_arena struct arena arena = {0};
    struct film_list list;

    (void)state;
    list = listed_text(&arena,
                       "title,year\nMi\xb3o\x9c\xe6,2012\n\xdb\xf3 \xa3\xf3"
                       "d\x9f,1950\n",
                       "watched.csv", LIST_UNKNOWN);
    assert_string_equal(list.rows[0].title, "Miłość");
    list = listed_text(&arena, "title,year\nAlien\xb3,1992\nAm\xe9lie,2001\n\xbfQu\xe9?,1970\n",
                       "watched.csv", LIST_UNKNOWN);
    assert_string_equal(list.rows[0].title, "Alien³");
    assert_string_equal(list.rows[2].title, "¿Qué?");
}

static void assert_first(const char *text, enum list_format format, const char *row)
{
    auto_arena struct arena arena = {0};
    const struct film_list list = listed_text(&arena, text, "ratings.csv", LIST_UNKNOWN);

    assert_int_equal(list.format, format);
    assert_int_equal(list.rows[0].flaw, LIST_FLAW_NONE);
    assert_string_equal(listed_row(&arena, &list, 0), row);
}

/* People name columns as they like, and programs write years as fractions. */
static void test_formats__spreadsheets_of_people_and_programs(void **state)
{
    (void)state;
    assert_first("Title,Year,IMDb ID,Rating10\nAlien,1979.0,tt0078748,9\n", LIST_OTHER,
                 "Alien 1979 tt0078748 9 -");
    assert_first("TITLE;Original Title;Stars;Watched on\nObcy;Alien;4,5;28.11.2026 20:15\n",
                 LIST_OTHER, "Obcy 0 - 9 2026-11-28");
    assert_first("sep=;\ntitle;imdb_id;stars\nAlien;tt0078748;4,5\n", LIST_OTHER,
                 "Alien 0 tt0078748 9 -");
    assert_first("Title,Year,imdbID,Rating10\nAlien,1979,tt0078748,9\n", LIST_LETTERBOXD,
                 "Alien 1979 tt0078748 9 -");
    assert_first("title,title,year,stars,stars\nAlien,Aliens,1979,4,5\n", LIST_OTHER,
                 "Alien 1979 - 8 -");
    assert_first("title,year,stars\r\n\"\ufeffThe \r\n Thing\",1982,4\r\n", LIST_OTHER,
                 "The Thing 1982 - 8 -");
}

/* A month that comes first somewhere is no month. */
static void test_formats__only_what_is_sure_is_a_date(void **state)
{
    static const char *const sure[] = {"2024-12-31", "31.12.2024", "2024-12-31 20:15",
                                       "2024-12-31T20:15:00Z"};
    static const char *const unsure[] = {"31/12/2024", "12/31/2024", "2024-02-30", "31.13.2024",
                                         "24.12.31",   "1969-12-31", "45657",      "31.12.20245"};
    auto_arena struct arena arena = {0};
    struct film_list list;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sure) + COUNT_OF(unsure); i++) {
        const bool is_sure = i < COUNT_OF(sure);
        const char *date = is_sure ? sure[i] : unsure[i - COUNT_OF(sure)];

        list = listed_text(&arena, arena_printf(&arena, "title,watched_on\nM,%s\n", date), "x",
                           LIST_SCREENINGS);
        assert_int_equal(list.rows[0].flaw, is_sure ? LIST_FLAW_NONE : LIST_FLAW_DAY);
        assert_int_equal(list.rows[0].watched_on, is_sure ? 20088 : 0);
    }
}

SUITE(test_formats)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats__letterboxd),
        cmocka_unit_test(test_formats__imdb_of_three_generations),
        cmocka_unit_test(test_formats__filmweb_tmdb_and_spreadsheets),
        cmocka_unit_test(test_formats__what_marquee_wrote),
        cmocka_unit_test(test_formats__trakt),
        cmocka_unit_test(test_formats__both_titles_come),
        cmocka_unit_test(test_formats__series_are_left_by_their_numbers_not_by_words),
        cmocka_unit_test(test_formats__only_the_name_tells_watched_from_watchlist),
        cmocka_unit_test(test_formats__a_spreadsheet_may_have_saved_them_again),
        cmocka_unit_test(test_formats__a_polish_spreadsheet_is_told_from_a_western_one),
        cmocka_unit_test(test_formats__spreadsheets_of_people_and_programs),
        cmocka_unit_test(test_formats__only_what_is_sure_is_a_date),
    };

    return RUN(tests);
}
