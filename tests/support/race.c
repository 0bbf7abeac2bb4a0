#include "support/race.h"

#include "support/expect.h"

static void *run(void *argument)
{
    struct racer *racer = argument;

    ask(&racer->http, "GET /health");
    pthread_barrier_wait(racer->start);
    ask(&racer->http, racer->line, .as = racer->as,
        .body = *racer->body == '\0' ? NULL : racer->body,
        .headers = {"Sec-Fetch-Site: same-origin", "If-Match: *"});
    return NULL;
}

void race_begin(struct race *race, const struct club *club)
{
    pthread_barrier_init(&race->start, NULL, CROWD + 1);
    for (int i = 0; i < CROWD; i++) {
        struct racer *racer = &race->racers[i];

        racer->http = club_client(club);
        racer->start = &race->start;
        assert_int_equal(pthread_create(&racer->thread, NULL, run, racer), 0);
    }
}

int race_end(struct race *race, int otherwise)
{
    int count = 0;

    for (int i = 0; i < CROWD; i++)
        pthread_join(race->racers[i].thread, NULL);
    for (int i = 0; i < CROWD; i++) {
        struct client *http = &race->racers[i].http;

        race->racers[i].status = http->answer.status;
        if (http->answer.status / 100 == 2)
            count++;
        else
            expect(http, otherwise);
        client_release(http);
    }
    pthread_barrier_destroy(&race->start);
    return count;
}
