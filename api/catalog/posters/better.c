#include "catalog/posters/better.h"

#include <stdbool.h>
#include <string.h>

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static const char *of_metahub(struct arena *arena, const char *url)
{
    static const char small[] = "https://images.metahub.space/poster/small/";

    return begins(url, small) ? arena_printf(arena, "https://images.metahub.space/poster/medium/%s",
                                             url + strlen(small))
                              : url;
}

/* "…/M/<name>._V1_<what is to be done to it>.jpg" */
static const char *of_amazon(struct arena *arena, const char *url)
{
    const char *end = strstr(url, "._V1_");

    if (end == NULL || !begins(url, "https://m.media-amazon.com/images/M/") ||
        strchr(end, '/') != NULL)
        return url;
    return arena_printf(arena, "%.*s._V1_QL75_UX780_.jpg", (int)(end - url), url);
}

const char *poster_url_better(struct arena *arena, const char *url)
{
    return of_amazon(arena, of_metahub(arena, url));
}
