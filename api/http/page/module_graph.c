#include "http/page/module_graph.h"

#include <stdlib.h>
#include <string.h>

#include "http/page/module_syntax.h"

bool *graph_flags(size_t count)
{
    bool *flags = calloc(count + 1, sizeof(*flags));

    if (flags == NULL)
        abort();
    return flags;
}

static void read_imports(struct module_graph *graph, const struct page_file *files, size_t from)
{
    const char *at = file_text(&files[from]);
    struct js_import import;

    for (; js_next_import(&at) && js_read_import(at, &import); at = import.end) {
        size_t to = files_resolve(files, graph->count, files[from].path, import.target,
                                  import.target_length);

        if (to < graph->count)
            graph->imports[from * graph->count + to] = true;
    }
}

static void read_loads(struct module_graph *graph, const struct page_file *files, size_t from)
{
    static const char open[] = "import(\"";
    const char *at = file_text(&files[from]);

    while ((at = strstr(at, open)) != NULL) {
        size_t to;

        at += strlen(open);
        to = files_resolve(files, graph->count, files[from].path, at, strcspn(at, "\"\n"));
        if (to < graph->count)
            graph->is_loaded[to] = true;
    }
}

struct module_graph graph_read(const struct page_file *files, size_t count)
{
    struct module_graph graph = {
        .count = count, .imports = graph_flags(count * count), .is_loaded = graph_flags(count)};

    for (size_t i = 0; i < count; i++) {
        if (!file_is_script(files[i].type))
            continue;
        read_imports(&graph, files, i);
        read_loads(&graph, files, i);
    }
    return graph;
}

void graph_release(struct module_graph *graph)
{
    free(graph->imports);
    free(graph->is_loaded);
}

/* It is as deep as the folder has modules, at most. */
void graph_follow(const struct module_graph *graph, size_t from, bool *found)
{
    for (size_t to = 0; to < graph->count; to++) {
        if (!graph_imports(graph, from, to) || found[to])
            continue;
        found[to] = true;
        graph_follow(graph, to, found);
    }
}
