/* lists/wire: a list on its way from one process to another. */
#include <string.h>

#include "lists/wire.h"
#include "support/check.h"
#include "support/listed.h"

static void test_wire__a_list_stays_the_same_on_the_way(void **state)
{
    static const char *const files[] = {"letterboxd/ratings.csv", "imdb/third_ratings.csv",
                                        "trakt/watched-history-1.json", "tmdb/ratings.csv"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        auto_arena struct arena arena = {0};
        auto_strbuf struct strbuf sent, again;
        struct film_list list = listed(&arena, files[i], LIST_UNKNOWN), arrived;
        struct error err;

        error_init(&err);
        strbuf_init(&sent, LIST_WIRE_MAX);
        strbuf_init(&again, LIST_WIRE_MAX);
        list.rows[0].file = "a \"name\".csv";
        list.not_read = 7;
        film_list_write(&list, &sent);
        assert_null(strchr(sent.bytes, '\n'));
        assert_ok(film_list_arrived(&arena, sent.bytes, &arrived, &err), &err);
        assert_int_equal(arrived.format, list.format);
        assert_int_equal(arrived.not_read, 7);
        film_list_write(&arrived, &again);
        assert_string_equal(sent.bytes, again.bytes);
    }
}

static void test_wire__anything_else_is_refused(void **state)
{
    static const char *const others[] = {"",
                                         "{}",
                                         "[[99,0]]",
                                         "[[1,0],[1,2]]",
                                         "[[1,0],[1,0,9,0,0,0,0,null,null,null,null]]",
                                         "[[1,0],[1,0,1,99,0,0,0,null,null,null,null]]"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        auto_arena struct arena arena = {0};
        struct film_list list;
        struct error err;

        error_init(&err);
        film_list_arrived(&arena, others[i], &list, &err);
        assert_true(err.fault == FAULT_MALFORMED || err.fault == FAULT_UNREADABLE_FILE);
    }
}

SUITE(test_wire)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wire__a_list_stays_the_same_on_the_way),
        cmocka_unit_test(test_wire__anything_else_is_refused),
    };

    return RUN(tests);
}
