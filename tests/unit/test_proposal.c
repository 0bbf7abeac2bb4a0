/* domain/proposal: the rules of a proposal. */
#include "domain/proposal.h"

#include <string.h>

#include "support/check.h"

static void test_proposal__statuses_have_names(void **state)
{
    enum proposal_status status = PROPOSAL_OPEN;

    (void)state;
    for (int i = PROPOSAL_OPEN; i <= PROPOSAL_WITHDRAWN; i++) {
        assert_true(proposal_status_parse(proposal_status_name((enum proposal_status)i), &status));
        assert_int_equal(status, i);
    }
    assert_string_equal(proposal_status_name(PROPOSAL_WATCHED), "watched");
    assert_false(proposal_status_parse("Open", &status));
    assert_false(proposal_status_parse("", &status));
}

static void test_proposal__its_proposer_or_an_admin_may_change_it(void **state)
{
    (void)state;
    assert_true(proposal_may_change(3, 3, ROLE_MEMBER));
    assert_false(proposal_may_change(3, 4, ROLE_MEMBER));
    assert_true(proposal_may_change(3, 4, ROLE_ADMIN));
    assert_false(proposal_may_change(0, 4, ROLE_MEMBER));
    assert_true(proposal_may_change(0, 4, ROLE_ADMIN));
}

static void test_proposal__closed_ones_say_why(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    assert_ok(proposal_must_be_open(7, PROPOSAL_OPEN, 0, &err), &err);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, proposal_must_be_open(7, PROPOSAL_WITHDRAWN, 0, &err),
                 &err);
    assert_int_equal(err.param_count, 2);
    assert_string_equal(err.params[0].name, "proposal_id");
    assert_int_equal(err.params[0].number, 7);
    assert_string_equal(err.params[1].name, "status");
    assert_string_equal(err.params[1].text, "withdrawn");
}

static void test_proposal__the_limit_is_reached_not_passed(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    assert_ok(proposal_within_limit(9, 10, true, &err), &err);
    assert_fault(FAULT_PROPOSAL_LIMIT, proposal_within_limit(10, 10, true, &err), &err);
    assert_string_equal(err.params[0].name, "limit");
    assert_int_equal(err.params[0].number, 10);
    assert_string_equal(err.params[1].name, "count");
    assert_int_equal(err.params[1].number, 10);
    assert_string_equal(err.detail, "You have 10 open proposals, and your limit is 10.");
    assert_fault(FAULT_PROPOSAL_LIMIT, proposal_within_limit(10, 10, false, &err), &err);
    assert_string_equal(err.detail,
                        "Whoever proposed it has 10 open proposals, and their limit is 10.");
    assert_fault(FAULT_PROPOSAL_LIMIT, proposal_within_limit(12, 10, true, &err), &err);
    assert_fault(FAULT_PROPOSAL_LIMIT, proposal_within_limit(0, 0, true, &err), &err);
}

SUITE(test_proposal)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_proposal__statuses_have_names),
        cmocka_unit_test(test_proposal__its_proposer_or_an_admin_may_change_it),
        cmocka_unit_test(test_proposal__closed_ones_say_why),
        cmocka_unit_test(test_proposal__the_limit_is_reached_not_passed),
    };

    return RUN(tests);
}
