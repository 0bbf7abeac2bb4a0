#include "catalog/providers/entities.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/text.h"

ASSET(entities_txt); /* a line a name, sorted by bytes: "Aacute; C1" */

enum { NAME_MAX_LENGTH = 40, NOT_A_CHARACTER = 0xfffd };

/* ---- by number ------------------------------------------------------------------------------- */

static uint32_t character_of(unsigned long number)
{
    /* Old pages number the characters of Windows-1252; the HTML standard keeps them. */
    static const uint16_t windows[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

    if (number == 0 || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff))
        return NOT_A_CHARACTER;
    return number >= 0x80 && number < 0xa0 ? windows[number - 0x80] : (uint32_t)number;
}

/* "#233;" or "#xE9": its length; 0: it is none. */
static size_t read_code(const char *text, unsigned long *number)
{
    bool hex = *text == '#' && (text[1] == 'x' || text[1] == 'X');
    const char *digits = text + 1 + hex;
    char *end;

    if (*text != '#' ||
        (hex ? !isxdigit((unsigned char)*digits) : !isdigit((unsigned char)*digits)))
        return 0;
    *number = strtoul(digits, &end, hex ? 16 : 10);
    return (size_t)(end - text) + (*end == ';');
}

/* With the second half of a surrogate pair: "#55357;&#56832;" is one emoji in UTF-16. */
static size_t decode_number(struct strbuf *out, const char *text)
{
    unsigned long number, low = 0;
    size_t length = read_code(text, &number), more = 0;

    if (length == 0)
        return 0;
    if (number >= 0xd800 && number <= 0xdbff && text[length] == '&')
        more = read_code(text + length + 1, &low);
    if (more > 0 && low >= 0xdc00 && low <= 0xdfff) {
        number = 0x10000 + ((number - 0xd800) << 10) + (low - 0xdc00);
        length += 1 + more;
    }
    text_add(out, character_of(number));
    return length;
}

/* ---- by name --------------------------------------------------------------------------------- */

static const char *line_start(const char *at)
{
    while (at > ASSET_TEXT(entities_txt) && at[-1] != '\n')
        at--;
    return at;
}

static int compare(const char *name, size_t length, const char *line)
{
    size_t listed = strcspn(line, " ");
    int order = memcmp(name, line, length < listed ? length : listed);

    return order != 0 ? order : (length > listed) - (length < listed);
}

/* The code points of a name, as the list has them; NULL: nobody is called so. */
static const char *find_entity(const char *name, size_t length)
{
    const char *low = ASSET_TEXT(entities_txt), *high = low + ASSET_SIZE(entities_txt);

    while (low < high) {
        const char *line = line_start(low + (high - low) / 2);
        int order = compare(name, length, line);

        if (order == 0)
            return line + length;
        if (order < 0)
            high = line;
        else
            low = line + strcspn(line, "\n") + 1;
    }
    return NULL;
}

/* Of a letter with an accent, or a ligature, in front of other letters: "eacutes", "szlige". Any
 * other name there may be the beginning of a word behind an "&". 0: there is none. */
static size_t letter_length(const char *word)
{
    static const char *const accents[] = {"acute", "grave", "circ", "tilde",
                                          "uml",   "cedil", "ring", "slash"};

    if (strncmp(word + 1, "zlig", 4) == 0 || strncmp(word + 1, "Elig", 4) == 0 ||
        strncmp(word + 1, "elig", 4) == 0)
        return 5;
    for (size_t i = 0; i < COUNT_OF(accents); i++)
        if (strncmp(word + 1, accents[i], strlen(accents[i])) == 0)
            return 1 + strlen(accents[i]);
    return 0;
}

/* "eacute;" or "eacute": its length; 0: it is none. */
static size_t decode_name(struct strbuf *out, const char *text)
{
    size_t length = 0;
    const char *codes;

    while (length < NAME_MAX_LENGTH && isalnum((unsigned char)text[length]))
        length++;
    if (length == 0)
        return 0;
    codes = text[length] == ';' ? find_entity(text, length + 1) : NULL;
    if (codes != NULL)
        length++;
    else if (text[length] != '=')
        codes = find_entity(text, length);
    if (codes == NULL) {
        length = letter_length(text);
        codes = length > 0 ? find_entity(text, length) : NULL;
    }
    if (codes == NULL)
        return 0;
    while (*codes == ' ') {
        char *end;

        text_add(out, (uint32_t)strtoul(codes, &end, 16));
        codes = end;
    }
    return length;
}

void entities_decode(struct strbuf *out, const char *text)
{
    while (*text != '\0') {
        size_t plain = strcspn(text, "&"), length;

        strbuf_add(out, text, plain);
        text += plain;
        if (*text == '\0')
            return;
        length = text[1] == '#' ? decode_number(out, text + 1) : decode_name(out, text + 1);
        if (length == 0)
            strbuf_addch(out, '&');
        text += 1 + length;
    }
}
