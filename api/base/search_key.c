#include "base/search_key.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/strbuf.h"

enum { BYTES_MAX = 1024 * 1024 };

struct range {
    ucs4_t first, last;
};

/* Accents and points of Latin, Greek, Cyrillic, Hebrew, Arabic and Syriac script. Vowels of Indic
 * scripts and the voicing of kana are marks, too, but make another letter: they stay. */
static const struct range accents[] = {
    {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x5bf, 0x5bf}, {0x5c1, 0x5c2},
    {0x5c4, 0x5c5},   {0x5c7, 0x5c7},   {0x610, 0x61a},   {0x640, 0x640}, {0x64b, 0x65f},
    {0x670, 0x670},   {0x6d6, 0x6dc},   {0x6df, 0x6e4},   {0x6e7, 0x6e8}, {0x6ea, 0x6ed},
    {0x711, 0x711},   {0x730, 0x74a},   {0x8d3, 0x8e1},   {0x8e3, 0x8ff}, {0x1ab0, 0x1aff},
    {0x1dc0, 0x1dff}, {0x20d0, 0x20f0}, {0xfe20, 0xfe2f},
};

static const struct range quotes[] = {
    {'"', '"'},       {'\'', '\''},     {'`', '`'},       {0xab, 0xab},
    {0xbb, 0xbb},     {0x2b9, 0x2bf},   {0x2c8, 0x2c8},   {0x2ca, 0x2cb},
    {0x55a, 0x55a},   {0x5f3, 0x5f4},   {0x2018, 0x201f}, {0x2032, 0x2037},
    {0x2039, 0x203a}, {0x275b, 0x275e}, {0x301d, 0x301f}, {0xa78b, 0xa78c},
};

/* Dashes, waves, and dots in the middle of a line. */
static const struct range spaces[] = {
    {'-', '-'},       {'~', '~'},       {0xb7, 0xb7},     {0x58a, 0x58a},   {0x5be, 0x5be},
    {0x1806, 0x1806}, {0x2010, 0x2015}, {0x2022, 0x2022}, {0x2027, 0x2027}, {0x2043, 0x2043},
    {0x2212, 0x2212}, {0x223c, 0x223c}, {0x22c5, 0x22c5}, {0x2e3a, 0x2e3b}, {0x301c, 0x301c},
    {0x3030, 0x3030}, {0x30a0, 0x30a0}, {0x30fb, 0x30fb},
};

/* What compatibility would turn into a space and an accent, where an apostrophe is meant. */
static const struct range strokes[] = {
    {0xb4, 0xb4}, {0x1fbd, 0x1fbd}, {0x1fbf, 0x1fbf}, {0x1ffd, 0x1ffe}};

/* 8½ is 8 1/2, not 81/2. */
static const struct range fractions[] = {{0xbc, 0xbe}, {0x2150, 0x215e}, {0x2189, 0x2189}};

/* Letters of their own that people without such a key type otherwise, in small letters. */
static const struct {
    ucs4_t letter;
    const char *typed;
} letters[] = {
    {0xe6, "ae"},      {0xf0, "d"},       {0xf8, "o"},       {0xfe, "th"},      {0x111, "d"},
    {0x127, "h"},      {0x131, "i"},      {0x142, "l"},      {0x14b, "n"},      {0x153, "oe"},
    {0x167, "t"},      {0x180, "b"},      {0x1b6, "z"},      {0x237, "j"},      {0x259, "e"},
    {0x268, "i"},      {0x629, "\u0647"}, {0x649, "\u064a"}, {0x671, "\u0627"}, {0x6a9, "\u0643"},
    {0x6be, "\u0647"}, {0x6c1, "\u0647"}, {0x6cc, "\u064a"},
};

static bool is_in_ranges(const struct range *ranges, size_t count, ucs4_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}
#define IS_AMONG(ranges, code) is_in_ranges((ranges), COUNT_OF(ranges), (code))

/* The text, each character as `add` has it. */
static const char *map_characters(struct arena *arena, const char *text,
                                  void (*add)(struct strbuf *out, ucs4_t code, const void *bytes,
                                              size_t size))
{
    const uint8_t *at = (const uint8_t *)text, *next;
    auto_strbuf struct strbuf out;
    ucs4_t code;

    strbuf_init(&out, BYTES_MAX);
    for (; (next = u8_next(&code, at)) != NULL; at = next)
        add(&out, code, at, (size_t)(next - at));
    return arena_strndup(arena, out.bytes, out.length);
}

static void add_plain(struct strbuf *out, ucs4_t code, const void *bytes, size_t size)
{
    if (IS_AMONG(strokes, code))
        return;
    if (IS_AMONG(fractions, code))
        strbuf_addch(out, ' ');
    strbuf_add(out, bytes, size);
}

static void add_stripped(struct strbuf *out, ucs4_t code, const void *bytes, size_t size)
{
    enum { FRACTION_SLASH = 0x2044 };

    if (IS_AMONG(accents, code) || IS_AMONG(quotes, code) ||
        uc_is_property_default_ignorable_code_point(code))
        return;
    if (code == FRACTION_SLASH) {
        strbuf_addch(out, '/');
    } else if (!uc_is_property_white_space(code) && !IS_AMONG(spaces, code)) {
        strbuf_add(out, bytes, size);
    } else if (out->length > 0 && out->bytes[out->length - 1] != ' ') {
        strbuf_addch(out, ' ');
    }
}

static void type_letter(struct strbuf *out, ucs4_t code, const void *bytes, size_t size)
{
    for (size_t i = 0; i < COUNT_OF(letters); i++) {
        if (letters[i].letter == code) {
            strbuf_addstr(out, letters[i].typed);
            return;
        }
    }
    strbuf_add(out, bytes, size);
}

/* Frees the bytes. */
static const char *keep_key(struct arena *arena, uint8_t *bytes, size_t length)
{
    const char *copy;

    if (bytes == NULL)
        abort();
    copy = arena_strndup(arena, (const char *)bytes, length);
    free(bytes);
    return copy;
}

const char *search_key(struct arena *arena, const char *text)
{
    const char *key = map_characters(arena, text, add_plain);
    uint8_t *bytes;
    size_t length;

    bytes = u8_normalize(UNINORM_NFKD, (const uint8_t *)key, strlen(key), NULL, &length);
    key = map_characters(arena, keep_key(arena, bytes, length), add_stripped);
    length = strlen(key);
    if (length > 0 && key[length - 1] == ' ')
        length--;
    bytes = u8_casefold((const uint8_t *)key, length, NULL, UNINORM_NFC, NULL, &length);
    return map_characters(arena, keep_key(arena, bytes, length), type_letter);
}
