#include "http/call/target.h"

#include <string.h>

#include "base/text.h"
#include "http/call/links.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* What stands before the next percent sign; its length. */
static size_t copy_plain(char *out, const char *text, size_t length, bool plus)
{
    const char *mark = memchr(text, '%', length);
    size_t plain = mark == NULL ? length : (size_t)(mark - text);
    char *at = out;

    memcpy(out, text, plain);
    while (plus && (at = memchr(at, '+', plain - (size_t)(at - out))) != NULL)
        *at = ' ';
    return plain;
}

bool target_decode(struct arena *arena, const char *text, size_t length, bool plus,
                   const char **decoded)
{
    char *out = arena_alloc(arena, length + 1);
    size_t at = copy_plain(out, text, length, plus), used = at;

    while (at < length) {
        int high = at + 2 < length ? hex_value(text[at + 1]) : -1;
        int low = at + 2 < length ? hex_value(text[at + 2]) : -1;
        size_t plain;

        if (high < 0 || low < 0)
            return false;
        out[used++] = (char)(high * 16 + low);
        at += 3;
        plain = copy_plain(out + used, text + at, length - at, plus);
        at += plain;
        used += plain;
    }
    *decoded = out;
    return text_is_utf8(out, used);
}

/* It would name another resource than the one that was routed. */
static bool has_encoded_slash(const char *url, size_t length)
{
    const char *at = url, *end = url + length;

    while ((at = memchr(at, '%', (size_t)(end - at))) != NULL)
        if (strncasecmp(at++, "%2F", 3) == 0)
            return true;
    return false;
}

/* From the request line as it was sent: the framework's own variables mix path and query. */
static enum fault read_url(struct arena *arena, const char *url, struct target *target,
                           struct error *err)
{
    size_t length = strcspn(url, "?");
    const char *path;

    if (url[length] == '?')
        target->query = url + length + 1;
    if (length > PATH_MAX_BYTES || strlen(target->query) > QUERY_MAX_BYTES)
        return error_set(err, FAULT_URL_TOO_LONG, "The URL is too long.");
    if (!target_decode(arena, url, length, false, &path) || *path != '/')
        return error_set(err, FAULT_MALFORMED,
                         "The URL is not valid percent-encoded UTF-8 that starts with a slash.");
    path = links_behind_root(path);
    target->lacks_slash = *path == '\0';
    target->path = target->lacks_slash ? "/" : path;
    return has_encoded_slash(url, length)
               ? error_set(err, FAULT_NOT_FOUND, "There is nothing at this address.")
               : FAULT_NONE;
}

static bool is_absolute(const char *text)
{
    return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
}

static enum fault read_absolute(struct arena *arena, const char *text, struct target *target,
                                struct error *err)
{
    size_t authority = (size_t)(strstr(text, "://") + 3 - text);
    size_t length = authority + strcspn(text + authority, "/?");
    struct origin origin;

    if (!origin_parse(text, length, &origin))
        return error_set(err, FAULT_MALFORMED, "The URL's host can't be read.");
    target->has_host = true;
    target->host = origin.host;
    text += length;
    target->is_for_server = *text == '\0';
    return read_url(arena, *text == '/' ? text : arena_printf(arena, "/%s", text), target, err);
}

enum fault target_read(struct arena *arena, const char *text, struct target *target,
                       struct error *err)
{
    *target = (struct target){.path = "/", .query = ""};
    if (*text != '/' && is_absolute(text))
        return read_absolute(arena, text, target, err);
    target->is_star = target->is_for_server = strcmp(text, "*") == 0;
    return target->is_star ? FAULT_NONE : read_url(arena, text, target, err);
}
