/* The table of routes: what the contract says, and what every address does with every method. */
#include "http/call/route.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

static const char *const method_names[] = {"get", "post", "put", "patch", "delete"};

/* ---- the contract ---------------------------------------------------------------------------- */

struct operations {
    struct {
        char method[8], path[64];
    } items[128];
    size_t count;
};

static void add(struct operations *all, const char *method, const char *path)
{
    assert_true(all->count < COUNT_OF(all->items));
    snprintf(all->items[all->count].method, sizeof(all->items[0].method), "%s", method);
    snprintf(all->items[all->count++].path, sizeof(all->items[0].path), "%s", path);
}

static bool has(const struct operations *all, const char *method, const char *path)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].method, method) == 0 && strcmp(all->items[i].path, path) == 0)
            return true;
    return false;
}

/* Paths stand two spaces in, their methods four: `  /votes:` and `    put:`. */
static void read_contract(struct operations *all)
{
    auto_strbuf struct strbuf text;
    char path[64] = "", word[64];
    bool within = false;

    strbuf_init(&text, 1024 * 1024);
    inspect_file(MARQUEE_SOURCE "/openapi.yaml", &text);
    for (const char *line = text.bytes; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (*line != ' ' && *line != '\n' && *line != '\0' && *line != '#')
            within = strncmp(line, "paths:", 6) == 0;
        if (!within)
            continue;
        if (sscanf(line, "  %63[^: ]:", word) == 1 && line[2] == '/')
            snprintf(path, sizeof(path), "%s", word);
        for (size_t i = 0; i < COUNT_OF(method_names); i++)
            if (sscanf(line, "    %63[a-z]:", word) == 1 && strncmp(line, "    ", 4) == 0 &&
                line[4] != ' ' && strcmp(word, method_names[i]) == 0)
                add(all, word, path);
    }
}

static void read_table(struct operations *all)
{
    size_t count;
    const struct route *table = routes(&count);

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < COUNT_OF(method_names); k++)
            if (table[i].method == (enum method)(1 << k))
                add(all, method_names[k], table[i].path);
}

static void compare(const struct operations *these, const struct operations *those,
                    const char *where)
{
    for (size_t i = 0; i < these->count; i++)
        if (!has(those, these->items[i].method, these->items[i].path))
            fail_msg("%s %s is not in %s", these->items[i].method, these->items[i].path, where);
}

static void test_routes__the_contract_has_just_these(void **state)
{
    struct operations contract = {.count = 0}, table = {.count = 0};

    (void)state;
    read_contract(&contract);
    read_table(&table);
    assert_true(contract.count > 20);
    compare(&contract, &table, "api/http/resources/routes.h");
    compare(&table, &contract, "openapi.yaml");
}

/* ---- methods ----------------------------------------------------------------------------------
 */

static void make_line(const char *method, const struct route *route, char *line, size_t size)
{
    snprintf(line, size, "%s %s", method, route->example);
}

/* A route's example is an address of this very route. */
static void test_routes__every_example_leads_to_its_route(void **state)
{
    struct club *club = *state;
    static const char *const verbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    size_t count;
    const struct route *table = routes(&count);
    char line[160];

    ask(&club->http, "POST /imports", .as = keys->root, .body = "title,stars\nAlien,4\n");
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < COUNT_OF(verbs); k++) {
            if (table[i].method != (enum method)(1 << k))
                continue;
            make_line(verbs[k], &table[i], line, sizeof(line));
            ask(&club->http, line, .as = keys->root, .body = "[");
            if (club->http.answer.status == 404 || club->http.answer.status == 405)
                fail_msg("%s leads nowhere", line);
        }
}

static unsigned methods_of(const char *pattern)
{
    size_t count;
    const struct route *table = routes(&count);
    unsigned methods = 0;

    for (size_t i = 0; i < count; i++)
        if (strcmp(table[i].path, pattern) == 0)
            methods |= table[i].method;
    return methods;
}

static void make_allow(unsigned methods, char *allow, size_t size)
{
    snprintf(allow, size, "%s%s%s%s%sOPTIONS", methods & METHOD_GET ? "GET, HEAD, " : "",
             methods & METHOD_POST ? "POST, " : "", methods & METHOD_PUT ? "PUT, " : "",
             methods & METHOD_PATCH ? "PATCH, " : "", methods & METHOD_DELETE ? "DELETE, " : "");
}

static void test_routes__options_says_what_an_address_takes(void **state)
{
    struct club *club = *state;
    size_t count;
    const struct route *table = routes(&count);
    char line[160], allow[64];

    for (size_t i = 0; i < count; i++) {
        make_allow(methods_of(table[i].path), allow, sizeof(allow));
        make_line("OPTIONS", &table[i], line, sizeof(line));
        ask(&club->http, line);
        expect(&club->http, 204);
        expect_header(&club->http, "Allow", allow);
        expect_header(&club->http, "Access-Control-Allow-Methods", NULL);
    }
}

static void test_routes__other_methods_are_405_and_say_which_are_not(void **state)
{
    struct club *club = *state;
    size_t count;
    const struct route *table = routes(&count);
    static const char *const verbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    char line[160], allow[64];

    for (size_t i = 0; i < count; i++) {
        make_allow(methods_of(table[i].path), allow, sizeof(allow));
        for (size_t k = 0; k < COUNT_OF(verbs); k++) {
            if (methods_of(table[i].path) & (1u << k))
                continue;
            make_line(verbs[k], &table[i], line, sizeof(line));
            ask(&club->http, line, .as = keys->reader);
            expect_problem(&club->http, 405, "method-not-allowed");
            expect_header(&club->http, "Allow", allow);
        }
    }
}

static void test_routes__methods_that_nobody_knows_are_405(void **state)
{
    struct club *club = *state;
    static const char *const verbs[] = {"BREW", "PROPFIND", "TRACE", "CONNECT", "get"};
    char line[64];

    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        snprintf(line, sizeof(line), "%s /club", verbs[i]);
        ask(&club->http, line);
        expect_problem(&club->http, 405, "method-not-allowed");
        expect_header(&club->http, "Allow", "GET, HEAD, OPTIONS");
    }
}

/* Same status, same headers, no body: for every address that has GET. */
static void test_routes__head_is_get_without_its_body(void **state)
{
    struct club *club = *state;
    static const char *const same[] = {
        "Content-Type",  "ETag", "Cache-Control", "Vary", "Content-Security-Policy",
        "Content-Length" /* the last one: figures are longer a moment later */};
    size_t count;
    const struct route *table = routes(&count);
    char line[160], values[COUNT_OF(same)][256];

    for (size_t i = 0; i < count; i++) {
        bool moves = strcmp(table[i].path, "/metrics") == 0;
        size_t compared = moves ? COUNT_OF(same) - 1 : COUNT_OF(same);
        int status;

        if (table[i].method != METHOD_GET)
            continue;
        make_line("GET", &table[i], line, sizeof(line));
        status = ask(&club->http, line, .as = keys->reader);
        for (size_t k = 0; k < COUNT_OF(same); k++) {
            const char *value = client_header(&club->http, same[k]);

            snprintf(values[k], sizeof(values[k]), "%s", value == NULL ? "" : value);
        }
        memmove(line + 5, line + 4, strlen(line + 4) + 1);
        memcpy(line, "HEAD ", 5);
        ask(&club->http, line, .as = keys->reader);
        expect(&club->http, status);
        for (size_t k = 0; k < compared; k++)
            expect_header(&club->http, same[k], *values[k] == '\0' ? NULL : values[k]);
        /* Anything that came behind the headers would be taken for the next answer. */
        ask(&club->http, "GET /health");
        expect_text(&club->http, "status", "ok");
    }
}

static void test_routes__addresses_that_lead_nowhere_are_404(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {
        "GET /",           "GET /nothing",      "GET /club/",       "GET //club",
        "GET /proposals/", "GET /votes/1/more", "GET /members/",    "GET /member/1",
        "GET /Club",       "GET /proposals/1/", "OPTIONS /showings"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->reader);
        expect_problem(&club->http, 404, "not-found");
    }
    ask(&club->http, "GET /api/v2/club", .base = "");
    expect_problem(&club->http, 404, "not-found");
    ask(&club->http, "GET /api/", .base = "");
    expect_problem(&club->http, 404, "not-found");
}

SUITE(test_routes)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_routes__the_contract_has_just_these),
        CLUB_TEST(test_routes__every_example_leads_to_its_route),
        CLUB_TEST(test_routes__options_says_what_an_address_takes),
        CLUB_TEST(test_routes__other_methods_are_405_and_say_which_are_not),
        CLUB_TEST(test_routes__methods_that_nobody_knows_are_405),
        CLUB_TEST(test_routes__head_is_get_without_its_body),
        CLUB_TEST(test_routes__addresses_that_lead_nowhere_are_404),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
