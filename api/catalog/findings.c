#include "catalog/findings.h"

#include <string.h>

void findings_release(struct findings *findings)
{
    arena_release(&findings->arena);
    *findings = (struct findings){0};
}

static unsigned known(const struct provider_film *film)
{
    const struct {
        bool is_known;
        unsigned fact;
    } all[] = {
        {film->plot != NULL, FACT_PLOT},
        {film->runtime_minutes > 0, FACT_RUNTIME},
        {film->genres.count > 0, FACT_GENRES},
        {film->directors.count > 0, FACT_DIRECTORS},
        {film->cast.count > 0, FACT_CAST},
        {film->imdb_rating > 0, FACT_RATING},
        {film->imdb_votes > 0, FACT_VOTES},
        {film->metascore > 0, FACT_METASCORE},
        {film->age_rating.label != NULL, FACT_AGE_RATING},
        {film->trailer_url != NULL, FACT_TRAILER},
        {film->poster_url != NULL || film->poster.bytes != NULL, FACT_POSTER},
    };
    unsigned facts = 0;

    for (size_t i = 0; i < COUNT_OF(all); i++)
        facts |= all[i].is_known ? all[i].fact : 0;
    return facts;
}

bool findings_lack(const struct findings *findings, const struct provider *provider)
{
    return findings->provider == NULL || (provider->facts & ~known(&findings->film)) != 0;
}

/* Each says whether it took something. */
static bool adopt_text(const char **known, const char *text)
{
    if (*known != NULL || text == NULL)
        return false;
    *known = text;
    return true;
}

static bool add_number(int64_t *known, int64_t number)
{
    if (*known != 0 || number == 0)
        return false;
    *known = number;
    return true;
}

static bool add_list(struct texts *known, const struct texts *texts)
{
    if (known->count > 0 || texts->count == 0)
        return false;
    *known = *texts;
    return true;
}

/* What belongs together comes from one provider: a rating and how many gave it, a label and its
 * country, an image and its address. */
static bool add_pairs(struct provider_film *merged, const struct provider_film *film)
{
    bool counted = merged->imdb_votes == 0 && film->imdb_votes > 0;
    unsigned before = known(merged);

    if (film->imdb_rating > 0 && (merged->imdb_rating == 0 || counted)) {
        merged->imdb_rating = film->imdb_rating;
        merged->imdb_votes = film->imdb_votes;
    }
    if (merged->age_rating.label == NULL)
        merged->age_rating = film->age_rating;
    if (merged->poster_url == NULL && merged->poster.bytes == NULL) {
        merged->poster_url = film->poster_url;
        merged->poster = film->poster;
    }
    return known(merged) != before;
}

static bool add_facts(struct provider_film *merged, const struct provider_film *film)
{
    bool added = adopt_text(&merged->title, film->title);

    added |= adopt_text(&merged->original_title, film->original_title);
    added |= adopt_text(&merged->english_title, film->english_title);
    added |= adopt_text(&merged->plot, film->plot);
    added |= adopt_text(&merged->type, film->type);
    added |= adopt_text(&merged->trailer_url, film->trailer_url);
    added |= add_number(&merged->year, film->year);
    added |= add_number(&merged->runtime_minutes, film->runtime_minutes);
    added |= add_number(&merged->metascore, film->metascore);
    added |= add_list(&merged->genres, &film->genres);
    added |= add_list(&merged->directors, &film->directors);
    added |= add_list(&merged->cast, &film->cast);
    added |= add_pairs(merged, film);
    add_number(&merged->tmdb_id, film->tmdb_id);
    return added;
}

static void add_id(struct findings *findings, const char *imdb_id, const char *answered)
{
    if (answered == NULL)
        return;
    if (strcmp(answered, imdb_id) == 0)
        findings->own_id = true;
    else if (findings->other_id == NULL)
        findings->other_id = answered;
}

void findings_add(struct findings *findings, const char *imdb_id, const struct provider *provider,
                  const struct provider_film *film)
{
    add_id(findings, imdb_id, film->imdb_id);
    if (findings->provider == NULL) {
        findings->provider = provider;
        findings->film = *film;
    } else if (add_facts(&findings->film, film)) {
        findings->others[findings->others_count++] = provider;
    }
}
