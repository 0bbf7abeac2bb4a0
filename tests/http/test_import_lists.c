/* `marquee import lists`: what a member has watched elsewhere comes here, beside the server and
 * without it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

/* A file of that name in the club's folder; static memory. */
static const char *a_file(const struct club *club, const char *name, const char *text)
{
    static char path[512];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", club->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static void expect_told(const char *said, const char *part)
{
    if (strstr(said, part) == NULL)
        fail_msg("\"%s\" doesn't say \"%s\"", said, part);
}

static void expect_seen(const struct club *club, const char *expected)
{
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 4096);
    inspect_rows(club->db, "SELECT count(*) || ' ' || coalesce(sum(halves), 0) FROM seen", ";",
                 &rows);
    assert_string_equal(rows.bytes, expected);
}

static const char rated[] = "Const,Your Rating,Date Rated,Title,URL,Title Type,Year\n"
                            "tt7000001,9,2024-03-02,Mirror,x,Film,1975\n"
                            "tt7000002,10,2024-03-03,Stalker,x,Film,1979\n";

static void test_import_lists__a_running_server_takes_a_list_in(void **state)
{
    struct club *club = *state;
    const char *path = a_file(club, "ratings.csv", rated);
    struct outcome outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");

    assert_int_equal(outcome.status, 0);
    expect_told(outcome.out, "This is what came in for ada from IMDb:\n");
    expect_told(outcome.out, "ratings                      2 in =      2 taken +      0 merged");
    expect_told(outcome.out, "Films that weren't known here: 2\n");
    expect_seen(club, "2 19;");
    outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");
    assert_int_equal(outcome.status, 0);
    expect_told(outcome.out, "ratings                      2 in =      0 taken +      2 merged");
    MUST(club, NULL, "check");
}

static void test_import_lists__a_dry_run_changes_nothing(void **state)
{
    struct club *club = *state;
    const char *path = a_file(club, "ratings.csv", rated);
    struct outcome outcome =
        COMMAND(club, NULL, "import", "lists", "--dry-run", "--member", "ada", path);

    assert_int_equal(outcome.status, 0);
    expect_told(outcome.out, "This is what would come in for ada from IMDb:\n");
    expect_told(outcome.err, "Nothing was changed.\n");
    expect_seen(club, "0 0;");
    outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");
    expect_seen(club, "2 19;");
}

static void test_import_lists__asks_what_the_films_are(void **state)
{
    struct club *club = *state;
    const char *path = a_file(club, "films.csv",
                              "Date,Name,Year,Letterboxd URI\n"
                              "2024-03-01,Alien,1979,https://boxd.it/x\n");
    struct outcome outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");

    assert_int_equal(outcome.status, 1);
    expect_told(outcome.err, "doesn't tell what its films are. Add --as ratings");
    outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada", "--as", "watched");
    assert_int_equal(outcome.status, 0);
    expect_told(outcome.out, "These were left:\n  line 2, Alien (1979): there is no film");
}

static void test_import_lists__a_watchlist_is_the_members_list(void **state)
{
    struct club *club = *state;
    const char *path = a_file(club, "WATCHLIST.csv",
                              "Position,Const,Title,Year\n"
                              "1,tt7000001,Mirror,1975\n"
                              "2,tt7000002,Stalker,1979\n");
    struct outcome outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");

    assert_int_equal(outcome.status, 0);
    expect_told(outcome.out, "watchlist                    2 in =      2 taken +      0 merged");
    outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");
    assert_int_equal(outcome.status, 0);
    expect_told(outcome.out, "  2 merged, because the film is on the member's list already.\n");
    ask(&club->http, "GET /members/me/watchlist", .as = keys->ada);
    expect(&club->http, 200);
    expect_count(&club->http, "items", 2);
    expect_seen(club, "0 0;");
}

/* What the shell has written, and what somebody has made by hand. */
static void test_import_lists__the_clubs_own_come_without_a_member(void **state)
{
    struct club *club = *state;
    const char *path = a_file(club, "films.csv",
                              "title;year;status;proposed_by;note\r\n"
                              "Stalker;1979;open;GRACE;slow, and good\r\n"
                              "Mirror;1975;open;Tarkowski;\r\n");
    struct outcome outcome = COMMAND(club, NULL, "import", "lists", path);
    char written[512];

    assert_int_equal(outcome.status, 0);
    expect_told(outcome.out, "This is what came in for the club from a spreadsheet:\n");
    expect_told(outcome.out, "proposals                    2 in =      2 taken +      0 merged");
    expect_told(outcome.out, "Nobody here is called Tarkowski.\n");
    ask(&club->http, "GET /proposals?q=stalker", .as = keys->ada);
    expect_text(&club->http, "items.0.note", "slow, and good");
    expect_text(&club->http, "items.0.proposer.name", "grace");
    ask(&club->http, "GET /activity?kind=club_list_brought", .as = keys->root);
    expect_number(&club->http, "items.0.params.films", 2);
    expect_text(&club->http, "items.0.params.list", "proposals");
    outcome = COMMAND(club, NULL, "activity", "--kind", "club_list_brought");
    expect_told(outcome.out, "the host brought a list for the club along (proposals): 2\n");
    snprintf(written, sizeof(written), "%s/out.csv", club->folder);
    MUST(club, NULL, "export", "screenings", written);
    outcome = COMMAND(club, NULL, "import", "lists", written);
    expect_told(outcome.out, "screenings                   1 in =      0 taken +      1 merged");
    MUST(club, NULL, "check");
}

static void test_import_lists__a_list_goes_to_whom_it_belongs(void **state)
{
    struct club *club = *state;
    const char *path = a_file(club, "ratings.csv", rated);
    struct outcome outcome = COMMAND(club, NULL, "import", "lists", path);

    assert_int_equal(outcome.status, 1);
    expect_told(outcome.err, "a list of a member (ratings). Say whose, with --member NAME");
    path = a_file(club, "proposals.csv", "title,year\nStalker,1979\n");
    outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");
    assert_int_equal(outcome.status, 1);
    expect_told(outcome.err, "a list of the club, its proposals. Leave --member away");
    outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada", "--as", "watchlist");
    assert_int_equal(outcome.status, 0);
}

static void test_import_lists__says_what_is_wrong(void **state)
{
    struct club *club = *state;
    const char *path = a_file(club, "ratings.csv", "title,year,stars\nAl\"ien,1979,4\n");
    struct outcome outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");

    assert_int_equal(outcome.status, 1);
    expect_told(outcome.err, "Line 2, column 3: a quotation mark is in the middle");
    outcome = COMMAND(club, NULL, "import", "lists", "/nowhere/x.csv", "--member", "ada");
    assert_int_equal(outcome.status, 1);
    expect_told(outcome.err, "Can't read /nowhere/x.csv");
    outcome = COMMAND(club, NULL, "import", "lists", club->folder, "--member", "ada");
    assert_int_equal(outcome.status, 1);
    expect_told(outcome.err, "Is it a file?");
    path = a_file(club, "ratings.csv", rated);
    outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "nobody");
    assert_int_equal(outcome.status, 1);
    assert_int_equal(COMMAND(club, NULL, "import", "lists", "--member", "ada").status, 2);
    outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada", "--as", "lists");
    assert_int_equal(outcome.status, 2);
    expect_told(outcome.err, "Usage: marquee import lists FILE [--member NAME]");
}

static void test_import_lists__without_a_server(void **state)
{
    struct club *club = *state;
    const char *path = a_file(club, "ratings.csv", rated);
    struct outcome outcome = COMMAND(club, NULL, "import", "lists", path, "--member", "ada");

    assert_int_equal(outcome.status, 0);
    expect_seen(club, "2 19;");
}

SUITE(test_import_lists)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_import_lists__a_running_server_takes_a_list_in),
        CLUB_TEST(test_import_lists__a_dry_run_changes_nothing),
        CLUB_TEST(test_import_lists__asks_what_the_films_are),
        CLUB_TEST(test_import_lists__a_watchlist_is_the_members_list),
        CLUB_TEST(test_import_lists__the_clubs_own_come_without_a_member),
        CLUB_TEST(test_import_lists__a_list_goes_to_whom_it_belongs),
        CLUB_TEST(test_import_lists__says_what_is_wrong),
        CLOSED_TEST(test_import_lists__without_a_server),
    };

    return RUN(tests);
}
