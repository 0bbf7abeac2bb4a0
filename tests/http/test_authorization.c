/*
 * Who may do what: every row of the API's table against every kind of credential. A route that has
 * no row here fails, and so does a row without a route.
 */
#include <unistd.h>

#include "http/call/route.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"
#include "support/rights.h"

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

/* Only a write that was accepted can have changed anything. */
static bool has_written(const struct club *club, const struct row *row)
{
    return row->method != METHOD_GET && club->http.answer.status < 400;
}

/* On a fresh copy of the club after a write. True: it is one. */
static bool renew(void **state, const struct row *row)
{
    if (!has_written(*state, row))
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

/* In which ada and root sit at one browser: a password takes long, and is checked once. */
static struct {
    void *club; /* closed */
    char cookies[320];
} seated;

static void copy_seated(void **state)
{
    struct club *club;

    club_closed(state);
    club = *state;
    assert_int_equal(unlink(club->db), 0);
    assert_true(club_copy_file(((struct club *)seated.club)->db, club->db, 0600));
    club_start(club);
}

static int seat_both(void **state)
{
    struct club *club;

    club_members(&seated.club);
    club = seated.club;
    snprintf(seated.cookies, sizeof(seated.cookies), "%s", two_in_one_browser(&club->http));
    club_stop(club);
    copy_seated(state);
    return 0;
}

static int end_both(void **state)
{
    return club_end(&seated.club) | club_end(state);
}

static void try_seat(void **state, const struct row *row, const char *seat, int status)
{
    try_in(*state, row, seated.cookies, seat, status);
    if (has_written(*state, row)) {
        club_end(state);
        copy_seated(state);
    }
}

/* Each seat of a browser may what its member may, and no more. */
static void test_authorization__the_second_seat_of_a_browser_may_what_its_member_may(void **state)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool signs_out = rows[i].method == METHOD_DELETE && strcmp(rows[i].path, "/sessions") == 0;
        bool chooses = strcmp(rows[i].path, "/sessions/current") == 0;

        try_seat(state, &rows[i], "Marquee-Seat: 3", signs_out || chooses ? 204 : rows[i].admin);
        try_seat(state, &rows[i], "Marquee-Seat: 1", signs_out ? 204 : rows[i].owner);
        /* Nobody has this seat: only what is open to all is answered. */
        if (route_of(&rows[i])->who_may != OPEN)
            try_seat(state, &rows[i], "Marquee-Seat: 2", 401);
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
        cmocka_unit_test_setup_teardown(
            test_authorization__the_second_seat_of_a_browser_may_what_its_member_may, seat_both,
            end_both),
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
