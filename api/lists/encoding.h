/* Text in whatever encoding a spreadsheet has left it, as UTF-8. */
#ifndef MARQUEE_LISTS_ENCODING_H
#define MARQUEE_LISTS_ENCODING_H

#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"

struct encoding {
    const char *name; /* as iconv knows it; NULL: UTF-8 */
    size_t mark;      /* bytes before the text that say so */
};

/*
 * UTF-8 where all of it is; else CP1250 where letters stand that only Polish and its neighbours
 * have, else CP1252. FAULT_UNREADABLE_FILE: a NUL, UTF-16, or damaged UTF-8, with its line and
 * column.
 */
enum fault encoding_find(const char *bytes, size_t length, struct encoding *encoding,
                         struct error *err);

struct decoder;
enum fault decoder_open(const struct encoding *encoding, struct decoder **decoder,
                        struct error *err);
void decoder_close(struct decoder *decoder);

/* Adds the bytes of whole characters to `out`. Of those that stand for nothing comes U+FFFD. */
void decoder_add(struct decoder *decoder, const char *bytes, size_t length, struct strbuf *out);

#endif
