/* Recording a film while it falls through, stars from two devices, and stars while it is undone. */
#include <inttypes.h>

#include "support/expect.h"
#include "support/race.h"

enum { WATCHED_ROUNDS = 4 * ROUNDS };

static void let(struct racer *racer, const char *as, const char *line, const char *body)
{
    snprintf(racer->line, sizeof(racer->line), "%s", line);
    snprintf(racer->body, sizeof(racer->body), "%s", body);
    racer->as = as;
}

static int64_t count_of(struct club *club, const char *line, const char *path)
{
    ask(&club->http, line, .as = keys->root);
    expect(&club->http, 200);
    return path == NULL ? (int64_t)json_array_size(client_json(&club->http, "items"))
                        : number_at(&club->http, path);
}

/* Either it was watched, or the evening fell through: one of both was answered 2xx, once. */
static void test_watched_races__watched_or_fell_through(void **state)
{
    struct club *club = *state;
    int watched_rounds = 0;

    for (int round = 0; round < WATCHED_ROUNDS; round++) {
        struct race race = {0};
        int64_t before = count_of(club, "GET /screenings", NULL), id;
        bool watched;

        ask(&club->http, "PUT /tonight", .as = keys->root, .body = "{\"proposal_id\":1}");
        expect(&club->http, 200);
        for (int i = 0; i < CROWD; i++)
            let(&race.racers[i], keys->root, i % 2 == 0 ? "POST /screenings" : "DELETE /tonight",
                i % 2 == 0 ? "{\"proposal_id\":1,\"tonight\":true}" : "");
        race_begin(&race, club);
        pthread_barrier_wait(&race.start);
        assert_int_equal(race_end(&race, 409), 1);
        ask(&club->http, "GET /tonight", .as = keys->root);
        expect_null(&club->http, "tonight");
        watched = count_of(club, "GET /screenings", NULL) == before + 1;
        assert_int_equal(count_of(club, "GET /proposals/1", "vote_count"), 1);
        expect_text(&club->http, "status", watched ? "watched" : "open");
        if (!watched)
            continue;
        watched_rounds++;
        ask(&club->http, "GET /screenings", .as = keys->root);
        id = number_at(&club->http, "items.0.id");
        let(&race.racers[0], NULL, "", "");
        snprintf(race.racers[0].line, sizeof(race.racers[0].line), "DELETE /screenings/%" PRId64,
                 id);
        ask(&club->http, race.racers[0].line, .as = keys->root);
        expect(&club->http, 204);
    }
    print_message("watched in %d of %d rounds\n", watched_rounds, WATCHED_ROUNDS);
}

/* One member on many devices: one rating, that of the last, and an average that fits. */
static void test_watched_races__one_member_on_many_devices_gives_one_rating(void **state)
{
    struct club *club = *state;

    for (int round = 0; round < WATCHED_ROUNDS; round++) {
        struct race race = {0};
        char body[32];
        double stars;

        for (int i = 0; i < CROWD; i++) {
            snprintf(body, sizeof(body), "{\"stars\":%d.%d}", 1 + i / 2, i % 2 == 0 ? 0 : 5);
            let(&race.racers[i], i % 2 == 0 ? keys->ada : keys->session, "PUT /screenings/1/rating",
                body);
        }
        race_begin(&race, club);
        pthread_barrier_wait(&race.start);
        assert_int_equal(race_end(&race, 409), CROWD);
        assert_int_equal(count_of(club, "GET /screenings/1", "rating_count"), 1);
        expect_count(&club->http, "ratings", 1);
        stars = json_number_value(client_json(&club->http, "ratings.0.stars"));
        expect_stars(&club->http, "average", stars);
    }
}

/* Whoever was told that their stars count finds them there when the undo is taken back. */
static void test_watched_races__stars_count_before_the_undo_or_not_at_all(void **state)
{
    struct club *club = *state;
    char tokens[CROWD][64], name[32];

    for (int i = 0; i < CROWD; i++) {
        snprintf(name, sizeof(name), "Rater %d", i);
        snprintf(tokens[i], sizeof(tokens[i]), "%s", club_token(club, name));
    }
    for (int round = 0; round < WATCHED_ROUNDS; round++) {
        struct race race = {0};
        int counted;

        for (int i = 0; i < CROWD; i++)
            let(&race.racers[i], tokens[i], "PUT /screenings/1/rating", "{\"stars\":4}");
        race_begin(&race, club);
        pthread_barrier_wait(&race.start);
        ask(&club->http, "DELETE /screenings/1", .as = keys->root);
        expect(&club->http, 204);
        counted = race_end(&race, 404);
        ask(&club->http, "POST /screenings/1/restore", .as = keys->root);
        expect(&club->http, 200);
        expect_number(&club->http, "rating_count", counted);
        for (int i = 0; i < CROWD; i++) {
            ask(&club->http, "DELETE /screenings/1/rating", .as = tokens[i]);
            expect(&club->http, 200);
        }
    }
}

SUITE(test_watched_races)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_watched_races__watched_or_fell_through),
        CLUB_TEST(test_watched_races__one_member_on_many_devices_gives_one_rating),
        CLUB_TEST(test_watched_races__stars_count_before_the_undo_or_not_at_all),
    };

    return RUN(tests);
}
