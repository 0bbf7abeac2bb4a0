#include "http/call/body.h"

#include <jansson.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "http/call/json_place.h"
#include "http/call/pointer.h"
#include "http/call/syntax.h"

static void json_release(json_t **json)
{
    json_decref(*json);
}
#define auto_json CLEANUP(json_release)

#define bad_field(err, name, ...)                                                                  \
    bad_member((err), (name), &(struct flaw_values){.flaw = __VA_ARGS__})

static enum fault bad_member(struct error *err, const char *name, const struct flaw_values *values)
{
    char pointer[POINTER_SIZE];

    return error_add_field(err, "body", json_pointer(name, pointer), values);
}

static void bad_item(struct error *err, const char *name, size_t index, enum flaw flaw)
{
    char pointer[POINTER_SIZE];

    snprintf(pointer, sizeof(pointer), "/%s/%zu", name, index);
    error_field(err, "body", pointer, flaw, .min = 1, .max = ID_MAX);
}

/* The type, and no parameter but a charset of UTF-8. */
static bool is_media_type(const char *type, const char *wanted)
{
    struct piece rest = piece_of(type), part, name;
    char value[16];

    if (!syntax_part(&rest, ';', &part) || !piece_is(part, wanted))
        return false;
    while (syntax_part(&rest, ';', &part))
        if (part.length > 0 && (!syntax_parameter(part, &name, value, sizeof(value)) ||
                                !piece_is(name, "charset") || strcasecmp(value, "utf-8") != 0))
            return false;
    return true;
}

static enum fault check_media_type(struct call *call, const char *wanted, struct error *err)
{
    const char *type = call_header(call, "Content-Type");

    if (type != NULL && is_media_type(type, wanted))
        return FAULT_NONE;
    error_set(err, FAULT_MEDIA_TYPE, "Send the body as %s in UTF-8.", wanted);
    error_param_text(err, "media_type", wanted);
    return FAULT_MEDIA_TYPE;
}

/* The parser quotes the name as `… near '"name"'`. */
static enum fault explain_duplicate(const char *text, struct error *err)
{
    const char *start = strstr(text, "'\""), *end = start == NULL ? NULL : strstr(start, "\"'");
    char name[48] = "";

    if (end != NULL)
        snprintf(name, sizeof(name), "%.*s", (int)(end - start - 2), start + 2);
    return bad_field(err, text_is_utf8(name, strlen(name)) ? name : "", FLAW_GIVEN_TWICE);
}

static enum flaw flaw_of(const json_error_t *why)
{
    switch (json_error_code(why)) {
    case json_error_invalid_utf8:
        return FLAW_NOT_UTF8;
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return FLAW_HAS_NUL;
    case json_error_numeric_overflow:
        return FLAW_NUMBER_TOO_LARGE;
    default:
        return FLAW_NOT_JSON;
    }
}

/* Says of the body, and of the field at this byte where there is one, what is wrong. */
static enum fault explain_malformed(const struct call *call, size_t offset, enum flaw flaw,
                                    struct error *err)
{
    char name[48], pointer[POINTER_SIZE];

    error_set(err, FAULT_MALFORMED, "The body %s (byte %zu).", flaw_kinds[flaw].sentence, offset);
    error_param_int(err, "byte", (int64_t)offset);
    if (json_place_member(call->body, offset, name, sizeof(name)) &&
        text_is_utf8(name, strlen(name)))
        error_point(err, "body", json_pointer(name, pointer), flaw);
    return FAULT_MALFORMED;
}

static enum fault parse_object(const struct call *call, json_t **object, struct error *err)
{
    json_error_t why;
    size_t deep = json_place_deeper(call->body, call->body_length, BODY_DEPTH_MAX);

    /* The parser's recursion would overflow the stack of a connection's thread. */
    if (deep < call->body_length)
        return explain_malformed(call, deep, FLAW_TOO_DEEP, err);
    *object = json_loadb(call->body, call->body_length, JSON_REJECT_DUPLICATES, &why);
    if (*object == NULL && json_error_code(&why) == json_error_duplicate_key)
        return explain_duplicate(why.text, err);
    if (*object == NULL)
        return explain_malformed(call, (size_t)why.position, flaw_of(&why), err);
    if (!json_is_object(*object))
        return error_set(err, FAULT_MALFORMED, "The body must be a JSON object.");
    return FAULT_NONE;
}

static void refuse_unknown(json_t *object, const struct field *fields, size_t count,
                           struct error *err)
{
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        bool known = false;

        for (size_t i = 0; i < count && !known; i++)
            known = strcmp(fields[i].name, name) == 0;
        if (!known)
            bad_field(err, name, FLAW_UNKNOWN);
    }
}

static void take_text(struct call *call, const struct field *field, json_t *value, void *target,
                      struct error *err)
{
    const char *text = json_string_value(value), *nfc;
    size_t length;

    if (text == NULL) {
        bad_field(err, field->name, FLAW_NOT_TEXT);
        return;
    }
    /* One keyboard sends an accent as part of its letter, another behind it. */
    nfc = text_nfc(&call->arena, text);
    length = text_length(nfc);
    if (length == 0 && field->least > 0)
        bad_field(err, field->name, FLAW_EMPTY);
    else if (length < (size_t)field->least)
        bad_field(err, field->name, FLAW_TOO_SHORT, .min = field->least);
    else if (length > (size_t)field->most)
        bad_field(err, field->name, FLAW_TOO_LONG, .max = field->most);
    else if (field->type == FIELD_TEXT && !text_is_name(nfc))
        bad_field(err, field->name, FLAW_NOT_VISIBLE);
    else if (field->type == FIELD_TEXT && text_has_outer_space(nfc))
        bad_field(err, field->name, FLAW_OUTER_SPACE);
    *(const char **)target = arena_strdup(&call->arena, field->type == FIELD_SECRET ? text : nfc);
}

/* 2001.0 and 2e3 are whole numbers as well (JSON Schema says so, and some languages write them so);
 * doubles have every one up to ID_MAX exactly. */
static bool read_whole_number(const json_t *value, int64_t *number)
{
    double real = json_real_value(value);

    if (json_is_integer(value)) {
        *number = json_integer_value(value);
        return true;
    }
    if (!json_is_real(value) || real < -(double)ID_MAX || real > (double)ID_MAX ||
        real != (double)(int64_t)real)
        return false;
    *number = (int64_t)real;
    return true;
}

static void take_int(const struct field *field, json_t *value, void *target, struct error *err)
{
    int64_t number;

    if (!read_whole_number(value, &number))
        bad_field(err, field->name, FLAW_NOT_A_NUMBER);
    else if (number < field->least)
        bad_field(err, field->name, FLAW_TOO_SMALL, .min = field->least);
    else if (number > field->most)
        bad_field(err, field->name, FLAW_TOO_GREAT, .max = field->most);
    else
        *(int64_t *)target = number;
}

static void take_stars(const struct field *field, json_t *value, void *target, struct error *err)
{
    double halves = json_number_value(value) * 2;

    if (halves < (double)field->least || halves > (double)field->most ||
        halves != (double)(int64_t)halves)
        bad_field(err, field->name, FLAW_NOT_STARS);
    else
        *(int64_t *)target = (int64_t)halves;
}

static void take_time(const struct field *field, json_t *value, void *target, struct error *err)
{
    const char *text = json_string_value(value);

    if (text == NULL || !clock_parse(text, target) || *(int64_t *)target == 0)
        bad_field(err, field->name, FLAW_NOT_A_TIME);
}

static void take_bool(const struct field *field, json_t *value, void *target, struct error *err)
{
    if (!json_is_boolean(value))
        bad_field(err, field->name, FLAW_NOT_A_BOOLEAN);
    *(bool *)target = json_is_true(value);
}

static void take_date(const struct field *field, json_t *value, void *target, struct error *err)
{
    const char *text = json_string_value(value);

    if (text == NULL)
        bad_field(err, field->name, FLAW_NOT_TEXT);
    else if (!date_parse(text, target))
        bad_field(err, field->name, FLAW_NO_DATE);
}

static bool is_among(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static void take_ids(struct call *call, const struct field *field, json_t *value, void *target,
                     struct error *err)
{
    size_t count = json_array_size(value);
    int64_t *items;

    if (!json_is_array(value)) {
        bad_field(err, field->name, FLAW_NOT_IDS);
        return;
    }
    if (count > (size_t)field->most) {
        bad_field(err, field->name, FLAW_TOO_MANY, .max = field->most);
        return;
    }
    items = ARENA_ARRAY(&call->arena, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        int64_t id = 0;

        if (!read_whole_number(json_array_get(value, i), &id) || id < 1 || id > ID_MAX)
            bad_item(err, field->name, i, FLAW_NOT_AN_ID);
        else if (is_among(items, i, id))
            bad_item(err, field->name, i, FLAW_GIVEN_TWICE);
        items[i] = id;
    }
    *(struct ids *)target = (struct ids){.items = items, .count = count};
}

const char BODY_NULL[] = "";

static void take_null(const struct field *field, void *target)
{
    if (field->type == FIELD_INT)
        *(int64_t *)target = field->least - 1;
    else if (field->type == FIELD_STARS || field->type == FIELD_DATE || field->type == FIELD_TIME)
        *(int64_t *)target = 0;
    else if (field->type == FIELD_TEXT || field->type == FIELD_SECRET)
        *(const char **)target = BODY_NULL;
}

static void take_field(struct call *call, const struct field *field, json_t *value, void *target,
                       struct error *err)
{
    if (value == NULL) {
        if (field->required)
            bad_field(err, field->name, FLAW_MISSING);
        return;
    }
    if (json_is_null(value) && field->nullable) {
        take_null(field, target);
        return;
    }
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_SECRET:
        take_text(call, field, value, target, err);
        break;
    case FIELD_INT:
        take_int(field, value, target, err);
        break;
    case FIELD_STARS:
        take_stars(field, value, target, err);
        break;
    case FIELD_TIME:
        take_time(field, value, target, err);
        break;
    case FIELD_BOOL:
        take_bool(field, value, target, err);
        break;
    case FIELD_DATE:
        take_date(field, value, target, err);
        break;
    case FIELD_IDS:
        take_ids(call, field, value, target, err);
        break;
    }
}

enum fault body_decode(struct call *call, const struct field *fields, size_t count, void *target,
                       struct error *err)
{
    auto_json json_t *object = NULL;

    TRY(parse_object(call, &object, err));
    refuse_unknown(object, fields, count, err);
    for (size_t i = 0; i < count; i++)
        take_field(call, &fields[i], json_object_get(object, fields[i].name),
                   (char *)target + fields[i].offset, err);
    return err->fault;
}

enum fault body_admit(struct call *call, const struct route *route, struct error *err)
{
    const char *media_type = route->body.media_type;

    const bool may_be_none = media_type == NULL || route->body.optional;

    if (route->effect == READS || route->body.is_upload || (may_be_none && call->body_length == 0))
        return FAULT_NONE;
    TRY(check_media_type(call, media_type == NULL ? "application/json" : media_type, err));
    return media_type == NULL ? body_decode(call, NULL, 0, NULL, err) : FAULT_NONE;
}
