/*
 * The cache in numbers, as JSON: what `marquee cache --json` prints and `GET /cache` begins with.
 */
#ifndef MARQUEE_CATALOG_CACHE_H
#define MARQUEE_CATALOG_CACHE_H

#include "base/jsonw.h"
#include "catalog/catalog.h"
#include "store/fetches.h"

/* The fields without the braces. `catalog` is NULL where nobody asks providers. */
void cache_json_fields(struct jsonw *json, const struct films_summary *summary,
                       struct catalog *catalog);

#endif
