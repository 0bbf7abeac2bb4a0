#include "config/public_url.h"

#include <string.h>

enum { PATH_MAX_BYTES = 100 };

/* Where an URL's path begins; its end if it has none. */
static const char *path_of(const char *url)
{
    const char *authority = strstr(url, "://");

    return authority == NULL ? url + strlen(url) : strchrnul(authority + 3, '/');
}

/* "/films" or "/a/b/", of characters that look the same everywhere, and no way back. */
static bool is_path(const char *path)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    while (path[0] == '/' && path[1] != '\0') {
        size_t length = strspn(path + 1, letters);

        if (length == 0 || strspn(path + 1, ".") == length)
            return false;
        path += 1 + length;
    }
    return *path == '\0' || strcmp(path, "/") == 0;
}

/* Below /api it would not be clear whether a proxy has taken the path off a request. */
bool public_url_is_one(const char *url)
{
    const char *path = path_of(url);
    struct origin origin;
    bool is_api = strncmp(path, "/api", 4) == 0 && (path[4] == '/' || path[4] == '\0');

    return origin_parse(url, (size_t)(path - url), &origin) && strlen(path) <= PATH_MAX_BYTES &&
           is_path(path) && !is_api;
}

void public_url_read(struct arena *arena, struct config *config)
{
    const char *path = path_of(config->public_url);
    size_t length = strlen(path);

    length -= length > 0 && path[length - 1] == '/';
    config->public_path = arena_printf(arena, "%.*s", (int)length, path);
    if (origin_parse(config->public_url, (size_t)(path - config->public_url),
                     &config->public_origin))
        config->public_url = arena_printf(arena, "%s%s", origin_text(arena, &config->public_origin),
                                          config->public_path);
}
