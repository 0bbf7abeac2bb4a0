#include "domain/club.h"

#include <ctype.h>
#include <string.h>

#include "base/auto.h"

const char *club_setting_name(unsigned n, enum club_setting *setting)
{
    static const struct {
        const char *name;
        enum club_setting setting;
    } all[] = {{"name", CLUB_NAME},
               {"sign_up", CLUB_SIGN_UP},
               {"read_access", CLUB_READ_ACCESS},
               {"proposal_limit", CLUB_PROPOSAL_LIMIT},
               {"language", CLUB_LANGUAGE},
               {"time_zone", CLUB_TIME_ZONE},
               {"missing_voters", CLUB_MISSING_VOTERS}};

    if (n >= COUNT_OF(all))
        return NULL;
    *setting = all[n].setting;
    return all[n].name;
}

void club_settings_take(struct club_settings *to, const struct club_settings *from, unsigned which)
{
    if ((which & CLUB_NAME) != 0)
        to->name = from->name;
    if ((which & CLUB_SIGN_UP) != 0)
        to->sign_up = from->sign_up;
    if ((which & CLUB_READ_ACCESS) != 0)
        to->is_public = from->is_public;
    if ((which & CLUB_PROPOSAL_LIMIT) != 0)
        to->proposal_limit = from->proposal_limit;
    if ((which & CLUB_LANGUAGE) != 0)
        to->language = from->language;
    if ((which & CLUB_TIME_ZONE) != 0)
        to->time_zone = from->time_zone;
    if ((which & CLUB_MISSING_VOTERS) != 0)
        to->shows_missing = from->shows_missing;
}

static bool is_same_text(const char *one, const char *other)
{
    return one == other || (one != NULL && other != NULL && strcmp(one, other) == 0);
}

unsigned club_settings_differ(const struct club_settings *one, const struct club_settings *other)
{
    unsigned same = 0;

    same |= is_same_text(one->name, other->name) ? CLUB_NAME : 0;
    same |= one->sign_up == other->sign_up ? CLUB_SIGN_UP : 0;
    same |= one->is_public == other->is_public ? CLUB_READ_ACCESS : 0;
    same |= one->proposal_limit == other->proposal_limit ? CLUB_PROPOSAL_LIMIT : 0;
    same |= is_same_text(one->language, other->language) ? CLUB_LANGUAGE : 0;
    same |= is_same_text(one->time_zone, other->time_zone) ? CLUB_TIME_ZONE : 0;
    same |= one->shows_missing == other->shows_missing ? CLUB_MISSING_VOTERS : 0;
    return CLUB_ALL & ~same;
}

static const char *const sign_ups[] = {
    [SIGN_UP_INVITE] = "invite", [SIGN_UP_OPEN] = "open", [SIGN_UP_CLOSED] = "closed"};

const char *sign_up_name(enum sign_up sign_up)
{
    return sign_ups[sign_up];
}

bool sign_up_parse(const char *text, enum sign_up *sign_up)
{
    for (size_t i = 0; i < COUNT_OF(sign_ups); i++) {
        if (strcmp(text, sign_ups[i]) == 0) {
            *sign_up = (enum sign_up)i;
            return true;
        }
    }
    return false;
}

const char *read_access_name(bool is_public)
{
    return is_public ? "public" : "members";
}

bool read_access_parse(const char *text, bool *is_public)
{
    *is_public = strcmp(text, "public") == 0;
    return *is_public || strcmp(text, "members") == 0;
}

const char *missing_voters_name(bool shows_missing)
{
    return shows_missing ? "members" : "hidden";
}

bool missing_voters_parse(const char *text, bool *shows_missing)
{
    *shows_missing = strcmp(text, "members") == 0;
    return *shows_missing || strcmp(text, "hidden") == 0;
}

bool language_is_tag(const char *text)
{
    return strlen(text) == LANGUAGE_SIZE - 1 && islower((unsigned char)text[0]) &&
           islower((unsigned char)text[1]) && text[2] == '-' && isupper((unsigned char)text[3]) &&
           isupper((unsigned char)text[4]);
}
