#include "http/page/module_syntax.h"

#include <string.h>

#include "base/auto.h"

bool text_starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

size_t js_word(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$");
}

static const char import_word[] = "import ";

bool js_next_import(const char **at)
{
    for (;;) {
        *at += strspn(*at, "\n");
        if (!text_starts(*at, "//"))
            return text_starts(*at, import_word);
        *at += strcspn(*at, "\n");
    }
}

bool js_read_import(const char *at, struct js_import *import)
{
    static const char from[] = " from \"", close[] = "\";\n";

    at += strlen(import_word);
    import->is_whole = text_starts(at, "* as ");
    if (!import->is_whole && *at != '{')
        return false;
    import->names = at + (import->is_whole ? strlen("* as ") : 1);
    import->names_length = import->is_whole ? js_word(import->names) : strcspn(import->names, "}");
    at = import->names + import->names_length;
    if (*at == '}')
        at++;
    if (!text_starts(at, from))
        return false;
    import->target = at + strlen(from);
    import->target_length = strcspn(import->target, "\"\n");
    import->end = import->target + import->target_length + strlen(close);
    return text_starts(import->target + import->target_length, close);
}

void js_add_target(struct strbuf *out, const char *from, const char *path)
{
    strbuf_addstr(out, strchr(from + 1, '/') == NULL ? "\"./" : "\"");
    for (const char *at = from + 1; (at = strchr(at, '/')) != NULL; at++)
        strbuf_addstr(out, "../");
    strbuf_addf(out, "%s\";\n", path + 1);
}

bool js_read_export(const char *line, const char *end, struct js_export *export)
{
    static const char word[] = "export ";
    static const char *const kinds[] = {"const ", "function ", "async function ", "class "};

    if (!text_starts(line, word) || end[-1] == ',') /* a second constant would follow */
        return false;
    export->declaration = line + strlen(word);
    export->name_length = 0;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (!text_starts(export->declaration, kinds[i]))
            continue;
        export->name = export->declaration + strlen(kinds[i]);
        export->name_length = js_word(export->name);
    }
    return export->name_length > 0;
}

bool js_waits(const char *line, const char *end)
{
    size_t length = (size_t)(end - line);

    return *line != ' ' && memmem(line, length, "await ", strlen("await ")) != NULL &&
           memmem(line, length, "async ", strlen("async ")) == NULL && !text_starts(line, "//");
}
