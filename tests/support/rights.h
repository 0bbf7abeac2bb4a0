/*
 * What each row of the API's table (api/http/resources/routes.h) answers to each kind of client. A
 * new route is a row here; test_authorization.c asks.
 */
#ifndef MARQUEE_TESTS_RIGHTS_H
#define MARQUEE_TESTS_RIGHTS_H

#include "http/call/route.h"

/* A request, and the status that each kind of client gets for it. */
struct row {
    enum method method;
    const char *path; /* as in routes.h */
    const char *body;
    int visitor;                     /* where only members may read */
    int public_reader;               /* a visitor where everybody may read */
    int owner, other, admin, reader; /* ada, grace, root, ada's token that may only read */
};

#define A_TOKEN "{\"name\":\"Hall\",\"scope\":\"read\"}"
#define IN_WITH "{\"name\":\"ada\",\"password\":\"wrong password\"}"

/* clang-format off */
static const struct row rows[] = {
    /*                                                                               visitor public owner other admin reader */
    {METHOD_GET,    "/club",                        NULL,                            200, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/club/settings",               NULL,                            401, 401, 403, 403, 200, 403},
    {METHOD_PATCH,  "/club/settings",               "{\"name\":null}",               401, 401, 403, 403, 200, 403},
    {METHOD_GET,    "/proposals",                   NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_POST,   "/proposals",                   "{\"title\":\"New\"}",           401, 401, 201, 201, 201, 403},
    {METHOD_GET,    "/proposals/{id}",              NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_PATCH,  "/proposals/{id}",              "{\"imdb_id\":\"tt0133093\"}",   401, 401, 403, 200, 200, 403},
    {METHOD_DELETE, "/proposals/{id}",              NULL,                            401, 401, 204, 403, 204, 403},
    {METHOD_POST,   "/proposals/{id}/restore",      NULL,                            401, 401, 200, 403, 200, 403},
    {METHOD_GET,    "/proposals/{id}/joins",        NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_PUT,    "/proposals/{id}/joins/{joined_id}", NULL,                       401, 401, 403, 403, 200, 403},
    {METHOD_DELETE, "/proposals/{id}/joins/{joined_id}", NULL,                       401, 401, 403, 403, 200, 403},
    {METHOD_GET,    "/votes",                       NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_PUT,    "/votes",                       "{\"proposal_ids\":[1]}",        401, 401, 200, 200, 200, 403},
    {METHOD_GET,    "/votes/missing",               NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_GET,    "/tonight",                     NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_PUT,    "/tonight",                     "{\"proposal_id\":1}",           401, 401, 403, 403, 200, 403},
    {METHOD_DELETE, "/tonight",                     NULL,                            401, 401, 403, 403, 409, 403},
    {METHOD_DELETE, "/tonight/{id}",                NULL,                            401, 401, 403, 403, 409, 403},
    {METHOD_PUT,    "/votes/{proposal_id}",         NULL,                            401, 401, 200, 200, 200, 403},
    {METHOD_DELETE, "/votes/{proposal_id}",         NULL,                            401, 401, 200, 200, 200, 403},
    {METHOD_GET,    "/suggestions",                 NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/years/{year}",                NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/events",                      NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/screenings",                  NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_POST,   "/screenings",                  "{\"proposal_id\":1}",           401, 401, 403, 403, 201, 403},
    {METHOD_GET,    "/screenings/{id}",             NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_PATCH,  "/screenings/{id}",             "{\"note\":null}",               401, 401, 403, 403, 200, 403},
    {METHOD_POST,   "/screenings/{id}/restore",     NULL,                            401, 401, 403, 403, 200, 403},
    {METHOD_DELETE, "/screenings/{id}",             NULL,                            401, 401, 403, 403, 204, 403},
    {METHOD_PUT,    "/screenings/{id}/rating",      "{\"stars\":4.5}",               401, 401, 200, 200, 200, 403},
    {METHOD_DELETE, "/screenings/{id}/rating",      NULL,                            401, 401, 200, 200, 200, 403},
    {METHOD_POST,   "/screenings/{id}/rating/restore", NULL,                         401, 401, 409, 409, 409, 403},
    {METHOD_GET,    "/films/search",                NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_GET,    "/films/{id}",                  NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_PUT,    "/films/{id}/seen",             "{\"stars\":4.5}",             401, 401, 200, 200, 200, 403},
    {METHOD_DELETE, "/films/{id}/seen",             NULL,                            401, 401, 200, 200, 200, 403},
    {METHOD_GET,    "/marks",                       NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_GET,    "/exports/proposals.csv",       NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/exports/screenings.csv",      NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/exports/ratings.csv",         NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_GET,    "/exports/watchlist.csv",       NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_POST,   "/imports",                     "title,stars\nAlien,4\n",        401, 401, 201, 201, 201, 403},
    {METHOD_GET,    "/imports",                     NULL,                            401, 401, 200, 200, 200, 200},
    /* There is none yet. */
    {METHOD_GET,    "/imports/{id}",                NULL,                            401, 401, 404, 404, 404, 404},
    {METHOD_PATCH,  "/imports/{id}",                "{\"kind\":\"watched\"}",        401, 401, 404, 404, 404, 403},
    {METHOD_DELETE, "/imports/{id}",                NULL,                            401, 401, 404, 404, 404, 403},
    {METHOD_GET,    "/imports/{id}/rows",           NULL,                            401, 401, 404, 404, 404, 404},
    {METHOD_PUT,    "/imports/{id}/rows/{number}",  "{\"skip\":true}",               401, 401, 404, 404, 404, 403},
    {METHOD_POST,   "/imports/{id}/apply",          NULL,                            401, 401, 404, 404, 404, 403},
    {METHOD_GET,    "/members/me/watchlist",        NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_POST,   "/members/me/watchlist",        "{\"imdb_id\":\"tt0133093\"}",   401, 401, 200, 200, 200, 403},
    {METHOD_PUT,    "/members/me/watchlist/{film_id}", NULL,                         401, 401, 200, 200, 200, 403},
    {METHOD_DELETE, "/members/me/watchlist/{film_id}", NULL,                         401, 401, 200, 200, 200, 403},
    {METHOD_GET,    "/posters/{poster_id}",         NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/posters/{poster_id}/{width}", NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/cache",                       NULL,                            401, 401, 403, 403, 200, 403},
    {METHOD_POST,   "/cache/refresh",               "{}",                            401, 401, 403, 403, 202, 403},
    {METHOD_GET,    "/activity",                    NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_DELETE, "/activity",                    NULL,                            401, 401, 403, 403, 204, 403},
    {METHOD_POST,   "/members",                     "{\"name\":\"Mx\",\"secret\":\"x\"}", 404, 404, 404, 404, 404, 404},
    {METHOD_GET,    "/members",                     NULL,                            401, 401, 403, 403, 200, 403},
    {METHOD_GET,    "/members/{id}",                NULL,                            401, 401, 403, 403, 200, 403},
    {METHOD_PATCH,  "/members/{id}",                "{\"state\":\"inactive\"}",  401, 401, 403, 403, 200, 403},
    {METHOD_DELETE, "/members/{id}",                NULL,                            401, 401, 403, 403, 204, 403},
    {METHOD_GET,    "/members/me",                  NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_PATCH,  "/members/me",                  "{\"name\":\"Mx\"}",             401, 401, 200, 200, 200, 403},
    {METHOD_DELETE, "/members/me",                  NULL,                            401, 401, 204, 204, 409, 403},
    {METHOD_GET,    "/members/me/export",           NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_POST,   "/members/me/entry",            NULL,                            401, 401, 201, 403, 201, 403},
    {METHOD_POST,   "/members/{id}/entry",          "{}",                            401, 401, 403, 403, 201, 403},
    {METHOD_DELETE, "/members/me/to-rate/{screening_id}", NULL,                      401, 401, 204, 204, 204, 403},
    {METHOD_DELETE, "/members/me/notices/{id}",     NULL,                            401, 401, 204, 204, 204, 403},
    {METHOD_POST,   "/invitations",                 "{}",                            401, 401, 403, 403, 201, 403},
    {METHOD_GET,    "/invitations",                 NULL,                            401, 401, 403, 403, 200, 403},
    {METHOD_POST,   "/invitations/lookup",          "{\"secret\":\"x\"}",        404, 404, 404, 404, 404, 404},
    {METHOD_GET,    "/invitations/{id}",            NULL,                            401, 401, 403, 403, 200, 403},
    {METHOD_DELETE, "/invitations/{id}",            NULL,                            401, 401, 403, 403, 204, 403},
    {METHOD_POST,   "/sessions",                    IN_WITH,                         401, 401, 401, 401, 401, 401},
    {METHOD_GET,    "/sessions",                    NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_DELETE, "/sessions",                    NULL,                            401, 401, 404, 404, 404, 403},
    {METHOD_PUT,    "/sessions/current",            "{\"member_id\":1}",               401, 401, 204, 404, 404, 403},
    {METHOD_DELETE, "/sessions/seats",              NULL,                            401, 401, 204, 204, 204, 403},
    {METHOD_DELETE, "/sessions/others",             NULL,                            401, 401, 204, 204, 204, 403},
    {METHOD_DELETE, "/sessions/{id}",               NULL,                            401, 401, 204, 404, 404, 403},
    {METHOD_GET,    "/tokens",                      NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_POST,   "/tokens",                      A_TOKEN,                         401, 401, 201, 201, 201, 403},
    {METHOD_DELETE, "/tokens/{id}",                 NULL,                            401, 401, 204, 404, 404, 403},
    {METHOD_GET,    "/health",                      NULL,                            200, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/metrics",                     NULL,                            401, 401, 200, 200, 200, 200},
    {METHOD_GET,    "/openapi.yaml",                NULL,                            200, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/docs",                        NULL,                            200, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/docs/{file}",                 NULL,                            200, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/problems/{slug}",             NULL,                            200, 200, 200, 200, 200, 200},
};
/* clang-format on */

#endif
