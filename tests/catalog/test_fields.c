/* catalog/fields: numbers and texts in all the ways in which providers write them. */
#include <string.h>

#include "catalog/providers/fields.h"
#include "support/check.h"

static json_t *object(const char *json)
{
    json_t *parsed = json_loads(json, 0, NULL);

    assert_non_null(parsed);
    return parsed;
}

static void test_fields__numbers_with_decoration(void **state)
{
    static const struct {
        const char *json;
        int64_t number;
    } cases[] = {
        {"{\"n\":142}", 142},
        {"{\"n\":\"142 min\"}", 142},
        {"{\"n\":\"8,574\"}", 8574},
        {"{\"n\":\"1146830\"}", 1146830},
        {"{\"n\":96.6}", 97},
        {"{\"n\":null}", 0},
        {"{}", 0},
        {"{\"n\":\"N/A\"}", 0},
        {"{\"n\":\"\"}", 0},
        {"{\"n\":-5}", 0},
        {"{\"n\":1e300}", 0},
        {"{\"n\":\"-5\"}", 0},
        {"{\"n\":[1]}", 0},
        {"{\"n\":\"99999999999999999999\"}", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        json_t *json = object(cases[i].json);

        if (field_int(json, "n") != cases[i].number)
            fail_msg("%s is read as %lld", cases[i].json, (long long)field_int(json, "n"));
        json_decref(json);
    }
}

static void test_fields__years(void **state)
{
    static const struct {
        const char *json;
        int64_t year;
    } cases[] = {
        {"{\"y\":1994}", 1994},
        {"{\"y\":\"1994\"}", 1994},
        {"{\"y\":\"1992–1999\"}", 1992},
        {"{\"y\":\"2008–\"}", 2008},
        {"{\"y\":\"1994-10-14\"}", 1994},
        {"{\"y\":\"19940\"}", 0},
        {"{\"y\":\"94\"}", 0},
        {"{\"y\":3000}", 0},
        {"{\"y\":\"N/A\"}", 0},
        {"{\"y\":null}", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        json_t *json = object(cases[i].json);

        if (field_year(json, "y") != cases[i].year)
            fail_msg("%s is read as %lld", cases[i].json, (long long)field_year(json, "y"));
        json_decref(json);
    }
}

static void test_fields__ratings_are_tenths(void **state)
{
    static const struct {
        const char *json;
        int64_t tenths;
    } cases[] = {
        {"{\"r\":9.3}", 93},    {"{\"r\":\"9.3\"}", 93},
        {"{\"r\":8}", 80},      {"{\"r\":10}", 100},
        {"{\"r\":\"N/A\"}", 0}, {"{\"r\":0}", 0},
        {"{\"r\":11}", 0},      {"{\"r\":\"nan\"}", 0},
        {"{\"r\":\"inf\"}", 0}, {"{\"r\":0.9}", 0},
        {"{\"r\":\"0.9\"}", 0}, {"{\"r\":\"0x9.8p0\"}", 0},
        {"{\"r\":1}", 10},      {"{}", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        json_t *json = object(cases[i].json);

        if (field_rating(json, "r") != cases[i].tenths)
            fail_msg("%s is read as %lld", cases[i].json, (long long)field_rating(json, "r"));
        json_decref(json);
    }
}

static void test_fields__texts_are_tidy_and_decoded_once(void **state)
{
    static const struct {
        const char *json, *text;
    } cases[] = {
        {"{\"t\":\"  Tom &amp; Jerry \"}", "Tom & Jerry"},
        {"{\"t\":\"&amp;lt;b&amp;gt;\"}", "&lt;b&gt;"},
        {"{\"t\":\"&#233;t&#xe9; &eacute;\"}", "été é"},
        {"{\"t\":\"AT&T; R&D &unknown; &#xD800; &#0; &\"}", "AT&T; R&D &unknown; \ufffd \ufffd &"},
        {"{\"t\":\"\\u202eevil\\u0007\"}", "evil"},
        {"{\"t\":\"N/A\"}", NULL},
        {"{\"t\":\" \"}", NULL},
        {"{\"t\":\"\\u200d\\ufe0f\"}", NULL},
        {"{\"t\":\"&#8205;\"}", NULL},
        {"{\"t\":\"It&#146;s&nbsp;&Eacute;ric&hellip;\"}", "It\u2019s \u00c9ric\u2026"},
        {"{\"t\":7}", NULL},
        {"{\"t\":null}", NULL},
        {"{}", NULL},
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        json_t *json = object(cases[i].json);
        const char *text = field_text(&arena, json, "t", 100);

        if (cases[i].text == NULL)
            assert_null(text);
        else
            assert_string_equal(text, cases[i].text);
        json_decref(json);
    }
}

static void test_fields__lists_are_short_and_without_repetition(void **state)
{
    json_t *names = object("[\"Drama\", \"\", \"Drama\", 5, null, \"War\"]");
    json_t *people = object("[{\"name\": \"Ida Lupino\"}, {\"id\": 1}, \"x\"]");
    json_t *many = json_array();
    auto_arena struct arena arena = {0};
    struct texts texts = field_texts(&arena, names, NULL);

    (void)state;
    assert_int_equal(texts.count, 2);
    assert_string_equal(texts.items[1], "War");
    texts = field_texts(&arena, people, "name");
    assert_int_equal(texts.count, 1);
    assert_string_equal(texts.items[0], "Ida Lupino");
    for (int i = 0; i < 100; i++)
        json_array_append_new(many, json_sprintf("Person %d", i));
    assert_int_equal(field_texts(&arena, many, NULL).count, FILM_LIST_MAX);
    assert_int_equal(field_texts(&arena, NULL, NULL).count, 0);
    json_decref(names);
    json_decref(people);
    json_decref(many);
}

static void test_fields__addresses(void **state)
{
    static const struct {
        const char *json, *url;
    } cases[] = {
        {"{\"u\":\"https://images.example.org/a@b._V1_.jpg\"}",
         "https://images.example.org/a@b._V1_.jpg"},
        {"{\"u\":\"http://127.0.0.1:8081/p.jpg\"}", "http://127.0.0.1:8081/p.jpg"},
        {"{\"u\":\"HTTPS://x.example/P.jpg\"}", "https://x.example/P.jpg"},
        {"{\"u\":\" \\n http://x.example/p.jpg\\t\"}", "http://x.example/p.jpg"},
        {"{\"u\":\"https://x.example/p q.jpg?t=\\\"a\\\"<b>\"}",
         "https://x.example/p%20q.jpg?t=%22a%22%3Cb%3E"},
        {"{\"u\":\"https://x.example/ä%20.jpg\"}", "https://x.example/%C3%A4%20.jpg"},
        {"{\"u\":\"https: //x.example/p.jpg\"}", NULL},
        {"{\"u\":\"https://x example/p.jpg\"}", NULL},
        {"{\"u\":\"https://x\\\"y/p.jpg\"}", NULL},
        {"{\"u\":\"https://x.example\\\\p.jpg\"}", NULL},
        {"{\"u\":\"javascript:alert(1)\"}", NULL},
        {"{\"u\":\"file:///etc/passwd\"}", NULL},
        {"{\"u\":\"//x.example/p\"}", NULL},
        {"{\"u\":\"https://x.example/\\r\\nHost: y\"}", NULL},
        {"{\"u\":\"N/A\"}", NULL},
        {"{\"u\":1}", NULL},
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        json_t *json = object(cases[i].json);
        const char *url = field_url(&arena, json, "u");

        if (cases[i].url == NULL ? url != NULL : url == NULL || strcmp(url, cases[i].url) != 0)
            fail_msg("%s is %s", cases[i].json, url == NULL ? "none" : url);
        json_decref(json);
    }
    assert_string_equal(url_escape(&arena, "Amélie & co/?#%"),
                        "Am%C3%A9lie%20%26%20co%2F%3F%23%25");
}

static void test_fields__kinds_are_told_in_many_ways(void **state)
{
    static const struct {
        const char *json, *type;
    } cases[] = {
        {"{\"t\":\"movie\"}", "movie"},
        {"{\"t\":\"MOVIE\"}", "movie"},
        {"{\"t\":\"tvMiniSeries\"}", "mini_series"},
        {"{\"t\":\"TV_SERIES\"}", "series"},
        {"{\"t\":\"series\"}", "series"},
        {"{\"t\":\"tvEpisode\"}", "episode"},
        {"{\"t\":\"movies\"}", NULL},
        {"{\"t\":\"mov\"}", NULL},
        {"{\"t\":\"\"}", NULL},
        {"{\"t\":1}", NULL},
        {"{}", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        json_t *json = object(cases[i].json);
        const char *type = field_type(json, "t");

        if (cases[i].type == NULL)
            assert_null(type);
        else
            assert_string_equal(type, cases[i].type);
        json_decref(json);
    }
}

/* An id is all that is taken of what a provider says: nobody is led elsewhere. */
static void test_fields__trailers_are_on_youtube(void **state)
{
    static const struct {
        const char *json;
        bool is_one;
    } cases[] = {
        {"{\"k\":\"PLl99DlL6b4\"}", true},  {"{\"k\":\"a-b_c-d_e-f\"}", true},
        {"{\"k\":\"PLl99DlL6b\"}", false},  {"{\"k\":\"PLl99DlL6b4&x\"}", false},
        {"{\"k\":\"PLl99/lL6b4\"}", false}, {"{\"k\":\"https://x\"}", false},
        {"{\"k\":\"vi123456789\"}", true},  {"{\"k\":null}", false},
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        json_t *json = object(cases[i].json);

        if ((field_youtube(&arena, json, "k") != NULL) != cases[i].is_one)
            fail_msg("%s", cases[i].json);
        json_decref(json);
    }
}

SUITE(test_fields)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields__numbers_with_decoration),
        cmocka_unit_test(test_fields__years),
        cmocka_unit_test(test_fields__ratings_are_tenths),
        cmocka_unit_test(test_fields__texts_are_tidy_and_decoded_once),
        cmocka_unit_test(test_fields__lists_are_short_and_without_repetition),
        cmocka_unit_test(test_fields__addresses),
        cmocka_unit_test(test_fields__kinds_are_told_in_many_ways),
        cmocka_unit_test(test_fields__trailers_are_on_youtube),
    };

    return RUN(tests);
}
