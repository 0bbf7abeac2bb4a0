#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>

enum { BRAILLE_BLANK = 0x2800 };

bool text_is_utf8(const char *bytes, size_t length)
{
    return memchr(bytes, '\0', length) == NULL && u8_check((const uint8_t *)bytes, length) == NULL;
}

size_t text_valid_length(const char *bytes, size_t length)
{
    const uint8_t *flaw = u8_check((const uint8_t *)bytes, length);

    return flaw == NULL ? length : (size_t)((const char *)flaw - bytes);
}

void text_mend(struct strbuf *out, const char *bytes, size_t length)
{
    enum { MOST = 4 /* bytes of a character */ };
    const char *end = bytes + length, *flaw;

    while ((flaw = (const char *)u8_check((const uint8_t *)bytes, (size_t)(end - bytes))) != NULL) {
        strbuf_add(out, bytes, (size_t)(flaw - bytes));
        strbuf_addstr(out, "\uFFFD");
        /* Half a surrogate pair is three bytes that are wrong together. */
        for (bytes = flaw + 1; bytes < end && bytes < flaw + MOST && (*bytes & 0xc0) == 0x80;)
            bytes++;
    }
    strbuf_add(out, bytes, (size_t)(end - bytes));
}

void text_add(struct strbuf *out, uint32_t code)
{
    uint8_t bytes[6];
    int length = u8_uctomb(bytes, code, sizeof(bytes));

    if (length < 0)
        strbuf_addstr(out, "\uFFFD");
    else
        strbuf_add(out, (const char *)bytes, (size_t)length);
}

size_t text_length(const char *text)
{
    return u8_mbsnlen((const uint8_t *)text, strlen(text));
}

/* Shows as nothing, but has a use inside words: the joiners of Indic and Persian script and of
 * emoji, and what chooses among the shapes of the character before it. */
static bool is_modifier(ucs4_t code)
{
    return code == 0x200c || code == 0x200d || uc_is_property_variation_selector(code);
}

/* Format characters with a mark of their own: signs that span the digits behind them. */
static bool is_spanning(ucs4_t code)
{
    return (code >= 0x600 && code <= 0x605) || code == 0x6dd || code == 0x70f || code == 0x890 ||
           code == 0x891 || code == 0x8e2 || code == 0x110bd || code == 0x110cd;
}

/* Unassigned is not invisible: it may be an emoji of next year. */
static bool is_invisible(ucs4_t code)
{
    uc_general_category_t hidden = uc_general_category_or(
        UC_CATEGORY_Cc, uc_general_category_or(UC_CATEGORY_Cf, UC_CATEGORY_Co));

    hidden = uc_general_category_or(hidden, uc_general_category_or(UC_CATEGORY_Zl, UC_CATEGORY_Zp));
    if (is_modifier(code) || is_spanning(code))
        return false;
    return uc_is_general_category(code, hidden) || uc_is_property_not_a_character(code) ||
           uc_is_property_default_ignorable_code_point(code) || code == BRAILLE_BLANK;
}

/* Where the flag ends whose tags begin there, behind the emoji `base`: England's is a black flag,
 * five letters and an end, all of them tags. NULL: there is none. */
static const uint8_t *flag_end(ucs4_t base, const uint8_t *tags)
{
    enum { ZERO = 0xe0030, NINE = 0xe0039, A = 0xe0061, Z = 0xe007a, END = 0xe007f };
    enum { LEAST = 3, MOST = 6 };
    int count = 0;
    ucs4_t code;

    if (!uc_is_property_extended_pictographic(base))
        return NULL;
    while ((tags = u8_next(&code, tags)) != NULL) {
        if (code == END)
            return count >= LEAST ? tags : NULL;
        if ((code < A || code > Z) && (code < ZERO || code > NINE))
            return NULL;
        if (++count > MOST)
            return NULL;
    }
    return NULL;
}

bool text_is_visible(const char *text)
{
    const uint8_t *at = (const uint8_t *)text, *next;
    bool marked = *text == '\0';
    ucs4_t code, before = 0;

    for (; (next = u8_next(&code, at)) != NULL; at = next, before = code) {
        const uint8_t *end = is_invisible(code) ? flag_end(before, at) : next;

        if (end == NULL)
            return false;
        next = end;
        marked = marked || !is_modifier(code);
    }
    return marked;
}

bool text_is_name(const char *text)
{
    const uint8_t *next = (const uint8_t *)text;
    size_t marks = 0, room = 0; /* none before the first letter */
    ucs4_t code;

    while ((next = u8_next(&code, next)) != NULL) {
        if (is_modifier(code))
            continue;
        if (!uc_is_general_category(code, UC_CATEGORY_M)) {
            marks = 0;
            room = TEXT_MARKS_MAX;
        } else if (++marks > room) {
            return false;
        }
    }
    return text_is_visible(text);
}

bool text_has_outer_space(const char *text)
{
    const uint8_t *start = (const uint8_t *)text;
    ucs4_t code;

    if (*text == '\0')
        return false;
    u8_next(&code, start);
    if (uc_is_property_white_space(code))
        return true;
    u8_prev(&code, start + strlen(text), start);
    return uc_is_property_white_space(code);
}

bool text_has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    if (length == 0 || strchr(word, ' ') != NULL)
        return false;
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return true;
    return false;
}

static const char *keep_bytes(struct arena *arena, uint8_t *bytes, size_t length)
{
    const char *copy;

    if (bytes == NULL)
        abort();
    copy = arena_strndup(arena, (const char *)bytes, length);
    free(bytes);
    return copy;
}

const char *text_nfc(struct arena *arena, const char *text)
{
    size_t length;
    uint8_t *bytes;

    if (*text == '\0')
        return "";
    bytes = u8_normalize(UNINORM_NFC, (const uint8_t *)text, strlen(text), NULL, &length);
    return keep_bytes(arena, bytes, length);
}

const char *text_opaque(struct arena *arena, const char *text)
{
    char *plain = arena_strdup(arena, text), *out = plain;
    const uint8_t *next, *from = (const uint8_t *)plain;
    ucs4_t code;

    for (; (next = u8_next(&code, from)) != NULL; from = next) {
        if (uc_is_general_category(code, UC_CATEGORY_Zs)) {
            *out++ = ' ';
            continue;
        }
        memmove(out, from, (size_t)(next - from));
        out += next - from;
    }
    *out = '\0';
    return text_nfc(arena, plain);
}

bool text_has_control(const char *text)
{
    const uint8_t *next = (const uint8_t *)text;
    ucs4_t code;

    while ((next = u8_next(&code, next)) != NULL)
        if (uc_is_general_category(code, UC_CATEGORY_Cc))
            return true;
    return false;
}

/* In place: outer space off, each inner run of white space one plain space, without what drops but
 * with the tags of flags. */
static void squeeze_spaces(char *text, bool (*drops)(ucs4_t code))
{
    char *out = text;
    const uint8_t *next, *from = (const uint8_t *)text;
    bool space = false;
    ucs4_t code, before = 0;

    for (; (next = u8_next(&code, from)) != NULL; from = next, before = code) {
        const uint8_t *flag = flag_end(before, from);

        if (uc_is_property_white_space(code)) {
            space = out != text;
            continue;
        }
        if (flag != NULL)
            next = flag;
        else if (drops(code))
            continue;
        if (space)
            *out++ = ' ';
        space = false;
        memmove(out, from, (size_t)(next - from));
        out += next - from;
    }
    *out = '\0';
}

/* Bytes of the graphemes that are whole within `max` characters; if the first is longer than that,
 * of its first characters. */
static size_t cut_characters(const char *text, size_t max)
{
    const uint8_t *start = (const uint8_t *)text, *stop = start + strlen(text), *end = start, *next;
    size_t room = max;

    while ((next = u8_grapheme_next(end, stop)) != NULL) {
        size_t characters = u8_mbsnlen(end, (size_t)(next - end));

        if (characters > room)
            break;
        room -= characters;
        end = next;
    }
    if (end > start)
        return (size_t)(end - start);
    for (; room > 0 && (next = u8_next(&(ucs4_t){0}, end)) != NULL; room--)
        end = next;
    return (size_t)(end - start);
}

const char *text_tidy(struct arena *arena, const char *text, size_t max)
{
    char *plain = arena_strdup(arena, text);
    size_t length;

    squeeze_spaces(plain, is_invisible);
    plain = arena_strdup(arena, text_nfc(arena, plain));
    length = cut_characters(plain, max);
    plain[length - (length > 0 && plain[length - 1] == ' ')] = '\0';
    return plain;
}

/* In place: no digit takes more bytes than the one that it becomes. */
static void replace_digits(char *text)
{
    const uint8_t *next = (const uint8_t *)text, *from = next;
    char *out = text;
    ucs4_t code;

    while ((next = u8_next(&code, from)) != NULL) {
        int digit = uc_decimal_value(code);

        if (digit >= 0) {
            *out++ = (char)('0' + digit);
        } else {
            memmove(out, from, (size_t)(next - from));
            out += next - from;
        }
        from = next;
    }
    *out = '\0';
}

const char *text_plain(struct arena *arena, const char *text)
{
    size_t length;
    uint8_t *bytes;
    char *plain;

    if (*text == '\0')
        return "";
    bytes = u8_casefold((const uint8_t *)text, strlen(text), NULL, UNINORM_NFKC, NULL, &length);
    plain = arena_strdup(arena, keep_bytes(arena, bytes, length));
    squeeze_spaces(plain, is_invisible);
    replace_digits(plain);
    return plain;
}

const char *text_key(struct arena *arena, const char *text)
{
    char *plain = arena_strdup(arena, text);
    size_t length;
    uint8_t *bytes;

    squeeze_spaces(plain, uc_is_property_default_ignorable_code_point);
    if (*plain == '\0')
        return "";
    bytes = u8_casefold((const uint8_t *)plain, strlen(plain), NULL, UNINORM_NFC, NULL, &length);
    return keep_bytes(arena, bytes, length);
}
