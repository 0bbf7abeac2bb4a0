#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

void error_init(struct error *err)
{
    err->fault = FAULT_NONE;
    err->detail[0] = '\0';
    err->field_count = 0;
    err->param_count = 0;
    err->retry_after = 0;
}

/* Takes off what is left of a character that was cut in two, where `wanted` bytes did not fit:
 * the text goes into JSON. */
static void trim(char *text, size_t size, int wanted)
{
    size_t end = size - 1, start = end;
    unsigned char lead;

    if (wanted < (int)size)
        return;
    while (start > 1 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
        start--;
    lead = (unsigned char)text[--start];
    if (start + (lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4) > end)
        text[start] = '\0';
}

enum fault error_set(struct error *err, enum fault fault, const char *format, ...)
{
    va_list args;

    error_init(err);
    err->fault = fault;
    va_start(args, format);
    trim(err->detail, sizeof(err->detail),
         vsnprintf(err->detail, sizeof(err->detail), format, args));
    va_end(args);
    return fault;
}

static void add_field(struct error *err, const char *in, const char *pointer,
                      const struct flaw_values *values)
{
    struct error_field *field;

    if (err->field_count == ERROR_FIELDS_MAX)
        return;
    field = &err->fields[err->field_count++];
    field->in = in;
    trim(field->pointer, sizeof(field->pointer),
         snprintf(field->pointer, sizeof(field->pointer), "%s", pointer));
    field->flaw = values->flaw;
    field->min = values->min;
    field->max = values->max;
    trim(field->detail, sizeof(field->detail),
         flaw_write(values, field->detail, sizeof(field->detail)));
    trim(
        field->text, sizeof(field->text),
        snprintf(field->text, sizeof(field->text), "%s", values->text == NULL ? "" : values->text));
}

enum fault error_add_field(struct error *err, const char *in, const char *pointer,
                           const struct flaw_values *values)
{
    if (err->fault != FAULT_INVALID)
        error_set(err, FAULT_INVALID, "Some of what was sent can't be accepted. See errors.");
    add_field(err, in, pointer, values);
    return FAULT_INVALID;
}

void error_point(struct error *err, const char *in, const char *pointer, enum flaw flaw)
{
    add_field(err, in, pointer, &(struct flaw_values){.flaw = flaw});
}

static struct error_param *next_param(struct error *err, const char *name)
{
    struct error_param *param;

    if (err->param_count == ERROR_PARAMS_MAX)
        return NULL;
    param = &err->params[err->param_count++];
    param->name = name;
    param->number = 0;
    param->text[0] = '\0';
    return param;
}

void error_param_int(struct error *err, const char *name, int64_t number)
{
    struct error_param *param = next_param(err, name);

    if (param != NULL)
        param->number = number;
}

void error_param_text(struct error *err, const char *name, const char *text)
{
    struct error_param *param = next_param(err, name);

    if (param != NULL)
        trim(param->text, sizeof(param->text),
             snprintf(param->text, sizeof(param->text), "%s", text));
}
