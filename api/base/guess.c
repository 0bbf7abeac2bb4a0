#include "base/guess.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>
#include <zxcvbn.h>

#include "base/text.h"

enum { WORDS_MAX = 32, WORD_MIN = 3 };

/* ---- one byte a character --------------------------------------------------------------------
 * The library takes each byte for a character. So what is not ASCII gets one byte each, in the
 * order in which it comes: twelve times the same character is then a repetition in any script. */

struct alphabet {
    ucs4_t seen[128];
    size_t count;
};

static char letter_of(struct alphabet *alphabet, ucs4_t code)
{
    size_t at = 0;

    if (code < 0x80)
        return (char)code;
    code = uc_tolower(code);
    while (at < alphabet->count && alphabet->seen[at] != code)
        at++;
    if (at == alphabet->count && at < COUNT_OF(alphabet->seen) - 1)
        alphabet->seen[alphabet->count++] = code;
    return (char)(0x80 + at);
}

/* Nobody tries passwords that long: each character that is not rated is worth one bit. */
static double bits_behind(const char *password)
{
    size_t length = u8_mbsnlen((const uint8_t *)password, strlen(password));

    return length > GUESS_CHARACTERS_MAX ? (double)(length - GUESS_CHARACTERS_MAX) : 0;
}

static char *spell(struct arena *arena, struct alphabet *alphabet, const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    char *spelt = arena_alloc(arena, GUESS_CHARACTERS_MAX + 1);
    size_t length = 0;
    ucs4_t code;

    while (length < GUESS_CHARACTERS_MAX && (at = u8_next(&code, at)) != NULL)
        spelt[length++] = letter_of(alphabet, code);
    spelt[length] = '\0';
    return spelt;
}

/* ---- names -----------------------------------------------------------------------------------*/

struct words {
    const char *items[WORDS_MAX + 1]; /* ends with NULL */
    size_t count;
};

static void add_word(struct words *words, struct arena *arena, const char *word, size_t length)
{
    if (length >= WORD_MIN && words->count < WORDS_MAX)
        words->items[words->count++] = arena_strndup(arena, word, length);
}

/* "ada lovelace": adalovelace, ada, lovelace. The library wants small letters. */
static void add_words(struct words *words, struct arena *arena, char *name)
{
    char *joined = arena_alloc(arena, strlen(name) + 1);
    size_t length = 0;

    for (char *at = name; *at != '\0'; at++) {
        *at = (char)tolower((unsigned char)*at);
        if (*at != ' ')
            joined[length++] = *at;
    }
    add_word(words, arena, joined, length);
    for (const char *at = name; *(at += strspn(at, " ")) != '\0'; at += strcspn(at, " "))
        add_word(words, arena, at, strcspn(at, " "));
}

/* ---- what the library says -------------------------------------------------------------------*/

static enum weakness weakness_of(int type)
{
    if ((type & MULTIPLE_MATCH) != 0)
        return WEAKNESS_REPEAT;
    switch (type) {
    case DICTIONARY_MATCH:
    case DICT_LEET_MATCH:
        return WEAKNESS_WORD;
    case USER_MATCH:
    case USER_LEET_MATCH:
        return WEAKNESS_NAME;
    case REPEATS_MATCH:
        return WEAKNESS_REPEAT;
    case SEQUENCE_MATCH:
        return WEAKNESS_SEQUENCE;
    case SPATIAL_MATCH:
        return WEAKNESS_KEYBOARD;
    case DATE_MATCH:
    case YEAR_MATCH:
        return WEAKNESS_DATE;
    default:
        return WEAKNESS_NONE;
    }
}

/* What has most of the characters. */
static enum weakness find_weakness(const ZxcMatch_t *matches)
{
    int lengths[WEAKNESS_COUNT] = {0};
    enum weakness most = WEAKNESS_NONE;

    for (; matches != NULL; matches = matches->Next)
        lengths[weakness_of((int)matches->Type)] += matches->Length;
    for (int i = 0; i < WEAKNESS_COUNT; i++)
        if (lengths[i] > lengths[most])
            most = (enum weakness)i;
    return most;
}

struct guess guess_rate(struct arena *arena, const char *password, const char *const *names,
                        size_t count)
{
    struct alphabet alphabet = {.count = 0};
    struct words words = {.count = 0};
    ZxcMatch_t *matches = NULL;
    const char *spelt = spell(arena, &alphabet, password);
    double bits;
    struct guess guess;

    for (size_t i = 0; i < count; i++)
        add_words(&words, arena, spell(arena, &alphabet, names[i]));
    bits = ZxcvbnMatch(spelt, words.items, &matches) + bits_behind(password);
    guess = (struct guess){.log10 = bits * log10(2), .weakness = find_weakness(matches)};
    ZxcvbnFreeInfo(matches);
    return guess;
}
