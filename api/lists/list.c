#include "lists/list.h"

#include <string.h>

static const char *const kind_words[LIST_KINDS] = {"unknown",   "ratings",   "watched",
                                                   "watchlist", "proposals", "screenings"};

bool list_kind_is_club(enum list_kind kind)
{
    return kind == LIST_PROPOSALS || kind == LIST_SCREENINGS;
}

const char *list_kind_word(enum list_kind kind)
{
    return kind_words[kind];
}

enum list_kind list_kind_of_word(const char *word)
{
    for (enum list_kind kind = LIST_UNKNOWN + 1; kind < LIST_KINDS; kind++)
        if (strcmp(word, kind_words[kind]) == 0)
            return kind;
    return LIST_UNKNOWN;
}

const char *list_format_name(enum list_format format)
{
    static const char *const names[LIST_FORMATS] = {"a spreadsheet", "Letterboxd", "IMDb",
                                                    "TMDB",          "Trakt",      "Filmweb"};

    return names[format];
}

const char *list_flaw_text(enum list_flaw flaw)
{
#define LIST_FLAW_TEXT(symbol, word, text) text,
    static const char *const texts[LIST_FLAW_COUNT] = {LIST_FLAWS(LIST_FLAW_TEXT)};
#undef LIST_FLAW_TEXT

    return texts[flaw];
}
