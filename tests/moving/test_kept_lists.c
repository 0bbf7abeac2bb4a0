/* moving/kept_lists: whose a list is, how long it's kept, and how much of all of them. */
#include "moving/kept_lists.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "support/check.h"

enum { ADA = 1, GRACE = 2, NOW = 1000000 };

static struct deed deed_at(int64_t member_id, int64_t now)
{
    return (struct deed){.actor = {.member_id = member_id}, .when = now};
}

static int64_t keep_text(struct kept_lists *lists, int64_t member_id, int64_t now, const char *text)
{
    struct kept_list *kept;
    struct error err;
    int64_t id;

    error_init(&err);
    assert_ok(kept_list_read(lists, text, strlen(text), "list.csv", LIST_WATCHED,
                             deed_at(member_id, now), &kept, &err),
              &err);
    id = kept->id;
    kept_list_let_go(lists, kept);
    return id;
}

static bool is_kept(struct kept_lists *lists, int64_t member_id, int64_t id, int64_t now)
{
    struct kept_list *kept;
    struct error err;

    error_init(&err);
    if (kept_list_hold(lists, member_id, id, now, &kept, &err) != FAULT_NONE)
        return false;
    kept_list_let_go(lists, kept);
    return true;
}

static void test_kept_lists__are_their_members_for_an_hour(void **state)
{
    struct kept_lists *lists = kept_lists_open();
    const int64_t id = keep_text(lists, ADA, NOW, "title\nAlien\n");

    (void)state;
    assert_true(is_kept(lists, ADA, id, NOW + KEPT_LISTS_SECONDS - 1));
    assert_false(is_kept(lists, GRACE, id, NOW));
    assert_false(is_kept(lists, ADA, id, NOW + KEPT_LISTS_SECONDS));
    kept_lists_close(lists);
}

static void test_kept_lists__a_member_has_a_few(void **state)
{
    struct kept_lists *lists = kept_lists_open();
    const int64_t others = keep_text(lists, GRACE, NOW, "title\nAlien\n");
    const int64_t first = keep_text(lists, ADA, NOW, "title\nAlien\n");
    int64_t ids[KEPT_LISTS_MAX];

    (void)state;
    for (int i = 0; i < KEPT_LISTS_MAX; i++)
        keep_text(lists, ADA, NOW, "title\nAlien\n");
    assert_int_equal(kept_lists_of(lists, ADA, NOW, ids), KEPT_LISTS_MAX);
    assert_int_equal(ids[0], first + KEPT_LISTS_MAX);
    assert_false(is_kept(lists, ADA, first, NOW));
    assert_true(is_kept(lists, GRACE, others, NOW));
    kept_lists_close(lists);
}

/* Many members with large lists: the oldest goes, and the newest always stays. */
static void test_kept_lists__have_a_bound_for_all_members_together(void **state)
{
    enum { ROWS = 20000, MEMBERS = 40 };
    struct kept_lists *lists = kept_lists_open();
    auto_strbuf struct strbuf text;
    int64_t ids[MEMBERS];
    size_t stayed = 0;

    (void)state;
    strbuf_init(&text, 4 * 1024 * 1024);
    strbuf_addstr(&text, "title\n");
    for (int i = 0; i < ROWS; i++)
        strbuf_addf(&text, "A film with the number %d\n", i);
    for (int i = 0; i < MEMBERS; i++)
        ids[i] = keep_text(lists, i + 1, NOW, text.bytes);
    for (int i = 0; i < MEMBERS; i++)
        stayed += is_kept(lists, i + 1, ids[i], NOW);
    assert_in_range(stayed, 2, KEPT_LISTS_BYTES / (ROWS * sizeof(struct list_row)));
    assert_true(is_kept(lists, MEMBERS, ids[MEMBERS - 1], NOW));
    assert_false(is_kept(lists, 1, ids[0], NOW));
    kept_lists_close(lists);
}

/* Whoever holds one that goes may go on. */
static void test_kept_lists__one_that_goes_stays_with_who_holds_it(void **state)
{
    struct kept_lists *lists = kept_lists_open();
    const int64_t id = keep_text(lists, ADA, NOW, "title\nAlien\n");
    struct kept_list *kept;
    struct error err;

    (void)state;
    error_init(&err);
    assert_ok(kept_list_hold(lists, ADA, id, NOW, &kept, &err), &err);
    kept_list_drop(lists, kept);
    kept_list_drop(lists, kept);
    assert_false(is_kept(lists, ADA, id, NOW));
    assert_string_equal(kept->list.rows[0].title, "Alien");
    kept_list_let_go(lists, kept);
    kept_lists_close(lists);
}

struct waiting {
    struct kept_lists *lists;
    int64_t id;
    atomic_int busy, had;
};

static void *wait_for_list(void *argument)
{
    struct waiting *waiting = argument;
    struct kept_list *kept;
    struct error err;
    enum fault fault;

    error_init(&err);
    fault = kept_list_hold(waiting->lists, ADA, waiting->id, NOW, &kept, &err);
    atomic_fetch_add(fault == FAULT_NONE ? &waiting->had : &waiting->busy, 1);
    if (fault == FAULT_NONE)
        kept_list_let_go(waiting->lists, kept);
    else if (fault != FAULT_BUSY || err.retry_after == 0)
        atomic_fetch_add(&waiting->busy, 1000);
    return NULL;
}

/* Whoever waits is a thread that others need. */
static void test_kept_lists__only_a_few_wait_for_one(void **state)
{
    enum { THREADS = 12 };
    struct waiting waiting = {.lists = kept_lists_open()};
    pthread_t threads[THREADS];
    struct kept_list *kept;
    struct error err;

    (void)state;
    error_init(&err);
    waiting.id = keep_text(waiting.lists, ADA, NOW, "title\nAlien\n");
    assert_ok(kept_list_hold(waiting.lists, ADA, waiting.id, NOW, &kept, &err), &err);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, wait_for_list, &waiting), 0);
    while (atomic_load(&waiting.busy) < THREADS - (KEPT_HOLDERS_MAX - 1))
        sched_yield();
    kept_list_let_go(waiting.lists, kept);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&waiting.had), KEPT_HOLDERS_MAX - 1);
    assert_int_equal(atomic_load(&waiting.busy), THREADS - (KEPT_HOLDERS_MAX - 1));
    kept_lists_close(waiting.lists);
}

SUITE(test_kept_lists)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept_lists__are_their_members_for_an_hour),
        cmocka_unit_test(test_kept_lists__a_member_has_a_few),
        cmocka_unit_test(test_kept_lists__have_a_bound_for_all_members_together),
        cmocka_unit_test(test_kept_lists__one_that_goes_stays_with_who_holds_it),
        cmocka_unit_test(test_kept_lists__only_a_few_wait_for_one),
    };

    return RUN(tests);
}
