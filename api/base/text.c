#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum { BRAILLE_BLANK = 0x2800 };

bool text_is_utf8(const char *bytes, size_t length)
{
    return memchr(bytes, '\0', length) == NULL && u8_check((const uint8_t *)bytes, length) == NULL;
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

static bool is_invisible(ucs4_t code)
{
    uc_general_category_t hidden = uc_general_category_or(
        UC_CATEGORY_Cc,
        uc_general_category_or(UC_CATEGORY_Cf,
                               uc_general_category_or(UC_CATEGORY_Co, UC_CATEGORY_Cn)));

    hidden = uc_general_category_or(hidden, uc_general_category_or(UC_CATEGORY_Zl, UC_CATEGORY_Zp));
    if (is_modifier(code))
        return false;
    return uc_is_general_category(code, hidden) ||
           uc_is_property_default_ignorable_code_point(code) || code == BRAILLE_BLANK;
}

bool text_is_visible(const char *text)
{
    const uint8_t *next = (const uint8_t *)text;
    bool marked = *text == '\0';
    ucs4_t code;

    while ((next = u8_next(&code, next)) != NULL) {
        if (is_invisible(code))
            return false;
        marked = marked || !is_modifier(code);
    }
    return marked;
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

static const char *keep(struct arena *arena, uint8_t *bytes, size_t length)
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
    return keep(arena, bytes, length);
}

/* In place: outer space off, each inner run of white space one plain space, without what drops. */
static void squeeze(char *text, bool (*drops)(ucs4_t code))
{
    char *out = text;
    const uint8_t *next = (const uint8_t *)text, *from = next;
    bool space = false;
    ucs4_t code;

    while ((next = u8_next(&code, from)) != NULL) {
        if (uc_is_property_white_space(code)) {
            space = out != text;
        } else if (!drops(code)) {
            if (space)
                *out++ = ' ';
            space = false;
            memmove(out, from, (size_t)(next - from));
            out += next - from;
        }
        from = next;
    }
    *out = '\0';
}

const char *text_tidy(struct arena *arena, const char *text, size_t max)
{
    char *plain = arena_strdup(arena, text_nfc(arena, text));
    const uint8_t *end = (const uint8_t *)plain, *next;

    squeeze(plain, is_invisible);
    while (max > 0 && (next = u8_next(&(ucs4_t){0}, end)) != NULL) {
        end = next;
        max--;
    }
    plain[(const char *)end - plain] = '\0';
    return plain;
}

/* In place: no digit takes more bytes than the one that it becomes. */
static void write_digits(char *text)
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
    plain = arena_strdup(arena, keep(arena, bytes, length));
    squeeze(plain, is_invisible);
    write_digits(plain);
    return plain;
}

const char *text_key(struct arena *arena, const char *text)
{
    char *plain = arena_strdup(arena, text);
    size_t length;
    uint8_t *bytes;

    squeeze(plain, uc_is_property_default_ignorable_code_point);
    if (*plain == '\0')
        return "";
    bytes = u8_casefold((const uint8_t *)plain, strlen(plain), NULL, UNINORM_NFC, NULL, &length);
    return keep(arena, bytes, length);
}
