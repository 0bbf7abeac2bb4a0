/* What the Django site knew of films. */
#ifndef MARQUEE_MOVING_DJANGO_FILM_H
#define MARQUEE_MOVING_DJANGO_FILM_H

#include "base/arena.h"
#include "moving/old_club.h"
#include "store/engine/foreign.h"

/* What it kept of a provider's answer: JSON, which it may have encoded twice. Fills what the film
 * doesn't have yet; nothing, where the text is no such JSON. */
void django_film_cached(struct arena *arena, const char *text, int64_t cached_at,
                        struct old_film *film);

/* A row of its list of films, columns from this one on: year, duration, age_rating, rating, votes,
 * metascore, description, series, poster_url. */
void django_film_listed(struct arena *arena, struct foreign_rows *rows, int column,
                        struct old_film *film);

#endif
