/* Bytes as base64url without padding (RFC 4648, 5). */
#ifndef MARQUEE_BASE_BASE64_H
#define MARQUEE_BASE_BASE64_H

#include <stddef.h>

#include "base/arena.h"

const char *base64url_encode(struct arena *arena, const void *bytes, size_t length);

/* As text, which a NUL in it would end; NULL for what is no base64url. */
const char *base64url_decode(struct arena *arena, const char *text);

#endif
