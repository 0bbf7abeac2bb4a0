/* `marquee export`: lists of films into files, from a running club and from one at rest. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

enum { FILE_MAX_SIZE = 4 * 1024 * 1024 };

static char path[256];

static const char *in_folder(const struct club *club, const char *name)
{
    snprintf(path, sizeof(path), "%s/%s", club->folder, name);
    return path;
}

/* The test's to free; "" where there is none. */
static char *read_whole_file(const char *file)
{
    char *text = calloc(1, FILE_MAX_SIZE);
    FILE *stream = fopen(file, "r");

    if (stream != NULL) {
        text[fread(text, 1, FILE_MAX_SIZE - 1, stream)] = '\0';
        fclose(stream);
    }
    return text;
}

static void expect_file_has(const char *file, const char *line)
{
    auto_free char *text = read_whole_file(file);

    if (strstr(text, line) == NULL)
        fail_msg("%s is not in %s:\n%s", line, file, text);
}

static void test_export_command__writes_what_the_club_has(void **state)
{
    struct club *club = *state;
    const char *file = in_folder(club, "films.csv");
    struct outcome outcome = COMMAND(club, NULL, "export", "proposals", file);
    struct stat info;

    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "films.csv: 3 films.\n"));
    expect_file_has(file, "\xef\xbb\xbftitle,original_title,year,");
    expect_file_has(file, "Metropolis,,1927," METROPOLIS ",open,ada,,1,");
    assert_int_equal(stat(file, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    club_stop(club);
    file = in_folder(club, "watched.csv");
    MUST(club, NULL, "export", "screenings", "--for", "semicolons", file);
    expect_file_has(file, "Metropolis;;1927;" METROPOLIS ";2000-02-29;");
    club_start(club);
}

static void test_export_command__ratings_are_a_members(void **state)
{
    struct club *club = *state;
    const char *file = in_folder(club, "ratings.csv");
    struct outcome outcome = COMMAND(club, NULL, "export", "ratings", file);

    assert_int_equal(outcome.status, 2);
    assert_non_null(strstr(outcome.err, "--member NAME"));
    ask(&club->http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    MUST(club, NULL, "export", "ratings", file, "--member", "ADA", "--for", "letterboxd");
    expect_file_has(file, METROPOLIS ",Metropolis,1927,4.5,2000-02-29,false,");
    outcome = COMMAND(club, NULL, "export", "ratings", "--member", "ada", file);
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.err, "already exists"));
    expect_file_has(file, "imdbID,Title");
}

static void test_export_command__a_long_list_is_several_files(void **state)
{
    struct club *club = *state;
    const char *file = in_folder(club, "long.csv");
    auto_free char *first = NULL, *second = NULL;

    inspect_run(club->db,
                "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4000)"
                " INSERT INTO films (title, title_key, search_key, created_at)"
                " SELECT printf('%0280d', n), printf('%0280d', n), printf('%0280d', n), 1 FROM n");
    inspect_run(club->db, "INSERT INTO proposals (film_id, status, created_at)"
                          " SELECT id, 'open', 1 FROM films WHERE title_key LIKE '0%'");
    MUST(club, NULL, "export", "proposals", "--for", "letterboxd", file);
    first = read_whole_file(file);
    second = read_whole_file(in_folder(club, "long-2.csv"));
    assert_true(strlen(first) > 900 * 1000 && strlen(first) <= 1000 * 1000);
    assert_memory_equal(second, "imdbID,", 7);
    assert_non_null(strstr(second, "4000,\r\n"));
    assert_int_not_equal(access(in_folder(club, "long-3.csv"), F_OK), 0);
}

static void test_export_command__says_what_is_wrong(void **state)
{
    static const struct refused bad[] = {
        {{"export", "votes", "x.csv"}, "marquee export proposals"},
        {{"export", "proposals"}, "Usage: marquee export"},
        {{"export", "proposals", "--for", "x.csv"}, "Usage: marquee export"},
        {{"export", "proposals", "x.csv", "y.csv"}, "Usage: marquee export"},
        {{"export", "proposals", "x.csv", "--for", "excel"}, "commas, semicolons or letterboxd"},
        {{"export", "proposals", "x.csv", "--member", "ada"}, "Leave --member away."},
        {{"export", "ratings", "x.csv", "--member", "zoe"}, "zoe"},
        {{"export", "proposals", "/nowhere/x.csv"}, "/nowhere"},
    };

    club_refuses(*state, bad, COUNT_OF(bad));
    assert_int_not_equal(access("x.csv", F_OK), 0);
}

SUITE(test_export_command)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_export_command__writes_what_the_club_has),
        CLUB_TEST(test_export_command__ratings_are_a_members),
        CLOSED_TEST(test_export_command__a_long_list_is_several_files),
        CLUB_TEST(test_export_command__says_what_is_wrong),
    };

    return RUN(tests);
}
