#include "domain/sheet.h"

#include <string.h>

static const char *const kinds[] = {"proposals", "screenings", "ratings", "watchlist", NULL};
static const char *const forms[] = {"commas", "semicolons", "letterboxd", NULL};

static int place_among(const char *const *names, const char *name)
{
    int place = 0;

    while (names[place] != NULL && strcmp(names[place], name) != 0)
        place++;
    return place;
}

const char *sheet_kind_name(enum sheet_kind kind)
{
    return kinds[kind];
}

enum sheet_kind sheet_kind_of(const char *name)
{
    return (enum sheet_kind)place_among(kinds, name);
}

enum sheet_form sheet_form_of(const char *name)
{
    return (enum sheet_form)place_among(forms, name);
}

bool sheet_is_own(enum sheet_kind kind)
{
    return kind == SHEET_RATINGS || kind == SHEET_WATCHLIST;
}
