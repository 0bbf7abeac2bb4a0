#include "http/resources/routes.h"

#include <string.h>

#include "base/auto.h"

#define ROW(method, ...) {METHOD_##method, __VA_ARGS__},
static const struct route table[] = {ROUTES(ROW)};
#undef ROW

static const char base[] = "/api/v1";

const struct route *routes(size_t *count)
{
    *count = COUNT_OF(table);
    return table;
}

/* Variables are copied into the arena. Most rows differ in the first letters already. */
static bool matches_path(struct call *call, const char *pattern, const char *path)
{
    const char *values[PATH_VARIABLES_MAX] = {0};
    size_t lengths[PATH_VARIABLES_MAX], count = 0;

    while (*pattern != '\0' && *path != '\0') {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        values[count] = path;
        lengths[count] = strcspn(path, "/");
        if (lengths[count] == 0)
            return false;
        path += lengths[count++];
        pattern += strcspn(pattern, "/");
    }
    if (*pattern != '\0' || *path != '\0')
        return false;
    for (size_t i = 0; i < count; i++)
        call->variables[i] = arena_strndup(&call->arena, values[i], lengths[i]);
    return true;
}

/* A path without variables is more exact than one with: /films/search before /films/{id}. */
static bool is_exact(const struct route *route)
{
    return strchr(route->path, '{') == NULL;
}

static enum fault refuse_method(const char *methods, struct error *err)
{
    error_set(err, FAULT_METHOD_NOT_ALLOWED, "This resource takes %s.", methods);
    error_param_text(err, "methods", methods);
    return FAULT_METHOD_NOT_ALLOWED;
}

enum fault route_find(struct call *call, const struct route **found, unsigned *allowed,
                      struct error *err)
{
    const char *path = call->path + strlen(base);
    bool exact = false;

    *found = NULL;
    *allowed = 0;
    if (strncmp(call->path, base, strlen(base)) != 0 || *path != '/')
        return error_set(err, FAULT_NOT_FOUND, "There is nothing at this address.");
    for (size_t i = 0; i < COUNT_OF(table) && !(exact && !is_exact(&table[i])); i++) {
        if (!matches_path(call, table[i].path, path))
            continue;
        exact = is_exact(&table[i]);
        *allowed |= table[i].method;
        if (table[i].method == call->method)
            *found = &table[i];
    }
    if (*allowed == 0)
        return error_set(err, FAULT_NOT_FOUND, "There is nothing at this address.");
    if (*found == NULL && call->method != METHOD_OPTIONS)
        return refuse_method(route_allow(&call->arena, *allowed), err);
    return FAULT_NONE;
}

const char *route_allow(struct arena *arena, unsigned allowed)
{
    return arena_printf(arena, "%s%s%s%s%sOPTIONS", allowed & METHOD_GET ? "GET, HEAD, " : "",
                        allowed & METHOD_POST ? "POST, " : "", allowed & METHOD_PUT ? "PUT, " : "",
                        allowed & METHOD_PATCH ? "PATCH, " : "",
                        allowed & METHOD_DELETE ? "DELETE, " : "");
}
