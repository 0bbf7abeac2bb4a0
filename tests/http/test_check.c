/* `marquee check` finds what is wrong, and `marquee health` whether the server answers. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/club.h"
#include "support/inspect.h"

/* All looks are good: exit status 0, and each line begins with ok. */
static void expect_well(struct outcome outcome, const char *server)
{
    int lines = 0;

    if (outcome.status != 0)
        print_error("%s%s", outcome.out, outcome.err);
    assert_int_equal(outcome.status, 0);
    for (const char *line = outcome.out; *line != '\0'; line = strchr(line, '\n') + 1, lines++)
        assert_memory_equal(line, "ok   ", 5);
    assert_int_equal(lines, 17);
    assert_non_null(strstr(outcome.out, server));
}

/* One look fails, with these words in its line; the others are made all the same. */
static void expect_finding(struct club *club, const char *line)
{
    struct outcome outcome = COMMAND(club, NULL, "check");
    const char *first = strstr(outcome.out, "FAIL ");

    assert_int_equal(outcome.status, 1);
    assert_non_null(first);
    if (strstr(first, line) == NULL)
        fail_msg("\"%s\" is not in:\n%s", line, outcome.out);
    assert_null(strstr(first + 1, "\nFAIL "));
}

static void test_check__all_is_well_beside_a_server_and_without_one(void **state)
{
    struct club *club = *state;

    expect_well(COMMAND(club, NULL, "check"), "not running");
    club_start(club);
    expect_well(COMMAND(club, NULL, "check"), "running with this database");
    club_stop(club);
    assert_int_equal(COMMAND(club, NULL, "check", "twice").status, 2);
}

static void test_check__settings_that_are_wrong(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_LISTEN=localhost:8080");
    expect_finding(club, "FAIL settings: MARQUEE_LISTEN");
    club_set(club, "MARQUEE_LOG=loud");
    expect_finding(club, "FAIL settings: MARQUEE_LOG");
}

/* What the server would not start with. */
static void test_check__providers_that_cannot_be_asked(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=tmdb");
    expect_finding(club, "FAIL providers: The provider tmdb needs a key. Set MARQUEE_TMDB_TOKEN");
    club_set(club, "MARQUEE_PROVIDERS=cinemeta");
    club_set(club, "MARQUEE_CINEMETA_URL=http://10.0.0.1");
    expect_finding(club, "FAIL providers: ");
}

static void test_check__fewer_files_than_are_needed(void **state)
{
    struct club *club = *state;

    club->files = 2383;
    expect_finding(club, "FAIL open files: Only 2383 files");
    club->files = 2384;
    expect_well(COMMAND(club, NULL, "check"),
                "open files: up to 2384, for 1000 connections and as many event streams");
}

static void test_check__a_database_that_is_not_there(void **state)
{
    struct club *club = *state;

    assert_int_equal(unlink(club->db), 0);
    expect_finding(club, "FAIL database: ");
    assert_int_not_equal(access(club->db, F_OK), 0);
    club_set(club, "MARQUEE_DB=/nowhere/club.db");
    expect_finding(club, "FAIL database: Can't write to /nowhere/");
}

static void test_check__a_database_that_is_not_ours(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "PRAGMA application_id = 7");
    expect_finding(club, "FAIL database: This database belongs to another program");
}

static void test_check__a_schema_of_the_future(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "PRAGMA user_version = 99");
    expect_finding(club, "FAIL schema: It has schema version 99");
}

static void test_check__a_schema_that_is_another(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "DROP INDEX sessions_by_expiry");
    expect_finding(club, "FAIL schema: The index sessions_by_expiry is missing");
    assert_int_equal(COMMAND(club, NULL, "serve").status, 1);
    assert_int_equal(COMMAND(club, NULL, "member", "list").status, 1);
}

static void test_check__pages_that_are_damaged(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 3"
                          " WHERE name = 'sessions_by_expiry'");
    expect_finding(club, "FAIL integrity: ");
}

static void test_check__rows_that_refer_to_nothing(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "DELETE FROM films WHERE id = 1");
    /* Its proposal, its screening, the title that finds it, and whose words it has. */
    expect_finding(club, "FAIL references: 4 rows");
}

static void test_check__counts_that_are_wrong(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "UPDATE proposals SET vote_count = 5 WHERE id = 1");
    expect_finding(club, "FAIL vote counts: 1 proposals");
}

/* For each of the reasons why a search would not find a proposal, or not where it belongs. */
static void test_check__places_that_are_wrong(void **state)
{
    static const char *const changes[] = {
        "DELETE FROM list_places WHERE id = 1",
        "INSERT INTO list_places (id, by_title, by_runtime) VALUES (100, 0, 0)",
        "UPDATE list_places SET by_runtime = by_runtime + 1 WHERE id = 1",
        "UPDATE list_places SET by_title = by_title + (1 << 41) WHERE id = 99",
        "UPDATE list_places SET by_title = by_title - 1000000 WHERE id = 99",
    };
    struct club *club = *state;

    inspect_run(club->db, "INSERT INTO films (id, title, title_key, created_at)"
                          " VALUES (99, 'Zoo', 'zoo', 1);"
                          "INSERT INTO proposals (id, film_id, created_at) VALUES (99, 99, 1)");
    expect_well(COMMAND(club, NULL, "check"), "not running");
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        inspect_run(club->db, "DELETE FROM list_places;"
                              "INSERT INTO list_unplaced (id) SELECT id FROM proposals"
                              " WHERE true ON CONFLICT DO NOTHING");
        MUST(club, NULL, "member", "list"); /* gives them their places */
        inspect_run(club->db, changes[i]);
        expect_finding(club, "FAIL vote counts: 1 proposals have a wrong place");
    }
}

static void test_check__folders_that_are_none(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_BACKUP_DIR=/nowhere");
    expect_finding(club, "FAIL copies: Can't write to /nowhere");
    club_set(club, "MARQUEE_BACKUP_DIR=/etc/passwd");
    expect_finding(club, "FAIL copies: /etc/passwd is not a folder");
    club_set(club, "MARQUEE_BACKUP_DIR=");
    club_set(club, "MARQUEE_FRONTEND=/nowhere");
    expect_finding(club, "FAIL page: ");
    club_set(club, "MARQUEE_FRONTEND=off");
    expect_well(COMMAND(club, NULL, "check"), "page: off");
}

/* A folder for posters of the club's own, empty. */
static void test_check__posters_that_are_missing(void **state)
{
    struct club *club = *state;
    static char data[192];

    snprintf(data, sizeof(data), "MARQUEE_DATA=%s/data", club->folder);
    club_set(club, data);
    expect_finding(club, "FAIL posters: 1 of 1 files");
}

/* ---- posters with other bytes ------------------------------------------------------------------
 */

/* The one poster of the club, written anew with `bytes` in a folder of its own. */
static void write_poster(struct club *club, const char *bytes, size_t length)
{
    static char data[192];
    auto_strbuf struct strbuf id;
    char path[400];
    int file;

    strbuf_init(&id, 100);
    inspect_rows(club->db,
                 "SELECT substr(hash, 1, 2) || '/' || hash || '-' || width FROM poster_images", "",
                 &id);
    snprintf(data, sizeof(data), "MARQUEE_DATA=%s/data", club->folder);
    club_set(club, data);
    for (int depth = 0; depth < 3; depth++) {
        static const char *const below[] = {"", "/posters", "/posters/"};

        snprintf(path, sizeof(path), "%s/data%s%.*s", club->folder, below[depth],
                 depth == 2 ? 2 : 0, id.bytes);
        mkdir(path, 0700);
    }
    snprintf(path, sizeof(path), "%s/data/posters/%s.webp", club->folder, id.bytes);
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, length), length);
    close(file);
}

static void test_check__posters_with_other_bytes(void **state)
{
    struct club *club = *state;
    auto_strbuf struct strbuf size;
    char *bytes;
    size_t length;

    strbuf_init(&size, 32);
    inspect_rows(club->db, "SELECT bytes FROM posters", "", &size);
    length = strtoul(size.bytes, NULL, 10);
    bytes = calloc(1, length);
    assert_non_null(bytes);
    write_poster(club, bytes, length - 1);
    expect_finding(club, "bytes instead of");
    write_poster(club, bytes, length);
    expect_finding(club, "has changed");
    free(bytes);
}

/* ---- health ------------------------------------------------------------------------------------
 */

static void listen_at(struct club *club, const char *host)
{
    static char listen[64];

    snprintf(listen, sizeof(listen), "MARQUEE_LISTEN=%s:%d", host, club->port);
    club_set(club, listen);
}

static void test_check__health_is_whether_the_server_answers(void **state)
{
    struct club *club = *state;

    listen_at(club, "127.0.0.1");
    MUST(club, NULL, "health");
    listen_at(club, "0.0.0.0");
    MUST(club, NULL, "health");
    assert_int_equal(COMMAND(club, NULL, "health", "now").status, 2);
    club_stop(club);
    assert_int_equal(COMMAND(club, NULL, "health").status, 1);
}

static void test_check__a_key_that_others_can_read(void **state)
{
    struct club *club = *state;
    char key[200];

    MUST(club, NULL, "member", "list");
    snprintf(key, sizeof(key), "%s.key", club->db);
    assert_int_equal(chmod(key, 0640), 0);
    expect_finding(club, "Others can read it");
    MUST(club, NULL, "member", "list");
    assert_int_equal(COMMAND(club, NULL, "check").status, 0);
}

/* The database has come from another machine, or tzdata has gone; the server starts, and says so.
 */
static void test_check__a_time_zone_that_is_gone(void **state)
{
    static const char unknown[] = "doesn't know the time zone Europe/Atlantis";
    struct club *club = *state;
    char *log;

    inspect_run(club->db, "UPDATE club SET time_zone = 'Europe/Atlantis'");
    expect_finding(club, "FAIL time zone: This machine");
    club_start(club);
    log = club_log(club);
    assert_non_null(strstr(log, unknown));
    free(log);
    club_stop(club);
    club_set(club, "MARQUEE_TIMEZONE=Europe/Berlin");
    expect_well(COMMAND(club, NULL, "check"), "time zone: Europe/Berlin");
}

SUITE(test_check)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_check__all_is_well_beside_a_server_and_without_one),
        CLOSED_TEST(test_check__settings_that_are_wrong),
        CLOSED_TEST(test_check__providers_that_cannot_be_asked),
        CLOSED_TEST(test_check__fewer_files_than_are_needed),
        CLOSED_TEST(test_check__a_database_that_is_not_there),
        CLOSED_TEST(test_check__a_database_that_is_not_ours),
        CLOSED_TEST(test_check__a_schema_of_the_future),
        CLOSED_TEST(test_check__a_schema_that_is_another),
        CLOSED_TEST(test_check__pages_that_are_damaged),
        CLOSED_TEST(test_check__rows_that_refer_to_nothing),
        CLOSED_TEST(test_check__counts_that_are_wrong),
        CLOSED_TEST(test_check__places_that_are_wrong),
        CLOSED_TEST(test_check__folders_that_are_none),
        CLOSED_TEST(test_check__posters_that_are_missing),
        CLOSED_TEST(test_check__posters_with_other_bytes),
        CLUB_TEST(test_check__health_is_whether_the_server_answers),
        CLOSED_TEST(test_check__a_key_that_others_can_read),
        CLOSED_TEST(test_check__a_time_zone_that_is_gone),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
