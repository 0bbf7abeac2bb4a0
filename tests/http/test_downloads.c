/* Posters from outside: downloaded once, refused for good, healed when they are lost. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/expect.h"
#include "support/inspect.h"
#include "support/outside.h"

/* A film for each kind of answer in the place of its poster: tt0000010, tt0000020, … Asked for
 * once, and none has come. */
static void propose_kinds(struct club *club, const char *const *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char script[160], path[48];
        int number = 10 * ((int)i + 1);

        snprintf(path, sizeof(path), "/poster/tt%07d.jpg", number);
        snprintf(script, sizeof(script),
                 "{\"prefix\": \"%s\", \"then\": {\"do\": \"image\", \"kind\": \"%s\"}}", path,
                 kinds[i]);
        upstream_script(&upstream, script);
        propose(club, number, 1);
        wait_for(club, "fresh", false);
        wait_for_count(path, 1);
    }
}

/* For the poster of the ith kind. */
static int poster_requests(size_t i)
{
    char path[48];

    snprintf(path, sizeof(path), "/poster/tt%07d.jpg", 10 * ((int)i + 1));
    return upstream_count(&upstream, path);
}

static void wait_for_posters(struct club *club, const char *words)
{
    int64_t patience = now_ms() + PATIENCE * 1000;

    while (strstr(COMMAND(club, NULL, "cache").out, words) == NULL) {
        assert_true(now_ms() < patience);
        wait_a_moment();
    }
}

static void test_downloads__a_refused_image_is_not_asked_for_again_by_itself(void **state)
{
    struct club *club = *state;
    static const char *const kinds[] = {"gif", "truncated", "bomb"};

    club_start(club);
    propose_kinds(club, kinds, COUNT_OF(kinds));
    propose(club, 1, 1);
    /* It does not count against the host: the next poster comes. */
    wait_for(club, "fresh", true);
    wait_for_posters(club, " 3 refused");
    club_stop(club);
    inspect_run(club->db, "UPDATE films SET poster_try_at = 0");
    club_start(club);
    propose(club, 2, 1);
    wait_for(club, "fresh", true);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        assert_int_equal(poster_requests(i), 1);
}

static int poster_failures(struct club *club, size_t i)
{
    auto_strbuf struct strbuf failures;
    char sql[100];

    strbuf_init(&failures, 32);
    snprintf(sql, sizeof(sql), "SELECT poster_failures FROM films WHERE imdb_id = 'tt%07d'",
             10 * ((int)i + 1));
    inspect_rows(club->db, sql, "", &failures);
    return (int)strtol(failures.bytes, NULL, 10);
}

/* Until it failed at least once, and was not refused for good. */
static void wait_for_failed_poster(struct club *club, size_t i)
{
    char id[16];

    snprintf(id, sizeof(id), "tt%07d", 10 * ((int)i + 1));
    wait_until_shown(club, id, "\nfailed ");
    assert_non_null(strstr(show(club, id), "not what was asked for"));
}

/* What a network says that wants somebody to sign in first. Each try is noted with the time of the
 * next one: however long this takes, it is not tried before. */
static void test_downloads__text_in_place_of_an_image_is_tried_again(void **state)
{
    struct club *club = *state;
    static const char *const kinds[] = {"html", "svg", "empty"};

    club_start(club);
    propose_kinds(club, kinds, COUNT_OF(kinds));
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        wait_for_failed_poster(club, i);
    club_stop(club);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        assert_int_equal(poster_requests(i), poster_failures(club, i));
    upstream_script(&upstream, "{\"prefix\": \"/poster/\"}");
    inspect_run(club->db, "UPDATE films SET poster_try_at = 0");
    club_start(club);
    wait_for_all(club, COUNT_OF(kinds), "fresh");
}

static void test_downloads__no_poster_is_downloaded_twice(void **state)
{
    struct club *club = *state;

    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    MUST(club, NULL, "refresh", "--all");
    club_stop(club);
    MUST(club, NULL, "refresh", "--all");
    club_start(club);
    look(club);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 3);
    assert_int_equal(upstream_count(&upstream, "/poster/tt0000001.jpg"), 1);
}

/* The file that a width of a poster is served from. */
static void poster_file(struct club *club, const char *id, char path[400])
{
    auto_strbuf struct strbuf hash;
    char sql[300];

    strbuf_init(&hash, 100);
    snprintf(sql, sizeof(sql),
             "SELECT hash FROM poster_images WHERE poster_id = '%s' AND width = 500"
             " AND format = 'webp'",
             id);
    inspect_rows(club->db, sql, "", &hash);
    snprintf(path, 400, "%s/posters/%.2s/%s-500.webp", strchr(club->data, '=') + 1, hash.bytes,
             hash.bytes);
}

static void damage(struct club *club, const char *id)
{
    char path[400];
    int file;

    poster_file(club, id, path);
    file = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(pwrite(file, "damage", 6, 40), 6);
    close(file);
}

static void expect_to_heal(struct club *club, const char *id)
{
    int64_t patience = now_ms() + PATIENCE * 1000;
    char line[128];

    snprintf(line, sizeof(line), "GET /posters/%.32s/500", id);
    ask(&club->http, line, .as = keys->ada);
    expect_problem(&club->http, 404, "not-found");
    while (ask(&club->http, line, .as = keys->ada) != 200 && now_ms() < patience)
        wait_a_moment();
    expect(&club->http, 200);
}

/* A file that is gone, or is not what its name says, comes again: built in, made of what came from
 * outside, and only where that is lost, too, from outside once more. */
static void test_downloads__a_lost_poster_heals(void **state)
{
    struct club *club = *state;
    char id[2][40], folder[300], gone[300];

    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    snprintf(id[0], sizeof(id[0]), "%.32s", text_at(club, "items.0.film.poster.id"));
    ask(&club->http, "GET /proposals/1", .as = keys->ada);
    snprintf(id[1], sizeof(id[1]), "%.32s", text_at(club, "film.poster.id"));
    club_stop(club);
    club_set(club, "MARQUEE_PROVIDERS=demo imdbapi");
    club_start(club);
    for (int i = 0; i < 2; i++) {
        damage(club, id[i]);
        expect_to_heal(club, id[i]);
    }
    assert_int_equal(upstream_count(&upstream, "/poster/tt0000001.jpg"), 1);
    club_stop(club);
    snprintf(folder, sizeof(folder), "%s/posters", strchr(club->data, '=') + 1);
    snprintf(gone, sizeof(gone), "%s/gone", strchr(club->data, '=') + 1);
    assert_int_equal(rename(folder, gone), 0);
    club_start(club);
    expect_to_heal(club, id[0]);
    assert_int_equal(upstream_count(&upstream, "/poster/tt0000001.jpg"), 2);
}

enum { AT_ONCE_S = 20 /* far less than an image may take */ };

static void expect_rows(struct club *club, const char *sql, const char *rows)
{
    auto_strbuf struct strbuf found;

    strbuf_init(&found, 4096);
    inspect_rows(club->db, sql, ";", &found);
    assert_string_equal(found.bytes, rows);
}

/* Nothing is held against an image that hung, or that was not looked at any more. */
static void test_downloads__a_stop_waits_for_no_image(void **state)
{
    struct club *club = *state;
    int64_t patience = now_ms() + PATIENCE * 1000;
    char lines[200], begun[160];

    snprintf(begun, sizeof(begun), "%s/begun", club->folder);
    snprintf(lines, sizeof(lines), ": >%s; exec sleep 600", begun);
    club_replace_helper(club, lines);
    club_start(club);
    propose(club, 1, 4);
    while (access(begun, F_OK) != 0 && now_ms() < patience)
        wait_a_moment();
    assert_int_equal(access(begun, F_OK), 0);
    kill(club->server.pid, SIGTERM);
    assert_int_equal(process_wait(&club->server, AT_ONCE_S), 0);
    process_release(&club->server);
    client_release(&club->http);
    expect_rows(club,
                "SELECT count(*) FROM films WHERE imdb_id LIKE 'tt000000_' AND"
                " poster_settled_url IS NULL AND poster_failures = 0 AND poster_error IS NULL",
                "4;");
    club->program[0] = '\0';
    club_start(club);
    wait_for_all(club, 4, "fresh");
}

SUITE(test_downloads)
{
    const struct CMUnitTest tests[] = {
        OUTSIDE_TEST(test_downloads__a_refused_image_is_not_asked_for_again_by_itself),
        OUTSIDE_TEST(test_downloads__text_in_place_of_an_image_is_tried_again),
        OUTSIDE_TEST(test_downloads__no_poster_is_downloaded_twice),
        OUTSIDE_TEST(test_downloads__a_lost_poster_heals),
        OUTSIDE_TEST(test_downloads__a_stop_waits_for_no_image),
    };

    return RUN(tests);
}
