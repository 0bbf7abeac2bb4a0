#include "base/jsonw.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"

void jsonw_init(struct jsonw *json, struct strbuf *out)
{
    *json = (struct jsonw){.out = out};
}

static void start_value(struct jsonw *json, const char *key)
{
    if (json->comma)
        strbuf_addch(json->out, ',');
    json->comma = true;
    if (key != NULL) {
        strbuf_addch(json->out, '"');
        strbuf_addstr(json->out, key);
        strbuf_add(json->out, "\":", 2);
    }
}

static void open_level(struct jsonw *json, const char *key, char bracket)
{
    start_value(json, key);
    strbuf_addch(json->out, bracket);
    json->comma = false;
}

static void close_level(struct jsonw *json, char bracket)
{
    strbuf_addch(json->out, bracket);
    json->comma = true;
}

void jsonw_object(struct jsonw *json, const char *key)
{
    open_level(json, key, '{');
}

void jsonw_object_end(struct jsonw *json)
{
    close_level(json, '}');
}

void jsonw_array(struct jsonw *json, const char *key)
{
    open_level(json, key, '[');
}

void jsonw_array_end(struct jsonw *json)
{
    close_level(json, ']');
}

static void add_json_character(struct strbuf *out, unsigned char byte)
{
    switch (byte) {
    case '"':
        strbuf_add(out, "\\\"", 2);
        break;
    case '\\':
        strbuf_add(out, "\\\\", 2);
        break;
    case '\n':
        strbuf_add(out, "\\n", 2);
        break;
    default:
        strbuf_addf(out, "\\u%04x", byte);
    }
}

void jsonw_text(struct jsonw *json, const char *key, const char *text)
{
    const char *run = text;

    if (text == NULL) {
        jsonw_null(json, key);
        return;
    }
    start_value(json, key);
    strbuf_addch(json->out, '"');
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f)
            continue;
        strbuf_add(json->out, run, (size_t)(text - run));
        add_json_character(json->out, byte);
        run = text + 1;
    }
    strbuf_add(json->out, run, (size_t)(text - run));
    strbuf_addch(json->out, '"');
}

void jsonw_int(struct jsonw *json, const char *key, int64_t number)
{
    start_value(json, key);
    strbuf_addint(json->out, number);
}

void jsonw_tenths(struct jsonw *json, const char *key, int64_t tenths)
{
    if (tenths < 0) {
        jsonw_null(json, key);
        return;
    }
    start_value(json, key);
    strbuf_addint(json->out, tenths / 10);
    strbuf_addch(json->out, '.');
    strbuf_addint(json->out, tenths % 10);
}

void jsonw_positive(struct jsonw *json, const char *key, int64_t number)
{
    if (number > 0)
        jsonw_int(json, key, number);
    else
        jsonw_null(json, key);
}

void jsonw_bool(struct jsonw *json, const char *key, bool value)
{
    start_value(json, key);
    strbuf_addstr(json->out, value ? "true" : "false");
}

void jsonw_null(struct jsonw *json, const char *key)
{
    start_value(json, key);
    strbuf_add(json->out, "null", 4);
}

void jsonw_time(struct jsonw *json, const char *key, int64_t seconds)
{
    char text[CLOCK_TEXT_SIZE];

    jsonw_text(json, key, seconds == 0 ? NULL : clock_format(seconds, text));
}

void jsonw_date(struct jsonw *json, const char *key, int64_t day)
{
    char text[DATE_TEXT_SIZE];

    jsonw_text(json, key, day == 0 ? NULL : date_format(day, text));
}

void jsonw_raw(struct jsonw *json, const char *key, const char *text)
{
    start_value(json, key);
    strbuf_addstr(json->out, text == NULL ? "null" : text);
}
