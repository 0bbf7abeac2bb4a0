#include "support/reading.h"

#include <string.h>

static struct reading world;

int reading_begin(void **state)
{
    world = (struct reading){.access = {.base = "https://x", .key = "s3cret", .language = "de-DE"}};
    error_init(&world.err);
    *state = &world;
    return 0;
}

int reading_end(void **state)
{
    struct reading *reading = *state;

    arena_release(&reading->arena);
    return 0;
}

enum fault read_film(struct reading *reading, const struct provider *provider, const char *answer)
{
    error_init(&reading->err);
    return provider_read_film(provider, &reading->arena, &reading->access, answer, strlen(answer),
                              "tt0111161", &reading->film, &reading->more_url, &reading->err);
}

enum fault read_hits(struct reading *reading, const struct provider *provider, const char *answer,
                     struct provider_film hits[PROVIDER_HITS_MAX], size_t *count)
{
    error_init(&reading->err);
    return provider_read_hits(provider, &reading->arena, answer, strlen(answer), hits, count,
                              &reading->err);
}

int64_t refusal_seconds(const struct provider *provider, const char *answer, int64_t now)
{
    struct provider_refusal refusal;

    return provider_refuses(provider, answer, strlen(answer), now, &refusal) ? refusal.seconds : 0;
}
