/* Every text that the server says of a failure has a key: the contract lists them all, and no
 * other. */
#include "base/flaw.h"
#include "http/call/problem.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

static void read_contract(struct strbuf *text)
{
    strbuf_init(text, 1024 * 1024);
    inspect_file(MARQUEE_SOURCE "/openapi.yaml", text);
}

/* What stands behind "        - " in the list of a schema; counts them. */
static size_t count_codes(const struct strbuf *contract, const char *schema)
{
    const char *at = strstr(contract->bytes, schema), *end;
    size_t count = 0;

    assert_non_null(at);
    at = strstr(at, "      enum:\n");
    assert_non_null(at);
    for (at += strlen("      enum:\n"); strncmp(at, "        - ", 10) == 0; at = end + 1) {
        end = strchr(at, '\n');
        assert_non_null(end);
        count++;
    }
    return count;
}

static bool lists(const struct strbuf *contract, const char *schema, const char *code)
{
    const char *at = strstr(contract->bytes, schema), *end = strstr(at, "\n    ProblemStatus:"),
               *found;
    char line[64];

    snprintf(line, sizeof(line), "        - %s\n", code);
    found = strstr(at, line);
    return found != NULL && found < end;
}

static void test_codes__the_contract_lists_every_code_of_a_field(void **state)
{
    auto_strbuf struct strbuf contract;

    (void)state;
    read_contract(&contract);
    for (size_t i = 0; i < FLAW_COUNT; i++)
        if (!lists(&contract, "\n    FieldCode:\n", flaw_kinds[i].code))
            fail_msg("openapi.yaml has no FieldCode %s", flaw_kinds[i].code);
    assert_int_equal(count_codes(&contract, "\n    FieldCode:\n"), FLAW_COUNT);
}

static void test_codes__no_two_flaws_have_one_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < FLAW_COUNT; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(flaw_kinds[i].code, flaw_kinds[k].code);
}

static void test_codes__the_contract_names_every_value_of_a_sentence(void **state)
{
    auto_strbuf struct strbuf contract;
    const char *schema, *end, *name;
    char line[64];
    size_t length;

    (void)state;
    read_contract(&contract);
    schema = strstr(contract.bytes, "\n    FieldParams:\n");
    assert_non_null(schema);
    end = strstr(schema, "\n    ProblemStatus:");
    for (enum flaw flaw = 0; flaw < FLAW_COUNT; flaw++)
        for (size_t i = 0; (name = flaw_value_name(flaw, i, &length)) != NULL; i++) {
            snprintf(line, sizeof(line), "\n        %.*s:", (int)length, name);
            if (strstr(schema, line) == NULL || strstr(schema, line) > end)
                fail_msg("openapi.yaml has no FieldParams %.*s", (int)length, name);
        }
}

static void test_codes__the_contract_lists_every_code_of_a_problem(void **state)
{
    auto_strbuf struct strbuf contract;
    size_t shown = 0;

    (void)state;
    read_contract(&contract);
    for (enum fault fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++) {
        const struct problem *problem = problem_of(fault);

        if (problem == problem_of(FAULT_INTERNAL) && fault != FAULT_INTERNAL)
            continue; /* no client sees it */
        shown++;
        if (!lists(&contract, "\n    ProblemSlug:\n", problem->slug))
            fail_msg("openapi.yaml has no ProblemSlug %s", problem->slug);
    }
    assert_int_equal(count_codes(&contract, "\n    ProblemSlug:\n"), shown);
}

static void test_codes__an_answer_says_code_and_values(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /proposals?limit=0&sort=age", .as = keys->ada);
    expect_problem(&club->http, 400, "invalid-request");
    expect_text(&club->http, "code", "invalid-request");
    expect_text(&club->http, "errors.0.code", "not_one_of");
    expect_text(&club->http, "errors.0.params.values", "votes, newest, runtime or title");
    expect_text(&club->http, "errors.0.detail", "must be one of votes, newest, runtime or title");
    expect_text(&club->http, "errors.1.code", "out_of_range");
    expect_number(&club->http, "errors.1.params.min", 1);
    expect_number(&club->http, "errors.1.params.max", 100);
    expect_text(&club->http, "errors.1.detail", "must be a number from 1 to 100");
}

static void test_codes__a_taken_name_is_a_fault_of_its_field(void **state)
{
    struct club *club = *state;

    ask(&club->http, "PATCH /members/me", .as = keys->grace, .body = "{\"name\":\"ADA\"}");
    expect_problem(&club->http, 409, "name-taken");
    expect_text(&club->http, "errors.0.pointer", "/name");
    expect_text(&club->http, "errors.0.code", "taken");
}

static void test_codes__a_change_of_nothing_is_one_flaw_everywhere(void **state)
{
    static const char *const lines[] = {"PATCH /members/me", "PATCH /members/1",
                                        "PATCH /club/settings"};
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->root, .headers = {"If-Match: *"}, .body = "{}");
        expect_field(&club->http, "body", "");
        expect_text(&club->http, "errors.0.code", "nothing_to_do");
        expect_text(&club->http, "errors.0.detail", "has nothing to change");
    }
}

SUITE(test_codes)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes__the_contract_lists_every_code_of_a_field),
        cmocka_unit_test(test_codes__no_two_flaws_have_one_code),
        cmocka_unit_test(test_codes__the_contract_names_every_value_of_a_sentence),
        cmocka_unit_test(test_codes__the_contract_lists_every_code_of_a_problem),
        CLUB_TEST(test_codes__an_answer_says_code_and_values),
        CLUB_TEST(test_codes__a_taken_name_is_a_fault_of_its_field),
        CLUB_TEST(test_codes__a_change_of_nothing_is_one_flaw_everywhere),
    };

    return RUN(tests);
}
