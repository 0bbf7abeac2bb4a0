/* What all collections have in common: `limit`, `cursor`, {"items": […], "next": …}. */
#ifndef MARQUEE_HTTP_CALL_LIST_H
#define MARQUEE_HTTP_CALL_LIST_H

#include "base/jsonw.h"
#include "http/call/call.h"
#include "http/call/cursor.h"

/* How much of a list is wanted, and from where on. */
struct list {
    size_t limit;
    bool continued;
    struct cursor after; /* where it goes on; ids are positive, so 0 is the start */
};

/* Reads `limit` and `cursor` of the query; what is wrong is collected in err. `name` is a literal:
 * a cursor of another list is refused. */
void list_read(struct call *call, const char *name, struct list *list, struct error *err);

/* Of `count` items that were loaded, of list->limit + 1 that were asked for: so many are shown. */
size_t list_shown(const struct list *list, size_t count);

/* The answer: an object whose items are written between the two. What stands beside them comes
 * after list_end(), before jsonw_object_end(). `next`: where the last one shown is, or NULL if
 * there are no more. */
void list_begin(struct jsonw *json);
void list_end(struct jsonw *json, struct arena *arena, const struct cursor *next);

#endif
