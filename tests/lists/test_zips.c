/* lists/: ZIP files, of those who mean well and of those who don't. */
#include <stdlib.h>
#include <string.h>

#include "support/check.h"
#include "support/listed.h"
#include "support/zipped.h"

static const char watched[] = "Date,Name,Year,Letterboxd URI\n2024-03-01,Alien,1979,x\n";
static const char rated[] = "Date,Name,Year,Letterboxd URI,Rating\n2024-03-01,Alien,1979,x,4.5\n";
static const char diary[] = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
                            "2024-03-01,Alien,1979,x,,,,2024-02-29\n";

static struct film_list read_zip(struct arena *arena, const struct zipped_file *files, size_t count,
                                 enum list_kind as)
{
    size_t length;
    auto_free char *bytes = zipped(files, count, &length);
    struct error err;
    struct film_list list;

    error_init(&err);
    assert_ok(film_list_read(bytes, length, "export.zip", as, arena, &list, &err), &err);
    return list;
}
#define READ_ZIP(arena, as, ...)                                                                   \
    read_zip((arena), (const struct zipped_file[]){__VA_ARGS__},                                   \
             COUNT_OF(((const struct zipped_file[]){__VA_ARGS__})), (as))

static void assert_zip_refused(const struct zipped_file *files, size_t count, const char *what)
{
    auto_arena struct arena arena = {0};
    size_t length;
    auto_free char *bytes = zipped(files, count, &length);
    const char *said = listed_refusal(&arena, bytes, length);

    if (strstr(said, what) == NULL)
        fail_msg("\"%s\" doesn't say \"%s\"", said, what);
}
#define ASSERT_ZIP_REFUSED(what, ...)                                                              \
    assert_zip_refused((const struct zipped_file[]){__VA_ARGS__},                                  \
                       COUNT_OF(((const struct zipped_file[]){__VA_ARGS__})), (what))

/* ---- good ones ------------------------------------------------------------------------------- */

static void test_zips__letterboxd_export(void **state)
{
    auto_arena struct arena arena = {0};
    const struct film_list list = READ_ZIP(
        &arena, LIST_UNKNOWN, ZIPPED("anna/", ""), ZIPPED("anna/watched.csv", watched),
        ZIPPED("anna/watchlist.csv", watched), ZIPPED("anna/ratings.csv", rated),
        ZIPPED("anna/diary.csv", diary), ZIPPED("anna/reviews.csv", diary),
        ZIPPED("anna/profile.csv", "Email Address\nanna@example.org\n"),
        ZIPPED("anna/deleted/diary.csv", diary), ZIPPED("anna/orphaned/ratings.csv", rated),
        ZIPPED("anna/likes/watchlist.csv", watched), ZIPPED("anna/lists/watched.csv", watched),
        ZIPPED("__MACOSX/anna/._watched.csv", "\1\2"));

    (void)state;
    assert_int_equal(list.format, LIST_LETTERBOXD);
    assert_int_equal(list.count, 4);
    assert_int_equal(list.rows[0].kind, LIST_WATCHED);
    assert_int_equal(list.rows[1].kind, LIST_WATCHLIST);
    assert_int_equal(list.rows[2].kind, LIST_RATINGS);
    assert_int_equal(list.rows[2].halves, 9);
    assert_int_equal(list.rows[3].kind, LIST_WATCHED);
    assert_string_equal(list.rows[3].file, "diary.csv");
    assert_int_equal(list.unknown, 0);
    assert_int_equal(list.not_read, 6);
}

static void test_zips__trakt_export_and_what_was_asked_of_it(void **state)
{
    auto_arena struct arena arena = {0};
    const char entry[] = "[{\"watched_at\":\"2024-03-05T20:15:00.000Z\",\"type\":\"movie\","
                         "\"movie\":{\"title\":\"Alien\",\"year\":1979,\"ids\":{}}}]";
    const char rating[] = "[{\"rated_at\":\"2024-03-05T20:15:00.000Z\",\"rating\":9,"
                          "\"movie\":{\"title\":\"Alien\",\"year\":1979,\"ids\":{}}}]";
    struct film_list list =
        READ_ZIP(&arena, LIST_UNKNOWN, ZIPPED("watched-history-1.json", entry),
                 ZIPPED("ratings-movies.json", rating), ZIPPED("ratings-shows.json", "[]"),
                 ZIPPED("collection-movies.json", "[{\"collected_at\":\"2024-03-05\"}]"),
                 ZIPPED("user-stats.json", "{}"), ZIPPED("lists-watchlist.json", "[]"));

    (void)state;
    assert_int_equal(list.count, 2);
    assert_int_equal(list.rows[0].kind, LIST_WATCHED);
    assert_int_equal(list.rows[1].kind, LIST_RATINGS);
    list = READ_ZIP(&arena, LIST_RATINGS, ZIPPED("watched-history-1.json", entry),
                    ZIPPED("ratings-movies.json", rating));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.rows[0].halves, 9);
}

static void test_zips__a_single_list_may_have_any_name(void **state)
{
    auto_arena struct arena arena = {0};
    const struct film_list list =
        READ_ZIP(&arena, LIST_UNKNOWN, ZIPPED("readme.txt", "x"), ZIPPED("My films.csv", rated));

    (void)state;
    assert_int_equal(list.count, 1);
    assert_int_equal(list.rows[0].kind, LIST_RATINGS);
}

/* ---- others ---------------------------------------------------------------------------------- */

static void test_zips__names_that_lead_out_are_refused(void **state)
{
    (void)state;
    ASSERT_ZIP_REFUSED("leads out", ZIPPED("watched.csv", watched),
                       ZIPPED("../ratings.csv", rated));
    ASSERT_ZIP_REFUSED("leads out", ZIPPED("a/../../ratings.csv", rated));
    ASSERT_ZIP_REFUSED("leads out", ZIPPED("/etc/ratings.csv", rated));
    ASSERT_ZIP_REFUSED("leads out", ZIPPED("a\\..\\ratings.csv", rated));
    ASSERT_ZIP_REFUSED("leads out", ZIPPED("C:ratings.csv", rated));
    ASSERT_ZIP_REFUSED("only a link",
                       {.name = "ratings.csv", .bytes = "/etc/passwd", .is_link = true});
    ASSERT_ZIP_REFUSED("has a password",
                       {.name = "ratings.csv", .bytes = rated, .is_secret = true});
}

static void test_zips__foreign_ones_are_refused(void **state)
{
    (void)state;
    ASSERT_ZIP_REFUSED("no list of films", ZIPPED("a.txt", "x"));
    ASSERT_ZIP_REFUSED("no list of films", ZIPPED("a.csv", watched), ZIPPED("b.csv", watched));
    ASSERT_ZIP_REFUSED("is a spreadsheet", ZIPPED("[Content_Types].xml", "x"),
                       ZIPPED("xl/workbook.xml", "x"));
    ASSERT_ZIP_REFUSED("ratings.csv: Line 2, column 2",
                       ZIPPED("anna/ratings.csv", "Name,Letterboxd URI\na\"b,x\n"));
}

static void test_zips__damaged_ones_are_refused(void **state)
{
    size_t length;
    auto_free char *bytes = zipped(&(struct zipped_file)ZIPPED("ratings.csv", rated), 1, &length);

    (void)state;
    /* Cut anywhere, and with each byte turned: read or refused, and never more than that. */
    for (size_t i = 0; i < length; i++) {
        auto_arena struct arena arena = {0};
        struct film_list list;
        struct error err;

        error_init(&err);
        if (i < length - 1)
            assert_fault(FAULT_UNREADABLE_FILE,
                         film_list_read(bytes, i, "x.zip", LIST_UNKNOWN, &arena, &list, &err),
                         &err);
        error_init(&err);
        bytes[i] = (char)~bytes[i];
        if (film_list_read(bytes, length, "x.zip", LIST_UNKNOWN, &arena, &list, &err) == FAULT_NONE)
            assert_string_equal(list.rows[0].title, "Alien");
        else
            assert_int_equal(err.fault, FAULT_UNREADABLE_FILE);
        bytes[i] = (char)~bytes[i];
    }
}

static void test_zips__many_files_are_refused(void **state)
{
    enum { FILES = 2001 };
    auto_arena struct arena arena = {0};
    struct zipped_file *files = ARENA_ARRAY(&arena, struct zipped_file, FILES);

    (void)state;
    for (size_t i = 0; i < FILES; i++)
        files[i] = (struct zipped_file)ZIPPED(arena_printf(&arena, "%zu.csv", i), watched);
    assert_zip_refused(files, FILES, "too many files");
}

/* 100 MiB of what packs best, in 100 KiB. */
static void test_zips__a_bomb_takes_little_memory(void **state)
{
    enum { SIZE = 100 * 1024 * 1024, MOST = 40 * 1024 };
    size_t length;
    char *content = malloc(SIZE), *bytes;
    long took;

    (void)state;
    memset(content, '\n', SIZE);
    memcpy(content, rated, sizeof(rated) - 1);
    bytes = zipped(&(struct zipped_file){.name = "ratings.csv", .bytes = content, .length = SIZE},
                   1, &length);
    free(content);
    assert_true(length < SIZE / 500);
    took = memory_of_refusal(bytes, length, "ratings.csv: It unpacks to more");
    print_message("%ld KiB for %zu KiB\n", took, length / 1024);
    assert_in_range(took, 0, MOST);
    free(bytes);
}

SUITE(test_zips)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zips__letterboxd_export),
        cmocka_unit_test(test_zips__trakt_export_and_what_was_asked_of_it),
        cmocka_unit_test(test_zips__a_single_list_may_have_any_name),
        cmocka_unit_test(test_zips__names_that_lead_out_are_refused),
        cmocka_unit_test(test_zips__foreign_ones_are_refused),
        cmocka_unit_test(test_zips__damaged_ones_are_refused),
        cmocka_unit_test(test_zips__many_files_are_refused),
        cmocka_unit_test(test_zips__a_bomb_takes_little_memory),
    };

    return RUN(tests);
}
