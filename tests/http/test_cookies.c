/* The session's cookie: its name, whose it is, and that no other is touched. */
#include "app/demo.h"
#include "support/club.h"
#include "support/expect.h"

#define ADA     "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}"
#define OURS    "Sec-Fetch-Site: same-origin"
#define STRANGE "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" /* a secret that is none of ours */

/* Signs in; the cookie as `.as` takes it. */
static const char *sign_in(struct client *http, char cookie[128], const char *as)
{
    const char *set;

    ask(http, "POST /sessions", .as = as, .body = ADA, .headers = {OURS});
    expect(http, 201);
    set = client_header(http, "Set-Cookie");
    snprintf(cookie, 128, "%.*s", (int)strcspn(set, ";"), set);
    return cookie;
}

static const char *secret_of(const char *cookie)
{
    return strchr(cookie, '=') + 1;
}

/* As the versions before named it, for every club. */
static const char *under_old_name(char cookie[128], const char *secret)
{
    snprintf(cookie, 128, "marquee=%s", secret);
    return cookie;
}

static void expect_dead(struct client *http, const char *cookie)
{
    ask(http, "GET /club", .as = cookie);
    expect_problem(http, 401, "unauthenticated");
}

/* 256 random bits as base64url are 43 characters. */
static void test_cookies__one_over_http_is_for_the_server_alone(void **state)
{
    struct club *club = *state;
    char cookie[128];
    const char *set;

    sign_in(&club->http, cookie, NULL);
    set = client_header(&club->http, "Set-Cookie");
    assert_int_equal(strspn(cookie, "marquee-0123456789abcdef"), strcspn(cookie, "="));
    assert_int_equal(strspn(secret_of(cookie),
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                            "0123456789-_"),
                     43);
    assert_string_equal(set + strlen(cookie), "; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax");
}

/* A session whose cookie has the name of versions before gets its own. */
static void expect_renamed(struct client *http, const char *old_name, const char *cookie)
{
    char old[128];

    snprintf(old, sizeof(old), "%s=%s", old_name, secret_of(cookie));
    ask(http, "GET /members/me", .as = old);
    expect(http, 200);
    expect_text(http, "name", "ada");
    assert_memory_equal(client_header(http, "Set-Cookie"), cookie, strlen(cookie));
}

static void test_cookies__one_over_https_is_bound_to_this_host(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char cookie[128];
    const char *set;

    club_set(club, "MARQUEE_PUBLIC_URL=https://films.example.org");
    club_start(club);
    sign_in(http, cookie, NULL);
    set = client_header(http, "Set-Cookie");
    assert_memory_equal(cookie, "__Host-marquee-", 15);
    assert_string_equal(set + strlen(cookie),
                        "; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure");
    ask(http, "GET /members/me", .as = cookie);
    expect(http, 200);
    expect_renamed(http, "__Host-marquee", cookie);
    /* The plain names, which any site of the domain could set, are not looked at. */
    ask(http, "GET /members/me", .as = cookie + strlen("__Host-"));
    expect_problem(http, 401, "unauthenticated");
    expect_header(http, "Set-Cookie", NULL);
}

static void test_cookies__a_secret_of_the_clients_choice_is_never_taken(void **state)
{
    struct club *club = *state;
    char cookie[128], chosen[128];

    sign_in(&club->http, cookie, under_old_name(chosen, STRANGE));
    assert_null(strstr(cookie, "AAAAAAAA"));
}

/* What a Cookie header holds besides. */
static const char *cookies(const char *before, const char *cookie, const char *after)
{
    static char all[512];

    snprintf(all, sizeof(all), "%s%s%s", before, cookie, after);
    return all;
}

/* Browsers send cookies whatever the port: this may be that of another club, or of another program
 * that has the name. Nobody is signed out there by a look at this one. */
static void test_cookies__a_cookie_that_is_not_ours_is_left_alone(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const foreign[] = {"marquee=" STRANGE,
                                          "marquee-0123abcd=" STRANGE,
                                          "marquee=\"" STRANGE "\"; marquee=",
                                          "Marquee=" STRANGE,
                                          "marquee-=x; xmarquee=x; marquee",
                                          "marquee=" STRANGE "; marquee=other"};

    for (size_t i = 0; i < COUNT_OF(foreign); i++) {
        ask(http, "GET /club", .as = foreign[i]);
        expect(http, 200);
        expect_null(http, "member");
        expect_header(http, "Set-Cookie", NULL);
        ask(http, "PUT /votes/1", .as = foreign[i], .headers = {OURS});
        expect_problem(http, 401, "unauthenticated");
        expect_header(http, "Set-Cookie", NULL);
        ask(http, "GET /members/me", .as = cookies(foreign[i], "; ", keys->session));
        expect(http, 200);
        expect_header(http, "Set-Cookie", NULL);
    }
}

static void expect_ada(struct client *http, const char *all)
{
    ask(http, "GET /members/me", .as = all);
    expect(http, 200);
    expect_text(http, "name", "ada");
    expect_header(http, "Set-Cookie", NULL);
}

/* From other paths, or by way of another program: browsers send all of them, in any order. */
static void test_cookies__every_cookie_of_our_name_is_tried(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char dead[128], quoted[128];
    int name = (int)strcspn(keys->session, "=");

    snprintf(dead, sizeof(dead), "%.*s=" STRANGE, name, keys->session);
    snprintf(quoted, sizeof(quoted), "%.*s=\"%s\"", name, keys->session, secret_of(keys->session));
    expect_ada(http, quoted);
    expect_ada(http, cookies(dead, "; ", keys->session));
    expect_ada(http, cookies(keys->session, "; ", dead));
    expect_ada(http, cookies(dead, ";x=y;", quoted));
    expect_ada(http, cookies(dead, "\r\ncookie: ", keys->session));
    ask(http, "GET /members/me", .as = cookies(dead, "; ", dead));
    expect_problem(http, 401, "unauthenticated");
    expect_cookie_gone(http, keys->session);
}

/* Nobody is signed out by the new name. The old one goes when the browser shows that it has both.
 */
static void test_cookies__the_name_of_versions_before_is_taken_and_changed(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char old[128];

    under_old_name(old, secret_of(keys->session));
    expect_renamed(http, "marquee", keys->session);
    ask(http, "GET /members/me", .as = cookies(old, "; ", keys->session));
    expect(http, 200);
    expect_cookie_gone(http, old);
    /* Another club's secret may be under the same name. */
    ask(http, "GET /members/me", .as = cookies("marquee=" STRANGE "; ", old, ""));
    assert_memory_equal(client_header(http, "Set-Cookie"), keys->session, strlen(keys->session));
    expect_ada(http, cookies(old, "; marquee=" STRANGE "; ", keys->session));
    /* It is held to the rules of ours, and ends like ours. */
    ask(http, "PUT /votes/2", .as = old);
    expect_problem(http, 403, "cross-site-request");
    ask(http, "DELETE /sessions", .as = old, .headers = {OURS});
    expect(http, 204);
    expect_cookie_gone(http, old);
    expect_dead(http, keys->session);
}

/* A copy of a club is the same club. */
static void test_cookies__a_restored_club_knows_its_cookies(void **state)
{
    struct club *club = *state;
    char file[512];

    snprintf(file, sizeof(file), "%s/copy.db", club->folder);
    MUST(club, NULL, "backup", file);
    club_stop(club);
    MUST(club, NULL, "restore", file);
    club_start(club);
    expect_ada(&club->http, keys->session);
}

/* A browser would keep a cookie of every start; where the system chooses the port it is new. */
static void test_cookies__the_demo_of_a_port_has_one_name(void **state)
{
    static const char in[] = "{\"name\":\"ada\",\"password\":\"" DEMO_PASSWORD "\"}";
    struct club *club = *state;
    char listen[64], name[64];

    ask(&club->http, "POST /sessions", .body = in);
    assert_int_equal(strcspn(client_header(&club->http, "Set-Cookie"), "="),
                     strlen("marquee-4f09c1de"));
    snprintf(listen, sizeof(listen), "MARQUEE_LISTEN=127.0.0.1:%d", club->port);
    snprintf(name, sizeof(name), "marquee-demo-%d=", club->port);
    club_stop(club);
    club_set(club, listen);
    club_start_demo(club);
    ask(&club->http, "POST /sessions", .body = in);
    assert_memory_equal(client_header(&club->http, "Set-Cookie"), name, strlen(name));
}

SUITE(test_cookies)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_cookies__one_over_http_is_for_the_server_alone),
        CLOSED_TEST(test_cookies__one_over_https_is_bound_to_this_host),
        CLUB_TEST(test_cookies__a_secret_of_the_clients_choice_is_never_taken),
        CLUB_TEST(test_cookies__a_cookie_that_is_not_ours_is_left_alone),
        CLUB_TEST(test_cookies__every_cookie_of_our_name_is_tried),
        CLUB_TEST(test_cookies__the_name_of_versions_before_is_taken_and_changed),
        CLUB_TEST(test_cookies__a_restored_club_knows_its_cookies),
        DEMO_TEST(test_cookies__the_demo_of_a_port_has_one_name),
    };

    return RUN(tests);
}
