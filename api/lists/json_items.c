#include "lists/json_items.h"

#include <string.h>

#include "lists/damage.h"

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
        return list_damaged(err, DAMAGE_JSON_DEEP, .entry = items->number);
    item = json_loadb(items->at, most,
                      JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    if (item == NULL && json_error_code(&why) == json_error_premature_end_of_input && most < rest)
        return list_damaged(err, DAMAGE_JSON_LONG, .entry = items->number,
                            .max = JSON_ITEM_MAX / 1024);
    if (item == NULL)
        return list_damaged(err, DAMAGE_JSON_DAMAGED, .entry = items->number);
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
        return list_damaged(err, DAMAGE_JSON_NO_LIST, 0);
    more = !take_byte(&items, ']');
    for (; more; items.number++) {
        skip_space(&items);
        TRY(take_item(&items, take, context, err));
        more = take_byte(&items, ',');
        if (!more && !take_byte(&items, ']'))
            return list_damaged(err, DAMAGE_JSON_END, .entry = items.number);
    }
    skip_space(&items);
    return items.at == items.end ? FAULT_NONE : list_damaged(err, DAMAGE_JSON_MORE, 0);
}
