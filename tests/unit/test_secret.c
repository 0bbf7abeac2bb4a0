/* base/secret: random secrets, and their hashes. */
#include "base/secret.h"

#include <string.h>

#include "support/check.h"

static int set_up(void **state)
{
    (void)state;
    return secret_init() ? 0 : -1;
}

static void assert_hash(const char *text, const char *expected)
{
    uint8_t hash[HASH_BYTES];
    char hex[2 * HASH_BYTES + 1];

    hash_bytes(text, strlen(text), hash);
    hex_encode(hash, sizeof(hash), hex);
    assert_string_equal(hex, expected);
}

/* FIPS 180-2, and the empty message. */
static void test_secret__hashes_are_sha256(void **state)
{
    (void)state;
    assert_hash("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_hash("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* RFC 4231's way of it, with a key of the size that we have; worked out with Python's hmac. */
static void test_secret__that_is_derived_is_an_hmac(void **state)
{
    static const uint8_t key[SECRET_BYTES] = {1, 2, 3};
    char text[SECRET_TEXT_SIZE], other[SECRET_TEXT_SIZE];

    (void)state;
    secret_derive(key, "invitation 1 1700000000", text);
    assert_string_equal(text, "tObruBQAYLuCkdQ8SOSVYM88cLEI-5WyN4GUY3ihyt4");
    secret_derive(key, "invitation 2 1700000000", other);
    assert_string_not_equal(text, other);
}

static void test_secret__tags_are_blake2b(void **state)
{
    char tag[24];

    (void)state;
    hash_tag("abc", 3, tag);
    assert_string_equal(tag, "z0q3kcYrjSshCckCdSh4Fg");
}

static void test_secret__new_ones_are_base64url_and_differ(void **state)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char secrets[64][SECRET_TEXT_SIZE];

    (void)state;
    for (size_t i = 0; i < 64; i++) {
        secret_new(secrets[i]);
        assert_int_equal(strlen(secrets[i]), 43);
        assert_int_equal(strspn(secrets[i], allowed), 43);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(secrets[i], secrets[j]);
    }
}

static void test_secret__hex_is_lower_case(void **state)
{
    const uint8_t bytes[] = {0x00, 0x0f, 0xa5, 0xff};
    char text[9];

    (void)state;
    hex_encode(bytes, sizeof(bytes), text);
    assert_string_equal(text, "000fa5ff");
}

static void test_secret__wipe_leaves_zeros(void **state)
{
    char secret[] = "secret";
    const char zeros[sizeof(secret)] = {0};

    (void)state;
    secret_wipe(secret, sizeof(secret));
    assert_memory_equal(secret, zeros, sizeof(secret));
}

SUITE(test_secret)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_secret__hashes_are_sha256),
        cmocka_unit_test(test_secret__that_is_derived_is_an_hmac),
        cmocka_unit_test(test_secret__tags_are_blake2b),
        cmocka_unit_test(test_secret__new_ones_are_base64url_and_differ),
        cmocka_unit_test(test_secret__hex_is_lower_case),
        cmocka_unit_test(test_secret__wipe_leaves_zeros),
    };

    return RUN_BETWEEN(tests, set_up, NULL);
}
