#include "http/call/device.h"

#include <inttypes.h>
#include <string.h>

#include "base/secret.h"
#include "http/call/credential.h"
#include "store/store.h"

/* 132 bits of base64url each: "<browser>.<mark>.<mark>", the newest mark first. */
enum { PART_LENGTH = 22, MARKS_MAX = 8 };

static const char *name_of_device(struct call *call)
{
    return arena_printf(&call->arena, "%s-device", call->api->cookie_name);
}

static bool is_device(const char *text)
{
    size_t length = strlen(text);

    for (size_t i = 0; i < length; i++)
        if ((text[i] == '.') != (i % (PART_LENGTH + 1) == PART_LENGTH))
            return false;
    return length % (PART_LENGTH + 1) == PART_LENGTH &&
           length <= (1 + MARKS_MAX) * (PART_LENGTH + 1) &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") ==
               length;
}

/* The cookie's value; NULL: there is none. */
static const char *read_device(struct call *call)
{
    const char *at = call_header(call, "Cookie"), *name = name_of_device(call);
    struct cookie cookie;

    while (at != NULL && credential_next_cookie(&at, &cookie)) {
        const char *value;

        if (cookie.name_length != strlen(name) ||
            memcmp(cookie.name, name, cookie.name_length) != 0)
            continue;
        value = credential_cookie_value(&call->arena, &cookie);
        if (is_device(value))
            return value;
    }
    return NULL;
}

static void make_mark(struct call *call, const char *browser, int64_t member_id, const char *kept,
                      char mark[SECRET_TEXT_SIZE])
{
    secret_derive(store_key(call->api->store),
                  arena_printf(&call->arena, "device %.*s %" PRId64 " %s", PART_LENGTH, browser,
                               member_id, kept == NULL ? "" : kept),
                  mark);
    mark[PART_LENGTH] = '\0';
}

/* Where it stands in the cookie; NULL: it doesn't. Takes as long for any mark of that length. */
static const char *find_mark(const char *device, const char *mark)
{
    const char *found = NULL;

    for (const char *at = device + PART_LENGTH; *at == '.'; at += PART_LENGTH + 1) {
        unsigned char other = 0;

        for (size_t i = 0; i < PART_LENGTH; i++)
            other |= (unsigned char)(at[1 + i] ^ mark[i]);
        if (other == 0)
            found = at;
    }
    return found;
}

const char *device_of(struct call *call, int64_t member_id, const char *kept)
{
    const char *device = read_device(call);
    char mark[SECRET_TEXT_SIZE];

    if (device == NULL)
        return NULL;
    make_mark(call, device, member_id, kept, mark);
    return find_mark(device, mark) == NULL ? NULL
                                           : arena_strndup(&call->arena, device, PART_LENGTH);
}

static const char *new_browser(struct call *call)
{
    char secret[SECRET_TEXT_SIZE];

    secret_new(secret);
    return arena_strndup(&call->arena, secret, PART_LENGTH);
}

void device_mark(struct call *call, struct reply *reply, int64_t member_id, const char *kept)
{
    const char *device = read_device(call), *marks, *again;
    size_t room = (MARKS_MAX - 1) * (PART_LENGTH + 1), before;
    char mark[SECRET_TEXT_SIZE];

    if (device == NULL)
        device = new_browser(call);
    make_mark(call, device, member_id, kept, mark);
    marks = device + PART_LENGTH;
    again = find_mark(device, mark);
    before = again == NULL ? strnlen(marks, room) : (size_t)(again - marks);
    reply_cookie(call, reply, name_of_device(call),
                 arena_printf(&call->arena, "%.*s.%s%.*s%s", PART_LENGTH, device, mark, (int)before,
                              marks, again == NULL ? "" : again + 1 + PART_LENGTH),
                 DEVICE_SECONDS);
}
