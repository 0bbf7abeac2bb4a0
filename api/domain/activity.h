/* What the activity log tells of. */
#ifndef MARQUEE_DOMAIN_ACTIVITY_H
#define MARQUEE_DOMAIN_ACTIVITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"

enum {
    ACTIVITY_TEXT_MAX = 200,    /* characters */
    ACTIVITY_ROWS_MAX = 100000, /* beyond, votes go first */
    ACTIVITY_DAYS = 400,        /* that any entry is kept */
    ACTIVITY_SECONDS = ACTIVITY_DAYS * DAY,
    ACTIVITY_HOUR = HOUR, /* in which a member's votes on a proposal are one entry */
};

/* What people choose from when they look for something. */
#define ACTIVITY_AREAS(AREA)                                                                       \
    AREA(VOTES, "votes")                                                                           \
    AREA(PROPOSALS, "proposals")                                                                   \
    AREA(NIGHTS, "nights")                                                                         \
    AREA(STARS, "stars")                                                                           \
    AREA(MEMBERS, "members")                                                                       \
    AREA(ACCESS, "access")                                                                         \
    AREA(SETTINGS, "settings")

/*
 * The kinds: name, area, and whether only its age removes it (LASTING) or also that there are too
 * many (PASSING). Then what an entry's `number` and `text` are called, NULL where it has none; a
 * number below the one behind its name is told as null. No name of a person and no title is ever
 * put into them.
 *
 * A new one also goes into openapi.yaml (ActivityKind), and into the words of the page and of
 * host/activity.c.
 */
/* clang-format off */
#define ACTIVITY_KINDS(KIND)                                                                       \
    KIND(VOTED,              "voted",              VOTES,     PASSING, NULL, 0, NULL)              \
    KIND(UNVOTED,            "unvoted",            VOTES,     PASSING, NULL, 0, NULL)              \
    /* their member is whoever proposed the film */                                               \
    KIND(PROPOSED,           "proposed",           PROPOSALS, PASSING, NULL, 0, NULL)              \
    KIND(WITHDRAWN,          "withdrawn",          PROPOSALS, PASSING, NULL, 0, NULL)              \
    KIND(LINKED,             "linked",             PROPOSALS, PASSING, NULL, 0, "imdb_id")         \
    KIND(FILMS_JOINED,       "films_joined",       PROPOSALS, PASSING, NULL, 0, NULL)              \
    KIND(FILMS_PARTED,       "films_parted",       PROPOSALS, PASSING, NULL, 0, NULL)              \
    KIND(PROPOSAL_RESTORED,  "proposal_restored",  PROPOSALS, PASSING, NULL, 0, NULL)              \
    KIND(NOTE_CHANGED,       "note_changed",       PROPOSALS, PASSING, NULL, 0, NULL)              \
    KIND(NOTE_CLEARED,       "note_cleared",       PROPOSALS, PASSING, NULL, 0, NULL)              \
    /* its text: the ids of those in the draw, told as films (struct activity) */                  \
    KIND(SETTLED,            "settled",            NIGHTS,    PASSING, "drawn_from", 1, NULL) \
    KIND(START_CHANGED,      "start_changed",      NIGHTS,    PASSING, NULL, 0, NULL)              \
    KIND(FELL_THROUGH,       "fell_through",       NIGHTS,    PASSING, NULL, 0, NULL)              \
    KIND(WATCHED,            "watched",            NIGHTS,    PASSING, NULL, 0, NULL)              \
    KIND(SCREENING_CHANGED,  "screening_changed",  NIGHTS,    PASSING, NULL, 0, NULL)              \
    KIND(SCREENING_REMOVED,  "screening_removed",  NIGHTS,    PASSING, NULL, 0, NULL)              \
    KIND(SCREENING_RESTORED, "screening_restored", NIGHTS,    PASSING, NULL, 0, NULL)              \
    KIND(RATED,              "rated",              STARS,     PASSING, NULL, 0, NULL)              \
    KIND(UNRATED,            "unrated",            STARS,     PASSING, NULL, 0, NULL)              \
    KIND(RATING_RESTORED,    "rating_restored",    STARS,     PASSING, NULL, 0, NULL)              \
    KIND(SEEN,               "seen",               STARS,     PASSING, NULL, 0, NULL)              \
    KIND(UNSEEN,             "unseen",             STARS,     PASSING, NULL, 0, NULL)              \
    /* how: "host", "set_up", "invitation" or "sign_up" */                                         \
    /* lists: "ratings", "watched" or "watchlist" of a member; "proposals" or "screenings" */       \
    KIND(LIST,               "list_brought",       STARS,     PASSING, "films", 1, "list")         \
    KIND(CLUB_LIST,          "club_list_brought",  NIGHTS,    PASSING, "films", 1, "list")         \
    KIND(JOINED,             "joined",             MEMBERS,   PASSING, "invitation_id", 1, "how")  \
    KIND(SET_UP,             "set_up",             MEMBERS,   PASSING, NULL, 0, NULL)              \
    KIND(INVITED,            "invited",            MEMBERS,   LASTING, "invitation_id", 1, NULL)   \
    KIND(INVITATION_REVOKED, "invitation_revoked", MEMBERS,   LASTING, "invitation_id", 1, NULL)   \
    KIND(RENAMED,            "renamed",            MEMBERS,   PASSING, NULL, 0, NULL)              \
    KIND(COLOR,              "color",              MEMBERS,   PASSING, NULL, 0, NULL)              \
    KIND(ROLE,               "role",               MEMBERS,   LASTING, NULL, 0, "role")            \
    KIND(LIMIT,              "limit",              MEMBERS,   LASTING, "proposal_limit", 0, NULL)  \
    KIND(ADMITTED,           "admitted",           MEMBERS,   PASSING, NULL, 0, NULL)              \
    KIND(DEACTIVATED,        "deactivated",        MEMBERS,   PASSING, NULL, 0, NULL)              \
    KIND(REACTIVATED,        "reactivated",        MEMBERS,   PASSING, NULL, 0, NULL)              \
    KIND(REMOVED,            "removed",            MEMBERS,   PASSING, NULL, 0, NULL)              \
    KIND(LEFT,               "left",               MEMBERS,   PASSING, NULL, 0, NULL)              \
    /* on a new device */                                                                          \
    KIND(SIGNED_IN,          "signed_in",          ACCESS,    PASSING, NULL, 0, "user_agent")      \
    KIND(SESSIONS_ENDED,     "sessions_ended",     ACCESS,    PASSING, "sessions", 1, NULL)        \
    KIND(PASSWORD_SET,       "password_set",       ACCESS,    PASSING, NULL, 0, NULL)              \
    KIND(PASSWORD_REMOVED,   "password_removed",   ACCESS,    PASSING, NULL, 0, NULL)              \
    KIND(ENTRY_MADE,         "entry_made",         ACCESS,    LASTING, NULL, 0, NULL)              \
    KIND(TOKEN_MADE,         "token_made",         ACCESS,    LASTING, "token_id", 1, "scope")     \
    KIND(TOKEN_REVOKED,      "token_revoked",      ACCESS,    LASTING, "token_id", 1, NULL)        \
    /* names of settings, with spaces between them */                                              \
    KIND(SETTINGS_CHANGED,   "settings_changed",   SETTINGS,  LASTING, NULL, 0, "settings")        \
    KIND(LOG_CLEARED,        "log_cleared",        SETTINGS,  LASTING, "entries", 0, NULL)
/* clang-format on */

#define ACTIVITY_AREA(symbol, ...) AREA_##symbol,
enum activity_area { ACTIVITY_AREAS(ACTIVITY_AREA) ACTIVITY_AREA_COUNT };
#undef ACTIVITY_AREA

#define ACTIVITY_KIND(symbol, ...) ACTIVITY_##symbol,
enum activity_kind { ACTIVITY_KINDS(ACTIVITY_KIND) ACTIVITY_KIND_COUNT };
#undef ACTIVITY_KIND

struct activity_rule {
    const char *name;
    enum activity_area area;
    bool lasting;
    const char *number; /* what it is called; NULL: there is none */
    int64_t least;
    const char *text; /* likewise */
};

const struct activity_rule *activity_rule(enum activity_kind kind);
const char *activity_area_name(enum activity_area area);

bool activity_kind_parse(const char *name, enum activity_kind *kind);

/* Which entries somebody looks for: those of an area, or of one kind of it. NULL: of any. */
struct activity_filter {
    const char *area, *kind;
};
/* From the name of an area or of a kind. */
bool activity_filter_parse(const char *name, struct activity_filter *filter);

#endif
