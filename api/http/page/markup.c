#include "http/page/markup.h"

#include <stdio.h>
#include <string.h>

void markup_add_escaped(struct strbuf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            strbuf_addstr(out, "&amp;");
            break;
        case '<':
            strbuf_addstr(out, "&lt;");
            break;
        case '>':
            strbuf_addstr(out, "&gt;");
            break;
        case '"':
            strbuf_addstr(out, "&quot;");
            break;
        case '\'':
            strbuf_addstr(out, "&#39;");
            break;
        default:
            strbuf_addch(out, *text);
        }
    }
}

/* What stands at a place of the text and has a form in the other language. */
struct wording {
    const char *from, *to;
    bool is_markup;
};

enum { MARK_SIZE = MEMBER_LANGUAGE_SIZE + 16 };

/* The wording that the text begins with here, or NULL. */
static const struct wording *wording_at(const struct wording *wordings, size_t count,
                                        const char *text, const char *end)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(wordings[i].from);

        if ((size_t)(end - text) >= length && memcmp(text, wordings[i].from, length) == 0)
            return &wordings[i];
    }
    return NULL;
}

static void exchange_wordings(struct strbuf *out, const char *text, size_t length,
                              const struct wording *wordings, size_t count)
{
    const char *end = text + length, *start = text;

    while (text < end) {
        const struct wording *found = wording_at(wordings, count, text, end);

        if (found == NULL) {
            text++;
            continue;
        }
        strbuf_add(out, start, (size_t)(text - start));
        if (found->is_markup)
            strbuf_addstr(out, found->to);
        else
            markup_add_escaped(out, found->to);
        text += strlen(found->from);
        start = text;
    }
    strbuf_add(out, start, (size_t)(end - start));
}

void markup_translate(struct strbuf *out, const char *text, size_t length,
                      const struct page_language *from, const struct page_language *to)
{
    char tag[2][MARK_SIZE], folder[2][MARK_SIZE];
    struct wording wordings[SENTENCE_COUNT + 2] = {{tag[0], tag[1], true},
                                                   {folder[0], folder[1], true}};

    for (size_t i = 0; i < 2; i++) {
        const struct page_language *language = i == 0 ? from : to;

        snprintf(tag[i], MARK_SIZE, " lang=\"%s\"", language->tag);
        snprintf(folder[i], MARK_SIZE, "/words/%s/", language->tag);
    }
    for (size_t i = 0; i < SENTENCE_COUNT; i++)
        wordings[i + 2] = (struct wording){from->sentences[i], to->sentences[i], false};
    exchange_wordings(out, text, length, wordings, SENTENCE_COUNT + 2);
}
