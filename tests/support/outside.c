#include "support/outside.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "support/expect.h"

enum { QUICK_MS = 2500 /* far less than a provider's time-out, far more than a page takes */ };

struct upstream upstream;
static char url[80], other[80];

int outside_open(void **state)
{
    struct club *club;

    if (club_closed(state) != 0)
        return -1;
    club = *state;
    upstream_start(&upstream);
    snprintf(url, sizeof(url), "MARQUEE_IMDBAPI_URL=%s", upstream.base);
    snprintf(other, sizeof(other), "MARQUEE_CINEMETA_URL=%s", upstream.base);
    club_set(club, url);
    club_set(club, other);
    club_set(club, "MARQUEE_PROVIDERS=imdbapi");
    club_set(club, "MARQUEE_ALLOW_PRIVATE_UPSTREAM=1");
    club_set(club, "MARQUEE_IMDBAPI_CONCURRENCY=10");
    club_set(club, "MARQUEE_IMDBAPI_INTERVAL=0s");
    club_set(club, "MARQUEE_CINEMETA_INTERVAL=0s");
    return 0;
}

int outside_close(void **state)
{
    upstream_stop(&upstream);
    return club_end(state);
}

int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void propose(struct club *club, int from, int count)
{
    for (int i = from; i < from + count; i++) {
        char body[48];

        snprintf(body, sizeof(body), "{\"imdb_id\":\"tt%07d\"}", i);
        ask(&club->http, "POST /proposals", .as = keys->root, .body = body);
        expect(&club->http, 201);
    }
}

/* The page; it must come at once. */
void look(struct club *club)
{
    int64_t before = now_ms();

    ask(&club->http, "GET /proposals?sort=newest", .as = keys->ada);
    expect(&club->http, 200);
    assert_in_range(now_ms() - before, 0, QUICK_MS);
}

const char *text_at(struct club *club, const char *path)
{
    return json_string_value(client_json(&club->http, path));
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000 * 1000}, NULL);
}

void wait_a_moment(void)
{
    pause_ms(20);
}

/* Looks at the page until its first item is in that state, and has a poster if it is to have one.
 */
void wait_for(struct club *club, const char *state, bool with_poster)
{
    int64_t patience = now_ms() + PATIENCE * 1000;

    for (;;) {
        look(club);
        if (strcmp(text_at(club, "items.0.film.metadata.state"), state) == 0 &&
            (text_at(club, "items.0.film.poster.id") != NULL) == with_poster)
            return;
        if (now_ms() > patience)
            fail_msg("still not %s: %s", state, club->http.answer.body);
        wait_a_moment();
    }
}

/* Until the stand-in was asked `count` times for that path. */
void wait_for_count(const char *path, int count)
{
    int64_t patience = now_ms() + PATIENCE * 1000;

    while (upstream_count(&upstream, path) < count) {
        if (now_ms() > patience)
            fail_msg("%s was asked for %d times", path, upstream_count(&upstream, path));
        wait_a_moment();
    }
}

/* Looks until every one of the first `count` items is in that state. */
void wait_for_all(struct club *club, int count, const char *state)
{
    int64_t patience = now_ms() + PATIENCE * 1000;
    int there = 0;

    while (there < count) {
        look(club);
        for (there = 0; there < count; there++) {
            char path[2][48];

            snprintf(path[0], sizeof(path[0]), "items.%d.film.metadata.state", there);
            snprintf(path[1], sizeof(path[1]), "items.%d.film.poster.id", there);
            if (strcmp(text_at(club, path[0]), state) != 0 || text_at(club, path[1]) == NULL)
                break;
        }
        if (now_ms() > patience)
            fail_msg("item %d is not %s: %s", there, state, club->http.answer.body);
        wait_a_moment();
    }
}

const char *show(struct club *club, const char *imdb_id)
{
    static struct outcome shown;

    shown = COMMAND(club, NULL, "cache", "show", imdb_id);
    return shown.out;
}

void wait_until_shown(struct club *club, const char *imdb_id, const char *words)
{
    int64_t patience = now_ms() + PATIENCE * 1000;

    while (strstr(show(club, imdb_id), words) == NULL) {
        if (now_ms() > patience)
            fail_msg("\"%s\" is not in: %s", words, show(club, imdb_id));
        pause_ms(100); /* a command costs more than a request */
    }
}

const char *outside_poster(struct client *http, char line[80], const char *behind)
{
    ask(http, "GET /proposals/1", .as = keys->reader);
    expect(http, 200);
    snprintf(line, 80, "GET /posters/%s%s", json_string_value(client_json(http, "film.poster.id")),
             behind);
    return line;
}
