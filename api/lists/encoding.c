#include "lists/encoding.h"

#include <ctype.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lists/damage.h"

/* ---- which it is ----------------------------------------------------------------------------- */

static bool starts_with(const char *bytes, size_t length, const char *start)
{
    return length >= strlen(start) && memcmp(bytes, start, strlen(start)) == 0;
}

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Where the byte at `at` stands. */
static enum fault refuse_at(const char *bytes, size_t at, enum damage damage, struct error *err)
{
    int64_t line = 1, column = 1;

    for (size_t i = 0; i < at; i++)
        if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n')) {
            line++;
            column = 1;
        } else
            column += begins_character(bytes[i]);
    return list_damaged(err, damage, .line = line, .column = column);
}

struct validity {
    size_t good, bad; /* characters beyond ASCII, and bytes that are none */
    size_t first_bad;
};

static struct validity look_for_utf8(const char *bytes, size_t length)
{
    struct validity found = {0};
    size_t at = 0;

    while (at < length) {
        const size_t end = at + text_valid_length(bytes + at, length - at);

        for (; at < end; at++)
            found.good += (unsigned char)bytes[at] >= 0xc0;
        if (end < length && found.bad++ == 0)
            found.first_bad = end;
        at = end + 1;
    }
    return found;
}

/*
 * ł, ą, ź and ż of CP1250 are a raised digit, a capital and an opening question mark in CP1252.
 * None of these has a letter on either side in any language.
 */
static bool is_cp1250(const char *bytes, size_t length)
{
    static const char tells[] = "\xb3\xb9\x9f\xbf";

    for (size_t i = 1; i + 1 < length; i++)
        if (strchr(tells, bytes[i]) != NULL && isalpha((unsigned char)bytes[i - 1]) &&
            islower((unsigned char)bytes[i + 1]))
            return true;
    return false;
}

enum fault encoding_find(const char *bytes, size_t length, struct encoding *encoding,
                         struct error *err)
{
    static const char mark[] = "\xef\xbb\xbf";
    const char *nul;
    struct validity found;

    *encoding = (struct encoding){.mark = starts_with(bytes, length, mark) ? sizeof(mark) - 1 : 0};
    if (starts_with(bytes, length, "\xff\xfe") || starts_with(bytes, length, "\xfe\xff"))
        return list_damaged(err, DAMAGE_UTF16, 0);
    nul = memchr(bytes, '\0', length);
    if (nul != NULL)
        return refuse_at(bytes, (size_t)(nul - bytes), DAMAGE_NUL, err);
    found = look_for_utf8(bytes, length);
    if (found.bad == 0)
        return FAULT_NONE;
    if (encoding->mark > 0 || found.good > found.bad)
        return refuse_at(bytes, found.first_bad, DAMAGE_NOT_UTF8, err);
    encoding->name = is_cp1250(bytes, length) ? "CP1250" : "CP1252";
    return FAULT_NONE;
}

/* ---- as UTF-8 -------------------------------------------------------------------------------- */

struct decoder {
    iconv_t converter;
    bool converts;
};

enum fault decoder_open(const struct encoding *encoding, struct decoder **decoder,
                        struct error *err)
{
    struct decoder *opened = calloc(1, sizeof(*opened));

    if (opened == NULL)
        return error_set(err, FAULT_INTERNAL, "Out of memory.");
    opened->converts = encoding->name != NULL;
    if (opened->converts) {
        opened->converter = iconv_open("UTF-8", encoding->name);
        if (opened->converter == (iconv_t)-1) {
            free(opened);
            return error_set(err, FAULT_INTERNAL, "This system can't read %s.", encoding->name);
        }
    }
    *decoder = opened;
    return FAULT_NONE;
}

void decoder_close(struct decoder *decoder)
{
    if (decoder != NULL && decoder->converts)
        iconv_close(decoder->converter);
    free(decoder);
}

/* Both encodings have a byte for each character. */
static void convert(struct decoder *decoder, char *from, size_t length, struct strbuf *out)
{
    char converted[1024];

    while (length > 0) {
        char *to = converted;
        size_t room = sizeof(converted);

        if (iconv(decoder->converter, &from, &length, &to, &room) == (size_t)-1 && length > 0 &&
            room == sizeof(converted)) {
            strbuf_addstr(out, "\uFFFD");
            from++;
            length--;
        }
        strbuf_add(out, converted, (size_t)(to - converted));
    }
}

void decoder_add(struct decoder *decoder, const char *bytes, size_t length, struct strbuf *out)
{
    char piece[256];

    if (!decoder->converts) {
        strbuf_add(out, bytes, length);
        return;
    }
    for (size_t at = 0; at < length; at += sizeof(piece)) {
        const size_t size = length - at < sizeof(piece) ? length - at : sizeof(piece);

        memcpy(piece, bytes + at, size);
        convert(decoder, piece, size, out);
    }
}
