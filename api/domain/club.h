/* The club itself: what its admins decide for everybody. */
#ifndef MARQUEE_DOMAIN_CLUB_H
#define MARQUEE_DOMAIN_CLUB_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CLUB_NAME_MAX = 100, /* characters */
    LANGUAGE_SIZE = 6,   /* "en-US" and a NUL */
    PROPOSAL_LIMIT_MAX = 1000,
    PROPOSAL_LIMIT_DEFAULT = 10 /* while nobody has decided */
};

/* Who can become a member. */
enum sign_up {
    SIGN_UP_INVITE, /* whoever has an invitation */
    SIGN_UP_OPEN,   /* anybody, and an admin admits them */
    SIGN_UP_CLOSED  /* nobody: invitations wait as well */
};

/* Strings are borrowed. */
struct club_settings {
    const char *name; /* NFC */
    enum sign_up sign_up;
    bool is_public;         /* visitors see films and counts (rule 2) */
    int64_t proposal_limit; /* of every member without one of their own (rule 3) */
    const char *language;   /* of film data: "en-US" */
    const char *time_zone;  /* base/zone.h; which evening a moment belongs to */
    bool shows_missing;     /* members see who has voted for no open proposal */
};

/* Each of them, as a bit of a set; club_setting_name() is what the API calls it. */
enum club_setting {
    CLUB_NAME = 1,
    CLUB_SIGN_UP = 2,
    CLUB_READ_ACCESS = 4,
    CLUB_PROPOSAL_LIMIT = 8,
    CLUB_LANGUAGE = 16,
    CLUB_TIME_ZONE = 32,
    CLUB_MISSING_VOTERS = 64,
    CLUB_ALL = 127
};

/* The name of the n-th setting, and its bit; NULL: there are no more. */
const char *club_setting_name(unsigned n, enum club_setting *setting);

/* Copies those in the set `which`. */
void club_settings_take(struct club_settings *to, const struct club_settings *from, unsigned which);

/* The set of those that are not the same. */
unsigned club_settings_differ(const struct club_settings *one, const struct club_settings *other);

/* "invite", "open", "closed". */
const char *sign_up_name(enum sign_up sign_up);
bool sign_up_parse(const char *text, enum sign_up *sign_up);

/* "members", "public". */
const char *read_access_name(bool is_public);
bool read_access_parse(const char *text, bool *is_public);

/* "hidden", "members". */
const char *missing_voters_name(bool shows_missing);
bool missing_voters_parse(const char *text, bool *shows_missing);

/* Like "de-DE". */
bool language_is_tag(const char *text);

#endif
