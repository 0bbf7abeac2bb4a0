#include "support/desk.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/secret.h"

void desk_open_searches_for(struct desk *desk, const char *providers, int concurrency,
                            int64_t timeout_ms)
{
    static char tmdb[80];
    const struct catalog_settings settings = {
        .providers = providers,
        .poster_hosts = "",
        .public_url = "http://127.0.0.1",
        .allow_private = true,
        .search_timeout_ms = timeout_ms,
        .language = "en-US",
        .sources = {{.name = "imdbapi", .url = upstream.base, .concurrency = concurrency},
                    {.name = "omdb", .url = upstream.base, .key = "key", .concurrency = 2},
                    {.name = "tmdb", .url = tmdb, .key = "token", .concurrency = 2}},
    };
    struct error err;

    snprintf(tmdb, sizeof(tmdb), "%s/3", upstream.base);
    error_init(&err);
    assert_ok(sources_open(&settings, &desk->sources, &err), &err);
    desk->searches = searches_open(&desk->sources, &settings);
}

void desk_open_searches(struct desk *desk, const char *providers, int concurrency)
{
    desk_open_searches_for(desk, providers, concurrency, PATIENCE * 1000);
}

void desk_close_searches(struct desk *desk)
{
    sources_stop(&desk->sources);
    searches_close(desk->searches);
    sources_release(&desk->sources);
}

int desk_open(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));

    if (desk == NULL || !secret_init())
        return -1;
    upstream_start(&upstream);
    desk_open_searches(desk, "imdbapi", 10);
    *state = desk;
    return 0;
}

int desk_close(void **state)
{
    struct desk *desk = *state;

    desk_close_searches(desk);
    upstream_stop(&upstream);
    arena_release(&desk->arena);
    free(desk);
    return 0;
}

bool desk_seek(struct desk *desk, int64_t client, const char *text)
{
    return searches_ask(desk->searches, &desk->arena, client, text, desk->hits, &desk->count);
}

void desk_expect(const struct desk *desk, enum search_from from, uint64_t count)
{
    assert_int_equal(searches_count(desk->searches, from), count);
}

static void *seek_and_note(void *context)
{
    struct seeker *seeker = context;
    struct provider_film hits[PROVIDER_HITS_MAX];
    auto_arena struct arena arena = {0};

    seeker->answered =
        searches_ask(seeker->searches, &arena, seeker->client, seeker->text, hits, &seeker->count);
    return NULL;
}

void seeker_start(struct desk *desk, struct seeker *seeker, int64_t client, const char *text)
{
    *seeker = (struct seeker){.searches = desk->searches, .client = client, .text = text};
    assert_int_equal(pthread_create(&seeker->thread, NULL, seek_and_note, seeker), 0);
}

bool seeker_answered(struct seeker *seeker)
{
    pthread_join(seeker->thread, NULL);
    return seeker->answered;
}

/* Until so many requests are with the provider or wait for their turn. */
void desk_wait_for_requests(const struct desk *desk, size_t count)
{
    int64_t patience = now_ms() + PATIENCE * 1000;
    struct fetch_lane_state lane = {0};

    while (lane.waiting + (size_t)lane.in_flight < count) {
        assert_true(fetch_lane_state(desk->sources.fetch, 0, &lane));
        assert_true(now_ms() < patience);
        wait_a_moment();
    }
}
