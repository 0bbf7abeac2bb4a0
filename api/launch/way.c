#include "launch/way.h"

#include <stddef.h>
#include <string.h>

#include "base/auto.h"

static bool is_one_of(const char *word, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* It needs no club, or brings a sample club of its own. */
static bool leaves_the_club_alone(const struct caller *caller)
{
    static const char *const words[] = {"help", "--help", "version", "--version", "page"};

    if (caller->command == NULL || is_one_of(caller->command, words, COUNT_OF(words)))
        return true;
    return strcmp(caller->command, "serve") == 0 && caller->option != NULL &&
           strcmp(caller->option, "--demo") == 0;
}

enum way way_of(const struct caller *caller)
{
    if (leaves_the_club_alone(caller))
        return WAY_AS_IT_IS;
    if (caller->is_marquee || (caller->is_root && caller->has_user))
        return WAY_AS_MARQUEE;
    if (caller->names_database)
        return WAY_AS_IT_IS;
    return caller->is_root ? WAY_NO_USER : WAY_REFUSED;
}
