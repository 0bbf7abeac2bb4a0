/* The world of one test that reads what a provider answered. Listed as READING_TEST. */
#ifndef MARQUEE_TESTS_READING_H
#define MARQUEE_TESTS_READING_H

#include "base/arena.h"
#include "catalog/providers/provider.h"
#include "support/check.h"

struct reading {
    struct arena arena;
    struct error err;
    struct provider_access access; /* https://x, with the key s3cret, in German */
    struct provider_film film;     /* what was read last */
    const char *more_url;          /* where the rest of it is; NULL: that was all */
};

int reading_begin(void **state);
int reading_end(void **state);
#define READING_TEST(test) cmocka_unit_test_setup_teardown(test, reading_begin, reading_end)

/* The answer of a provider that was asked for tt0111161. */
enum fault read_film(struct reading *reading, const struct provider *provider, const char *answer);

enum fault read_hits(struct reading *reading, const struct provider *provider, const char *answer,
                     struct provider_film hits[PROVIDER_HITS_MAX], size_t *count);

/* How long a provider with this answer wants to be left alone; 0: it does not. */
int64_t refusal_seconds(const struct provider *provider, const char *answer, int64_t now);

#endif
