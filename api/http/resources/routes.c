#include "http/call/route.h"

#include <string.h>

#include "base/auto.h"
#include "http/resources/handlers.h"

/* clang-format off */
static const struct route table[] = {
    {METHOD_GET,    "/club",                        "",                            club_get,           ANYONE, READ},

    {METHOD_GET,    "/proposals",                   "status sort q cursor limit",  proposals_list,     READER, READ},
    {METHOD_POST,   "/proposals",                   "",                            proposals_add,      MEMBER, WRITE},
    {METHOD_GET,    "/proposals/{id}",              "",                            proposals_get,      READER, READ},
    {METHOD_PATCH,  "/proposals/{id}",              "",                            proposals_link,     MEMBER, WRITE},
    {METHOD_DELETE, "/proposals/{id}",              "",                            proposals_withdraw, MEMBER, WRITE},

    {METHOD_GET,    "/proposals/{id}/joins",        "",                            joins_list,         MEMBER, READ},
    {METHOD_PUT,    "/proposals/{id}/joins/{joined_id}", "",                       joins_join,         ADMIN,  WRITE},
    {METHOD_DELETE, "/proposals/{id}/joins/{joined_id}", "",                       joins_part,         ADMIN,  WRITE},

    {METHOD_GET,    "/votes",                       "proposal_id cursor limit",    votes_list,         MEMBER, READ},
    {METHOD_PUT,    "/votes",                       "",                            votes_put,          MEMBER, WRITE},
    {METHOD_PUT,    "/votes/{proposal_id}",         "",                            votes_cast,         MEMBER, WRITE},
    {METHOD_DELETE, "/votes/{proposal_id}",         "",                            votes_withdraw,     MEMBER, WRITE},

    {METHOD_GET,    "/films/search",                "q",                           films_search,       MEMBER, READ},
    {METHOD_GET,    "/films/{id}",                  "",                            films_get,          READER, READ},

    {METHOD_GET,    "/posters/{poster_id}",         "",                            posters_get,        READER, READ},
    {METHOD_GET,    "/posters/{poster_id}/{width}", "",                            posters_image,      READER, READ},

    {METHOD_GET,    "/cache",                       "",                            cache_get,          ADMIN,  READ},
    {METHOD_POST,   "/cache/refresh",               "",                            cache_refresh,      ADMIN,  WRITE},

    {METHOD_GET,    "/members/me",                  "",                            members_me,         MEMBER, READ},
    {METHOD_PATCH,  "/members/me",                  "",                            members_change_me,  MEMBER, WRITE},
    {METHOD_DELETE, "/members/me",                  "",                            members_leave,      MEMBER, WRITE},
    {METHOD_DELETE, "/members/me/notices/{id}",     "",                            members_put_notice_away, MEMBER, WRITE},

    {METHOD_POST,   "/sessions",                    "",                            sessions_sign_in,   OPEN,   WRITE},
    {METHOD_GET,    "/sessions",                    "cursor limit",                sessions_list,      MEMBER, READ},
    {METHOD_DELETE, "/sessions",                    "",                            sessions_sign_out,  MEMBER, WRITE},
    {METHOD_DELETE, "/sessions/others",             "",                            sessions_end_others, MEMBER, WRITE},
    {METHOD_DELETE, "/sessions/{id}",               "",                            sessions_end,       MEMBER, WRITE},

    {METHOD_GET,    "/health",                      "",                            health_get,         OPEN,   READ},
    {METHOD_GET,    "/metrics",                     "",                            metrics_get,        MEMBER, READ},
    {METHOD_GET,    "/openapi.yaml",                "",                            docs_contract,      OPEN,   READ},
    {METHOD_GET,    "/docs",                        "",                            docs_page,          OPEN,   READ},
    {METHOD_GET,    "/docs/{file}",                 "",                            docs_file,          OPEN,   READ},
    {METHOD_GET,    "/problems/{slug}",             "",                            problems_get,       OPEN,   READ},
};
/* clang-format on */

static const char base[] = "/api/v1";

const struct route *routes(size_t *count)
{
    *count = COUNT_OF(table);
    return table;
}

/* Matches segment by segment; variables are copied into the arena. */
static bool matches(struct call *call, const char *pattern, const char *path)
{
    const char *values[PATH_VARIABLES_MAX] = {0};
    size_t lengths[PATH_VARIABLES_MAX], count = 0;

    while (*pattern != '\0' && *path != '\0') {
        size_t pattern_length = strcspn(pattern + 1, "/"), path_length = strcspn(path + 1, "/");

        if (pattern[1] == '{') {
            if (path_length == 0)
                return false;
            values[count] = path + 1;
            lengths[count++] = path_length;
        } else if (pattern_length != path_length ||
                   memcmp(pattern, path, pattern_length + 1) != 0) {
            return false;
        }
        pattern += pattern_length + 1;
        path += path_length + 1;
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
        if (!matches(call, table[i].path, path))
            continue;
        exact = is_exact(&table[i]);
        *allowed |= table[i].method;
        if (table[i].method == call->method)
            *found = &table[i];
    }
    if (*allowed == 0)
        return error_set(err, FAULT_NOT_FOUND, "There is nothing at this address.");
    if (*found == NULL && call->method != METHOD_OPTIONS)
        return error_set(err, FAULT_METHOD_NOT_ALLOWED, "This resource takes %s.",
                         route_allow(&call->arena, *allowed));
    return FAULT_NONE;
}

const char *route_allow(struct arena *arena, unsigned allowed)
{
    return arena_printf(arena, "%s%s%s%s%sOPTIONS", allowed & METHOD_GET ? "GET, HEAD, " : "",
                        allowed & METHOD_POST ? "POST, " : "", allowed & METHOD_PUT ? "PUT, " : "",
                        allowed & METHOD_PATCH ? "PATCH, " : "",
                        allowed & METHOD_DELETE ? "DELETE, " : "");
}
