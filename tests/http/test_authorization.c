/*
 * Who may do what: every row of the API's table against every kind of credential. A route that has
 * no row here fails, and so does a row without a route.
 */
#include "http/call/route.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

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
    {METHOD_GET,    "/tonight",                     NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_PUT,    "/tonight",                     "{\"proposal_id\":1}",           401, 401, 403, 403, 200, 403},
    {METHOD_DELETE, "/tonight",                     NULL,                            401, 401, 403, 403, 409, 403},
    {METHOD_DELETE, "/tonight/{id}",                NULL,                            401, 401, 403, 403, 409, 403},
    {METHOD_PUT,    "/votes/{proposal_id}",         NULL,                            401, 401, 200, 200, 200, 403},
    {METHOD_DELETE, "/votes/{proposal_id}",         NULL,                            401, 401, 200, 200, 200, 403},
    {METHOD_GET,    "/suggestions",                 NULL,                            401, 200, 200, 200, 200, 200},
    {METHOD_GET,    "/years/{year}",                NULL,                            401, 200, 200, 200, 200, 200},
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
    {METHOD_POST,   "/members/me/entry",            NULL,                            401, 401, 201, 201, 201, 403},
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

static const struct route *route_of(const struct row *row)
{
    size_t count;
    const struct route *all = routes(&count);

    for (size_t i = 0; i < count; i++)
        if (all[i].method == row->method && strcmp(all[i].path, row->path) == 0)
            return &all[i];
    return NULL;
}

static bool has_row(const struct route *route)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (route_of(&rows[i]) == route)
            return true;
    return false;
}

static void test_authorization__every_route_has_a_row_and_every_row_a_route(void **state)
{
    size_t count;
    const struct route *all = routes(&count);

    (void)state;
    for (size_t i = 0; i < count; i++)
        if (!has_row(&all[i]))
            fail_msg("no row says who may use the route %zu, %s", i, all[i].path);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (route_of(&rows[i]) == NULL)
            fail_msg("there is no such route: %s", rows[i].path);
}

/* ---- asking --------------------------------------------------------------------------------- */

static void make_line(const struct row *row, char *line, size_t size)
{
    static const char *const verbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (row->method == (enum method)(1 << i))
            snprintf(line, size, "%s %s", verbs[i], route_of(row)->example);
}

static size_t tried; /* combinations of a route and a client */

/* `seat`: a header more, or NULL. */
static void try_in(struct club *club, const struct row *row, const char *as, const char *seat,
                   int status)
{
    char line[128];

    tried++;
    make_line(row, line, sizeof(line));
    ask(&club->http, line, .as = as, .body = row->body,
        .headers = {"Sec-Fetch-Site: same-origin", "If-Match: *", seat});
    if (club->http.answer.status != status)
        print_error("%s as %s:\n", line, as == NULL ? "a visitor" : as);
    expect(&club->http, status);
    if (status == 403 && as == keys->reader)
        expect_problem(&club->http, 403,
                       row->method == METHOD_GET ? "forbidden" : "read-only-token");
}

static void try(struct club *club, const struct row *row, const char *as, int status)
{
    try_in(club, row, as, NULL, status);
}

/* On a fresh copy of the club after a write that was accepted: only that can have changed anything.
 * True: it is one. */
static bool renew(void **state, const struct row *row)
{
    const struct club *club = *state;

    if (row->method == METHOD_GET || club->http.answer.status >= 400)
        return false;
    club_end(state);
    club_members(state);
    return true;
}

static void test_authorization__members_and_tokens_may_what_their_row_says(void **state)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        try(*state, &rows[i], keys->reader, rows[i].reader);
        try(*state, &rows[i], keys->ada, rows[i].owner);
        renew(state, &rows[i]);
        try(*state, &rows[i], keys->grace, rows[i].other);
        renew(state, &rows[i]);
        try(*state, &rows[i], keys->root, rows[i].admin);
        renew(state, &rows[i]);
    }
}

static void test_authorization__a_session_may_what_its_member_may(void **state)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool signs_out = rows[i].method == METHOD_DELETE && strcmp(rows[i].path, "/sessions") == 0;

        try(*state, &rows[i], keys->session, signs_out ? 204 : rows[i].owner);
        renew(state, &rows[i]);
    }
}

/* Signs root in beside ada; what the browser sends from then on, ada's tab and root's. */
static const char *two_in_one_browser(struct client *http)
{
    static char cookies[320];
    const char *set;

    ask(http, "POST /sessions", .as = keys->session,
        .body = "{\"name\":\"root\",\"password\":\"" PASSWORD "\"}",
        .headers = {"Sec-Fetch-Site: same-origin"});
    expect(http, 201);
    set = client_header(http, "Set-Cookie");
    snprintf(cookies, sizeof(cookies), "%s; %.*s", keys->session, (int)strcspn(set, ";"), set);
    return cookies;
}

/* Each seat of a browser may what its member may, and no more. */
static void test_authorization__the_second_seat_of_a_browser_may_what_its_member_may(void **state)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool signs_out = rows[i].method == METHOD_DELETE && strcmp(rows[i].path, "/sessions") == 0;
        bool chooses = strcmp(rows[i].path, "/sessions/current") == 0;
        struct club *club = *state;
        const char *cookies = two_in_one_browser(&club->http);

        try_in(club, &rows[i], cookies, "Marquee-Seat: 3",
               signs_out ? 204
               : chooses ? 204
                         : rows[i].admin);
        renew(state, &rows[i]);
        cookies = two_in_one_browser(&((struct club *)*state)->http);
        try_in(*state, &rows[i], cookies, "Marquee-Seat: 1", signs_out ? 204 : rows[i].owner);
        renew(state, &rows[i]);
        /* Nobody has this seat: only what is open to all is answered. */
        if (route_of(&rows[i])->who_may != OPEN) {
            cookies = two_in_one_browser(&((struct club *)*state)->http);
            try_in(*state, &rows[i], cookies, "Marquee-Seat: 2", 401);
        }
    }
}

static void test_authorization__visitors_may_what_their_row_says(void **state)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        try(*state, &rows[i], NULL, rows[i].visitor);
}

static void test_authorization__visitors_may_read_where_the_club_is_public(void **state)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        try(*state, &rows[i], NULL, rows[i].public_reader);
}

/* Also where visitors may read: a wrong credential is never taken for none. The rows that everybody
 * may use do not look at it: a dead cookie must not keep anybody from signing in. */
static void test_authorization__what_is_revoked_or_over_opens_nothing(void **state)
{
    char never[128];
    const char *const dead[] = {keys->revoked, keys->over, "mq_never_was", never};

    snprintf(never, sizeof(never), "%.*s=never", (int)strcspn(keys->session, "="), keys->session);

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool open = route_of(&rows[i])->who_may == OPEN;

        for (size_t k = 0; k < COUNT_OF(dead); k++)
            try(*state, &rows[i], dead[k], open ? rows[i].visitor : 401);
    }
}

/* Ada, by every way that she had. */
static void expect_ada_is_out(void **state, const char *cookies)
{
    const char *const dead[] = {keys->ada, keys->session, keys->reader};

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool open = route_of(&rows[i])->who_may == OPEN;

        for (size_t k = 0; k < COUNT_OF(dead); k++)
            try(*state, &rows[i], dead[k], open ? rows[i].visitor : 401);
        /* Nor does the other seat of the browser act in their place. */
        if (!open)
            try_in(*state, &rows[i], cookies, "Marquee-Seat: 1", 401);
    }
}

static void test_authorization__who_is_deactivated_may_nothing(void **state)
{
    struct club *club = *state;
    const char *cookies = two_in_one_browser(&club->http);

    MUST(club, NULL, "member", "deactivate", "ada");
    expect_ada_is_out(state, cookies);
}

static void test_authorization__who_is_removed_may_nothing(void **state)
{
    struct club *club = *state;
    const char *cookies = two_in_one_browser(&club->http);

    MUST(club, NULL, "member", "remove", "ada");
    expect_ada_is_out(state, cookies);
}

static void let_ada_wait(struct club *club)
{
    club_stop(club);
    inspect_run(club->db, "UPDATE members SET state = 'waiting' WHERE name = 'ada'");
    club_start(club);
}

/* Until an admin admits them; their account and their seats are theirs already (test_waiting). */
static int status_while_waiting(const struct row *row)
{
    enum who_may who_may = route_of(row)->who_may;

    if (who_may == MEMBER || who_may == READER || who_may == ADMIN)
        return 403;
    return who_may == SEATED ? row->owner : row->visitor;
}

static void test_authorization__who_waits_may_what_a_visitor_may(void **state)
{
    let_ada_wait(*state);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        try(*state, &rows[i], keys->ada, status_while_waiting(&rows[i]));
        if (renew(state, &rows[i]))
            let_ada_wait(*state);
    }
}

static void test_authorization__who_waits_reads_what_is_public(void **state)
{
    let_ada_wait(*state);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (route_of(&rows[i])->who_may == READER)
            try(*state, &rows[i], keys->ada, rows[i].public_reader);
}

/* A session's secret is no token, and a token is no cookie. */
static void test_authorization__a_secret_opens_only_the_door_it_was_made_for(void **state)
{
    struct club *club = *state;
    char header[128];

    snprintf(header, sizeof(header), "Authorization: Bearer %s", strchr(keys->session, '=') + 1);
    ask(&club->http, "GET /members/me", .headers = {header});
    expect_problem(&club->http, 401, "unauthenticated");
    snprintf(header, sizeof(header), "%.*s=%s", (int)strcspn(keys->session, "="), keys->session,
             keys->ada);
    ask(&club->http, "GET /members/me", .as = header);
    expect_problem(&club->http, 401, "unauthenticated");
    expect_header(&club->http, "WWW-Authenticate", "Bearer");
}

/* 401 is said before 404, 405 and 400: nobody learns the addresses with a wrong credential. */
static void test_authorization__a_wrong_credential_is_refused_before_anything_else(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {"GET /nothing", "PATCH /votes", "GET /proposals?limit=x",
                                        "PUT /votes/01"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->revoked);
        expect_problem(&club->http, 401, "unauthenticated");
    }
}

SUITE(test_authorization)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_authorization__every_route_has_a_row_and_every_row_a_route),
        CLUB_TEST(test_authorization__members_and_tokens_may_what_their_row_says),
        CLUB_TEST(test_authorization__a_session_may_what_its_member_may),
        CLUB_TEST(test_authorization__the_second_seat_of_a_browser_may_what_its_member_may),
        CLUB_TEST(test_authorization__visitors_may_what_their_row_says),
        PUBLIC_TEST(test_authorization__visitors_may_read_where_the_club_is_public),
        PUBLIC_TEST(test_authorization__what_is_revoked_or_over_opens_nothing),
        CLUB_TEST(test_authorization__who_is_deactivated_may_nothing),
        CLUB_TEST(test_authorization__who_is_removed_may_nothing),
        CLUB_TEST(test_authorization__who_waits_may_what_a_visitor_may),
        PUBLIC_TEST(test_authorization__who_waits_reads_what_is_public),
        CLUB_TEST(test_authorization__a_secret_opens_only_the_door_it_was_made_for),
        CLUB_TEST(test_authorization__a_wrong_credential_is_refused_before_anything_else),
    };

    int failed = RUN(tests);

    print_message("%zu combinations of a route and a client\n", tried);
    return failed;
}
