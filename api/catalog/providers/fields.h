/*
 * Reads the fields of a provider's JSON. Providers write them in many ways: numbers as text with
 * decoration ("8,574", "142 min"), absent, null, "" and "N/A" for unknown. All of these verbs take
 * what is there, within the limits of domain/film.h, and give NULL or 0 for the rest. Any thread.
 */
#ifndef MARQUEE_CATALOG_PROVIDERS_FIELDS_H
#define MARQUEE_CATALOG_PROVIDERS_FIELDS_H

#include <jansson.h>

#include "base/arena.h"
#include "catalog/providers/provider_film.h"
#include "catalog/providers/runtime.h"
#include "domain/film.h"

/* Tidy text of at most `max` characters, HTML's references decoded (catalog/providers/entities.h).
 */
const char *field_text(struct arena *arena, const json_t *object, const char *key, size_t max);

/* A number that is not negative: 8574 of "8,574". */
int64_t field_int(const json_t *object, const char *key);

/* The first four digits of 1999, "1999", "1999–2003" or "1999-05-21". */
int64_t field_year(const json_t *object, const char *key);

/* 93 of 9.3 or "9.3": tenths, 1 to 100. */
int64_t field_rating(const json_t *object, const char *key);

/* What kind of work: "movie", "short", "tv_movie", "video", "series", "mini_series", "episode" or
 * "game" of "movie", "tvSeries", "TV_MINI_SERIES" and so on; NULL for any other. */
const char *field_type(const json_t *object, const char *key);

/* The page of a trailer whose YouTube id stands there. */
const char *field_youtube(struct arena *arena, const json_t *object, const char *key);

/* The texts of a list, or of the members `key` of its objects; without repetitions. */
struct texts field_texts(struct arena *arena, const json_t *list, const char *key);

/* An address that begins with https:// or http://, as browsers take it: space around it is nothing,
 * and what no address may hold is escaped, except in the name of the host. NULL: there is none. */
const char *field_url(struct arena *arena, const json_t *object, const char *key);

/* An id of IMDb's, in its canonical form; NULL for anything else. */
const char *field_imdb_id(struct arena *arena, const json_t *object, const char *key);

/* How long it is, in minutes: catalog/providers/runtime.h. `alone` is what a number without a unit
 * means. */
int64_t field_runtime(struct arena *arena, const json_t *object, const char *key,
                      enum runtime_unit alone);

/* The texts between the commas of "Drama, War". */
struct texts field_list(struct arena *arena, const json_t *object, const char *key);

/* `text` as part of a URL: everything but letters, digits, - . _ ~ as %XX. */
const char *url_escape(struct arena *arena, const char *text);

/* Of a list of films, as `read` reads one, those with a title and a valid id; the first of them. */
void field_hits(struct arena *arena, const json_t *list,
                void (*read)(struct arena *arena, const json_t *json, struct provider_film *film),
                struct provider_film hits[PROVIDER_HITS_MAX], size_t *count);

#endif
