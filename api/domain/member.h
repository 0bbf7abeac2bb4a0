/* A member: an account of the club. */
#ifndef MARQUEE_DOMAIN_MEMBER_H
#define MARQUEE_DOMAIN_MEMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/club.h"

enum {
    MEMBER_NAME_MAX = 150,     /* characters */
    MEMBER_LANGUAGE_SIZE = 12, /* of the page's language: "pl" or "zh-Hant" and a NUL */
    PASSWORD_MIN = 12,         /* characters */
    PASSWORD_MAX = 1000,       /* characters */
    PASSWORD_GUESSES_LOG10_MIN = 8,
    NO_OWN_LIMIT = -1,
    COLORS = 12
};

enum role { ROLE_MEMBER, ROLE_ADMIN };

enum member_state {
    MEMBER_ACTIVE,
    MEMBER_WAITING, /* has signed up, and is to be admitted */
    MEMBER_INACTIVE /* deactivated: may not come in */
};

/* A member as the others see them. The id 0: somebody who has left the club, or nobody. */
struct person {
    int64_t id;
    const char *name;  /* borrowed */
    const char *color; /* a literal, "#c2410c" */
};

/* Strings are borrowed. */
struct member {
    int64_t id;
    const char *name;
    const char *color;
    int64_t own_color; /* its number; 0: the colour follows from the id */
    enum role role;
    enum member_state state;
    int64_t own_limit; /* of open proposals; NO_OWN_LIMIT: the club's counts */
    int64_t open_proposals;
    bool has_password;
    int64_t created_at;
    int64_t last_seen_at;   /* 0: never */
    int64_t version;        /* another one after every change of what is above, but the numbers */
    const char *joined_how; /* "host", "set_up", "invitation" or "sign_up" */
    int64_t invitation_id;  /* by which they joined; 0: by none */
    const char *language;   /* that they have chosen for the page, "pl"; NULL: none */
};

const char *role_name(enum role role);
bool role_parse(const char *text, enum role *role);

const char *member_state_name(enum member_state state);
bool member_state_parse(const char *text, enum member_state *state);

/* "#c2410c", of the palette: on each of the COLORS white text has a contrast of at least 4.5:1.
 * `number` is the colour that the member has chosen, from 1 on; 0: the one that follows from the
 * id. */
const char *member_color(int64_t id, int64_t number);
/* The number of a colour of the palette; false: it is none. */
bool member_color_parse(const char *text, int64_t *number);
/* How many open proposals a member may have, in a club whose limit is this. */
int64_t member_limit_in(const struct member *member, int64_t club_limit);

/*
 * Rule 12: 1-150 characters, nothing invisible, no outer space. `name` is valid UTF-8; the result
 * is its NFC form in the arena, which is what is stored. Problems are reported at `pointer`.
 */
enum fault member_name_check(struct arena *arena, const char *pointer, const char *name,
                             const char **nfc, struct error *err);

/* At least 12 characters, no control characters (RFC 8265), and 10^8 guesses or more for somebody
 * who knows both names (base/guess.h). All are valid UTF-8. */
enum fault password_check(struct arena *arena, const char *pointer, const char *password,
                          const char *member_name, const char *club_name, struct error *err);

#endif
