/* catalog/answer: a flaw in one text of a provider's JSON costs that text a character, no more. */
#include "catalog/providers/answer.h"

#include <string.h>

#include "support/reading.h"

#define GOOD "\",\"good\":\"yes\"}"

/* The member "t" of a document whose other member is as it should be. */
static void hold(const char *json, size_t size, const char *text)
{
    json_t *answer = answer_json(json, size);

    if (answer == NULL)
        fail_msg("%s is refused", json);
    assert_string_equal(json_string_value(json_object_get(answer, "t")), text);
    assert_string_equal(json_string_value(json_object_get(answer, "good")), "yes");
    json_decref(answer);
}

static void test_answer__a_flaw_costs_its_place_only(void **state)
{
    static const struct {
        const char *json, *text;
    } cases[] = {
        {"{\"t\":\"cut \\ud83c" GOOD, "cut \uFFFD"},
        {"{\"t\":\"cut \\uDF4C off" GOOD, "cut \uFFFD off"},
        {"{\"t\":\"\\ud83c\\ud83c\\udf4c" GOOD, "\uFFFD\U0001F34C"},
        {"{\"t\":\"\\udf4c\\ud83c" GOOD, "\uFFFD\uFFFD"},
        {"{\"t\":\"\\ud83c\\n" GOOD, "\uFFFD\n"},
        {"{\"t\":\"\\\\ud83c \\ud83c" GOOD, "\\ud83c \uFFFD"},
        {"{\"t\":\"\\\\\\ud83c" GOOD, "\\\uFFFD"},
        {"{\"t\":\"\\\"\\ud83c\\\"" GOOD, "\"\uFFFD\""},
        {"{\"t\":\"\\ud8" GOOD, "\uFFFD"},
        {"{\"t\":\"\\u" GOOD, "\uFFFD"},
        {"{\"t\":\"a\\u0000b" GOOD, "ab"},
        {"{\"t\":\"it\\'s" GOOD, "it's"},
        {"{\"t\":\"a\tb\nc" GOOD, "a b c"},
        {"{\"t\":\"Caf\xe9" GOOD, "Caf\uFFFD"},
        {"{\"t\":\"\xed\xa0\xbc!" GOOD, "\uFFFD!"},
        {"{\"t\":\"cut \xf0\x9f\x8d" GOOD, "cut \uFFFD"},
        {"{\"t\":\"\xc0\xaf" GOOD, "\uFFFD"},
        {"\xef\xbb\xbf{\"t\":\"a" GOOD, "a"},
        {"{\"\\ud83c\":1,\"\\u0000\":2,\"\xff\":3,\"t\":\"a" GOOD, "a"},
        {"{\"n\":99999999999999999999999,\"t\":\"a" GOOD, "a"},
        {"{\"t\":\"\\ud83c\\udf4c \\u00e9" GOOD, "\U0001F34C \u00e9"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        hold(cases[i].json, strlen(cases[i].json), cases[i].text);
}

static void test_answer__what_is_no_json_stays_none(void **state)
{
    static const char *const texts[] = {
        "",
        "<html>\xff</html>",
        "{\"t\":\"\\ud83c\"",
        "{\"t\":\"\\ud83c}",
        "\xef\xbb\xbf",
        "\\ud83c",
        "{t:\"\\ud83c\"}",
        "{\"t\":\"\\",
        "{\"Error\":\"Conversion from string \"011f8539\" to type 'Double' is not valid.\"}",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        assert_null(answer_json(texts[i], strlen(texts[i])));
    assert_null(answer_json("{\"t\":1}\0", 8));
}

static void test_answer__a_raw_nul_in_a_text_is_a_space(void **state)
{
    static const char json[] = "{\"t\":\"a\0b" GOOD;

    (void)state;
    hold(json, sizeof(json) - 1, "a b");
}

static void test_answer__a_film_keeps_the_rest(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_cinemeta,
                        "{\"meta\":{\"id\":\"tt0111161\",\"type\":\"movie\",\"name\":\"Half\","
                        "\"description\":\"an emoji \\ud83c\",\"year\":\"1994\"}}"),
              &it->err);
    assert_string_equal(it->film.title, "Half");
    assert_string_equal(it->film.plot, "an emoji \uFFFD");
    assert_int_equal(it->film.year, 1994);
}

static void test_answer__a_list_keeps_the_rest(void **state)
{
    static const char *const lists[] = {
        "{\"metas\":[{\"imdb_id\":\"tt0000001\",\"name\":\"One \\udf4c\"},"
        "{\"imdb_id\":\"tt0000002\",\"name\":\"Two\"}]}",
        "{\"metas\":[{\"imdb_id\":\"tt0000001\",\"name\":\"One \xf0\x9f\"},"
        "{\"imdb_id\":\"tt0000002\",\"name\":\"Two\"}]}",
    };
    struct provider_film hits[PROVIDER_HITS_MAX];
    struct reading *it = *state;
    size_t count;

    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        assert_ok(read_hits(it, &provider_cinemeta, lists[i], hits, &count), &it->err);
        assert_int_equal(count, 2);
        assert_string_equal(hits[0].title, "One \uFFFD");
        assert_string_equal(hits[1].title, "Two");
    }
}

static void test_answer__a_refusal_is_heard_all_the_same(void **state)
{
    (void)state;
    assert_int_equal(
        refusal_seconds(&provider_tmdb, "{\"status_code\":7,\"status_message\":\"\\ud83c\"}", 1),
        86400);
}

SUITE(test_answer)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answer__a_flaw_costs_its_place_only),
        cmocka_unit_test(test_answer__what_is_no_json_stays_none),
        cmocka_unit_test(test_answer__a_raw_nul_in_a_text_is_a_space),
        READING_TEST(test_answer__a_film_keeps_the_rest),
        READING_TEST(test_answer__a_list_keeps_the_rest),
        READING_TEST(test_answer__a_refusal_is_heard_all_the_same),
    };

    return RUN(tests);
}
