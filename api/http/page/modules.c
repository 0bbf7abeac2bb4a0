/*
 * DESIGN: this is no JavaScript parser. It reads lines, and relies on the form that Prettier and
 * ESLint hold the page's modules to. Each module becomes a function that is called at once and
 * returns what the module exports:
 *
 *     const $3 = (() => {
 *     const { elt, on: listen, } = $0;
 *     …its own lines, without `import` and `export`…
 *     return { createSheet, };
 *     })();
 *
 * That is the same program as long as nobody changes an export later and no imports go in a circle.
 * `export let` and circles are therefore refused, and so is whatever else is not understood: then
 * the files are served as they are.
 */
#include "http/page/modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "http/page/module_graph.h"
#include "http/page/module_syntax.h"

static const char main_module[] = "/main.js";

/* What has become of a file. */
struct module {
    enum { MODULE_UNSEEN, MODULE_OPEN, MODULE_JOINED } state;
    size_t number;       /* of its variable */
    struct strbuf names; /* that it exports: "a, b, " */
};

struct joining {
    struct page_file *files;
    size_t count;
    struct module *modules; /* one for each file */
    size_t joined;
    struct strbuf script;
    const char *refused, *why; /* the module that cannot be joined, and what it does */
};

static bool refuse_form(struct joining *joining, const char *path, const char *why)
{
    joining->refused = path;
    joining->why = why;
    return false;
}

static bool is_joined(const struct joining *joining, size_t index)
{
    return joining->modules[index].state == MODULE_JOINED;
}

/* The file that `target` is for the module at `from`; `count` if it is none. */
static size_t resolve(const struct joining *joining, const char *from, const char *target,
                      size_t length)
{
    return files_resolve(joining->files, joining->count, from, target, length);
}

/* ---- imports ------------------------------------------------------------------------------ */

static bool exports(const struct module *module, const char *name, size_t length)
{
    const char *at = module->names.bytes;

    for (; *at != '\0'; at += strlen(", ")) {
        size_t here = js_word(at);

        if (here == length && memcmp(at, name, length) == 0)
            return true;
        at += here;
    }
    return false;
}

/* `a, b as c` as a pattern: `a, b: c, `. */
static bool add_names(struct strbuf *out, const struct js_import *import,
                      const struct module *target)
{
    const char *at = import->names, *end = at + import->names_length;

    for (at += strspn(at, " \n"); at < end; at += strspn(at, ", \n")) {
        size_t length = js_word(at);

        if (length == 0 || !exports(target, at, length))
            return false;
        strbuf_add(out, at, length);
        at += length;
        if (text_starts(at, " as ")) {
            at += strlen(" as ");
            length = js_word(at);
            strbuf_addf(out, ": %.*s", (int)length, at);
            at += length;
        }
        strbuf_addstr(out, ", ");
    }
    return true;
}

/* What is imported, out of the variable in which the target is; false: it has no such name. */
static bool add_taking(struct strbuf *out, const struct js_import *import,
                       const struct module *target, const char *variable)
{
    if (import->is_whole) {
        strbuf_addf(out, "const %.*s = %s;\n", (int)import->names_length, import->names, variable);
        return true;
    }
    strbuf_addstr(out, "const { ");
    if (!add_names(out, import, target))
        return false;
    strbuf_addf(out, "} = %s;\n", variable);
    return true;
}

static bool join_module(struct joining *joining, size_t index);

static bool add_import(struct joining *joining, const char *path, const struct js_import *import,
                       struct strbuf *head)
{
    size_t index = resolve(joining, path, import->target, import->target_length);
    const struct module *target = &joining->modules[index];
    char variable[24]; /* "$12" */

    if (index == joining->count)
        return refuse_form(joining, path, "imports a file that is not there");
    if (!join_module(joining, index))
        return false;
    snprintf(variable, sizeof(variable), "$%zu", target->number);
    return add_taking(head, import, target, variable) ||
           refuse_form(joining, path, "imports a name that is not exported");
}

/* The imports of the first lines; `at` is then behind them. */
static bool add_head(struct joining *joining, const char *path, const char **at,
                     struct strbuf *head)
{
    struct js_import import;

    while (js_next_import(at)) {
        if (!js_read_import(*at, &import))
            return refuse_form(joining, path, "imports in a way that is not understood");
        if (!add_import(joining, path, &import, head))
            return false;
        *at = import.end;
    }
    return true;
}

/* ---- the rest of a module ----------------------------------------------------------------- */

/* What is loaded later is looked for beside the joined text, and so is what stands in its folder.
 */
static bool add_line(struct joining *joining, const char *path, const char *at, const char *end)
{
    static const char word[] = "import", open[] = "import(\"", computed[] = "import(`.$",
                      whole[] = "import.meta.url";
    const char *start = at, *found;

    while ((found = memmem(at, (size_t)(end - at), word, strlen(word))) != NULL) {
        const char *after = found + strlen(word), *target;
        size_t index;

        if ((found > start && js_word(found - 1) > strlen(word)) ||
            (*after != '(' && *after != '.')) {
            strbuf_add(&joining->script, at, (size_t)(after - at));
            at = after;
            continue;
        }
        if (strchr(path + 1, '/') == NULL &&
            (text_starts(found, whole) || text_starts(found, computed))) {
            strbuf_add(&joining->script, at, (size_t)(after - at));
            at = after;
            continue;
        }
        if (!text_starts(found, open))
            return refuse_form(joining, path, "loads something in a way that is not understood");
        target = found + strlen(open);
        index = resolve(joining, path, target, strcspn(target, "\"\n"));
        if (index == joining->count)
            return refuse_form(joining, path, "loads a file that is not there");
        strbuf_add(&joining->script, at, (size_t)(found - at));
        strbuf_addf(&joining->script, "%s.%s", open, joining->files[index].path);
        at = target + strcspn(target, "\"\n");
    }
    strbuf_add(&joining->script, at, (size_t)(end - at));
    strbuf_addch(&joining->script, '\n');
    return true;
}

/* Keeps the name, and moves `at` behind the word `export`. */
static bool add_export(struct module *module, const char **at, const char *end)
{
    struct js_export export;

    if (!js_read_export(*at, end, &export))
        return false;
    strbuf_addf(&module->names, "%.*s, ", (int)export.name_length, export.name);
    *at = export.declaration;
    return true;
}

static bool add_body(struct joining *joining, const char *path, const char *at,
                     struct module *module)
{
    while (*at != '\0') {
        const char *end = strchrnul(at, '\n');

        if (js_waits(at, end))
            return refuse_form(joining, path, "waits before it is ready");
        if (text_starts(at, "import "))
            return refuse_form(joining, path, "imports after its first lines");
        if (text_starts(at, "export") && !add_export(module, &at, end))
            return refuse_form(joining, path, "exports in a way that is not understood");
        if (!add_line(joining, path, at, end))
            return false;
        at = *end == '\0' ? end : end + 1;
    }
    return true;
}

static bool add_module(struct joining *joining, size_t index)
{
    const struct page_file *file = &joining->files[index];
    struct module *module = &joining->modules[index];
    const char *at = file_text(file);
    auto_strbuf struct strbuf head;

    strbuf_init(&head, MODULES_BYTES_MAX);
    if (!add_head(joining, file->path, &at, &head))
        return false;
    module->number = joining->joined++;
    strbuf_addf(&joining->script, "const $%zu = (() => {\n%s", module->number, head.bytes);
    if (!add_body(joining, file->path, at, module))
        return false;
    strbuf_addf(&joining->script, "return { %s};\n})();\n", module->names.bytes);
    return true;
}

/* A module comes behind those it imports. It is as deep as the folder has modules, at most. */
static bool join_module(struct joining *joining, size_t index)
{
    struct module *module = &joining->modules[index];

    if (module->state == MODULE_JOINED)
        return true;
    if (module->state == MODULE_OPEN)
        return refuse_form(joining, joining->files[index].path, "imports itself in a circle");
    module->state = MODULE_OPEN;
    if (!add_module(joining, index))
        return false;
    module->state = MODULE_JOINED;
    return true;
}

/* ---- the files ---------------------------------------------------------------------------- */

/* How a file asks for all that was joined. */
static void add_main_import(struct strbuf *out, const struct page_file *file)
{
    strbuf_addstr(out, "import { modules as $ } from ");
    js_add_target(out, file->path, main_module);
}

static void write_stub(struct page_file *file, const struct module *module)
{
    auto_strbuf struct strbuf stub;

    strbuf_init(&stub, MODULES_BYTES_MAX);
    add_main_import(&stub, file);
    strbuf_addf(&stub, "export const { %s} = $[\"%s\"];\n", module->names.bytes, file->path);
    file_rewrite(file, &stub);
}

/* An import of a module that is loaded later, as it is or out of what was joined, which is counted;
 * false: it asks for a name that was not exported. */
static bool add_later_import(const struct joining *joining, const char *path, const char *start,
                             const struct js_import *import, struct strbuf *out, size_t *taken)
{
    size_t index = resolve(joining, path, import->target, import->target_length);
    char variable[FILES_PATH_MAX + 8]; /* $["/a.js"] */

    if (index == joining->count || !is_joined(joining, index)) {
        strbuf_add(out, start, (size_t)(import->end - start));
        return true;
    }
    ++*taken;
    snprintf(variable, sizeof(variable), "$[\"%s\"]", joining->files[index].path);
    return add_taking(out, import, &joining->modules[index], variable);
}

/* All that a module leads to beyond what it imports itself, so that a browser asks for it at once,
 * and not import by import. It comes last, so nothing runs in another order. Counted. */
static void add_ahead(const struct joining *joining, const struct module_graph *graph, size_t index,
                      struct strbuf *out, size_t *added)
{
    bool *found = graph_flags(joining->count);

    for (size_t i = 0; i < joining->count; i++)
        found[i] = i == index || is_joined(joining, i);
    graph_follow(graph, index, found);
    for (size_t i = 0; i < joining->count; i++)
        if (found[i] && i != index && !is_joined(joining, i) && !graph_imports(graph, index, i)) {
            ++*added;
            strbuf_addstr(out, "import ");
            js_add_target(out, joining->files[index].path, joining->files[i].path);
        }
    free(found);
}

/* A module that is loaded later takes from the joined text what is there: at its own address it is
 * one more file to ask for. What is not understood stays as it is. */
static void link_later(const struct joining *joining, const struct module_graph *graph,
                       size_t index)
{
    struct page_file *file = &joining->files[index];
    const char *at = file_text(file);
    auto_strbuf struct strbuf imports, text;
    struct js_import import;
    size_t taken = 0, added = 0;

    strbuf_init(&imports, MODULES_BYTES_MAX);
    strbuf_init(&text, MODULES_BYTES_MAX);
    for (; js_next_import(&at); at = import.end)
        if (!js_read_import(at, &import) ||
            !add_later_import(joining, file->path, at, &import, &imports, &taken))
            return;
    if (graph->is_loaded[index])
        add_ahead(joining, graph, index, &imports, &added);
    if (taken + added == 0)
        return;
    if (taken > 0)
        add_main_import(&text, file);
    strbuf_addf(&text, "%s%s", imports.bytes, at);
    if (strbuf_ok(&text))
        file_rewrite(file, &text);
}

static void exchange(struct joining *joining, size_t entry)
{
    struct module_graph graph = graph_read(joining->files, joining->count);

    strbuf_addstr(&joining->script, "export const modules = {\n");
    for (size_t i = 0; i < joining->count; i++)
        if (is_joined(joining, i) && i != entry)
            strbuf_addf(&joining->script, "  \"%s\": $%zu,\n", joining->files[i].path,
                        joining->modules[i].number);
    strbuf_addstr(&joining->script, "};\n");
    for (size_t i = 0; i < joining->count; i++)
        if (!is_joined(joining, i))
            link_later(joining, &graph, i);
    graph_release(&graph);
    for (size_t i = 0; i < joining->count; i++)
        if (is_joined(joining, i) && i != entry)
            write_stub(&joining->files[i], &joining->modules[i]);
    file_rewrite(&joining->files[entry], &joining->script);
}

static bool join_all(struct joining *joining, size_t entry)
{
    if (!join_module(joining, entry))
        return false;
    if (joining->modules[entry].names.length > 0)
        return refuse_form(joining, main_module, "exports something, though nobody imports it");
    if (!strbuf_ok(&joining->script))
        return refuse_form(joining, main_module, "is too long with all that it imports");
    exchange(joining, entry);
    return true;
}

bool modules_join(struct page_file *files, size_t count)
{
    struct joining joining = {.files = files, .count = count};
    size_t entry = files_find(files, count, main_module);
    bool is_joined;

    if (entry == count)
        return false;
    joining.modules = calloc(count, sizeof(*joining.modules));
    if (joining.modules == NULL)
        abort();
    for (size_t i = 0; i < count; i++)
        strbuf_init(&joining.modules[i].names, MODULES_BYTES_MAX);
    strbuf_init(&joining.script, MODULES_BYTES_MAX);
    is_joined = join_all(&joining, entry);
    if (!is_joined)
        log_line(LOG_WARN, "The page's modules are sent one by one, which is slower: %s %s.",
                 joining.refused, joining.why);
    for (size_t i = 0; i < count; i++)
        strbuf_release(&joining.modules[i].names);
    strbuf_release(&joining.script);
    free(joining.modules);
    return is_joined;
}
