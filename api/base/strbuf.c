#include "base/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static char empty[1];

void strbuf_init(struct strbuf *buf, size_t max)
{
    *buf = (struct strbuf){.bytes = empty, .max = max};
}

void strbuf_release(struct strbuf *buf)
{
    if (buf->capacity > 0)
        free(buf->bytes);
    strbuf_init(buf, buf->max);
}

/* Makes room for `more` bytes and a NUL; false when that would pass the maximum. */
static bool reserve(struct strbuf *buf, size_t more)
{
    size_t wanted, capacity;
    char *bytes;

    if (buf->overflow || more > buf->max - buf->length) {
        buf->overflow = true;
        return false;
    }
    wanted = buf->length + more + 1;
    if (wanted <= buf->capacity)
        return true;
    capacity = buf->capacity * 2 > 256 ? buf->capacity * 2 : 256;
    if (capacity < wanted)
        capacity = wanted;
    bytes = realloc(buf->capacity > 0 ? buf->bytes : NULL, capacity);
    if (bytes == NULL)
        abort();
    buf->bytes = bytes;
    buf->capacity = capacity;
    return true;
}

void strbuf_add(struct strbuf *buf, const void *bytes, size_t length)
{
    if (length == 0 || !reserve(buf, length))
        return;
    memcpy(buf->bytes + buf->length, bytes, length);
    buf->length += length;
    buf->bytes[buf->length] = '\0';
}

void strbuf_addstr(struct strbuf *buf, const char *text)
{
    strbuf_add(buf, text, strlen(text));
}

void strbuf_addch(struct strbuf *buf, char byte)
{
    strbuf_add(buf, &byte, 1);
}

void strbuf_addint(struct strbuf *buf, long long number)
{
    char text[NUMBER_TEXT_SIZE];

    strbuf_addstr(buf, number_text(number, text));
}

void strbuf_addf(struct strbuf *buf, const char *format, ...)
{
    va_list args, again;
    int length;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    if (length > 0 && reserve(buf, (size_t)length)) {
        vsnprintf(buf->bytes + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
    va_end(args);
}

void strbuf_clear(struct strbuf *buf)
{
    buf->length = 0;
    buf->overflow = false;
    if (buf->capacity > 0)
        buf->bytes[0] = '\0';
}

char *strbuf_take(struct strbuf *buf, size_t *length)
{
    char *bytes = buf->capacity > 0 ? buf->bytes : calloc(1, 1);

    if (bytes == NULL)
        abort();
    if (length != NULL)
        *length = buf->length;
    strbuf_init(buf, buf->max);
    return bytes;
}
