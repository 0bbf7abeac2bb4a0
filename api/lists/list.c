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

const char *list_format_word(enum list_format format)
{
    static const char *const words[LIST_FORMATS] = {"spreadsheet", "letterboxd", "imdb",
                                                    "tmdb",        "trakt",      "filmweb"};

    return words[format];
}

const char *list_flaw_text(enum list_flaw flaw)
{
#define LIST_FLAW_TEXT(symbol, word, text) text,
    static const char *const texts[LIST_FLAW_COUNT] = {LIST_FLAWS(LIST_FLAW_TEXT)};
#undef LIST_FLAW_TEXT

    return texts[flaw];
}

const char *list_flaw_word(enum list_flaw flaw)
{
#define LIST_FLAW_WORD(symbol, word, text) word,
    static const char *const words[LIST_FLAW_COUNT] = {LIST_FLAWS(LIST_FLAW_WORD)};
#undef LIST_FLAW_WORD

    return words[flaw];
}

bool list_flaw_is_of_film(enum list_flaw flaw)
{
    return flaw == LIST_FLAW_NO_FILM || flaw == LIST_FLAW_TITLE || flaw == LIST_FLAW_YEAR ||
           flaw == LIST_FLAW_ID;
}
