/* The database is taken away under a running server, and a second server wants it. */
#include <fcntl.h>
#include <glob.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

enum { VOTERS = 4, FILMS = 120, ENOUGH = 100 };

static const char *named(const struct club *club, const char *name)
{
    static char names[8][256];
    static unsigned next;
    char *path = names[next++ % COUNT_OF(names)];

    snprintf(path, sizeof(names[0]), "%s/%s", club->folder, name);
    return path;
}

/* ---- votes in flight -------------------------------------------------------------------------*/

/* Votes for all films, one after the other, until the server refuses one. */
struct voter {
    pthread_t thread;
    struct client http;
    const char *as;
    atomic_int acknowledged;
    int status;
    char code[64]; /* of what it was refused with */
};

static void *vote_on(void *argument)
{
    struct voter *voter = argument;
    char line[32];

    for (int i = 0; i < FILMS; i++) {
        snprintf(line, sizeof(line), "PUT /votes/%d", 4 + i);
        voter->status = ask(&voter->http, line, .as = voter->as);
        if (voter->status != 200)
            break;
        atomic_store(&voter->acknowledged, i + 1);
    }
    if (voter->http.answer.json != NULL && voter->status != 200)
        snprintf(voter->code, sizeof(voter->code), "%s",
                 json_string_value(client_json(&voter->http, "code")));
    client_release(&voter->http);
    return NULL;
}

static int sum_of(struct voter voters[VOTERS])
{
    int sum = 0;

    for (int i = 0; i < VOTERS; i++)
        sum += atomic_load(&voters[i].acknowledged);
    return sum;
}

static void prepare(struct club *club, struct voter voters[VOTERS])
{
    char text[64];

    club_propose(club, FILMS);
    for (int i = 0; i < VOTERS; i++) {
        snprintf(text, sizeof(text), "voter %d", i);
        voters[i] = (struct voter){.as = club_token(club, text)};
    }
    MUST(club, NULL, "backup", named(club, "old.db"));
}

static void vote_in_flight(struct club *club, struct voter voters[VOTERS])
{
    for (int i = 0; i < VOTERS; i++) {
        voters[i].http = club_client(club);
        assert_int_equal(pthread_create(&voters[i].thread, NULL, vote_on, &voters[i]), 0);
    }
    while (sum_of(voters) < ENOUGH)
        sched_yield();
}

/* Nobody got anything but a vote, or the reason why not. */
static void expect_told(struct voter voters[VOTERS])
{
    bool is_told = false;

    for (int i = 0; i < VOTERS; i++) {
        pthread_join(voters[i].thread, NULL);
        if (voters[i].status == 200 || voters[i].status == 0)
            continue;
        assert_int_equal(voters[i].status, 503);
        assert_string_equal(voters[i].code, "database-moved");
        is_told = true;
    }
    assert_true(is_told);
}

static void expect_stopped(struct club *club)
{
    char *log;

    assert_int_equal(process_wait(&club->server, PATIENCE), 1);
    log = club_log(club);
    assert_non_null(strstr(log, "Nothing is written from here on"));
    free(log);
    process_release(&club->server);
    client_release(&club->http);
}

static void expect_all_votes(struct club *club, struct voter voters[VOTERS])
{
    char sql[200], expected[32];

    for (int i = 0; i < VOTERS; i++) {
        auto_strbuf struct strbuf rows;

        strbuf_init(&rows, 256);
        snprintf(sql, sizeof(sql),
                 "SELECT count(*) FROM votes v JOIN members m ON m.id = v.member_id"
                 " WHERE m.name = 'voter %d' AND v.proposal_id < %d",
                 i, 4 + atomic_load(&voters[i].acknowledged));
        snprintf(expected, sizeof(expected), "%d;", atomic_load(&voters[i].acknowledged));
        inspect_rows(club->db, sql, ";", &rows);
        assert_string_equal(rows.bytes, expected);
    }
    MUST(club, NULL, "check");
}

/* What a service manager finds. */
static void restore_the_copy(struct club *club)
{
    struct outcome outcome = COMMAND(club, NULL, "serve");
    glob_t found;

    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.err, "`marquee restore` that file"));
    outcome = COMMAND(club, NULL, "check");
    assert_non_null(strstr(outcome.out, "FAIL database: "));
    assert_non_null(strstr(outcome.out, ".rescued-"));
    assert_int_equal(COMMAND(club, NULL, "member", "add", "eve").status, 1);
    assert_int_equal(glob(named(club, "club.db.rescued-*"), 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 1);
    MUST(club, NULL, "restore", found.gl_pathv[0]);
    globfree(&found);
}

static void expect_nothing_lost(struct club *club, void (*act)(struct club *club), bool has_copy)
{
    static struct voter voters[VOTERS];

    prepare(club, voters);
    vote_in_flight(club, voters);
    act(club);
    expect_told(voters);
    expect_stopped(club);
    if (has_copy)
        restore_the_copy(club);
    expect_all_votes(club, voters);
    club_start(club);
    ask(&club->http, "GET /votes", .as = voters[0].as);
    expect(&club->http, 200);
}

static void replace_database(struct club *club)
{
    assert_int_equal(rename(named(club, "old.db"), club->db), 0);
}
static void remove_database(struct club *club)
{
    assert_int_equal(unlink(club->db), 0);
}
static void remove_its_log(struct club *club)
{
    assert_int_equal(unlink(named(club, "club.db-wal")), 0);
}

static void test_moved__replaced_with_votes_in_flight(void **state)
{
    expect_nothing_lost(*state, replace_database, true);
}

static void test_moved__removed_with_votes_in_flight(void **state)
{
    expect_nothing_lost(*state, remove_database, true);
}

static void test_moved__its_log_removed_with_votes_in_flight(void **state)
{
    expect_nothing_lost(*state, remove_its_log, false);
}

static void test_moved__health_says_it(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /health");
    expect(&club->http, 200);
    remove_database(club);
    if (ask(&club->http, "GET /health") != 0)
        expect_problem(&club->http, 503, "database-moved");
    expect_stopped(club);
}

/* ---- second servers --------------------------------------------------------------------------*/

/* It ends without a trace: the first one goes on, and is still the one that commands reach. */
static void expect_second_refused(struct club *club, const char *db)
{
    static char setting[300];
    struct club other = {.server = {.output = -1, .log = -1}};
    struct outcome outcome;

    snprintf(setting, sizeof(setting), "MARQUEE_DB=%s", db);
    club_set(&other, setting);
    club_set(&other, "MARQUEE_LISTEN=127.0.0.1:0");
    club_set(&other, "MARQUEE_PROVIDERS=demo");
    outcome = COMMAND(&other, NULL, "serve");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.err, "Stop that one first"));
    MUST(club, NULL, "member", "list");
    ask(&club->http, "PUT /votes/2", .as = keys->grace);
    expect(&club->http, 200);
    ask(&club->http, "DELETE /votes/2", .as = keys->grace);
    expect(&club->http, 200);
}

static void test_moved__no_second_server_by_any_name(void **state)
{
    struct club *club = *state;

    assert_int_equal(link(club->db, named(club, "hard.db")), 0);
    assert_int_equal(symlink("club.db", named(club, "soft.db")), 0);
    assert_int_equal(symlink(".", named(club, "folder")), 0);
    expect_second_refused(club, club->db);
    expect_second_refused(club, named(club, "hard.db"));
    expect_second_refused(club, named(club, "soft.db"));
    expect_second_refused(club, named(club, "folder/club.db"));
    assert_int_equal(unlink(named(club, "club.db.lock")), 0);
    expect_second_refused(club, club->db);
    assert_int_equal(unlink(named(club, "club.db.lock")), 0);
    expect_second_refused(club, named(club, "hard.db"));
    MUST(club, NULL, "check");
}

/* Another database lies there, and the first server has not noticed yet: it is stopped meanwhile.
 */
static void test_moved__a_second_server_leaves_the_socket(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    MUST(club, NULL, "backup", named(club, "old.db"));
    assert_int_equal(kill(club->server.pid, SIGSTOP), 0);
    replace_database(club);
    assert_int_equal(unlink(named(club, "club.db.lock")), 0);
    assert_int_equal(unlink(named(club, "club.db-wal")), 0);
    assert_int_equal(unlink(named(club, "club.db-shm")), 0);
    outcome = COMMAND(club, NULL, "serve");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.err, "Another marquee listens at"));
    assert_int_equal(access(named(club, "club.db.sock"), F_OK), 0);
    assert_int_equal(kill(club->server.pid, SIGCONT), 0);
    expect_stopped(club);
}

/* Somebody has its name, and nobody the file. */
static void test_moved__check_finds_a_server_with_another_file(void **state)
{
    struct club *club = *state;
    int lock = open(named(club, "club.db.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct outcome outcome;

    assert_true(lock >= 0);
    assert_int_equal(flock(lock, LOCK_EX | LOCK_NB), 0);
    outcome = COMMAND(club, NULL, "check");
    close(lock);
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.out, "FAIL server: A Marquee is running, but not with"));
}

SUITE(test_moved)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_moved__replaced_with_votes_in_flight),
        CLUB_TEST(test_moved__removed_with_votes_in_flight),
        CLUB_TEST(test_moved__its_log_removed_with_votes_in_flight),
        CLUB_TEST(test_moved__health_says_it),
        CLUB_TEST(test_moved__no_second_server_by_any_name),
        CLUB_TEST(test_moved__a_second_server_leaves_the_socket),
        CLOSED_TEST(test_moved__check_finds_a_server_with_another_file),
    };

    return RUN(tests);
}
