/* catalog/fetch: a resolver that hangs. It cannot be interrupted, so nobody may wait for it. */
#include <dlfcn.h>
#include <netdb.h>
#include <semaphore.h>
#include <string.h>

#include "support/fetching.h"

#define HANGING "hanging.example"

static sem_t entered, may_leave, left;

typedef int resolver(const char *, const char *, const struct addrinfo *, struct addrinfo **);

/* In place of the C library's, for libcurl too. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **result)
{
    resolver *original;
    void *symbol;

    if (node != NULL && strcmp(node, HANGING) == 0) {
        sem_post(&entered);
        sem_wait(&may_leave);
        sem_post(&left);
        return EAI_AGAIN;
    }
    symbol = dlsym(RTLD_NEXT, "getaddrinfo");
    memcpy(&original, &symbol, sizeof(original));
    return original(node, service, hints, result);
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_resolver__a_hanging_one_holds_up_nobody,
                                        open_with_semaphores, fetching_close),
        cmocka_unit_test_setup_teardown(test_resolver__closing_does_not_wait_for_it,
                                        open_with_semaphores, fetching_close),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
