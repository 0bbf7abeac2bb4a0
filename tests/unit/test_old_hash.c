/* base/old_hash: what Django kept, by tests/vectors/django-passwords.json. */
#include "base/old_hash.h"

#include <jansson.h>
#include <string.h>

#include "support/check.h"

static json_t *file, *vectors;

static int read_vectors(void **state)
{
    (void)state;
    file = json_load_file(MARQUEE_SOURCE "/tests/vectors/django-passwords.json", 0, NULL);
    vectors = json_object_get(file, "vectors");
    return json_array_size(vectors) > 100 ? 0 : -1;
}

static int forget_vectors(void **state)
{
    (void)state;
    json_decref(file);
    return 0;
}

static const char *text_of(const json_t *vector, const char *name)
{
    const char *text = json_string_value(json_object_get(vector, name));

    assert_non_null(text);
    return text;
}

static const char *const verdict_words[] = {
    [OLD_TAKEN] = "taken",       [OLD_NONE] = "none",       [OLD_UNKNOWN] = "unknown",
    [OLD_TOO_DEAR] = "too_dear", [OLD_DAMAGED] = "damaged",
};

static bool makes(const struct old_hash *hash, const char *password)
{
    uint8_t output[OLD_OUTPUT_MAX];

    assert_true(old_hash_make(hash, password, output));
    return memcmp(output, hash->output, hash->output_length) == 0;
}

static void check_passwords(const json_t *vector, const struct old_hash *hash, const char *name,
                            bool expected)
{
    const json_t *passwords = json_object_get(vector, name);

    for (size_t i = 0; i < json_array_size(passwords); i++)
        if (makes(hash, json_string_value(json_array_get(passwords, i))) != expected)
            fail_msg("%s: \"%s\" is not %s", text_of(vector, "id"),
                     json_string_value(json_array_get(passwords, i)), name);
}

static void test_old_hash__what_django_wrote_is_taken_or_refused(void **state)
{
    json_t *vector;
    size_t i;

    (void)state;
    json_array_foreach(vectors, i, vector)
    {
        const char *text = text_of(vector, "encoded");
        struct old_hash hash;
        size_t recipe;
        const char *verdict = verdict_words[old_hash_read(text, &hash, &recipe)];

        if (strcmp(verdict, text_of(vector, "verdict")) != 0)
            fail_msg("%s is %s: %s", text_of(vector, "id"), verdict, text);
        assert_string_equal(old_hash_algorithm(text), text_of(vector, "algorithm"));
    }
}

static void test_old_hash__only_right_passwords_make_it_again(void **state)
{
    size_t i, taken[OLD_SCHEMES] = {0};
    json_t *vector;

    (void)state;
    json_array_foreach(vectors, i, vector)
    {
        struct old_hash hash;
        size_t recipe;

        if (old_hash_read(text_of(vector, "encoded"), &hash, &recipe) != OLD_TAKEN)
            continue;
        taken[hash.scheme]++;
        assert_true(json_array_size(json_object_get(vector, "ok")) > 0);
        check_passwords(vector, &hash, "ok", true);
        check_passwords(vector, &hash, "wrong", false);
    }
    for (size_t scheme = 0; scheme < OLD_SCHEMES; scheme++)
        assert_true(taken[scheme] >= 4);
}

/* What is kept says all but the hash. */
static void test_old_hash__a_recipe_makes_the_same_hash(void **state)
{
    json_t *vector;
    size_t i;

    (void)state;
    json_array_foreach(vectors, i, vector)
    {
        const char *text = text_of(vector, "encoded");
        struct old_hash hash, again;
        size_t recipe;
        char kept[OLD_TEXT_MAX + 1];

        if (old_hash_read(text, &hash, &recipe) != OLD_TAKEN)
            continue;
        snprintf(kept, sizeof(kept), "%.*s%zu", (int)recipe, text, hash.output_length);
        assert_null(strstr(kept, text + recipe));
        assert_true(old_hash_read_recipe(kept, &again));
        memcpy(again.output, hash.output, sizeof(hash.output));
        assert_memory_equal(&again, &hash, sizeof(hash));
    }
}

static void test_old_hash__a_damaged_recipe_is_none(void **state)
{
    static const char *const texts[] = {
        "",
        "pbkdf2_sha256$1000$salt$",
        "pbkdf2_sha256$1000$salt$32 ",
        "pbkdf2_sha256$1000$salt$320",
        "pbkdf2_sha256$1000$salt$8",
        "pbkdf2_sha256$2000001$salt$32",
        "md5$salt$32",
        "pbkdf2_sha256$1000$salt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
    };
    struct old_hash hash;

    (void)state;
    assert_true(old_hash_read_recipe("pbkdf2_sha256$1000$salt$32", &hash));
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        assert_false(old_hash_read_recipe(texts[i], &hash));
}

static void test_old_hash__a_sample_is_the_same_with_little_work(void **state)
{
    bool tried[OLD_SCHEMES] = {false};
    json_t *vector;
    size_t i;

    (void)state;
    json_array_foreach(vectors, i, vector)
    {
        struct old_hash hash, sample;
        size_t recipe;

        if (old_hash_read(text_of(vector, "encoded"), &hash, &recipe) != OLD_TAKEN ||
            tried[hash.scheme])
            continue;
        tried[hash.scheme] = true;
        sample = old_hash_sample(&hash);
        assert_int_equal(sample.scheme, hash.scheme);
        assert_in_range(old_hash_work(&sample), 1, 100000);
        assert_true(old_hash_work(&sample) <= old_hash_work(&hash));
        assert_true(old_hash_make(&sample, "film night demo", sample.output));
    }
}

SUITE(test_old_hash)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_old_hash__what_django_wrote_is_taken_or_refused),
        cmocka_unit_test(test_old_hash__only_right_passwords_make_it_again),
        cmocka_unit_test(test_old_hash__a_recipe_makes_the_same_hash),
        cmocka_unit_test(test_old_hash__a_damaged_recipe_is_none),
        cmocka_unit_test(test_old_hash__a_sample_is_the_same_with_little_work),
    };

    return RUN_BETWEEN(tests, read_vectors, forget_vectors);
}
