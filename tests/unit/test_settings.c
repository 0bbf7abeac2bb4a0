/* config/settings: the table, and the page of the docs that is made of it. */
#include "config/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/zone.h"
#include "config/read.h"
#include "support/check.h"

#define PAGE MARQUEE_SOURCE "/docs/settings.md"

static char *print_page(void)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    settings_page(out);
    assert_int_equal(fclose(out), 0);
    return text;
}

/* MARQUEE_RENEW=1 writes it. */
static void test_settings__the_page_of_the_docs_is_made_of_the_table(void **state)
{
    char *wanted = print_page(), *there = calloc(1, 65536);
    bool renew = getenv("MARQUEE_RENEW") != NULL;
    FILE *page = fopen(PAGE, renew ? "w+" : "r");

    (void)state;
    assert_non_null(page);
    assert_non_null(there);
    if (renew) {
        fputs(wanted, page);
        rewind(page);
    }
    fread(there, 1, 65535, page);
    fclose(page);
    assert_string_equal(there, wanted);
    free(there);
    free(wanted);
}

static void test_settings__every_name_is_there_once_and_ours(void **state)
{
    (void)state;
    for (size_t i = 0; i < settings_count; i++) {
        assert_int_equal(strncmp(settings[i].name, "MARQUEE_", 8), 0);
        assert_true(strlen(settings[i].help) > 0 && strlen(settings[i].help) < 150);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(settings[i].name, settings[j].name);
            assert_int_not_equal(settings[i].offset, settings[j].offset);
        }
    }
}

static void clear_environment(void)
{
    unsetenv("MARQUEE_RENEW");
    for (size_t i = 0; i < settings_count; i++)
        unsetenv(settings[i].name);
}

static void test_settings__what_is_not_set_has_its_default(void **state)
{
    auto_arena struct arena arena = {0};
    struct config config;
    struct error err;

    (void)state;
    clear_environment();
    setenv("MARQUEE_CLUB_NAME", "", 1);
    error_init(&err);
    assert_ok(config_read(&arena, &config, &err), &err);
    assert_string_equal(config.db, "marquee.db");
    assert_string_equal(config.data, "marquee.db.d");
    assert_string_equal(config.club.name, "Film Club");
    assert_string_equal(config.public_url, "http://127.0.0.1:8080");
    assert_string_equal(config.public_path, "");
    assert_false(config.is_public_url_set);
    assert_false(config.club.is_public || config.club.shows_missing);
    assert_int_equal(config.club.sign_up, SIGN_UP_INVITE);
    assert_int_equal(config.club.proposal_limit, PROPOSAL_LIMIT_DEFAULT);
    assert_string_equal(config.club.language, "en-US");
    assert_true(zone_is_known(config.club.time_zone));
    assert_int_equal(config.club_set, 0);
    assert_false(config.allow_private_upstream);
    assert_int_equal(config.log, LOG_ACCESS);
    assert_int_equal(config.poster_quota, 2000000000);
    assert_int_equal(config.cache_ttl_ms, 24 * 60 * 60 * 1000);
    assert_int_equal(config.imdbapi.interval_ms, 500);
    assert_string_equal(config.tmdb.key, "");
}

static const char *const some[][2] = {
    {"MARQUEE_DB", "/x/club.db"},
    {"MARQUEE_CLUB_NAME", "Cafe\u0301"},
    {"MARQUEE_READ_ACCESS", "public"},
    {"MARQUEE_SIGNUP", "closed"},
    {"MARQUEE_PROPOSAL_LIMIT", "0"},
    {"MARQUEE_TIMEZONE", "Asia/Kathmandu"},
    {"MARQUEE_MISSING_VOTERS", "members"},
    {"MARQUEE_ALLOW_PRIVATE_UPSTREAM", "1"},
    {"MARQUEE_LOG", "off"},
    {"MARQUEE_POSTER_QUOTA", "3"},
    {"MARQUEE_MAX_CONNECTIONS", "8"},
    {"MARQUEE_TMDB_INTERVAL", "0s"},
    {"MARQUEE_OMDB_KEY", "k.1"},
    {"MARQUEE_PUBLIC_URL", "HTTPS://Films.Example.org:443/Our/films/"},
    {"MARQUEE_PROVIDERS", " tmdb  omdb "},
};

static void test_settings__every_kind_reaches_its_field(void **state)
{
    auto_arena struct arena arena = {0};
    struct config config;
    struct error err;

    (void)state;
    clear_environment();
    for (size_t i = 0; i < COUNT_OF(some); i++)
        setenv(some[i][0], some[i][1], 1);
    error_init(&err);
    assert_ok(config_read(&arena, &config, &err), &err);
    assert_string_equal(config.data, "/x/club.db.d");
    assert_string_equal(config.club.name, "Caf\u00e9");
    assert_true(config.club.is_public && config.allow_private_upstream && config.is_public_url_set);
    assert_true(config.club.shows_missing);
    assert_int_equal(config.club.sign_up, SIGN_UP_CLOSED);
    assert_int_equal(config.club.proposal_limit, 0);
    assert_int_equal(config.club_set, CLUB_NAME | CLUB_READ_ACCESS | CLUB_SIGN_UP |
                                          CLUB_PROPOSAL_LIMIT | CLUB_TIME_ZONE |
                                          CLUB_MISSING_VOTERS);
    assert_string_equal(config.club.time_zone, "Asia/Kathmandu");
    assert_int_equal(config.log, LOG_OFF);
    assert_int_equal(config.poster_quota, 3000000);
    assert_int_equal(config.max_connections, 8);
    assert_int_equal(config.tmdb.interval_ms, 0);
    assert_string_equal(config.omdb.key, "k.1");
    assert_string_equal(config.public_url, "https://films.example.org/Our/films");
    assert_string_equal(config.public_path, "/Our/films");
    assert_string_equal(config.public_origin.host.name, "films.example.org");
    assert_string_equal(config.providers, "tmdb  omdb");
    clear_environment();
}

/* The environment with this one in it is refused, in this sentence; NULL: it is taken. */
static void expect_sentence(const char *name, const char *value, const char *sentence)
{
    auto_arena struct arena arena = {0};
    struct config config;
    struct error err;

    error_init(&err);
    setenv(name, value, 1);
    config_read(&arena, &config, &err);
    unsetenv(name);
    if (sentence != NULL)
        sentence = arena_printf(&arena, "%s %s", name, sentence);
    assert_string_equal(err.detail, sentence == NULL ? "" : sentence);
}

static void test_settings__what_kubernetes_and_docker_add_is_left_alone(void **state)
{
    static const char *const added[][2] = {
        {"MARQUEE_SERVICE_HOST", "10.43.0.12"},
        {"MARQUEE_SERVICE_PORT", "8080"},
        {"MARQUEE_SERVICE_PORT_HTTP", "8080"},
        {"MARQUEE_SERVICE_PORT_HTTP_ALT", "8081"},
        {"MARQUEE_PORT", "tcp://10.43.0.12:8080"},
        {"MARQUEE_PORT", "udp://[fd00::12]:8080"},
        {"MARQUEE_PORT_8080_TCP", "tcp://10.43.0.12:8080"},
        {"MARQUEE_PORT_8080_TCP_PROTO", "tcp"},
        {"MARQUEE_PORT_8080_TCP_PORT", "8080"},
        {"MARQUEE_PORT_8080_TCP_ADDR", "10.43.0.12"},
        {"MARQUEE_PORT_53_UDP_ADDR", "10.43.0.12"},
        {"MARQUEE_PORT_9_SCTP", "sctp://10.43.0.12:9"},
        {"MARQUEE_WEB_SERVICE_HOST", "10.43.0.13"},
        {"MARQUEE_WEB_PORT", "tcp://10.43.0.13:80"},
        {"MARQUEE_WEB_PORT_80_TCP_ADDR", "10.43.0.13"},
        {"MARQUEE_NAME", "/frontend/marquee"},
        {"MARQUEE_ENV_PATH", "/usr/bin"},
    };

    (void)state;
    clear_environment();
    for (size_t i = 0; i < COUNT_OF(added); i++)
        expect_sentence(added[i][0], added[i][1], NULL);
}

static void test_settings__a_name_that_is_none_is_refused_with_the_nearest(void **state)
{
    static const char *const wrong[][3] = {
        {"MARQUEE_LISTN", "127.0.0.1:0", "MARQUEE_LISTEN"},
        {"MARQUEE_LISTENS", "127.0.0.1:0", "MARQUEE_LISTEN"},
        {"MARQUEE_CLUBNAME", "x", "MARQUEE_CLUB_NAME"},
        {"MARQUEE_TIME_ZONE", "local", "MARQUEE_TIMEZONE"},
        {"MARQUEE_PROVIDER", "demo", "MARQUEE_PROVIDERS"},
        {"MARQUEE_TRUSTED_PROXY", "10.0.0.2", "MARQUEE_TRUSTED_PROXIES"},
        {"MARQUEE_TMDB_KEY", "k", "MARQUEE_TMDB_TOKEN"},
        {"MARQUEE_DBX", "x", "MARQUEE_DB"},
        {"MARQUEE_PORT", "8080", "MARQUEE_LISTEN"},
        {"MARQUEE_HOST", "0.0.0.0", "MARQUEE_LISTEN"},
        {"MARQUEE_PORT_8080_XTP", "tcp", NULL},
        {"MARQUEE_PORT__TCP", "tcp", NULL},
        {"marquee_db", "/x/club.db", "MARQUEE_DB"},
        {"Marquee_Listen", "127.0.0.1:0", "MARQUEE_LISTEN"},
        {"MARQUEE_FAVOURITE_COLOUR", "red", NULL},
        {"MARQUEE_", "", NULL},
    };

    (void)state;
    clear_environment();
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        char sentence[200];

        snprintf(sentence, sizeof(sentence),
                 "is not a setting.%s%s%s `marquee help settings` lists them all.",
                 wrong[i][2] == NULL ? "" : " Did you mean ",
                 wrong[i][2] == NULL ? "" : wrong[i][2], wrong[i][2] == NULL ? "" : "?");
        expect_sentence(wrong[i][0], wrong[i][1], sentence);
    }
    expect_sentence("marquee_colour", "red", NULL);
}

#define CONTROL(code) "has a control character in it (0x" code "). Take it out."
#define RETURN                                                                                     \
    "ends with a carriage return, as lines of Windows do. Save the file that it comes from with "  \
    "the line ends of Unix."
#define QUOTES "is in quotes, which count as part of it here. Leave them out."
#define HIDDEN "has a character in it that doesn't show. Type it again by hand."

static void test_settings__what_no_value_may_have_is_said_and_not_shown(void **state)
{
    static const char *const wrong[][3] = {
        {"MARQUEE_LISTEN", "127.0.0.1:0\r", RETURN},
        {"MARQUEE_TMDB_TOKEN", "secret\r", RETURN},
        {"MARQUEE_LOG", "info\r", RETURN},
        {"MARQUEE_CACHE_TTL", "1h\r", RETURN},
        {"MARQUEE_DB", "\r", RETURN},
        {"MARQUEE_DB", "a\rb", CONTROL("0d")},
        {"MARQUEE_LISTEN", "\x1b[2J127.0.0.1:0", CONTROL("1b")},
        {"MARQUEE_OMDB_KEY", "a\tb", CONTROL("09")},
        {"MARQUEE_CLUB_NAME", "a\x7f", CONTROL("7f")},
        {"MARQUEE_PUBLIC_URL", "https://x.example/\n", CONTROL("0a")},
        {"MARQUEE_CLUB_NAME", "a\xff", "isn't valid UTF-8."},
        {"MARQUEE_LISTEN", "127.0.0.1\u200b:0", HIDDEN},
        {"MARQUEE_LISTEN", "\ufeff127.0.0.1:0", HIDDEN},
        {"MARQUEE_DB", "\"/x/club.db\"", QUOTES},
        {"MARQUEE_LISTEN", "'127.0.0.1:0'", QUOTES},
        {"MARQUEE_OMDB_KEY", "\"k\"", QUOTES},
        {"MARQUEE_PROVIDERS", " \t ", "has only blanks in it. Give it a value."},
    };

    (void)state;
    clear_environment();
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        expect_sentence(wrong[i][0], wrong[i][1], wrong[i][2]);
}

static void test_settings__blanks_around_a_value_do_not_count(void **state)
{
    static const char *const right[][2] = {
        {"MARQUEE_LISTEN", " 127.0.0.1:8080 "}, {"MARQUEE_LOG", "info\t"},
        {"MARQUEE_CACHE_TTL", " 24H"},          {"MARQUEE_TMDB_INTERVAL", "0"},
        {"MARQUEE_CLUB_NAME", "Friday \"12\""}, {"MARQUEE_TIMEZONE", "Europe/Berlin "},
    };

    (void)state;
    clear_environment();
    for (size_t i = 0; i < COUNT_OF(right); i++)
        expect_sentence(right[i][0], right[i][1], NULL);
}

SUITE(test_settings)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings__the_page_of_the_docs_is_made_of_the_table),
        cmocka_unit_test(test_settings__every_name_is_there_once_and_ours),
        cmocka_unit_test(test_settings__what_is_not_set_has_its_default),
        cmocka_unit_test(test_settings__every_kind_reaches_its_field),
        cmocka_unit_test(test_settings__what_kubernetes_and_docker_add_is_left_alone),
        cmocka_unit_test(test_settings__a_name_that_is_none_is_refused_with_the_nearest),
        cmocka_unit_test(test_settings__what_no_value_may_have_is_said_and_not_shown),
        cmocka_unit_test(test_settings__blanks_around_a_value_do_not_count),
    };

    return RUN(tests);
}
