/*
 * DESIGN. Nearly all documents are good, and are read as they are. Only one that the parser refuses
 * is copied with its flaws mended, and read once more; what is still refused is no JSON.
 */
#include "catalog/providers/answer.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"

enum {
    FLAGS = JSON_DECODE_INT_AS_REAL,
    ESCAPE = 6,                   /* bytes of "\u00e9" */
    MENDED_MAX = 16 * 1024 * 1024 /* bytes; answers are smaller (fetch/fetch.h) */
};

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define ESCAPED_UNKNOWN "\\ufffd"

/* The number in "\u00e9"; -1: there are not four digits. */
static long escaped(const char *at)
{
    char digits[5] = "";

    if (at[0] != '\\' || at[1] != 'u')
        return -1;
    for (int i = 0; i < 4; i++) {
        if (!isxdigit((unsigned char)at[2 + i]))
            return -1;
        digits[i] = at[2 + i];
    }
    return strtol(digits, NULL, 16);
}

static bool is_high(long code)
{
    return code >= 0xd800 && code <= 0xdbff;
}

static bool is_low(long code)
{
    return code >= 0xdc00 && code <= 0xdfff;
}

/* "\u" and what is behind it; where that ends. */
static const char *mend_number(struct strbuf *out, const char *at)
{
    long code = escaped(at);
    bool pair = is_high(code) && is_low(escaped(at + ESCAPE));

    if (code < 0) {
        strbuf_addstr(out, ESCAPED_UNKNOWN);
        for (at += 2; isxdigit((unsigned char)*at);)
            at++;
        return at;
    }
    if (pair)
        strbuf_add(out, at, 2 * ESCAPE);
    else if (is_high(code) || is_low(code))
        strbuf_addstr(out, ESCAPED_UNKNOWN);
    else if (code != 0)
        strbuf_add(out, at, ESCAPE);
    return at + (pair ? 2 * ESCAPE : ESCAPE);
}

/* An escape, whatever it is; where it ends. */
static const char *mend_escape(struct strbuf *out, const char *at)
{
    if (at[1] == 'u')
        return mend_number(out, at);
    if (at[1] == '\0' || strchr("\"\\/bfnrt", at[1]) == NULL)
        return at + 1; /* "\'" is "'" */
    strbuf_add(out, at, 2);
    return at + 2;
}

/* One character of the document, or an escape; where it ends. */
static const char *mend_one(struct strbuf *out, const char *at, bool *in_text)
{
    if (*at == '"')
        *in_text = !*in_text;
    if (*in_text && *at == '\\')
        return mend_escape(out, at);
    strbuf_addch(out, *in_text && (unsigned char)*at < ' ' ? ' ' : *at);
    return at + 1;
}

static json_t *read_mended(const char *bytes, size_t size)
{
    auto_strbuf struct strbuf utf8, mended;
    bool in_text = false;
    const char *at;

    strbuf_init(&utf8, MENDED_MAX);
    strbuf_init(&mended, MENDED_MAX);
    text_mend(&utf8, bytes, size);
    at = utf8.bytes;
    if (strncmp(at, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
        at += strlen(BYTE_ORDER_MARK);
    while (at < utf8.bytes + utf8.length)
        at = mend_one(&mended, at, &in_text);
    return strbuf_ok(&utf8) && strbuf_ok(&mended)
               ? json_loadb(mended.bytes, mended.length, FLAGS, NULL)
               : NULL;
}

json_t *answer_json(const char *bytes, size_t size)
{
    json_t *json = json_loadb(bytes, size, FLAGS, NULL);

    return json != NULL ? json : read_mended(bytes, size);
}
