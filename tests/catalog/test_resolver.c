/* catalog/fetch: a resolver that hangs, which cannot be interrupted, so that nobody may wait for
 * it; and one that says something else each time. */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "support/canary.h"
#include "support/fetching.h"

#define HANGING "hanging.example"

static sem_t entered, may_leave, left;

#define PUBLIC "198.41.0.4"

/* What a name means the first time, and from then on; or both at once. */
static struct mind {
    const char *name, *first, *then;
    bool both;
    atomic_int resolved; /* how often */
} minds[] = {
    {"rebound.example", PUBLIC, "127.0.0.1", false, 0},
    {"rebound6.example", PUBLIC, "::1", false, 0},
    {"two.example", PUBLIC, "127.0.0.1", true, 0},
    {"two6.example", "::1", PUBLIC, true, 0},
};
static atomic_int public_asked; /* how often */

typedef int resolver(const char *, const char *, const struct addrinfo *, struct addrinfo **);
typedef int connector(int, const struct sockaddr *, socklen_t);

static int resolve(const char *node, const char *service, const struct addrinfo *hints,
                   struct addrinfo **result)
{
    void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");
    resolver *original;

    memcpy(&original, &symbol, sizeof(original));
    return original(node, service, hints, result);
}

static struct mind *mind_of(const char *node)
{
    for (size_t i = 0; node != NULL && i < COUNT_OF(minds); i++)
        if (strcmp(node, minds[i].name) == 0)
            return &minds[i];
    return NULL;
}

/* The C library frees a list piece by piece: two make one. */
static int resolve_mind(struct mind *mind, const char *service, const struct addrinfo *hints,
                        struct addrinfo **result)
{
    bool first = atomic_fetch_add(&mind->resolved, 1) == 0;
    int failed = resolve(first || mind->both ? mind->first : mind->then, service, hints, result);

    if (failed != 0 || !mind->both)
        return failed;
    while (*result != NULL)
        result = &(*result)->ai_next;
    return resolve(mind->then, service, hints, result);
}

/* In place of the C library's, for libcurl too. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **result)
{
    struct mind *mind = mind_of(node);

    if (node != NULL && strcmp(node, HANGING) == 0) {
        sem_post(&entered);
        sem_wait(&may_leave);
        sem_post(&left);
        return EAI_AGAIN;
    }
    return mind != NULL ? resolve_mind(mind, service, hints, result)
                        : resolve(node, service, hints, result);
}

static bool is_public_one(const struct sockaddr *address)
{
    struct sockaddr_in v4;

    if (address->sa_family != AF_INET)
        return false;
    memcpy(&v4, address, sizeof(v4));
    return v4.sin_addr.s_addr == inet_addr(PUBLIC);
}

/* In place of the C library's: nobody is at the public address, and no test asks there. */
int connect(int file, const struct sockaddr *address, socklen_t length)
{
    void *symbol = dlsym(RTLD_NEXT, "connect");
    connector *original;

    if (is_public_one(address)) {
        atomic_fetch_add(&public_asked, 1);
        errno = ECONNREFUSED;
        return -1;
    }
    memcpy(&original, &symbol, sizeof(original));
    return original(file, address, length);
}

/* ---- one that hangs -------------------------------------------------------------------------- */

static int open_with_semaphores(void **state)
{
    sem_init(&entered, 0, 0);
    sem_init(&may_leave, 0, 0);
    sem_init(&left, 0, 0);
    return fetching_open(state);
}

static void test_resolver__a_hanging_one_holds_up_nobody(void **state)
{
    struct fetching *fetching = *state;

    fetching_allow(fetching, "", HANGING);
    assert_int_equal(fetch_it(fetching, "http://" HANGING "/", .timeout_ms = 200), FETCH_FAILED);
    sem_wait(&entered);
    assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_ANSWERED);
    assert_int_equal(fetching_lane(fetching).in_flight, 0);
    fetch_close(fetching->fetch);
    fetching->fetch = NULL;
    sem_post(&may_leave);
    sem_wait(&left);
}

static void test_resolver__closing_does_not_wait_for_it(void **state)
{
    struct fetching *fetching = *state;
    struct batch batch;

    batch_init(&batch);
    fetching_allow(fetching, "", HANGING);
    start_it(fetching, &batch, "http://" HANGING "/", .timeout_ms = PATIENCE * 1000);
    sem_wait(&entered);
    fetch_close(fetching->fetch);
    fetching->fetch = NULL;
    assert_int_equal(batch_outcomes(&batch, FETCH_CANCELLED), 1);
    sem_post(&may_leave);
    sem_wait(&left);
    batch_release(&batch);
}

/* ---- one that changes its mind --------------------------------------------------------------- */

static int open_fresh(void **state)
{
    for (size_t i = 0; i < COUNT_OF(minds); i++)
        atomic_store(&minds[i].resolved, 0);
    atomic_store(&public_asked, 0);
    return fetching_open(state);
}

#define FRESH_TEST(test) cmocka_unit_test_setup_teardown(test, open_fresh, fetching_close)

/* With an engine that remembers nothing; by a redirect, or at once. */
static enum fetch_outcome ask_mind(struct fetching *fetching, const struct canary *canary,
                                   const struct mind *mind, bool redirected)
{
    char host[64], url[128];

    snprintf(host, sizeof(host), "%s:%d", mind->name, canary->port);
    snprintf(url, sizeof(url), "%shttps://%s/", redirected ? "/do/redirect?location=" : "", host);
    fetching_allow(fetching, host, "");
    return fetch_it(fetching, url);
}

static void test_resolver__a_name_that_becomes_private_is_not_asked(void **state)
{
    struct fetching *fetching = *state;
    struct canary canary;
    int before = 0;

    canary_open(&canary);
    for (size_t i = 0; i < COUNT_OF(minds); i++) {
        if (minds[i].both)
            continue;
        assert_int_equal(ask_mind(fetching, &canary, &minds[i], false), FETCH_FAILED);
        assert_int_equal(atomic_load(&public_asked), ++before);
        for (int redirected = 0; redirected <= 1; redirected++) {
            assert_int_equal(ask_mind(fetching, &canary, &minds[i], redirected), FETCH_REFUSED);
            assert_non_null(strstr(fetching->answer.reason, "its address is not public"));
        }
        assert_int_equal(atomic_load(&minds[i].resolved), 3);
        assert_int_equal(atomic_load(&public_asked), before);
        canary_check(&canary, minds[i].name);
    }
    canary_close(&canary);
}

static void test_resolver__of_two_addresses_the_private_one_is_not_asked(void **state)
{
    struct fetching *fetching = *state;
    struct canary canary;
    int before = 0;

    canary_open(&canary);
    for (size_t i = 0; i < COUNT_OF(minds); i++) {
        if (!minds[i].both)
            continue;
        assert_int_not_equal(ask_mind(fetching, &canary, &minds[i], false), FETCH_ANSWERED);
        assert_int_equal(atomic_load(&public_asked), ++before);
        canary_check(&canary, minds[i].name);
    }
    canary_close(&canary);
}

SUITE(test_resolver)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_resolver__a_hanging_one_holds_up_nobody,
                                        open_with_semaphores, fetching_close),
        cmocka_unit_test_setup_teardown(test_resolver__closing_does_not_wait_for_it,
                                        open_with_semaphores, fetching_close),
        FRESH_TEST(test_resolver__a_name_that_becomes_private_is_not_asked),
        FRESH_TEST(test_resolver__of_two_addresses_the_private_one_is_not_asked),
    };

    return RUN(tests);
}
