#include "lists/json_items.h"

#include <string.h>

struct items {
    const char *at, *end;
    int64_t number;
};

static void skip_space(struct items *items)
{
    while (items->at < items->end && strchr(" \t\r\n", *items->at) != NULL && *items->at != '\0')
        items->at++;
}

static bool take_byte(struct items *items, char byte)
{
    skip_space(items);
    if (items->at == items->end || *items->at != byte)
        return false;
    items->at++;
    return true;
}

static enum fault refuse_item(const struct items *items, const char *what, struct error *err)
{
    error_set(err, FAULT_MALFORMED, "Entry %lld: %s", (long long)items->number, what);
    error_param_int(err, "entry", items->number);
    return err->fault;
}

/* The parser's recursion could overflow the stack of a small thread. */
static bool is_too_deep(const char *text, size_t length)
{
    enum { DEPTH_MAX = 16 };
    bool is_quoted = false;
    int depth = 0;

    for (size_t i = 0; i < length && depth <= DEPTH_MAX; i++) {
        if (is_quoted && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && (text[i] == '[' || text[i] == '{'))
            depth++;
        else if (!is_quoted && (text[i] == ']' || text[i] == '}') && --depth <= 0)
            return false;
    }
    return depth > DEPTH_MAX;
}

static enum fault take_item(struct items *items, json_taker take, void *context, struct error *err)
{
    const size_t rest = (size_t)(items->end - items->at);
    const size_t most = rest < JSON_ITEM_MAX ? rest : JSON_ITEM_MAX;
    json_error_t why;
    enum fault fault;
    json_t *item;

    if (is_too_deep(items->at, most))
        return refuse_item(items, "it is nested too deeply.", err);
    item = json_loadb(items->at, most,
                      JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    if (item == NULL)
        return refuse_item(items,
                           json_error_code(&why) == json_error_premature_end_of_input && most < rest
                               ? "it is longer than 64 KiB."
                               : "the JSON is damaged here.",
                           err);
    fault = take(context, items->number, item, err);
    json_decref(item);
    items->at += why.position;
    return fault;
}

enum fault json_items_read(const char *text, size_t length, json_taker take, void *context,
                           struct error *err)
{
    struct items items = {.at = text, .end = text + length, .number = 1};
    bool more;

    if (!take_byte(&items, '['))
        return error_set(err, FAULT_MALFORMED, "This JSON is no list.");
    more = !take_byte(&items, ']');
    for (; more; items.number++) {
        skip_space(&items);
        TRY(take_item(&items, take, context, err));
        more = take_byte(&items, ',');
        if (!more && !take_byte(&items, ']'))
            return refuse_item(&items, "the list doesn't go on or end behind it.", err);
    }
    skip_space(&items);
    return items.at == items.end
               ? FAULT_NONE
               : error_set(err, FAULT_MALFORMED, "There is more behind the end of the JSON.");
}
