/* `marquee backup` and `restore` as an operator types them, beside the server and without it. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/engine/schema.h"
#include "store/engine/seal.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

/* Fails with one line that holds `what`. */
static void expect_refusal(struct outcome outcome, const char *what)
{
    assert_int_equal(outcome.status, 1);
    assert_string_equal(outcome.out, "");
    assert_ptr_equal(strchr(outcome.err, '\n'), outcome.err + strlen(outcome.err) - 1);
    if (strstr(outcome.err, what) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", outcome.err, what);
}

/* A name in the club's folder, in static memory. */
static const char *at(const struct club *club, const char *name)
{
    static char names[4][256];
    static unsigned next;
    char *path = names[next++ % COUNT_OF(names)];

    snprintf(path, sizeof(names[0]), "%s/%s", club->folder, name);
    return path;
}

static void expect_rows(const char *path, const char *sql, const char *expected)
{
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 4096);
    inspect_rows(path, sql, ";", &rows);
    assert_string_equal(rows.bytes, expected);
}

static void test_backups__beside_the_server(void **state)
{
    struct club *club = *state;
    const char *file = at(club, "backup.db");
    struct outcome outcome;
    struct stat info;

    ask(&club->http, "PUT /votes/1", .as = keys->grace);
    expect(&club->http, 200);
    outcome = COMMAND(club, NULL, "backup", file);
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "3 proposals, 2 votes, 3 members"));
    assert_int_equal(stat(file, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    expect_rows(file, "PRAGMA integrity_check", "ok;");
    expect_rows(file, "SELECT member_id FROM votes WHERE proposal_id = 1", "1;2;");
    /* The server keeps no copy of its own, and goes on. */
    assert_int_not_equal(access(at(club, "club.db.copy"), F_OK), 0);
    ask(&club->http, "DELETE /votes/1", .as = keys->grace);
    expect(&club->http, 200);
}

/* It says what it did, and which copy it made first. */
static void migrate_down(struct club *club)
{
    struct outcome outcome = COMMAND(club, NULL, "migrate", "down");
    char expected[200];

    snprintf(expected, sizeof(expected),
             "The schema went from version %d to %d. A copy from before is beside the database: "
             "club.db.v%d-",
             schema_newest(), schema_newest() - 1, schema_newest());
    assert_int_equal(outcome.status, 0);
    assert_memory_equal(outcome.out, expected, strlen(expected));
}

/* The versions before 23 know no nights. */
static void test_backups__going_down_says_what_only_the_copy_has(void **state)
{
    static const char only[] = "Only that copy has what the club watched";
    struct club *club = *state;
    struct outcome outcome = COMMAND(club, NULL, "migrate", "to", "22");

    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "beside the database: club.db.v"));
    assert_non_null(strstr(outcome.out, only));
    outcome = COMMAND(club, NULL, "migrate", "to", "21");
    assert_null(strstr(outcome.out, only));
    outcome = COMMAND(club, NULL, "migrate", "up");
    assert_null(strstr(outcome.out, only));
}

static void test_backups__without_a_server(void **state)
{
    struct club *club = *state;
    const char *file = at(club, "backup.db");
    char version[16];

    snprintf(version, sizeof(version), "%d;", schema_newest() - 1);
    MUST(club, NULL, "backup", file);
    expect_rows(file, "SELECT count(*) FROM members", "3;");
    /* An older schema stays what it is. */
    migrate_down(club);
    MUST(club, NULL, "backup", at(club, "older.db"));
    expect_rows(at(club, "older.db"), "PRAGMA user_version", version);
    expect_rows(club->db, "PRAGMA user_version", version);
}

static void test_backups__nothing_is_overwritten(void **state)
{
    struct club *club = *state;
    const char *file = at(club, "backup.db"), *link = at(club, "link.db");

    MUST(club, NULL, "backup", file);
    inspect_run(file, "UPDATE members SET name = 'as it was'");
    expect_refusal(COMMAND(club, NULL, "backup", file), "already exists");
    expect_rows(file, "SELECT DISTINCT name FROM members", "as it was;");
    assert_int_equal(symlink("/nowhere/at/all", link), 0);
    expect_refusal(COMMAND(club, NULL, "backup", link), "already exists");
    expect_refusal(COMMAND(club, NULL, "backup", club->db), "already exists");
}

static void test_backups__a_relative_path_is_the_command_s(void **state)
{
    struct club *club = *state;
    int before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    assert_int_equal(chdir(club->folder), 0);
    MUST(club, NULL, "backup", "here.db");
    assert_int_equal(fchdir(before), 0);
    close(before);
    expect_rows(at(club, "here.db"), "SELECT count(*) FROM members", "3;");
}

static void test_backups__what_cannot_be_is_one_line(void **state)
{
    struct club *club = *state;

    expect_refusal(COMMAND(club, NULL, "backup", "/nowhere/at/all.db"), "/nowhere/at/all.db");
    assert_int_equal(COMMAND(club, NULL, "backup").status, 2);
    assert_int_equal(COMMAND(club, NULL, "backup", "-").status, 2);
    assert_int_equal(COMMAND(club, NULL, "backup", "a", "b").status, 2);
    assert_int_equal(COMMAND(club, NULL, "restore").status, 2);
    assert_int_equal(COMMAND(club, NULL, "restore", "--force", "a").status, 2);
    club_set(club, "MARQUEE_DB=/nowhere/club.db");
    expect_refusal(COMMAND(club, NULL, "backup", at(club, "backup.db")), "no database");
}

static void test_backups__a_damaged_database_makes_no_backup(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "UPDATE proposals SET vote_count = 9 WHERE id = 1");
    expect_refusal(COMMAND(club, NULL, "backup", at(club, "backup.db")), "wrong vote count");
    assert_int_not_equal(access(at(club, "backup.db"), F_OK), 0);
}

/* ---- under load ------------------------------------------------------------------------------*/

enum { VOTERS = 8, FILMS = 200, BACKUPS = 3, ENOUGH = 50 };

/* Votes for all films, one after the other, and says how far it got. */
struct voter {
    pthread_t thread;
    struct client http;
    const char *as;
    atomic_int acknowledged;
};

static void *vote(void *argument)
{
    struct voter *voter = argument;
    char line[32];

    for (int i = 0; i < FILMS; i++) {
        snprintf(line, sizeof(line), "PUT /votes/%d", 4 + i);
        if (ask(&voter->http, line, .as = voter->as) != 200)
            break;
        atomic_store(&voter->acknowledged, i + 1);
    }
    client_release(&voter->http);
    return NULL;
}

static int acknowledged(struct voter voters[VOTERS])
{
    int sum = 0;

    for (int i = 0; i < VOTERS; i++)
        sum += atomic_load(&voters[i].acknowledged);
    return sum;
}

static void start_voting(struct club *club, struct voter voters[VOTERS])
{
    char text[64];

    club_propose(club, FILMS);
    for (int i = 0; i < VOTERS; i++) {
        snprintf(text, sizeof(text), "voter %d", i);
        voters[i].as = club_token(club, text);
        voters[i].http = club_client(club);
    }
    for (int i = 0; i < VOTERS; i++)
        assert_int_equal(pthread_create(&voters[i].thread, NULL, vote, &voters[i]), 0);
}

/* Of each voter's votes the first `before[i]` are there: the backup is of a later moment. */
static void expect_votes(const char *file, const int before[VOTERS])
{
    char sql[200], expected[32];

    for (int i = 0; i < VOTERS; i++) {
        snprintf(sql, sizeof(sql),
                 "SELECT count(*) FROM votes v JOIN members m ON m.id = v.member_id"
                 " WHERE m.name = 'voter %d' AND v.proposal_id < %d",
                 i, 4 + before[i]);
        snprintf(expected, sizeof(expected), "%d;", before[i]);
        expect_rows(file, sql, expected);
    }
    expect_rows(file,
                "SELECT count(*) FROM proposals p WHERE vote_count <>"
                " (SELECT count(*) FROM votes WHERE proposal_id = p.id)",
                "0;");
}

static void back_up_under_load(struct club *club, struct voter voters[VOTERS], int number)
{
    int before[VOTERS], sum = 0;
    char name[32];

    while (acknowledged(voters) < (number + 1) * ENOUGH)
        sched_yield();
    for (int i = 0; i < VOTERS; i++)
        sum += before[i] = atomic_load(&voters[i].acknowledged);
    snprintf(name, sizeof(name), "backup%d.db", number);
    MUST(club, NULL, "backup", at(club, name));
    assert_true(acknowledged(voters) > sum || sum == VOTERS * FILMS);
    expect_votes(at(club, name), before);
}

static void test_backups__every_acknowledged_vote_is_in_it(void **state)
{
    struct club *club = *state;
    static struct voter voters[VOTERS];

    start_voting(club, voters);
    for (int i = 0; i < BACKUPS; i++)
        back_up_under_load(club, voters, i);
    for (int i = 0; i < VOTERS; i++)
        pthread_join(voters[i].thread, NULL);
    assert_int_equal(acknowledged(voters), VOTERS * FILMS);
}

/* ---- the way back ----------------------------------------------------------------------------*/

static void test_backups__restored_and_served(void **state)
{
    struct club *club = *state;
    const char *file = at(club, "backup.db");
    struct outcome outcome;

    MUST(club, NULL, "backup", file);
    ask(&club->http, "DELETE /votes/1", .as = keys->ada);
    expect(&club->http, 200);
    expect_refusal(COMMAND(club, NULL, "restore", file), "Stop");
    club_stop(club);
    outcome = COMMAND(club, NULL, "restore", file);
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "before-restore-"));
    club_start(club);
    ask(&club->http, "GET /proposals/1", .as = keys->ada);
    expect_number(&club->http, "vote_count", 1);
    ask(&club->http, "PUT /votes/2", .as = keys->grace);
    expect(&club->http, 200);
    MUST(club, NULL, "check");
}

/* Beside a server and without one, the file has a checksum; that of an older version has none. */
static void test_backups__a_restore_says_whether_there_was_a_checksum(void **state)
{
    static const char none[] = "The file has no checksum";
    struct club *club = *state;
    const char *beside = at(club, "beside.db"), *alone = at(club, "alone.db");
    struct error err;
    bool sealed;

    MUST(club, NULL, "backup", beside);
    club_stop(club);
    MUST(club, NULL, "backup", alone);
    assert_null(strstr(COMMAND(club, NULL, "restore", beside).out, none));
    assert_null(strstr(COMMAND(club, NULL, "restore", alone).out, none));
    assert_ok(seal_take_off(alone, &sealed, &err), &err);
    assert_non_null(strstr(COMMAND(club, NULL, "restore", alone).out, none));
    inspect_run(beside, "UPDATE members SET name = 'eve' WHERE name = 'ada'");
    expect_refusal(COMMAND(club, NULL, "restore", beside), "checksum doesn't match");
}

static void test_backups__an_older_schema_is_brought_up_at_the_next_start(void **state)
{
    struct club *club = *state;
    const char *file = at(club, "older.db");
    struct outcome outcome;

    MUST(club, NULL, "migrate", "down");
    MUST(club, NULL, "backup", file);
    outcome = COMMAND(club, NULL, "restore", file);
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "The next start brings it up to"));
    club_start(club);
    ask(&club->http, "GET /proposals/1", .as = keys->ada);
    expect_number(&club->http, "vote_count", 1);
}

static void test_backups__a_damaged_one_is_refused(void **state)
{
    struct club *club = *state;
    const char *file = at(club, "backup.db");

    MUST(club, NULL, "backup", file);
    assert_int_equal(truncate(file, 20000), 0);
    expect_refusal(COMMAND(club, NULL, "restore", file), "nothing was changed");
    club_start(club);
    ask(&club->http, "GET /proposals/1", .as = keys->ada);
    expect_number(&club->http, "vote_count", 1);
}

static void test_backups__a_lost_database_comes_back(void **state)
{
    struct club *club = *state;
    const char *file = at(club, "backup.db");

    MUST(club, NULL, "backup", file);
    assert_int_equal(truncate(club->db, 5000), 0);
    expect_refusal(COMMAND(club, NULL, "serve"), club->db);
    MUST(club, NULL, "restore", file);
    club_start(club);
    ask(&club->http, "GET /members/me", .as = keys->ada);
    expect_text(&club->http, "name", "ada");
}

SUITE(test_backups)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_backups__beside_the_server),
        CLOSED_TEST(test_backups__without_a_server),
        CLOSED_TEST(test_backups__going_down_says_what_only_the_copy_has),
        CLOSED_TEST(test_backups__nothing_is_overwritten),
        CLUB_TEST(test_backups__a_relative_path_is_the_command_s),
        CLOSED_TEST(test_backups__what_cannot_be_is_one_line),
        CLOSED_TEST(test_backups__a_damaged_database_makes_no_backup),
        CLUB_TEST(test_backups__every_acknowledged_vote_is_in_it),
        CLUB_TEST(test_backups__restored_and_served),
        CLUB_TEST(test_backups__a_restore_says_whether_there_was_a_checksum),
        CLOSED_TEST(test_backups__an_older_schema_is_brought_up_at_the_next_start),
        CLOSED_TEST(test_backups__a_damaged_one_is_refused),
        CLOSED_TEST(test_backups__a_lost_database_comes_back),
    };

    return RUN(tests);
}
