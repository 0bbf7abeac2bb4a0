/* jobs/fetch_posters: posters from upstreams with every quirk that was seen. A film keeps the one
 * it has, whatever comes. */
#include <string.h>

#include "base/clock.h"
#include "store/fetches.h"
#include "support/quirk.h"

#define IMAGE(kind, type) "{\"do\": \"image\", \"kind\": \"" kind "\", \"type\": \"" type "\"}"

/* Of both films, at an address of each; unless both are at one. */
static const struct quirk quirks[] = {
    {.name = "HTML that is called image/jpeg",
     .poster = IMAGE("html", "image/jpeg"),
     .end = POSTER_LATER,
     .why = "not what was asked for",
     .asked = 2},
    {.name = "a JPEG that is called application/octet-stream",
     .poster = IMAGE("jpeg", "application/octet-stream"),
     .end = POSTER_COMES,
     .asked = 2},
    {.name = "a GIF of one pixel",
     .poster = IMAGE("gif", "image/gif"),
     .end = POSTER_NEVER,
     .why = "too small: 1 x 1",
     .asked = 2},
    {.name = "a GIF", .poster = IMAGE("gif poster", "image/gif"), .end = POSTER_COMES, .asked = 2},
    {.name = "an AVIF that is called image/jpeg",
     .poster = IMAGE("avif", "image/jpeg"),
     .end = POSTER_COMES,
     .asked = 2},
    {.name = "half a JPEG",
     .poster = IMAGE("cut", "image/jpeg"),
     .end = POSTER_NEVER,
     .why = "cannot be decoded",
     .asked = 2},
    {.name = "a PNG of 30000 x 30000 pixels",
     .poster = IMAGE("bomb", "image/png"),
     .end = POSTER_NEVER,
     .why = "too large: 30000 x 30000",
     .asked = 2},
    {.name = "an @ in its path",
     .film = ODD("imdbapi at"),
     .poster = IMAGE("jpeg", "image/jpeg"),
     .end = POSTER_COMES,
     .asked = 1},

    /* ---- further ones ---- */
    {.name = "a WebP that is called image/jpeg",
     .further = true,
     .poster = IMAGE("webp", "image/jpeg"),
     .end = POSTER_COMES,
     .asked = 2},
    {.name = "an address without an extension",
     .further = true,
     .asking.providers = "cinemeta",
     .poster = IMAGE("webp", ""),
     .end = POSTER_COMES,
     .asked = 2},
    {.name = "an SVG that is called image/jpeg",
     .further = true,
     .poster = IMAGE("svg", "image/jpeg"),
     .end = POSTER_LATER,
     .why = "not what was asked for",
     .asked = 2},
    {.name = "nothing at all",
     .further = true,
     .poster = IMAGE("empty", "image/jpeg"),
     .end = POSTER_LATER,
     .why = "not what was asked for",
     .asked = 2},
    {.name = "a Content-Length that promises more",
     .further = true,
     .poster = DO("truncated"),
     .end = POSTER_LATER,
     .why = "partial",
     .asked = 2},
    {.name = "a body of 50 MB",
     .further = true,
     .poster = DO("huge"),
     .end = POSTER_NEVER,
     .why = "larger than allowed",
     .asked = 2},
    {.name = "404",
     .further = true,
     .poster = "{\"do\": \"status\", \"status\": 404}",
     .end = POSTER_LATER,
     .wait = 6 * HOUR,
     .why = "HTTP 404",
     .asked = 2},
    {.name = "403",
     .further = true,
     .poster = "{\"do\": \"status\", \"status\": 403}",
     .end = POSTER_LATER,
     .why = "HTTP 403",
     .asked = 2},
    {.name = "202 with nothing, from a firewall",
     .further = true,
     .poster = DO("waf"),
     .end = POSTER_LATER,
     .why = "not what was asked for",
     .asked = 2},
    {.name = "307 to a second host",
     .further = true,
     .other = OTHER_LISTED,
     .poster = "{\"do\": \"elsewhere\", \"to\": \"OTHER\"}",
     .end = POSTER_COMES,
     .asked = 2},
    {.name = "a redirect to 127.0.0.1",
     .further = true,
     .poster = REDIRECT("https://127.0.0.1:PORT/"),
     .end = POSTER_LATER,
     .wait = 6 * HOUR,
     .why = "not listed",
     .asked = 2},
    {.name = "a redirect to http://",
     .further = true,
     .poster = REDIRECT("http://m.media-amazon.com/"),
     .end = POSTER_LATER,
     .wait = 6 * HOUR,
     .why = "scheme is not allowed",
     .asked = 2},
    {.name = "a redirect to file://",
     .further = true,
     .poster = REDIRECT("file:///etc/passwd"),
     .end = POSTER_LATER,
     .wait = 6 * HOUR,
     .why = "scheme is not allowed",
     .asked = 2},
    {.name = "a redirect to itself",
     .further = true,
     .poster = DO("loop"),
     .end = POSTER_LATER,
     .why = "too many redirects",
     .asked = 8},
    {.name = "a host in the place of a name and password",
     .further = true,
     .film = ODD("imdbapi user"),
     .end = POSTER_LATER,
     .wait = 6 * HOUR,
     .why = "no URL that may be asked"},
    {.name = "an address that begins with http://",
     .further = true,
     .film = ODD("imdbapi plain"),
     .end = POSTER_LATER,
     .wait = 6 * HOUR,
     .why = "scheme is not allowed"},
    {.name = "an address that begins with \"https: //\"",
     .further = true,
     .film = ODD("imdbapi spaced"),
     .end = POSTER_NOT_WANTED},
    {.name = "an address on ia.media-imdb.com",
     .further = true,
     .film = ODD("imdbapi older"),
     .end = POSTER_LATER,
     .wait = 6 * HOUR,
     .why = "not listed"},
};

static void check_old_film(struct quirk_world *it)
{
    struct film film = house_film(it->house, 1);

    assert_non_null(film.poster.id);
    assert_int_equal(strcmp(film.poster.id, OLD_POSTER) != 0, it->quirk->end == POSTER_COMES);
}

static void check_new_film(struct quirk_world *it, int64_t before)
{
    const struct quirk *quirk = it->quirk;
    struct world *world = it->house->world;
    struct film film = house_film(it->house, 2);
    struct film_fetches fetches;

    assert_ok(film_fetches(world->reader, &world->arena, 2, &fetches, &world->err), &world->err);
    assert_int_equal(film_metadata(&film, clock_now()), METADATA_FRESH);
    assert_int_equal(film.poster.id != NULL, quirk->end == POSTER_COMES);
    assert_int_equal(fetches.poster_url == NULL, quirk->end == POSTER_NOT_WANTED);
    assert_int_equal(fetches.poster_settled,
                     quirk->end == POSTER_COMES || quirk->end == POSTER_NEVER);
    quirk_check_part(quirk->why, fetches.poster_error);
    if (quirk->end == POSTER_LATER)
        quirk_check_wait(quirk, before, fetches.poster_try_at);
}

static void check_quirk(struct quirk_world *it)
{
    int64_t before = clock_now();
    int asked;

    for (int64_t film = 1; film <= 2; film++)
        quirk_look_up(it, film);
    asked = upstream_total(&upstream);
    /* The second time there is nothing to do. */
    for (int time = 1; time <= 2; time++)
        assert_int_equal(house_fetch_posters(it->house), FAULT_NONE);
    assert_int_equal(upstream_total(&upstream) - asked, it->quirk->asked);
    check_old_film(it);
    check_new_film(it, before);
}

SUITE(test_poster_quirks)
{
    return quirks_run("quirks of posters", quirks, COUNT_OF(quirks), check_quirk);
}
