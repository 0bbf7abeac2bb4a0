#include "http/call/languages.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "http/call/accept.h"

struct languages {
    json_t *list; /* has all texts */
    struct page_language all[LANGUAGES_MAX];
    size_t count;
};

/* Like "pl" or "zh-Hant": it becomes part of addresses. */
static bool is_tag(const char *text)
{
    size_t length = strlen(text);

    return length >= 2 && length < MEMBER_LANGUAGE_SIZE && isalpha((unsigned char)*text) &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
               length;
}

static bool read_language_row(const json_t *row, struct page_language *language)
{
    static const char *const keys[SENTENCE_COUNT] = {
        [SENTENCE_DESCRIPTION] = "description", [SENTENCE_PREVIEW] = "preview",
        [SENTENCE_PICTURE] = "picture",         [SENTENCE_SKIP] = "skip",
        [SENTENCE_NO_PROGRAM] = "no_program",   [SENTENCE_TOO_OLD] = "too_old",
        [SENTENCE_BROKEN] = "broken",           [SENTENCE_MISSING] = "missing"};
    const char *tag = json_string_value(json_object_get(row, "language"));

    language->name = json_string_value(json_object_get(row, "name"));
    if (tag == NULL || !is_tag(tag) || language->name == NULL)
        return false;
    memcpy(language->tag, tag, strlen(tag) + 1);
    for (size_t i = 0; i < SENTENCE_COUNT; i++) {
        language->sentences[i] = json_string_value(json_object_get(row, keys[i]));
        if (language->sentences[i] == NULL)
            return false;
    }
    return true;
}

struct languages *languages_open(const char *text, size_t length)
{
    struct languages *languages = calloc(1, sizeof(*languages));
    const json_t *row;
    size_t i;

    if (languages == NULL)
        abort();
    languages->list = json_loadb(text, length, 0, NULL);
    json_array_foreach(languages->list, i, row)
    {
        if (languages->count < LANGUAGES_MAX &&
            read_language_row(row, &languages->all[languages->count]))
            languages->count++;
        else
            log_line(LOG_WARN, "The page's languages.json has a row %zu that is not whole.", i + 1);
    }
    if (languages->count > 0)
        return languages;
    languages_close(languages);
    return NULL;
}

void languages_close(struct languages *languages)
{
    if (languages == NULL)
        return;
    json_decref(languages->list);
    free(languages);
}

const struct page_language *languages_at(const struct languages *languages, size_t n)
{
    return n < languages->count ? &languages->all[n] : NULL;
}

static const struct page_language *named(const struct languages *languages, const char *tag,
                                         size_t length)
{
    for (size_t i = 0; i < languages->count; i++)
        if (strlen(languages->all[i].tag) == length &&
            strncasecmp(languages->all[i].tag, tag, length) == 0)
            return &languages->all[i];
    return NULL;
}

/* As RFC 4647, 3.4 looks one up: by ever fewer parts. */
const struct page_language *languages_find(const struct languages *languages, const char *tag,
                                           size_t length)
{
    const struct page_language *found = named(languages, tag, length);

    while (found == NULL && length > 0) {
        length--;
        if (tag[length] == '-')
            found = named(languages, tag, length);
    }
    return found;
}

const struct page_language *languages_accepted(const struct languages *languages,
                                               const char *header)
{
    const struct page_language *best = NULL;
    struct accepted item;
    int weight = 0;

    while (accept_next(&header, &item)) {
        const struct page_language *language =
            languages_find(languages, item.name.text, item.name.length);

        if (language != NULL && item.weight > weight) {
            best = language;
            weight = item.weight;
        }
    }
    return best;
}
