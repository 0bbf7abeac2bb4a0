/* Wrong tries of strangers keep nobody out: a device that was signed in before, and an address that
 * the member came from lately, have tries of their own, and no more than others. */
#include <string.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/jar.h"

enum { BURST = 5 };

static void start_behind_proxy(struct club *club)
{
    club_set(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.1");
    club_start(club);
}

/* With the cookies of that browser, if any; the status. */
static int sign_in_from(struct club *club, struct jar *jar, const char *address, const char *name,
                        const char *password)
{
    char body[128], from[64];

    snprintf(body, sizeof(body), "{\"name\":\"%s\",\"password\":\"%s\"}", name, password);
    snprintf(from, sizeof(from), "X-Forwarded-For: %s", address);
    if (jar == NULL)
        return ask(&club->http, "POST /sessions", .body = body, .headers = {from});
    return jar_do(jar, &club->http, "POST /sessions", .body = body, .headers = {from});
}

static void expect_entry(struct club *club, struct jar *jar, const char *address, int status)
{
    sign_in_from(club, jar, address, "ada", PASSWORD);
    expect(&club->http, status);
}

/* All that an account has for strangers. */
static void attack(struct club *club, const char *name)
{
    char address[32];

    for (int i = 0; i < BURST; i++) {
        snprintf(address, sizeof(address), "203.0.113.%d", i + 1);
        sign_in_from(club, NULL, address, name, "a wrong password");
        expect_problem(&club->http, 401, "sign-in-failed");
    }
    sign_in_from(club, NULL, "203.0.113.99", name, "a wrong password");
    expect_problem(&club->http, 429, "too-many-attempts");
}

/* Only the cookie of the device is left of them. */
static void keep_device_alone(struct jar *jar)
{
    for (size_t i = jar->count; i-- > 0;)
        if (strstr(jar->cookies[i].name, "-device") == NULL)
            jar->cookies[i] = jar->cookies[--jar->count];
    assert_int_equal(jar->count, 1);
}

static void make_device(struct club *club, struct jar *jar, const char *address)
{
    expect_entry(club, jar, address, 201);
    keep_device_alone(jar);
}

static void test_lockout__a_device_of_before_has_tries_of_its_own(void **state)
{
    struct club *club = *state;
    struct jar phone = {0};

    start_behind_proxy(club);
    make_device(club, &phone, "198.51.100.1");
    attack(club, "ada");
    expect_entry(club, NULL, "192.0.2.1", 429);
    expect_entry(club, &phone, "192.0.2.2", 201);
    attack(club, "nobody");
    expect_entry(club, &phone, "192.0.2.3", 201);
}

static void test_lockout__its_own_tries_have_an_end(void **state)
{
    struct club *club = *state;
    struct jar phone = {0}, laptop = {0};

    start_behind_proxy(club);
    make_device(club, &phone, "198.51.100.1");
    make_device(club, &laptop, "198.51.100.2");
    for (int i = 0; i < BURST; i++)
        assert_int_equal(sign_in_from(club, &phone, "192.0.2.1", "ada", "a wrong password"), 401);
    sign_in_from(club, &phone, "192.0.2.9", "ada", "a wrong password");
    expect_problem(&club->http, 429, "too-many-attempts");
    expect_entry(club, &laptop, "192.0.2.1", 201);
    expect_entry(club, NULL, "192.0.2.4", 201);
}

static void test_lockout__an_address_of_before_has_tries_of_its_own(void **state)
{
    struct club *club = *state;

    start_behind_proxy(club);
    expect_entry(club, NULL, "2001:db8::1", 201);
    attack(club, "ada");
    expect_entry(club, NULL, "2001:db8:0:1::1", 429);
    expect_entry(club, NULL, "2001:db8::2", 201);
    for (int i = 0; i < BURST; i++)
        assert_int_equal(sign_in_from(club, NULL, "2001:db8::3", "ada", "a wrong password"), 401);
    sign_in_from(club, NULL, "2001:db8::4", "ada", "a wrong password");
    expect_problem(&club->http, 429, "too-many-attempts");
}

/* Whoever is signed in is known where they are, however long ago they signed in. */
static void test_lockout__a_session_makes_its_address_known(void **state)
{
    struct club *club = *state;

    start_behind_proxy(club);
    ask(&club->http, "GET /members/me", .as = keys->ada,
        .headers = {"X-Forwarded-For: 198.51.100.7:4711"});
    expect(&club->http, 200);
    attack(club, "ada");
    expect_entry(club, NULL, "198.51.100.7", 201);
}

/* An address has ten tries, and one more every few seconds: a slow machine takes some of those. */
static void use_up_address(struct club *club, const char *address)
{
    int tries = 0;
    char name[32];

    do
        snprintf(name, sizeof(name), "nobody%d", tries++);
    while (tries < 100 && sign_in_from(club, NULL, address, name, "a wrong password") == 401);
    assert_true(tries > 10);
    expect_problem(&club->http, 429, "too-many-attempts");
}

static void test_lockout__neighbours_use_up_nothing_of_ones_own(void **state)
{
    struct club *club = *state;
    struct jar phone = {0};

    start_behind_proxy(club);
    make_device(club, &phone, "198.51.100.1");
    use_up_address(club, "192.0.2.1");
    expect_entry(club, NULL, "192.0.2.1", 429);
    expect_entry(club, &phone, "192.0.2.1", 201);
}

/* A mark can't be made, nor used for anybody else or in another browser's name. */
static void test_lockout__a_mark_is_of_one_member_and_one_device(void **state)
{
    struct club *club = *state;
    struct jar phone = {0}, other = {0}, forged;
    char *value;

    start_behind_proxy(club);
    make_device(club, &phone, "198.51.100.1");
    MUST(club, PASSWORD "\n", "member", "add", "bert", "--password-stdin");
    assert_int_equal(sign_in_from(club, &other, "198.51.100.2", "bert", PASSWORD), 201);
    keep_device_alone(&other);
    attack(club, "ada");
    expect_entry(club, &other, "192.0.2.1", 429);
    for (size_t i = 0; i < strlen(phone.cookies[0].value); i++) {
        forged = phone;
        value = forged.cookies[0].value;
        value[i] = value[i] == 'A' ? 'B' : 'A';
        expect_entry(club, &forged, "192.0.2.1", 429);
    }
    expect_entry(club, &phone, "192.0.2.1", 201);
}

/* Two members of one browser: both have their marks, and one after the other keeps them. */
static void test_lockout__each_member_of_a_browser_has_a_mark(void **state)
{
    struct club *club = *state;
    struct jar sofa = {0};

    start_behind_proxy(club);
    MUST(club, PASSWORD "\n", "member", "add", "bert", "--password-stdin");
    make_device(club, &sofa, "198.51.100.1");
    assert_int_equal(sign_in_from(club, &sofa, "198.51.100.1", "bert", PASSWORD), 201);
    keep_device_alone(&sofa);
    make_device(club, &sofa, "198.51.100.1");
    attack(club, "ada");
    attack(club, "bert");
    expect_entry(club, &sofa, "192.0.2.1", 201);
    assert_int_equal(sign_in_from(club, &sofa, "192.0.2.1", "bert", PASSWORD), 201);
}

static void test_lockout__a_new_password_ends_the_marks_of_other_devices(void **state)
{
    struct club *club = *state;
    struct jar phone = {0}, laptop = {0};
    static const char change[] =
        "{\"password\":\"quite another night\",\"current_password\":\"" PASSWORD "\"}";

    start_behind_proxy(club);
    make_device(club, &phone, "198.51.100.1");
    expect_entry(club, &laptop, "198.51.100.2", 201);
    jar_do(&laptop, &club->http, "PATCH /members/me", .body = change);
    expect(&club->http, 200);
    keep_device_alone(&laptop);
    attack(club, "ada");
    assert_int_equal(sign_in_from(club, &phone, "192.0.2.1", "ada", "quite another night"), 429);
    assert_int_equal(sign_in_from(club, &laptop, "192.0.2.2", "ada", "quite another night"), 201);
}

static void test_lockout__the_cookie_is_the_clubs_and_names_nobody(void **state)
{
    struct club *club = *state;
    struct jar phone = {0};
    const char *set;

    start_behind_proxy(club);
    expect_entry(club, &phone, "198.51.100.1", 201);
    set = strstr(club->http.answer.head, "-device=");
    assert_non_null(set);
    assert_memory_equal(set - strlen("marquee-") - 8, "marquee-", 8);
    assert_non_null(strstr(set, "; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"));
    assert_null(strstr(set, "ada"));
    jar_do(&phone, &club->http, "DELETE /sessions");
    expect(&club->http, 204);
    assert_non_null(jar_value(&phone, "-device"));
}

SUITE(test_lockout)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_lockout__a_device_of_before_has_tries_of_its_own),
        CLOSED_TEST(test_lockout__its_own_tries_have_an_end),
        CLOSED_TEST(test_lockout__an_address_of_before_has_tries_of_its_own),
        CLOSED_TEST(test_lockout__a_session_makes_its_address_known),
        CLOSED_TEST(test_lockout__neighbours_use_up_nothing_of_ones_own),
        CLOSED_TEST(test_lockout__a_mark_is_of_one_member_and_one_device),
        CLOSED_TEST(test_lockout__each_member_of_a_browser_has_a_mark),
        CLOSED_TEST(test_lockout__a_new_password_ends_the_marks_of_other_devices),
        CLOSED_TEST(test_lockout__the_cookie_is_the_clubs_and_names_nobody),
    };

    return RUN(tests);
}
