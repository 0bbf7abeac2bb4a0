/* Settling on a film while others vote for it, settle on another, withdraw it or call it off. */
#include <inttypes.h>

#include "support/expect.h"
#include "support/race.h"

static void settle_on(struct racer *racer, int64_t id)
{
    snprintf(racer->line, sizeof(racer->line), "PUT /tonight");
    snprintf(racer->body, sizeof(racer->body), "{\"proposal_id\":%" PRId64 "}", id);
    racer->as = keys->root;
}

static int64_t propose(struct club *club, const char *title)
{
    char body[64];

    snprintf(body, sizeof(body), "{\"title\":\"%s\"}", title);
    ask(&club->http, "POST /proposals", .as = keys->grace, .body = body);
    expect(&club->http, 201);
    return number_at(&club->http, "id");
}

static void clear(struct club *club)
{
    ask(&club->http, "DELETE /tonight", .as = keys->root);
    expect(&club->http, 204);
}

static int64_t votes_for(struct club *club, int64_t id)
{
    char line[64];

    snprintf(line, sizeof(line), "GET /proposals/%" PRId64, id);
    ask(&club->http, line, .as = keys->root);
    expect(&club->http, 200);
    return number_at(&club->http, "vote_count");
}

/* A vote was counted before, or refused: the count that the admin was told is the last. */
static void test_tonight_races__a_vote_counts_before_or_is_refused(void **state)
{
    struct club *club = *state;
    char tokens[CROWD][64], name[32];

    for (int i = 0; i < CROWD; i++) {
        snprintf(name, sizeof(name), "Voter %d", i);
        snprintf(tokens[i], sizeof(tokens[i]), "%s", club_token(club, name));
    }
    for (int round = 0; round < ROUNDS; round++) {
        struct race race = {0};
        int64_t told;

        for (int i = 0; i < CROWD; i++) {
            snprintf(race.racers[i].line, sizeof(race.racers[i].line), "%s /votes/2",
                     round % 2 == 0 ? "PUT" : "DELETE");
            race.racers[i].as = tokens[i];
        }
        race_begin(&race, club);
        told = votes_for(club, 2);
        pthread_barrier_wait(&race.start);
        ask(&club->http, "PUT /tonight", .as = keys->root, .body = "{\"proposal_id\":2}");
        expect(&club->http, 200);
        told -= number_at(&club->http, "tonight.proposal.vote_count");
        assert_int_equal(race_end(&race, 409), round % 2 == 0 ? -told : told);
        clear(club);
        for (int i = 0; i < CROWD; i++) {
            ask(&club->http, race.racers[i].line, .as = tokens[i]);
            expect(&club->http, 200);
        }
        assert_int_equal(votes_for(club, 2), round % 2 == 0 ? CROWD : 0);
    }
}

static void test_tonight_races__one_film_of_many_is_settled_on(void **state)
{
    struct club *club = *state;
    int64_t ids[CROWD] = {1, 2};

    for (int i = 2; i < CROWD; i++) {
        char title[16];

        snprintf(title, sizeof(title), "Film %d", i);
        ids[i] = propose(club, title);
    }
    for (int round = 0; round < ROUNDS; round++) {
        struct race race = {0};

        for (int i = 0; i < CROWD; i++)
            settle_on(&race.racers[i], ids[i]);
        race_begin(&race, club);
        pthread_barrier_wait(&race.start);
        assert_int_equal(race_end(&race, 409), 1);
        ask(&club->http, "GET /tonight", .as = keys->root);
        expect_null(&club->http, "tonight.then");
        for (int i = 0; i < CROWD; i++)
            if (race.racers[i].status == 200)
                expect_number(&club->http, "tonight.proposal.id", ids[i]);
        clear(club);
    }
}

/* Each film once as the second of the evening. */
static void test_tonight_races__two_films_at_most(void **state)
{
    struct club *club = *state;
    struct race race = {0};

    ask(&club->http, "PUT /tonight", .as = keys->root, .body = "{\"proposal_id\":1}");
    for (int i = 0; i < CROWD; i++) {
        char title[16];

        snprintf(title, sizeof(title), "Film %d", i);
        settle_on(&race.racers[i], 0);
        snprintf(race.racers[i].body, sizeof(race.racers[i].body),
                 "{\"proposal_id\":%" PRId64 ",\"then\":true}", propose(club, title));
    }
    race_begin(&race, club);
    pthread_barrier_wait(&race.start);
    assert_int_equal(race_end(&race, 409), 1);
}

/* Either it is withdrawn and nothing is settled, or it is settled and still up. */
static void test_tonight_races__what_is_withdrawn_is_not_settled_on(void **state)
{
    struct club *club = *state;

    for (int round = 0; round < ROUNDS; round++) {
        struct race race = {0};
        int64_t id = propose(club, "Now or never");
        int count;

        for (int i = 0; i < CROWD; i++) {
            settle_on(&race.racers[i], id);
            if ((i + round) % 2 == 0)
                continue;
            snprintf(race.racers[i].line, sizeof(race.racers[i].line), "DELETE /proposals/%" PRId64,
                     id);
            *race.racers[i].body = '\0';
        }
        race_begin(&race, club);
        pthread_barrier_wait(&race.start);
        count = race_end(&race, 409);
        ask(&club->http, "GET /tonight", .as = keys->root);
        if (count == 1) {
            expect_null(&club->http, "tonight");
            continue;
        }
        assert_int_equal(count, CROWD / 2);
        expect_text(&club->http, "tonight.proposal.status", "open");
        clear(club);
        ask(&club->http, race.racers[round % 2 == 0 ? 1 : 0].line, .as = keys->root);
        expect(&club->http, 204);
    }
}

/* An evening falls through once, however many say so. */
static void test_tonight_races__an_evening_falls_through_once(void **state)
{
    struct club *club = *state;

    for (int round = 0; round < ROUNDS; round++) {
        struct race race = {0};

        ask(&club->http, "PUT /tonight", .as = keys->root, .body = "{\"proposal_id\":1}");
        expect(&club->http, 200);
        for (int i = 0; i < CROWD; i++) {
            snprintf(race.racers[i].line, sizeof(race.racers[i].line), "DELETE /tonight");
            race.racers[i].as = keys->root;
        }
        race_begin(&race, club);
        pthread_barrier_wait(&race.start);
        assert_int_equal(race_end(&race, 409), 1);
    }
    ask(&club->http, "GET /activity?kind=fell_through", .as = keys->root);
    expect_count(&club->http, "items", ROUNDS);
}

/* What became of it, and of its proposal: `watched` and off the evening, or up again. */
static void expect_watched_or_up(struct club *club, bool watched)
{
    ask(&club->http, "GET /tonight", .as = keys->root);
    expect_null(&club->http, "tonight");
    ask(&club->http, "GET /proposals/1", .as = keys->root);
    expect_text(&club->http, "status", watched ? "watched" : "open");
    expect_number(&club->http, "vote_count", 1);
}

static void unwatch(struct club *club)
{
    char line[64];

    ask(&club->http, "GET /screenings?limit=1", .as = keys->root);
    snprintf(line, sizeof(line), "DELETE /screenings/%" PRId64,
             number_at(&club->http, "items.0.id"));
    ask(&club->http, line, .as = keys->root);
    expect(&club->http, 204);
    ask(&club->http, "DELETE /tonight", .as = keys->root);
    expect(&club->http, 204);
}

static void test_tonight_races__an_evening_is_watched_or_falls_through(void **state)
{
    struct club *club = *state;

    for (int round = 0; round < ROUNDS; round++) {
        struct race race = {0};
        bool watched = false;

        ask(&club->http, "PUT /tonight", .as = keys->root, .body = "{\"proposal_id\":1}");
        expect(&club->http, 200);
        for (int i = 0; i < CROWD; i++) {
            struct racer *racer = &race.racers[i];
            bool watches = (i + round) % 2 == 0;

            snprintf(racer->line, sizeof(racer->line), "%s",
                     watches ? "POST /screenings" : "DELETE /tonight");
            snprintf(racer->body, sizeof(racer->body), "%s",
                     watches ? "{\"proposal_id\":1,\"tonight\":true}" : "");
            racer->as = keys->root;
        }
        race_begin(&race, club);
        pthread_barrier_wait(&race.start);
        assert_int_equal(race_end(&race, 409), 1);
        for (int i = 0; i < CROWD; i++)
            watched = watched || race.racers[i].status == 201;
        expect_watched_or_up(club, watched);
        if (watched)
            unwatch(club);
        expect_watched_or_up(club, false);
    }
}

SUITE(test_tonight_races)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_tonight_races__a_vote_counts_before_or_is_refused),
        CLUB_TEST(test_tonight_races__one_film_of_many_is_settled_on),
        CLUB_TEST(test_tonight_races__two_films_at_most),
        CLUB_TEST(test_tonight_races__what_is_withdrawn_is_not_settled_on),
        CLUB_TEST(test_tonight_races__an_evening_falls_through_once),
        CLUB_TEST(test_tonight_races__an_evening_is_watched_or_falls_through),
    };

    return RUN(tests);
}
