/* The built-in catalogue: checked facts and our own art, compiled in. Never waits for anybody. */
#ifndef MARQUEE_CATALOG_PROVIDERS_DEMO_H
#define MARQUEE_CATALOG_PROVIDERS_DEMO_H

#include "catalog/providers/provider.h"

struct demo;

enum fault demo_open(struct demo **demo, struct error *err);
void demo_close(struct demo *demo);

/* The film of that id, or NULL. It lives as long as the catalogue. */
const struct provider_film *demo_find(const struct demo *demo, const char *imdb_id);

/* Titles that are found by the text (base/search_key.h), those that start with it first; how many.
 */
size_t demo_search(const struct demo *demo, const char *text,
                   struct provider_film hits[PROVIDER_HITS_MAX]);

#endif
