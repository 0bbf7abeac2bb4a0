/* base/text: NFC, case folding, and what cannot be seen. */
#include "base/text.h"

#include <string.h>

#include "support/check.h"

static void test_text__nfc_composes(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    assert_string_equal(text_nfc(&arena, "Ame\u0301lie"), "Am\u00e9lie");
    assert_string_equal(text_nfc(&arena, "\u212b"), "\u00c5");
    assert_string_equal(text_nfc(&arena, "\u1112\u1161\u11ab"), "\ud55c");
    assert_string_equal(text_nfc(&arena, ""), "");
    assert_string_equal(text_nfc(&arena, "\ufb01lm"), "\ufb01lm");
}

static void assert_same_key(const char *one, const char *other)
{
    auto_arena struct arena arena = {0};

    assert_string_equal(text_key(&arena, one), text_key(&arena, other));
}

static void test_text__key_folds_case_in_full(void **state)
{
    (void)state;
    assert_same_key("ADA", "ada");
    assert_same_key("STRASSE", "straße");
    assert_same_key("ẞ", "ss");
    assert_same_key("ΣΊΣΥΦΟΣ", "σίσυφος");
    assert_same_key("ÉCOLE", "e\u0301cole");
    assert_same_key("\u1f80", "\u1f88");
    assert_same_key("ДЖ", "дж");
}

static void test_text__key_keeps_different_names_apart(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    assert_string_not_equal(text_key(&arena, "Zoë"), text_key(&arena, "Zoe"));
    assert_string_not_equal(text_key(&arena, "а"), text_key(&arena, "a"));
    assert_string_not_equal(text_key(&arena, "ab"), text_key(&arena, "a b"));
}

/* One rule for all languages: I is i, and the Turkish letters keep their dots or lack of them. */
static void test_text__key_is_the_same_in_turkey(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    assert_same_key("TITANIC", "titanic");
    assert_string_not_equal(text_key(&arena, "ı"), text_key(&arena, "i"));
    assert_same_key("İ", "i\u0307");
}

static void test_text__key_of_a_key_is_itself(void **state)
{
    static const char *const texts[] = {"  Ada  LOVELACE ", "İstanbul",      "ẞ",
                                        "\u1f88\u0301",     "\u0345\u0301",  "ΑΙ\u0345",
                                        "क्\u200dष",         "\u3000x\u00a0y"};
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const char *key = text_key(&arena, texts[i]);

        assert_string_equal(text_key(&arena, key), key);
        assert_string_equal(text_nfc(&arena, key), key);
    }
}

static void test_text__key_squeezes_space(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    assert_string_equal(text_key(&arena, "  the \t\n thing  "), "the thing");
    assert_string_equal(text_key(&arena, "\u00a0the\u2003\u3000thing\u2009"), "the thing");
    assert_string_equal(text_key(&arena, " \u3000 "), "");
    assert_string_equal(text_key(&arena, ""), "");
    assert_string_equal(text_key(&arena, " a"), "a");
    assert_string_equal(text_key(&arena, "映 画"), "映 画");
}

/* Two names that look the same are the same: what has no mark does not tell them apart. */
static void test_text__key_drops_joiners_and_variation_selectors(void **state)
{
    (void)state;
    assert_same_key("ada", "a\u200dd\u200ca");
    assert_same_key("ada", "ada\u200d");
    assert_same_key("\u2764", "\u2764\ufe0f");
    assert_same_key("\u845b", "\u845b\U000E0100");
    assert_same_key("\u00e9", "e\u200d\u0301");
    assert_same_key("ada lovelace", "ada \u200dlovelace");
}

static void test_text__what_has_no_mark_is_invisible(void **state)
{
    static const char *const hidden[] = {
        "a\x01",       "a\nb",        "a\x7f",        "a\xc2\x85",   "a\ufff9b", "a\u200bb",
        "a\u2060b",    "\ufeffa",     "a\u00adb",     "a\u202eb",    "a\u2066b", "a\u061cb",
        "a\u2028b",    "a\u2029b",    "a\U000E0041",  "a\ue000",     "a\uffff",  "\u115f",
        "a\u3164",     "\u2800",      "\uffa0",       "\u180e",      "a\u034fb", "a\u17b4",
        "\u180b",      "\ufe0f",      "\u200d\ufe0f", "\u200d",      "\u200c",   "\U000E0100",
        "a\u206a",     "a\U0001D173", "a\U000F0000",  "a\U0010FFFF", "a\u1160",  "a\ufdd0",
        "a\U000E01FF", "a\u2065",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(hidden); i++) {
        if (text_is_visible(hidden[i]))
            print_error("number %zu counts as visible\n", i);
        assert_false(text_is_visible(hidden[i]));
    }
}

#define TAGS     "\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067"
#define END_TAG  "\U000E007F"
#define ENGLAND  "\U0001F3F4" TAGS END_TAG
#define SCOTLAND "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074" END_TAG

/* Tags say nothing but in a whole flag: elsewhere they are a way to hide text. */
static void test_text__tags_belong_into_flags(void **state)
{
    static const char *const hidden[] = {
        TAGS,
        TAGS END_TAG,
        "a" TAGS END_TAG,
        "1" TAGS END_TAG,
        "\U0001F3F4" TAGS,
        "\U0001F3F4" TAGS "a",
        "\U0001F3F4" END_TAG,
        "\U0001F3F4" TAGS TAGS END_TAG,
        "\U0001F3F4 " TAGS END_TAG,
        ENGLAND END_TAG,
        ENGLAND TAGS END_TAG,
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(hidden); i++) {
        if (text_is_visible(hidden[i]))
            print_error("number %zu counts as visible\n", i);
        assert_false(text_is_visible(hidden[i]));
    }
    assert_true(text_is_visible(ENGLAND));
    assert_string_not_equal(text_key(&arena, ENGLAND), text_key(&arena, SCOTLAND));
    assert_string_not_equal(text_key(&arena, ENGLAND), text_key(&arena, "\U0001F3F4"));
    assert_string_equal(text_key(&arena, "a" TAGS END_TAG), "a");
    assert_string_equal(text_tidy(&arena, "a " ENGLAND " b", 99), "a " ENGLAND " b");
    assert_string_equal(text_tidy(&arena, "a" TAGS END_TAG "b", 99), "ab");
    assert_string_equal(text_tidy(&arena, "\U0001F3F4" TAGS, 99), "\U0001F3F4");
}

/* Half a flag would show as another one, and half a family as one of them. */
static void test_text__tidy_cuts_between_what_one_sees(void **state)
{
    static const struct {
        const char *text;
        size_t max;
        const char *tidy;
    } cases[] = {
        {"ab" ENGLAND, 8, "ab"},
        {"ab" ENGLAND, 9, "ab" ENGLAND},
        {"a\U0001F469\u200d\U0001F680", 2, "a"},
        {"a\U0001F469\u200d\U0001F680", 4, "a\U0001F469\u200d\U0001F680"},
        {"aq\u0303", 2, "a"},
        {"\U0001F1E9\U0001F1EA", 1, "\U0001F1E9"},
        {"q\u0303\u0303\u0303", 2, "q\u0303"},
        {"one two", 4, "one"},
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(text_tidy(&arena, cases[i].text, cases[i].max), cases[i].tidy);
}

static void test_text__plain_is_easy_to_read(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    assert_string_equal(text_plain(&arena, " \uff11\uff10\uff18\u00a0MIN \u200e"), "108 min");
    assert_string_equal(text_plain(&arena, "\u0661\u06f0\u0968"), "102");
    assert_string_equal(text_plain(&arena, ""), "");
}

#define FIVE_MARKS "\u0300\u0301\u0302\u0303\u0304"

static void test_text__accents_do_not_pile_up(void **state)
{
    (void)state;
    assert_true(text_is_name("z" FIVE_MARKS FIVE_MARKS "z" FIVE_MARKS FIVE_MARKS));
    assert_false(text_is_name("z" FIVE_MARKS FIVE_MARKS "\u0305"));
    assert_false(text_is_name("z" FIVE_MARKS "\u200d" FIVE_MARKS "\u0305"));
}

static void test_text__an_accent_needs_a_letter_before_it(void **state)
{
    static const char *const bare[] = {"\u0301",       "\u0301a",      "\u0301\u0302",
                                       "\u200d\u0301", "\u093f\u0939", "\u20dd"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bare); i++)
        assert_false(text_is_name(bare[i]));
    assert_true(text_is_name("e\u0301"));
    assert_false(text_is_name("a\u200bb"));
}

static void test_text__names_of_the_world_are_visible(void **state)
{
    static const char *const names[] = {
        "ada",
        "Ada Lovelace",
        "O'Brien-Smith",
        "Zoë",
        "山田太郎",
        "Ольга",
        "محمد",
        "אליס",
        "क्\u200dष",                   /* a joiner inside an Indic word */
        "می\u200cخواهم",              /* a non-joiner inside a Persian word */
        "\U0001F469\u200d\U0001F680", /* an emoji of two */
        "\u2764\ufe0f ada",           /* an emoji that asks for its colour */
        "\U0001F44D\U0001F3FD",       /* with a skin tone */
        "1",
        ".",
        "ada\u00a0b",
        "Ada \U0001FA77", /* emoji that are newer than the program's tables */
        "\U0001FAE9\u200d\U0001FADC",
        "\U0001F1E9\U0001F1EA",                 /* a flag of two letters */
        ENGLAND " ada",                         /* one of tags */
        "\U0001F468\U0001F3FD\u200d\U0001F4BB", /* a skin tone inside of one of two */
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",       /* Sri, in Sinhala */
        "\u06dd\u0661",                         /* a sign around a digit */
        "\u0378 \U00010EC2",                    /* letters to come */
    };

    (void)state;
    assert_true(text_is_name(""));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!text_is_name(names[i]))
            print_error("%s counts as invisible\n", names[i]);
        assert_true(text_is_name(names[i]));
    }
}

static void test_text__outer_space_of_several_scripts(void **state)
{
    static const char *const spaces[] = {" ",      "\t",     "\n",     "\u00a0", "\u1680",
                                         "\u2000", "\u2009", "\u202f", "\u205f", "\u3000"};
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(spaces); i++) {
        assert_true(text_has_outer_space(spaces[i]));
        assert_true(text_has_outer_space(arena_printf(&arena, "%sada", spaces[i])));
        assert_true(text_has_outer_space(arena_printf(&arena, "映%s", spaces[i])));
        assert_false(text_has_outer_space(arena_printf(&arena, "a%sb", spaces[i])));
    }
    assert_false(text_has_outer_space(""));
}

static void test_text__tidy_is_one_line_that_can_be_seen(void **state)
{
    static const struct {
        const char *text;
        size_t max;
        const char *tidy;
    } cases[] = {
        {"  The\t Thing \r\n", 300, "The Thing"},
        {"a\u202eb\u2066c\x01\x7f"
         "d",
         300, "abcd"},
        {"Ame\u0301lie", 5,
         "Amé"
         "li"},
        {"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", 300,
         "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"},
        {"e\u200b\u0301", 3, "\u00e9"},
        {"", 3, ""},
        {" \u200b\u00a0 ", 3, ""},
        {"abc", 0, ""},
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(text_tidy(&arena, cases[i].text, cases[i].max), cases[i].tidy);
}

static void test_text__words_of_a_list(void **state)
{
    (void)state;
    assert_true(text_has_word("demo", "demo"));
    assert_true(text_has_word("tmdb omdb  demo", "omdb"));
    assert_true(text_has_word("xdemo demo", "demo"));
    assert_false(text_has_word("demox xdemo", "demo"));
    assert_false(text_has_word("demo", ""));
    assert_false(text_has_word("", "demo"));
}

SUITE(test_text)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__nfc_composes),
        cmocka_unit_test(test_text__key_folds_case_in_full),
        cmocka_unit_test(test_text__key_keeps_different_names_apart),
        cmocka_unit_test(test_text__key_is_the_same_in_turkey),
        cmocka_unit_test(test_text__key_of_a_key_is_itself),
        cmocka_unit_test(test_text__key_squeezes_space),
        cmocka_unit_test(test_text__key_drops_joiners_and_variation_selectors),
        cmocka_unit_test(test_text__what_has_no_mark_is_invisible),
        cmocka_unit_test(test_text__tags_belong_into_flags),
        cmocka_unit_test(test_text__tidy_cuts_between_what_one_sees),
        cmocka_unit_test(test_text__plain_is_easy_to_read),
        cmocka_unit_test(test_text__accents_do_not_pile_up),
        cmocka_unit_test(test_text__an_accent_needs_a_letter_before_it),
        cmocka_unit_test(test_text__names_of_the_world_are_visible),
        cmocka_unit_test(test_text__outer_space_of_several_scripts),
        cmocka_unit_test(test_text__tidy_is_one_line_that_can_be_seen),
        cmocka_unit_test(test_text__words_of_a_list),
    };

    return RUN(tests);
}
