/* The values of Authorization, Cookie, Host and Origin. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "domain/origin.h"
#include "http/call/credential.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* One form is read as itself. */
static void read_again(struct arena *arena, const struct origin *origin)
{
    const char *text = origin_text(arena, origin);
    struct origin again;

    if (!origin_parse(text, strlen(text), &again) || !origin_equal(origin, &again))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *header = strndup((const char *)bytes, size);
    struct origin origin;
    struct arena arena;
    struct cookie cookie;
    struct host host;
    const char *at;

    arena_init(&arena);
    for (at = header; credential_next_bearer(&arena, &at) != NULL;)
        continue;
    for (at = header; credential_next_cookie(&at, &cookie);)
        credential_cookie_value(&arena, &cookie);
    host_parse(header, strlen(header), &host);
    if (origin_parse(header, strlen(header), &origin))
        read_again(&arena, &origin);
    arena_release(&arena);
    free(header);
    return 0;
}
