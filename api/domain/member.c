#include "domain/member.h"

#include <string.h>

#include "base/auto.h"
#include "base/guess.h"
#include "base/text.h"

const char *role_name(enum role role)
{
    return role == ROLE_ADMIN ? "admin" : "member";
}

bool role_parse(const char *text, enum role *role)
{
    if (strcmp(text, "admin") == 0)
        *role = ROLE_ADMIN;
    else if (strcmp(text, "member") == 0)
        *role = ROLE_MEMBER;
    else
        return false;
    return true;
}

int64_t member_limit_in(const struct member *member, int64_t club_limit)
{
    return member->own_limit == NO_OWN_LIMIT ? club_limit : member->own_limit;
}

static const char *const states[] = {
    [MEMBER_ACTIVE] = "active", [MEMBER_WAITING] = "waiting", [MEMBER_INACTIVE] = "inactive"};

const char *member_state_name(enum member_state state)
{
    return states[state];
}

bool member_state_parse(const char *text, enum member_state *state)
{
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        if (strcmp(text, states[i]) != 0)
            continue;
        *state = (enum member_state)i;
        return true;
    }
    return false;
}

static const char *const palette[COLORS] = {"#c2410c", "#0f766e", "#6d28d9", "#b45309",
                                            "#be185d", "#1d4ed8", "#4d7c0f", "#0e7490",
                                            "#9f1239", "#4338ca", "#15803d", "#a21caf"};

const char *member_color(int64_t id, int64_t number)
{
    return palette[number > 0 ? (uint64_t)(number - 1) % COLORS : (uint64_t)id % COLORS];
}

bool member_color_parse(const char *text, int64_t *number)
{
    for (int i = 0; i < COLORS; i++) {
        if (strcmp(text, palette[i]) != 0)
            continue;
        *number = i + 1;
        return true;
    }
    return false;
}

enum fault member_name_check(struct arena *arena, const char *pointer, const char *name,
                             const char **nfc, struct error *err)
{
    size_t length;

    *nfc = text_nfc(arena, name);
    length = text_length(*nfc);
    if (length == 0)
        return error_field(err, "body", pointer, FLAW_EMPTY);
    if (length > MEMBER_NAME_MAX)
        return error_field(err, "body", pointer, FLAW_TOO_LONG, .max = MEMBER_NAME_MAX);
    if (!text_is_name(*nfc))
        return error_field(err, "body", pointer, FLAW_NOT_VISIBLE);
    if (text_has_outer_space(*nfc))
        return error_field(err, "body", pointer, FLAW_OUTER_SPACE);
    return FAULT_NONE;
}

/* Why a password is refused, by what most of it is. */
static enum flaw flaw_of_weakness(enum weakness weakness)
{
    static const enum flaw flaws[WEAKNESS_COUNT] = {
        [WEAKNESS_NONE] = FLAW_EASY_TO_GUESS,     [WEAKNESS_WORD] = FLAW_EASY_WORD,
        [WEAKNESS_NAME] = FLAW_EASY_NAME,         [WEAKNESS_REPEAT] = FLAW_EASY_REPEAT,
        [WEAKNESS_SEQUENCE] = FLAW_EASY_SEQUENCE, [WEAKNESS_KEYBOARD] = FLAW_EASY_KEYBOARD,
        [WEAKNESS_DATE] = FLAW_EASY_DATE,
    };

    return flaws[weakness];
}

enum fault password_check(struct arena *arena, const char *pointer, const char *password,
                          const char *member_name, const char *club_name, struct error *err)
{
    const char *const names[] = {member_name, club_name};
    struct guess guess;

    password = text_opaque(arena, password);
    if (text_has_control(password))
        return error_field(err, "body", pointer, FLAW_NOT_VISIBLE);
    if (text_length(password) < PASSWORD_MIN)
        return error_field(err, "body", pointer, FLAW_TOO_SHORT, .min = PASSWORD_MIN);
    if (text_length(password) > PASSWORD_MAX)
        return error_field(err, "body", pointer, FLAW_TOO_LONG, .max = PASSWORD_MAX);
    guess = guess_rate(arena, password, names, COUNT_OF(names));
    if (guess.log10 < PASSWORD_GUESSES_LOG10_MIN)
        return error_field(err, "body", pointer, flaw_of_weakness(guess.weakness));
    return FAULT_NONE;
}
