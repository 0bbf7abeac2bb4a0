/*
 * A growing run of bytes with a maximum. What does not fit is dropped whole and remembered: check
 * strbuf_ok() once at the end instead of every call. `bytes` is always followed by a NUL.
 *
 * Our own: open_memstream() has no maximum.
 */
#ifndef MARQUEE_BASE_STRBUF_H
#define MARQUEE_BASE_STRBUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/auto.h"

struct strbuf {
    char *bytes; /* never NULL */
    size_t length;
    size_t capacity; /* 0 while bytes is the shared empty string */
    size_t max;      /* bytes, without the NUL */
    bool overflow;
};

void strbuf_init(struct strbuf *buf, size_t max);
void strbuf_release(struct strbuf *buf);
#define auto_strbuf CLEANUP(strbuf_release)

void strbuf_add(struct strbuf *buf, const void *bytes, size_t length);
void strbuf_addstr(struct strbuf *buf, const char *text);
void strbuf_addch(struct strbuf *buf, char byte);
void strbuf_addf(struct strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_addint(struct strbuf *buf, long long number);
void strbuf_clear(struct strbuf *buf);

static inline bool strbuf_ok(const struct strbuf *buf)
{
    return !buf->overflow;
}

/* Hands the bytes over to the caller, who frees them; the buffer is empty afterwards. */
char *strbuf_take(struct strbuf *buf, size_t *length);

#endif
