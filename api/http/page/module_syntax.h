/*
 * The few forms of JavaScript that modules.h needs to know, as Prettier writes them. All texts end
 * with a NUL; what is found points into them.
 */
#ifndef MARQUEE_HTTP_PAGE_MODULE_SYNTAX_H
#define MARQUEE_HTTP_PAGE_MODULE_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

bool text_starts(const char *text, const char *with);

/* Bytes of the name or word that a text begins with. */
size_t js_word(const char *text);

struct js_import {
    const char *names;  /* "a, b as c", with line breaks; or the one name of `* as x` */
    const char *target; /* "./x.js" */
    const char *end;    /* the next line */
    size_t names_length, target_length; /* bytes */
    bool is_whole;                      /* `* as x` */
};

/* Goes on to the next import of a module's first lines; false: there is no further one. */
bool js_next_import(const char **at);

/* `at` is where js_next_import() came to; false: another form. */
bool js_read_import(const char *at, struct js_import *import);

/* The end of a line in the module at `from` that imports the one at `path`: `"../x.js";`, and a new
 * line. Both are addresses, with a slash first. */
void js_add_target(struct strbuf *out, const char *from, const char *path);

struct js_export {
    const char *declaration; /* behind the word `export` */
    const char *name;
    size_t name_length; /* bytes */
};

/* `line`, which ends at `end`, begins with `export`; false: another form. */
bool js_read_export(const char *line, const char *end, struct js_export *export);

/* Whether a line awaits outside a function. A function that awaits begins with `async`. */
bool js_waits(const char *line, const char *end);

#endif
