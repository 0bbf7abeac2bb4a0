#include "store/engine/gram_forms.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    GRAMS_MAX = 64, /* of a text that is looked for */
    GRAM_SHORT = 3, /* characters in a row */
    GRAM_LONG = 5,
    GRAMS_ASKED = 3,    /* the index is asked for so many of them, if they are the rarest, */
    GRAMS_BESIDE = 8,   /* and for so many side by side */
    SIGNS = 1024,       /* characters from U+0400 on */
    SIGN_MAX = 64,      /* bytes of the signs of a gram */
    BETWEEN_WORDS = 20, /* how common a space is between two letters, as commonness() says it */
};

/* Bytes of the character, 0 at the end. The text is valid UTF-8. */
static size_t width(const char *text)
{
    unsigned char first = (unsigned char)*text;

    if (first == 0)
        return 0;
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* Bytes of so many characters; 0 where there are fewer. */
static size_t width_of(const char *text, int characters)
{
    size_t size = 0;

    for (; characters > 0; characters--) {
        if (text[size] == '\0')
            return 0;
        size += width(text + size);
    }
    return size;
}

/* One for each three characters, of two bytes: with three, an import takes a twentieth longer. Some
 * have the same, and some are letters that a title may have: that leads to a look in vain. */
static void add_signs(struct strbuf *out, const char *text)
{
    for (size_t size; (size = width_of(text, GRAM_SHORT)) > 0; text += width(text)) {
        uint32_t hash = 2166136261; /* FNV-1a */

        for (size_t i = 0; i < size; i++)
            hash = (hash ^ (unsigned char)text[i]) * 16777619;
        hash = (hash ^ hash >> 12 ^ hash >> 20) % SIGNS;
        strbuf_addch(out, (char)(0xd0 | hash >> 6));
        strbuf_addch(out, (char)(0x80 | (hash & 0x3f)));
    }
}

void gram_forms_add(struct strbuf *out, const char *text, bool with_signs)
{
    strbuf_addstr(out, text);
    strbuf_addstr(out, "\n\1");
    for (const char *next = text; *next != '\0'; next += width(next)) {
        strbuf_add(out, next, width(next));
        strbuf_addch(out, '\1');
    }
    if (with_signs)
        add_signs(out, text);
}

/* ---- what is asked ------------------------------------------------------------------------- */

/* As a string of FTS5's, in quotation marks. */
static void add_gram(struct strbuf *out, const char *text, size_t size)
{
    strbuf_addch(out, '"');
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"')
            strbuf_addch(out, '"');
        strbuf_addch(out, text[i]);
    }
    strbuf_addstr(out, "\" ");
}

/* One or two characters, as they stand spread out in the index. */
static void add_short(struct strbuf *out, const char *text)
{
    char gram[16];
    size_t first = width(text), second = width(text + first);
    int size = second == 0
                   ? snprintf(gram, sizeof(gram), "\1%s\1", text)
                   : snprintf(gram, sizeof(gram), "%.*s\1%s", (int)first, text, text + first);

    add_gram(out, gram, (size_t)size);
}

/* Characters in a row. */
struct gram {
    const char *text;
    size_t size;
    int64_t commonness;
    bool is_taken;
};

/* In a thousand characters of titles, as far as one can say: the index does not know how many have
 * a gram, and looks longest at those that all have. */
static int64_t commonness(char c)
{
    static const char letters[] = "etaoinshrdlcumwfgypbvk";
    static const int of_thousand[] = {127, 91, 82, 75, 70, 67, 63, 61, 60, 43, 40,
                                      28,  28, 24, 24, 22, 20, 20, 19, 15, 10, 8};
    const char *letter = strchr(letters, c);

    return c == ' ' ? 180 : letter == NULL ? 4 : of_thousand[letter - letters];
}

/* Of these bytes of characters in a row. */
static int64_t commonness_of(const char *text, size_t size)
{
    int64_t product = 1;

    for (size_t i = 0; i < size; i++)
        product *= text[i] == ' ' && i > 0 && i < size - 1 ? BETWEEN_WORDS : commonness(text[i]);
    return product;
}

/* Those of so many characters; 0 where the text is shorter. */
static size_t split_grams(const char *text, int characters, struct gram grams[GRAMS_MAX])
{
    size_t count = 0;

    for (size_t size; count < GRAMS_MAX && (size = width_of(text, characters)) > 0; count++) {
        grams[count] = (struct gram){text, size, commonness_of(text, size), false};
        text += width(text);
    }
    return count;
}

/* Whether one that is taken begins less than so many characters before or behind it. */
static bool is_beside_taken(const struct gram *grams, size_t count, size_t at, size_t apart)
{
    for (size_t i = at < apart ? 0 : at - apart + 1; i < count && i < at + apart; i++)
        if (grams[i].is_taken)
            return true;
    return false;
}

/* The rarest one that is not beside one that is taken; NULL: there is none. */
static struct gram *rarest(struct gram *grams, size_t count, size_t apart)
{
    struct gram *best = NULL;

    for (size_t i = 0; i < count; i++)
        if (!is_beside_taken(grams, count, i, apart) &&
            (best == NULL || grams[i].commonness < best->commonness))
            best = &grams[i];
    return best;
}

/* It, and what is the same elsewhere in the text. */
static void take_gram(struct gram *grams, size_t count, const struct gram *taken)
{
    for (struct gram *gram = grams; gram < grams + count; gram++)
        if (gram->size == taken->size && memcmp(gram->text, taken->text, gram->size) == 0)
            gram->is_taken = true;
}

/* As it stands in the index. */
static void add_long(struct strbuf *out, const struct gram *gram)
{
    char text[4 * GRAM_LONG + 1];
    auto_strbuf struct strbuf signs;

    snprintf(text, sizeof(text), "%.*s", (int)gram->size, gram->text);
    strbuf_init(&signs, SIGN_MAX);
    add_signs(&signs, text);
    add_gram(out, signs.bytes, signs.length);
}

/* The rarest tell enough, first those that share one character at most: the index reads all that it
 * has of each, but a look at a row in vain costs as much as a hundred of them. */
static void add_rarest(struct strbuf *out, struct gram *grams, size_t count, int characters)
{
    size_t apart = (size_t)characters - 1;

    for (int i = 0; i < GRAMS_ASKED && apart > 0;) {
        struct gram *gram = rarest(grams, count, apart);

        if (gram == NULL) {
            apart--;
            continue;
        }
        take_gram(grams, count, gram);
        if (characters == GRAM_LONG)
            add_long(out, gram);
        else
            add_gram(out, gram->text, gram->size);
        i++;
    }
}

void gram_forms_ask_three(struct strbuf *out, const char *text)
{
    struct gram grams[GRAMS_MAX];
    size_t count = split_grams(text, GRAM_SHORT, grams);

    if (count == 0)
        add_short(out, text);
    add_rarest(out, grams, count, GRAM_SHORT);
}

void gram_forms_ask_five(struct strbuf *out, const char *text)
{
    struct gram grams[GRAMS_MAX];
    size_t count = split_grams(text, GRAM_LONG, grams);

    if (count == 0)
        gram_forms_ask_three(out, text);
    else
        add_rarest(out, grams, count, GRAM_LONG);
}

/* Common ones do no harm here, where few are wanted; a row that is looked at in vain may be one
 * more read of the file. */
void gram_forms_ask_side_by_side(struct strbuf *out, const char *text)
{
    struct gram grams[GRAMS_MAX];
    size_t count = split_grams(text, GRAM_SHORT, grams);

    if (count == 0) {
        add_short(out, text);
        return;
    }
    for (size_t i = 0; i < count + 2 && i < GRAMS_BESIDE * GRAM_SHORT; i += GRAM_SHORT) {
        const struct gram *gram = &grams[i < count ? i : count - 1];

        add_gram(out, gram->text, gram->size);
    }
}
