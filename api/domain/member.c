#include "domain/member.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "domain/common_passwords.h"

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

const char *member_color(int64_t id)
{
    static const char *const palette[] = {"#c2410c", "#0f766e", "#6d28d9", "#b45309",
                                          "#be185d", "#1d4ed8", "#4d7c0f", "#0e7490",
                                          "#9f1239", "#4338ca", "#15803d", "#a21caf"};

    return palette[(uint64_t)id % COUNT_OF(palette)];
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
    if (!text_is_visible(*nfc))
        return error_field(err, "body", pointer, FLAW_NOT_VISIBLE);
    if (text_has_outer_space(*nfc))
        return error_field(err, "body", pointer, FLAW_OUTER_SPACE);
    return FAULT_NONE;
}

static bool is_common(struct arena *arena, const char *password)
{
    const char *key = text_key(arena, password);

    for (size_t i = 0; i < COUNT_OF(common_passwords); i++)
        if (strcmp(key, common_passwords[i]) == 0)
            return true;
    return false;
}

enum fault password_check(struct arena *arena, const char *pointer, const char *password,
                          struct error *err)
{
    if (text_length(password) < PASSWORD_MIN)
        return error_field(err, "body", pointer, FLAW_TOO_SHORT, .min = PASSWORD_MIN);
    if (text_length(password) > PASSWORD_MAX)
        return error_field(err, "body", pointer, FLAW_TOO_LONG, .max = PASSWORD_MAX);
    if (is_common(arena, password))
        return error_field(err, "body", pointer, FLAW_EASY_TO_GUESS);
    return FAULT_NONE;
}
