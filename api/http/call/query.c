#include "http/call/query.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "http/call/pointer.h"

#define bad_query(err, name, ...)                                                                  \
    bad_parameter((err), (name), &(struct flaw_values){.flaw = __VA_ARGS__})

static void bad_parameter(struct error *err, const char *name, const struct flaw_values *values)
{
    char pointer[POINTER_SIZE];

    error_add_field(err, "query", json_pointer(name, pointer), values);
}

static struct parameter *find_parameter(const struct call *call, const char *name)
{
    struct parameter *parameter = call->parameters;

    while (parameter != NULL && strcmp(parameter->name, name) != 0)
        parameter = parameter->next;
    return parameter;
}

static void take_parameter(struct call *call, const char *names, const char *pair, size_t length,
                           struct error *err)
{
    const char *equals = memchr(pair, '=', length);
    size_t name_length = equals == NULL ? length : (size_t)(equals - pair);
    struct parameter *parameter = ARENA_NEW(&call->arena, struct parameter);

    parameter->value = "";
    if (!target_decode(&call->arena, pair, name_length, true, &parameter->name)) {
        bad_query(err, "", FLAW_NOT_ENCODED);
    } else if (equals != NULL && !target_decode(&call->arena, equals + 1, length - name_length - 1,
                                                true, &parameter->value)) {
        bad_query(err, parameter->name, FLAW_NOT_ENCODED);
    } else if (!text_has_word(names, parameter->name)) {
        bad_query(err, parameter->name, FLAW_UNKNOWN);
    } else if (find_parameter(call, parameter->name) != NULL) {
        bad_query(err, parameter->name, FLAW_GIVEN_TWICE);
    } else {
        parameter->next = call->parameters;
        call->parameters = parameter;
    }
}

enum fault query_parse(struct call *call, const char *names, struct error *err)
{
    const char *at = call->query;

    while (*at != '\0') {
        size_t length = strcspn(at, "&");

        if (length > 0)
            take_parameter(call, names, at, length, err);
        at += length + (at[length] == '&');
    }
    return query_done(err);
}

const char *query_text(const struct call *call, const char *name)
{
    const struct parameter *parameter = find_parameter(call, name);

    return parameter == NULL ? NULL : parameter->value;
}

/* ASCII's: a line that ends, or a key that was hit by mistake. */
static bool has_control(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            return true;
    return false;
}

/* A title that was copied may bring marks of direction or a soft hyphen, which nobody sees. */
const char *query_search(struct call *call, const char *name, size_t max, struct error *err)
{
    const char *value = query_text(call, name), *tidy;

    if (value == NULL)
        return NULL;
    tidy = text_tidy(&call->arena, value, SIZE_MAX);
    if (*value == '\0')
        bad_query(err, name, FLAW_EMPTY);
    else if (text_length(tidy) > max)
        bad_query(err, name, FLAW_TOO_LONG, .max = (int64_t)max);
    else if (has_control(value) || !text_is_visible(*tidy == '\0' ? value : tidy))
        bad_query(err, name, FLAW_NOT_VISIBLE);
    return tidy;
}

/* Without a sign, spaces or zeros in front. */
static bool is_written_plainly(const char *number)
{
    return number[0] >= '0' && number[0] <= '9' && (number[0] != '0' || number[1] == '\0');
}

int64_t query_int(const struct call *call, const char *name, int64_t least, int64_t most,
                  int64_t standard, struct error *err)
{
    const char *value = query_text(call, name);
    long long number;
    char *end;

    if (value == NULL)
        return standard;
    errno = 0;
    number = strtoll(value, &end, 10);
    if (errno == 0 && end != value && *end == '\0' && is_written_plainly(value) &&
        number >= least && number <= most)
        return number;
    bad_query(err, name, FLAW_OUT_OF_RANGE, .min = least, .max = most);
    return standard;
}

enum fault query_done(const struct error *err)
{
    return err->fault;
}
