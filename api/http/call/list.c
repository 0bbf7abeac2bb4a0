#include "http/call/list.h"

#include "http/call/query.h"
#include "store/store.h"

enum { LIMIT_USUAL = 50 };

void list_read(struct call *call, const char *name, struct list *list, struct error *err)
{
    const char *cursor = query_text(call, "cursor");

    *list = (struct list){.after.list = name};
    list->limit = (size_t)query_int(call, "limit", 1, LIST_LIMIT_MAX, LIMIT_USUAL, err);
    list->continued =
        cursor != NULL && cursor_decode(&call->arena, cursor, &list->after, err) == FAULT_NONE;
}

size_t list_shown(const struct list *list, size_t count)
{
    return count > list->limit ? list->limit : count;
}

void list_begin(struct jsonw *json)
{
    jsonw_object(json, NULL);
    jsonw_array(json, "items");
}

void list_end(struct jsonw *json, struct arena *arena, const struct cursor *next)
{
    jsonw_array_end(json);
    jsonw_text(json, "next", next == NULL ? NULL : cursor_encode(arena, next));
}
