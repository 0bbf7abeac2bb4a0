/* Which of the page's modules imports which, and which are loaded while it runs. */
#ifndef MARQUEE_HTTP_PAGE_MODULE_GRAPH_H
#define MARQUEE_HTTP_PAGE_MODULE_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "http/page/files.h"

struct module_graph {
    size_t count;    /* of the files; each is known by its index */
    bool *imports;   /* [i * count + k]: i imports k in its first lines */
    bool *is_loaded; /* [i]: somebody says import("…") of it */
};

/* Reads the texts as they are now, in the forms of modules.h; what is not understood is left out.
 */
struct module_graph graph_read(const struct page_file *files, size_t count);
void graph_release(struct module_graph *graph);

/* So many, false at first; to be freed by the caller. */
bool *graph_flags(size_t count);

static inline bool graph_imports(const struct module_graph *graph, size_t from, size_t to)
{
    return graph->imports[from * graph->count + to];
}

/* Sets found[k] for all that `from` leads to, import by import, and that are not set yet: beyond
 * those that are, it doesn't look. */
void graph_follow(const struct module_graph *graph, size_t from, bool *found);

#endif
