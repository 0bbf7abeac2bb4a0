/* A member: an account of the club. */
#ifndef MARQUEE_DOMAIN_MEMBER_H
#define MARQUEE_DOMAIN_MEMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum {
    MEMBER_NAME_MAX = 150, /* characters */
    PASSWORD_MIN = 12,     /* characters */
    PASSWORD_MAX = 1000,   /* characters */
    PASSWORD_GUESSES_LOG10_MIN = 8,
    PROPOSAL_LIMIT_DEFAULT = 10,
    PROPOSAL_LIMIT_MAX = 1000
};

enum role { ROLE_MEMBER, ROLE_ADMIN };

/* Strings are borrowed. */
struct member {
    int64_t id;
    const char *name;
    enum role role;
    int64_t proposal_limit;
    int64_t open_proposals;
    bool has_password;
    int64_t created_at;
};

const char *role_name(enum role role);
bool role_parse(const char *text, enum role *role);

/* "#c2410c": one of 12 on which white text has a contrast of at least 4.5:1; follows from the id.
 */
const char *member_color(int64_t id);

/*
 * Rule 12: 1-150 characters, nothing invisible, no outer space. `name` is valid UTF-8; the result
 * is its NFC form in the arena, which is what is stored. Problems are reported at `pointer`.
 */
enum fault member_name_check(struct arena *arena, const char *pointer, const char *name,
                             const char **nfc, struct error *err);

/* At least 12 characters, and 10^8 guesses or more for somebody who knows both names
 * (base/guess.h). All are valid UTF-8. */
enum fault password_check(struct arena *arena, const char *pointer, const char *password,
                          const char *member_name, const char *club_name, struct error *err);

#endif
