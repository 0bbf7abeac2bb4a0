/* domain/member: names, passwords, roles, colours. */
#include "domain/member.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "support/check.h"

/* What is wrong with a name, or "". */
static const char *check_name(const char *name)
{
    static struct error err;
    auto_arena struct arena arena = {0};
    const char *nfc;

    error_init(&err);
    if (member_name_check(&arena, "/name", name, &nfc, &err) == FAULT_NONE)
        return "";
    assert_int_equal(err.fault, FAULT_INVALID);
    assert_int_equal(err.field_count, 1);
    assert_string_equal(err.fields[0].pointer, "/name");
    return err.fields[0].detail;
}

static const char *repeat(struct arena *arena, const char *text, size_t times)
{
    size_t length = strlen(text);
    char *all = arena_alloc(arena, times * length + 1);

    for (size_t i = 0; i < times; i++)
        memcpy(all + i * length, text, length);
    return all;
}

static void test_member__names_have_up_to_150_characters(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    assert_string_equal(check_name("ada"), "");
    assert_string_equal(check_name("Ada Lovelace"), "");
    assert_string_equal(check_name(""), "is empty");
    assert_string_equal(check_name(repeat(&arena, "\U0001F3AC", 150)), "");
    assert_string_equal(check_name(repeat(&arena, "a", 151)), "must have at most 150 characters");
    assert_string_equal(check_name(repeat(&arena, "e\u0301", 150)), "");
    assert_string_equal(check_name(repeat(&arena, "e\u0301", 151)),
                        "must have at most 150 characters");
}

static void test_member__names_are_stored_as_nfc(void **state)
{
    auto_arena struct arena arena = {0};
    struct error err;
    const char *nfc;

    (void)state;
    error_init(&err);
    assert_ok(member_name_check(&arena, "/name", "Zoe\u0308", &nfc, &err), &err);
    assert_string_equal(nfc, "Zo\u00eb");
}

static void test_member__names_show_what_they_are(void **state)
{
    static const char *const hidden[] = {"a\x01",  "a\nb",   "a\u200bb",  "\u202eada",
                                         "\u3164", "\u2800", "ada\u00ad", "\u200d"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(hidden); i++)
        assert_string_equal(check_name(hidden[i]), "has control or invisible characters");
    assert_string_equal(check_name("\U0001F469\u200d\U0001F680 ada"), "");
}

static void test_member__names_have_no_outer_space(void **state)
{
    (void)state;
    assert_string_equal(check_name(" ada"), "starts or ends with a space");
    assert_string_equal(check_name("ada\u3000"), "starts or ends with a space");
    assert_string_equal(check_name("\u00a0"), "starts or ends with a space");
}

/* Of Ada Lovelace in Jens’ Kino-Club. */
static const char *check_password(const char *password)
{
    static struct error err;
    auto_arena struct arena arena = {0};

    error_init(&err);
    if (password_check(&arena, "/password", password, "Ada Lovelace", "Jens’ Kino-Club", &err) ==
        FAULT_NONE)
        return "";
    assert_int_equal(err.fault, FAULT_INVALID);
    assert_string_equal(err.fields[0].pointer, "/password");
    return err.fields[0].detail;
}

static void test_member__passwords_are_measured_in_characters(void **state)
{
    auto_arena struct arena arena = {0};

    (void)state;
    assert_string_equal(check_password("film night demo"), "");
    assert_string_equal(check_password("kurz und gut"), "");
    assert_string_equal(check_password("only eleven"), "must have at least 12 characters");
    assert_string_equal(check_password(""), "must have at least 12 characters");
    assert_string_equal(check_password("film\tnight\tdemo"), "has control or invisible characters");
    assert_string_equal(check_password("film night demo\xc2\x85"),
                        "has control or invisible characters");
    assert_string_equal(check_password("film\u3000night\u00a0demo"), "");
    assert_string_equal(check_password(repeat(&arena, "é", 11)),
                        "must have at least 12 characters");
    assert_string_equal(check_password(repeat(&arena, "映画館で会", 3)), "");
    assert_string_equal(check_password(repeat(&arena, "映画館で会いましょう", 100)), "");
    assert_string_equal(check_password(repeat(&arena, "x", 1001)),
                        "must have at most 1000 characters");
}

static void test_member__easy_passwords_are_refused_and_say_why(void **state)
{
    static const struct {
        const char *password, *why;
    } easy[] = {
        {"passwordpassword", "repeats"},
        {"P@ssw0rd2024", "mostly words or passwords"},
        {"ILoveYouILoveYou", "repeats"},
        {"sunshine sunshine", "mostly words or passwords"},
        {"1qaz2wsx3edc", "mostly words or passwords"},
        {"aaaaaaaaaaaa", "repeats"},
        {"哈哈哈哈哈哈哈哈哈哈哈哈", "repeats"},
        {"🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬", "repeats"},
        {"xzxzxzxzxzxz", "repeats"},
        {"abcdefghijkl", "usual order"},
        {"][poiuytrewq", "side by side"},
        {"20111984abcd", "a date"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(easy); i++) {
        const char *detail = check_password(easy[i].password);

        if (strncmp(detail, "is too easy to guess: ", 22) != 0 ||
            strstr(detail, easy[i].why) == NULL)
            fail_msg("%s: %s", easy[i].password, detail);
    }
}

static void test_member__names_of_the_club_are_guessed_first(void **state)
{
    static const char *const easy[] = {"adalovelace12",  "LovelaceAda1815", "ada lovelace!",
                                       "10v31ac3 4d4 1", "kino-clubjens",   "Lovelace Lovelace"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(easy); i++)
        assert_string_equal(check_password(easy[i]),
                            "is too easy to guess: it is mostly a name that everybody here knows");
}

static void test_member__behind_a_hundred_characters_each_doubles_the_guesses(void **state)
{
    static const char good[] = "velvet otter under a kitchen moon";
    auto_arena struct arena arena = {0};
    const char *dull = repeat(&arena, "é", 100);

    (void)state;
    assert_string_equal(check_password(good), "");
    assert_string_equal(check_password(arena_printf(&arena, "%s%s", good, dull)), "");
    assert_string_equal(check_password(arena_printf(&arena, "%s%s", dull, good)), "");
    assert_string_equal(check_password(repeat(&arena, "p", 1000)), "");
    assert_non_null(strstr(check_password(dull), "repeats"));
    assert_non_null(strstr(check_password(arena_printf(&arena, "%s%s", dull, "moon")), "repeats"));
}

static void test_member__roles_have_names(void **state)
{
    enum role role = ROLE_MEMBER;

    (void)state;
    assert_true(role_parse("admin", &role));
    assert_int_equal(role, ROLE_ADMIN);
    assert_string_equal(role_name(role), "admin");
    assert_true(role_parse("member", &role));
    assert_int_equal(role, ROLE_MEMBER);
    assert_string_equal(role_name(role), "member");
    assert_false(role_parse("Admin", &role));
    assert_false(role_parse("", &role));
}

static double linear(const char *hex)
{
    const char digits[] = {hex[0], hex[1], '\0'};
    double value = (double)strtol(digits, NULL, 16) / 255;

    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2: relative luminance, and the contrast of white with it. */
static double contrast_with_white(const char *color)
{
    double luminance =
        0.2126 * linear(color + 1) + 0.7152 * linear(color + 3) + 0.0722 * linear(color + 5);

    return 1.05 / (luminance + 0.05);
}

static void test_member__white_is_readable_on_every_colour(void **state)
{
    (void)state;
    for (int64_t id = 1; id <= 12; id++) {
        const char *color = member_color(id, 0);

        assert_int_equal(strlen(color), 7);
        assert_int_equal(color[0], '#');
        assert_int_equal(strspn(color + 1, "0123456789abcdef"), 6);
        assert_true(contrast_with_white(color) >= 4.5);
        for (int64_t other = 1; other < id; other++)
            assert_string_not_equal(color, member_color(other, 0));
        assert_string_equal(color, member_color(id + COLORS, 0));
    }
    assert_non_null(member_color(INT64_MAX, 0));
}

static void test_member__a_chosen_colour_is_one_of_the_palette(void **state)
{
    static const char *const none[] = {"", "#ffffff", "#C2410C", "#c2410c ", "red", "1"};
    int64_t number = 0;

    (void)state;
    for (int64_t id = 1; id <= COLORS; id++) {
        assert_true(member_color_parse(member_color(id, 0), &number));
        assert_in_range(number, 1, COLORS);
        assert_string_equal(member_color(7, number), member_color(id, 0));
    }
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_false(member_color_parse(none[i], &number));
}

static void test_member__states_are_read_as_they_are_written(void **state)
{
    static const char *const none[] = {"", "Active", "active ", "gone"};
    enum member_state parsed;

    (void)state;
    for (enum member_state one = MEMBER_ACTIVE; one <= MEMBER_INACTIVE; one++) {
        assert_true(member_state_parse(member_state_name(one), &parsed));
        assert_int_equal(parsed, one);
    }
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_false(member_state_parse(none[i], &parsed));
}

SUITE(test_member)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_member__names_have_up_to_150_characters),
        cmocka_unit_test(test_member__names_are_stored_as_nfc),
        cmocka_unit_test(test_member__names_show_what_they_are),
        cmocka_unit_test(test_member__names_have_no_outer_space),
        cmocka_unit_test(test_member__passwords_are_measured_in_characters),
        cmocka_unit_test(test_member__easy_passwords_are_refused_and_say_why),
        cmocka_unit_test(test_member__names_of_the_club_are_guessed_first),
        cmocka_unit_test(test_member__behind_a_hundred_characters_each_doubles_the_guesses),
        cmocka_unit_test(test_member__roles_have_names),
        cmocka_unit_test(test_member__white_is_readable_on_every_colour),
        cmocka_unit_test(test_member__a_chosen_colour_is_one_of_the_palette),
        cmocka_unit_test(test_member__states_are_read_as_they_are_written),
    };

    return RUN(tests);
}
