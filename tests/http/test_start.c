/* Starts that cannot succeed: one line on standard error that says what to do, and exit status 1.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/club.h"
#include "support/expect.h"

/* `serve` ends with one line that names what is wrong, and leaves nothing running. */
static void expect_failure(struct outcome outcome, const char *what)
{
    size_t length = strlen(outcome.err);

    if (outcome.status != 1 || length == 0 || strchr(outcome.err, '\n') != outcome.err + length - 1)
        print_error("exit status %d: %s\n", outcome.status, outcome.err);
    assert_int_equal(outcome.status, 1);
    assert_string_equal(outcome.out, "");
    assert_memory_equal(outcome.err, "marquee: ", 9);
    assert_ptr_equal(strchr(outcome.err, '\n'), outcome.err + length - 1);
    if (strstr(outcome.err, what) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", outcome.err, what);
}

/* Writes over a part of the database file. */
static void damage(const struct club *club, off_t offset, size_t length)
{
    int file = open(club->db, O_WRONLY | O_CLOEXEC);
    static const char garbage[16384] = {'g', 'a', 'r', 'b', 'a', 'g', 'e'};

    assert_true(file >= 0 && length <= sizeof(garbage));
    assert_int_equal(pwrite(file, garbage, length, offset), length);
    close(file);
}

static void test_start__a_database_that_is_none(void **state)
{
    struct club *club = *state;

    damage(club, 0, 4096);
    expect_failure(COMMAND(club, NULL, "serve"), club->db);
    expect_failure(COMMAND(club, NULL, "member", "list"), club->db);
}

static void test_start__a_database_with_a_hole_in_it(void **state)
{
    struct club *club = *state;

    damage(club, 8192, 16384);
    expect_failure(COMMAND(club, NULL, "serve"), "damaged");
}

static void test_start__a_database_cut_in_half(void **state)
{
    struct club *club = *state;

    assert_int_equal(truncate(club->db, 5000), 0);
    expect_failure(COMMAND(club, NULL, "serve"), club->db);
}

static void test_start__a_folder_that_is_not_there(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_DB=/nowhere/at/all/club.db");
    expect_failure(COMMAND(club, NULL, "serve"), "/nowhere/at/all/club.db");
}

static void test_start__a_folder_instead_of_a_file(void **state)
{
    struct club *club = *state;
    char setting[180];
    const char *folder = setting + strlen("MARQUEE_DB=");

    snprintf(setting, sizeof(setting), "MARQUEE_DB=%s/inner", club->folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    club_set(club, setting);
    expect_failure(COMMAND(club, NULL, "serve"), folder);
}

/* As somebody who may not write there. A build that counts lines would say on standard error that
 * it cannot keep its counts either: it gets a folder for them. */
static void test_start__a_folder_that_is_not_ours(void **state)
{
    struct club *club = *state;
    char counts[160], setting[180];
    const char *const words[] = {"serve", NULL};
    struct program program = {
        .arguments = words, .settings = club->settings, .user = geteuid() == 0 ? 65534 : 0};

    snprintf(counts, sizeof(counts), "%s/counts", club->folder);
    snprintf(setting, sizeof(setting), "GCOV_PREFIX=%s", counts);
    assert_int_equal(mkdir(counts, 0700), 0);
    assert_int_equal(chmod(counts, 0777), 0);
    club_set(club, setting);
    assert_int_equal(chmod(club->folder, geteuid() == 0 ? 0755 : 0555), 0);
    expect_failure(process_run(&program), club->db);
    assert_int_equal(chmod(club->folder, 0700), 0);
}

static void test_start__a_folder_for_posters_that_cannot_be_made(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_DATA=/nowhere/at/all");
    expect_failure(COMMAND(club, NULL, "serve"), "/nowhere/at/all");
}

static void test_start__a_port_that_is_in_use(void **state)
{
    struct club *club = *state;
    struct club other = {.server = {.output = -1, .log = -1}};
    char place[300], listen[64];

    club_start(club);
    snprintf(place, sizeof(place), "MARQUEE_DB=%s/other.db", club->folder);
    snprintf(listen, sizeof(listen), "MARQUEE_LISTEN=127.0.0.1:%d", club->port);
    club_set(&other, place);
    club_set(&other, listen);
    expect_failure(COMMAND(&other, NULL, "serve"), "Stop what is using it, or set MARQUEE_LISTEN");
    club_set(&other, "MARQUEE_LISTEN=192.0.2.1:8080");
    expect_failure(COMMAND(&other, NULL, "serve"), "an address of this machine");
}

static void test_start__a_page_that_is_not_there(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_FRONTEND=/nowhere");
    expect_failure(COMMAND(club, NULL, "serve"), "MARQUEE_FRONTEND");
    club_set(club, "MARQUEE_FRONTEND=/usr/share/doc");
    expect_failure(COMMAND(club, NULL, "serve"), "MARQUEE_FRONTEND");
}

static const struct {
    const char *setting, *name;
} wrong_settings[] = {
    {"MARQUEE_LISTEN=8080", "MARQUEE_LISTEN"},
    {"MARQUEE_LISTEN=:8080", "MARQUEE_LISTEN"},
    {"MARQUEE_LISTEN=127.0.0.1:", "MARQUEE_LISTEN"},
    {"MARQUEE_LISTEN=127.0.0.1:65536", "MARQUEE_LISTEN"},
    {"MARQUEE_LISTEN=127.0.0.1:-1", "MARQUEE_LISTEN"},
    {"MARQUEE_LISTEN=films.example.org:80", "MARQUEE_LISTEN"},
    {"MARQUEE_LISTEN=[::1:8080", "MARQUEE_LISTEN"},
    {"MARQUEE_LISTEN=203.0.113.1:0", "MARQUEE_LISTEN"},
    {"MARQUEE_PUBLIC_URL=films.example.org", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example/films?a", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example/films#a", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example//", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example/a//b", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example/..", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example/a/./b", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example/a%20b", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example/\"b", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=ftp://x.example", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example y", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://me@x.example", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://[::1", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_PUBLIC_URL=https://x.example:70000", "MARQUEE_PUBLIC_URL"},
    {"MARQUEE_CORS_ORIGINS=*", "MARQUEE_CORS_ORIGINS"},
    {"MARQUEE_CORS_ORIGINS=https://a.example,https://b.example", "MARQUEE_CORS_ORIGINS"},
    {"MARQUEE_CORS_ORIGINS=https://a.example https:///", "MARQUEE_CORS_ORIGINS"},
    {"MARQUEE_PROVIDERS=imdb", "MARQUEE_PROVIDERS"},
    {"MARQUEE_PROVIDERS=demo,cinemeta", "MARQUEE_PROVIDERS"},
    {"MARQUEE_PROVIDERS= ", "MARQUEE_PROVIDERS"},
    {"MARQUEE_PROVIDERS=imdbapi", "imdbapi"},
    {"MARQUEE_IMDBAPI_URL=api.example.org", "MARQUEE_IMDBAPI_URL"},
    {"MARQUEE_IMDBAPI_URL=https://api.example.org/?key=1", "MARQUEE_IMDBAPI_URL"},
    {"MARQUEE_IMDBAPI_URL=https://user@api.example.org", "MARQUEE_IMDBAPI_URL"},
    {"MARQUEE_CINEMETA_CONCURRENCY=0", "MARQUEE_CINEMETA_CONCURRENCY"},
    {"MARQUEE_CINEMETA_INTERVAL=1", "MARQUEE_CINEMETA_INTERVAL"},
    {"MARQUEE_CACHE_TTL=24", "MARQUEE_CACHE_TTL"},
    {"MARQUEE_CACHE_TTL=-1h", "MARQUEE_CACHE_TTL"},
    {"MARQUEE_CACHE_TTL=9999999999h", "MARQUEE_CACHE_TTL"},
    {"MARQUEE_FETCH_TIMEOUT=0s", "MARQUEE_FETCH_TIMEOUT"},
    {"MARQUEE_SEARCH_TIMEOUT=1 h", "MARQUEE_SEARCH_TIMEOUT"},
    {"MARQUEE_ALLOW_PRIVATE_UPSTREAM=yes", "MARQUEE_ALLOW_PRIVATE_UPSTREAM"},
    {"MARQUEE_SIGNUP=anybody", "MARQUEE_SIGNUP"},
    {"MARQUEE_PROPOSAL_LIMIT=1001", "MARQUEE_PROPOSAL_LIMIT"},
    {"MARQUEE_READ_ACCESS=Public", "MARQUEE_READ_ACCESS"},
    {"MARQUEE_READ_ACCESS=members public", "MARQUEE_READ_ACCESS"},
    {"MARQUEE_LOG=loud", "MARQUEE_LOG"},
    {"MARQUEE_LOG=off error", "MARQUEE_LOG"},
    {"MARQUEE_MAX_CONNECTIONS=7", "MARQUEE_MAX_CONNECTIONS"},
    {"MARQUEE_MAX_CONNECTIONS=20001", "MARQUEE_MAX_CONNECTIONS"},
    {"MARQUEE_MAX_CONNECTIONS=many", "MARQUEE_MAX_CONNECTIONS"},
    {"MARQUEE_IDLE_TIMEOUT=0s", "MARQUEE_IDLE_TIMEOUT"},
    {"MARQUEE_RECEIVE_TIMEOUT=3601s", "MARQUEE_RECEIVE_TIMEOUT"},
    {"MARQUEE_ANSWER_TIMEOUT=60", "MARQUEE_ANSWER_TIMEOUT"},
    {"MARQUEE_MAX_CONNECTIONS=99999999999999999999", "MARQUEE_MAX_CONNECTIONS"},
    {"MARQUEE_TRUSTED_PROXIES=proxy.example.org", "MARQUEE_TRUSTED_PROXIES"},
    {"MARQUEE_TRUSTED_PROXIES=10.0.0.0/33", "MARQUEE_TRUSTED_PROXIES"},
    {"MARQUEE_LISTEN=127.0.0.1:+80", "MARQUEE_LISTEN"},
    {"MARQUEE_CLUB_NAME=a\nb", "MARQUEE_CLUB_NAME has a control character in it (0x0a)"},
    {"MARQUEE_CLUB_NAME=a\xff", "MARQUEE_CLUB_NAME"},
    {"MARQUEE_CLUBNAME=x", "MARQUEE_CLUBNAME"},
    {"MARQUEE_=x", "MARQUEE_"},
    {"MARQUEE_DBX=x", "MARQUEE_DBX"},
};

static void test_start__settings_that_are_wrong_are_named(void **state)
{
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(wrong_settings); i++) {
        size_t last = 0;

        while (club->settings[last] != NULL)
            last++;
        if (strncmp(wrong_settings[i].setting, "MARQUEE_LISTEN", 14) == 0 ||
            strncmp(wrong_settings[i].setting, "MARQUEE_PROVIDERS", 17) == 0) {
            club_set(club, wrong_settings[i].setting);
            expect_failure(COMMAND(club, NULL, "serve"), wrong_settings[i].name);
            club_set(club, "MARQUEE_LISTEN=127.0.0.1:0");
            club_set(club, "MARQUEE_PROVIDERS=demo");
        } else {
            club->settings[last] = wrong_settings[i].setting;
            expect_failure(COMMAND(club, NULL, "serve"), wrong_settings[i].name);
            club->settings[last] = NULL;
        }
    }
}

static void test_start__a_source_without_tls_must_be_allowed(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=imdbapi");
    club_set(club, "MARQUEE_IMDBAPI_URL=http://127.0.0.1:1");
    expect_failure(COMMAND(club, NULL, "serve"), "MARQUEE_ALLOW_PRIVATE_UPSTREAM");
    club_set(club, "MARQUEE_ALLOW_PRIVATE_UPSTREAM=1");
    club_start(club);
    club_stop(club);
}

/* As many again for event streams; 128 are the server's own. */
static void test_start__fewer_files_than_connections_need(void **state)
{
    struct club *club = *state;
    struct rlimit limit;

    club->files = 783;
    club_set(club, "MARQUEE_MAX_CONNECTIONS=200");
    expect_failure(COMMAND(club, NULL, "serve"), "MARQUEE_MAX_CONNECTIONS=200 needs 784");
    expect_failure(COMMAND(club, NULL, "serve", "--demo"), "MARQUEE_MAX_CONNECTIONS=200 needs 784");
    club->files = 784;
    club_start(club);
    assert_int_equal(prlimit(club->server.pid, RLIMIT_NOFILE, NULL, &limit), 0);
    assert_int_equal(limit.rlim_cur, 784);
    club_stop(club);
}

/* The demo's password is known to everybody. */
static void test_start__the_demo_is_for_this_machine_alone(void **state)
{
    struct club *club = *state;
    static const char *const places[] = {"MARQUEE_LISTEN=0.0.0.0:0", "MARQUEE_LISTEN=[::]:0",
                                         "MARQUEE_LISTEN=192.0.2.1:0"};

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        club_set(club, places[i]);
        expect_failure(COMMAND(club, NULL, "serve", "--demo"), "MARQUEE_LISTEN");
    }
}

static void test_start__help_is_there_whatever_the_settings_are(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_LISTEN=wrong");
    assert_int_equal(COMMAND(club, NULL, "help", "settings").status, 0);
    assert_int_equal(COMMAND(club, NULL, "version").status, 0);
    club_set(club, "MARQUEE_LISTEN=127.0.0.1:0");
    assert_int_equal(COMMAND(club, NULL, "nonsense").status, 2);
    assert_int_equal(COMMAND(club, NULL, "serve", "--nonsense").status, 2);
}

/* A new club starts from nothing, and says where it is set up. */
static void test_start__a_new_club_needs_only_a_folder(void **state)
{
    struct club *club = *state;
    char setting[300];

    snprintf(setting, sizeof(setting), "MARQUEE_DB=%s/new.db", club->folder);
    club_set(club, setting);
    club_start(club);
    auto_free char *log = club_log(club);

    assert_non_null(strstr(log, "/setup#"));
    assert_null(strstr(log, "schema"));
    ask(&club->http, "GET /health");
    expect(&club->http, 200);
    club_stop(club);
}

static void test_start__every_address_of_ipv6_is_every_one_of_ipv4_too(void **state)
{
    static const char *const addresses[] = {"127.0.0.1", "::1"};
    struct club *club = *state;

    club_set(club, "MARQUEE_LISTEN=[::]:0");
    club_start(club);
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        struct client client;

        client_init(&client, addresses[i], club->port);
        ask(&client, "GET /health");
        expect(&client, 200);
        client_release(&client);
    }
    auto_free char *log = club_log(club);

    assert_non_null(strstr(log, " 127.0.0.1 GET /api/v1/health 200 "));
    assert_non_null(strstr(log, " ::1 GET /api/v1/health 200 "));
    assert_int_equal(strncmp(club->opened, "Marquee is open at http://", 26), 0);
    assert_null(strstr(club->opened, "[::]"));
    MUST(club, NULL, "check");
    club_stop(club);
}

/* No browser opens "every address of this machine". */
static void test_start__says_an_address_that_a_browser_can_open(void **state)
{
    static const char before[] = "Marquee is open at http://";
    struct club *club = *state;
    const char *host = club->opened + strlen(before);

    club_set(club, "MARQUEE_LISTEN=0.0.0.0:0");
    club_start(club);
    assert_int_equal(strncmp(club->opened, before, strlen(before)), 0);
    assert_true(*host >= '1' && *host <= '9');
    assert_int_equal(host[strspn(host, "0123456789.")], ':');
    ask(&club->http, "GET /health");
    expect(&club->http, 200);
    club_stop(club);
}

static void test_start__the_demo_says_an_invitation_that_can_be_opened(void **state)
{
    static const char before[] = "  An invitation: ";
    struct club *club = *state;
    char line[200] = "", link[100];

    while (strncmp(line, before, strlen(before)) != 0)
        assert_true(process_line(&club->server, line, sizeof(line)));
    snprintf(link, sizeof(link), "http://127.0.0.1:%d/join#mq_demo_invitation", club->port);
    assert_string_equal(line + strlen(before), link);
}

SUITE(test_start)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_start__a_database_that_is_none),
        CLOSED_TEST(test_start__a_database_with_a_hole_in_it),
        CLOSED_TEST(test_start__a_database_cut_in_half),
        CLOSED_TEST(test_start__a_folder_that_is_not_there),
        CLOSED_TEST(test_start__a_folder_instead_of_a_file),
        CLOSED_TEST(test_start__a_folder_that_is_not_ours),
        CLOSED_TEST(test_start__a_folder_for_posters_that_cannot_be_made),
        CLOSED_TEST(test_start__a_port_that_is_in_use),
        CLOSED_TEST(test_start__a_page_that_is_not_there),
        CLOSED_TEST(test_start__settings_that_are_wrong_are_named),
        CLOSED_TEST(test_start__a_source_without_tls_must_be_allowed),
        CLOSED_TEST(test_start__fewer_files_than_connections_need),
        CLOSED_TEST(test_start__the_demo_is_for_this_machine_alone),
        CLOSED_TEST(test_start__help_is_there_whatever_the_settings_are),
        CLOSED_TEST(test_start__a_new_club_needs_only_a_folder),
        CLOSED_TEST(test_start__every_address_of_ipv6_is_every_one_of_ipv4_too),
        CLOSED_TEST(test_start__says_an_address_that_a_browser_can_open),
        DEMO_TEST(test_start__the_demo_says_an_invitation_that_can_be_opened),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
