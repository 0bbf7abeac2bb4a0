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
    assert_false(config.club.is_public);
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
    assert_int_equal(config.club.sign_up, SIGN_UP_CLOSED);
    assert_int_equal(config.club.proposal_limit, 0);
    assert_int_equal(config.club_set, CLUB_NAME | CLUB_READ_ACCESS | CLUB_SIGN_UP |
                                          CLUB_PROPOSAL_LIMIT | CLUB_TIME_ZONE);
    assert_string_equal(config.club.time_zone, "Asia/Kathmandu");
    assert_int_equal(config.log, LOG_OFF);
    assert_int_equal(config.poster_quota, 3000000);
    assert_int_equal(config.max_connections, 8);
    assert_int_equal(config.tmdb.interval_ms, 0);
    assert_string_equal(config.omdb.key, "k.1");
    assert_string_equal(config.public_url, "https://films.example.org/Our/films");
    assert_string_equal(config.public_path, "/Our/films");
    assert_string_equal(config.public_origin.host.name, "films.example.org");
    assert_string_equal(config.providers, " tmdb  omdb ");
    clear_environment();
}

SUITE(test_settings)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings__the_page_of_the_docs_is_made_of_the_table),
        cmocka_unit_test(test_settings__every_name_is_there_once_and_ours),
        cmocka_unit_test(test_settings__what_is_not_set_has_its_default),
        cmocka_unit_test(test_settings__every_kind_reaches_its_field),
    };

    return RUN(tests);
}
