/* base/password: their hashes, and those that came from another program. */
#include "base/password.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "support/check.h"

static int set_up(void **state)
{
    (void)state;
    return secret_init() ? 0 : -1;
}

static void test_password__matches_its_own_hash_only(void **state)
{
    char hash[PASSWORD_HASH_SIZE], again[PASSWORD_HASH_SIZE];
    struct old_hash old;

    (void)state;
    assert_true(password_hash("film night demo", hash));
    assert_int_equal(strncmp(hash, "$argon2id$", 10), 0);
    assert_false(password_is_wrapped(hash, &old));
    assert_true(password_matches(hash, "film night demo", NULL));
    assert_false(password_matches(hash, "film night demO", NULL));
    assert_false(password_matches(hash, "", NULL));
    assert_false(password_matches("", "film night demo", NULL));
    assert_false(password_matches("not a hash", "film night demo", NULL));
    assert_true(password_hash("film night demo", again));
    assert_string_not_equal(hash, again);
}

/* One keyboard sends an accent as part of its letter, another behind it. */
static void test_password__is_hashed_in_one_form(void **state)
{
    char hash[PASSWORD_HASH_SIZE];

    (void)state;
    assert_true(password_hash("cafe\u0301 noir", hash));
    assert_true(password_matches(hash, "caf\u00e9 noir", NULL));
    assert_true(password_matches(hash, "cafe\u0301 noir", NULL));
}

/* RFC 8265, 4.2: the spaces of all scripts are one, widths are not. */
static void test_password__is_compared_as_rfc_8265_says(void **state)
{
    static const char *const spaces[] = {" ",      "\u00a0", "\u1680", "\u2000", "\u2009",
                                         "\u200a", "\u202f", "\u205f", "\u3000"};
    char hash[PASSWORD_HASH_SIZE], typed[80];
    struct password_proof proof;

    (void)state;
    assert_true(password_hash("caf\u00e9 noir\u00a0demo", hash));
    for (size_t i = 0; i < COUNT_OF(spaces); i++) {
        snprintf(typed, sizeof(typed), "cafe\u0301%snoir%sdemo", spaces[i], spaces[i]);
        assert_true(password_matches(hash, typed, &proof));
        assert_false(proof.is_old);
    }
    assert_false(password_matches(hash, "caf\u00e9 noir demo ", NULL));
    assert_false(password_matches(hash, "caf\u00e9  noir demo", NULL));
    assert_false(password_matches(hash, "Caf\u00e9 noir demo", NULL));
    assert_false(password_matches(hash, "\uff43af\u00e9 noir demo", NULL));
    assert_false(password_matches(hash, "caf\u00e9\u200bnoir demo", NULL));
}

/* A hash from before: of the password in NFC, or of its bytes as they came. */
static void test_password__one_hashed_in_another_form_still_opens(void **state)
{
    static const char *const forms[] = {"caf\u00e9\u00a0noir demo", "cafe\u0301\u00a0noir demo"};
    struct password_proof proof;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        char hash[crypto_pwhash_STRBYTES];

        assert_int_equal(crypto_pwhash_str(hash, forms[i], strlen(forms[i]),
                                           crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN),
                         0);
        assert_true(password_matches(hash, forms[i], &proof));
        assert_true(proof.is_old);
        assert_false(password_matches(hash, "cafe noir demo", &proof));
        assert_false(proof.is_old);
    }
    assert_false(password_matches(NULL, forms[1], &proof));
    assert_true(proof.argon2id_us > 0);
}

/* Made by Django 3.2 and, as Django 4.0 writes it, by Python's hashlib: one of each scheme, each of
 * "film night demo". */
static const char *const of_schemes[OLD_SCHEMES] = {
    [OLD_PBKDF2_SHA256] =
        "pbkdf2_sha256$10000$uUVlntMcAgp7uaHEEuDqhy$bldOhrk5VfaFeuX+RhZiQQ/1sGEfH35XYGQVVygMYyY=",
    [OLD_PBKDF2_SHA1] = "pbkdf2_sha1$10000$PMupXHFx8CwfOkdEm7qIie$HZC5YwxwegdAS+dybMKrhqtxXbI=",
    [OLD_SCRYPT] = "scrypt$16384$Tg5kOPpOEU0ZM1fbHyrj9m$8$1$g2OcjjuBzJEEDQZF1tQde+"
                   "RJa5q6Ow74ZHn6Yh7rbzzgooBQO9V7POPlYuVdjRcg5IvN5MN8dcT+QyVMn8lyJA==",
    [OLD_ARGON2] = "argon2$argon2id$v=19$m=102400,t=2,p=8$WUdvTXl5clFwQWI3MWs0RVFXeEcwVA$"
                   "4gViElWynI1c4iZUJH6SuQ",
    [OLD_BCRYPT_SHA256] =
        "bcrypt_sha256$$2b$04$5UBWn6GXZNCMUEaS9pQJLuX.QFu4XU6lpZeZKFoUCGncQ7aPDNsX6",
    [OLD_BCRYPT] = "bcrypt$$2b$04$HaU1yax07.5qY92BoRVrC.liAGwqLBdgQ2ulVk9CUfR2YCJId.0.K",
};

static void wrap(const char *text, enum old_verdict expected, char kept[PASSWORD_KEPT_SIZE])
{
    enum old_verdict verdict;
    struct error err;

    error_init(&err);
    assert_int_equal(password_wrap(text, &verdict, kept, &err), FAULT_NONE);
    assert_int_equal(verdict, expected);
}

static void test_password__of_each_old_scheme_still_opens(void **state)
{
    (void)state;
    for (enum old_scheme scheme = 0; scheme < OLD_SCHEMES; scheme++) {
        char kept[PASSWORD_KEPT_SIZE];
        struct old_hash old;

        wrap(of_schemes[scheme], OLD_TAKEN, kept);
        assert_true(password_is_wrapped(kept, &old));
        assert_int_equal(old.scheme, scheme);
        assert_true(password_matches(kept, "film night demo", NULL));
        assert_false(password_matches(kept, "film night demO", NULL));
        assert_false(password_matches(kept, "", NULL));
    }
}

/* Members' passwords are Argon2id strings, says the database; and the old hash isn't in them. */
static void test_password__that_was_wrapped_hides_the_old_hash(void **state)
{
    const char *output = strrchr(of_schemes[OLD_PBKDF2_SHA256], '$') + 1;
    char kept[PASSWORD_KEPT_SIZE];

    (void)state;
    wrap(of_schemes[OLD_PBKDF2_SHA256], OLD_TAKEN, kept);
    assert_int_equal(strncmp(kept, "$argon2id$", 10), 0);
    assert_null(strstr(kept, output));
    assert_false(password_matches(kept, output, NULL));
}

static void test_password__as_it_was_sent_made_the_old_hash(void **state)
{
    char kept[PASSWORD_KEPT_SIZE];

    (void)state;
    wrap("pbkdf2_sha256$30000$y2BWEo2YTRy0T9DTn8U4LL$HFA0A7RBQ8/oiZeJph9poshx96v1JZUXqbTYF4nELjI=",
         OLD_TAKEN, kept);
    assert_true(password_matches(kept, "cafe\u0301 noir", NULL));
    assert_false(password_matches(kept, "caf\u00e9 noir", NULL));
}

static void test_password__that_no_longer_opens_is_not_wrapped(void **state)
{
    char kept[PASSWORD_KEPT_SIZE] = "";

    (void)state;
    wrap("!", OLD_NONE, kept);
    wrap("md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3", OLD_UNKNOWN, kept);
    wrap("pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92h", OLD_DAMAGED, kept);
    wrap("pbkdf2_sha256$2000001$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=", OLD_TOO_DEAR,
         kept);
    assert_string_equal(kept, "");
}

static void test_password__whose_recipe_is_damaged_opens_nothing(void **state)
{
    char kept[PASSWORD_KEPT_SIZE];

    (void)state;
    wrap(of_schemes[OLD_PBKDF2_SHA1], OLD_TAKEN, kept);
    kept[strlen(kept) - 1] = '\0';
    assert_false(password_matches(kept, "film night demo", NULL));
}

SUITE(test_password)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_password__matches_its_own_hash_only),
        cmocka_unit_test(test_password__is_hashed_in_one_form),
        cmocka_unit_test(test_password__is_compared_as_rfc_8265_says),
        cmocka_unit_test(test_password__one_hashed_in_another_form_still_opens),
        cmocka_unit_test(test_password__of_each_old_scheme_still_opens),
        cmocka_unit_test(test_password__that_was_wrapped_hides_the_old_hash),
        cmocka_unit_test(test_password__as_it_was_sent_made_the_old_hash),
        cmocka_unit_test(test_password__that_no_longer_opens_is_not_wrapped),
        cmocka_unit_test(test_password__whose_recipe_is_damaged_opens_nothing),
    };

    return RUN_BETWEEN(tests, set_up, NULL);
}
