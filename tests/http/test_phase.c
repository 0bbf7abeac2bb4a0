/* http/edge/phase: what a connection does, and since when. */
#include "http/edge/phase.h"

#include "base/clock.h"
#include "support/check.h"

enum { STATES = 1000 /* far more than begin while the coarse clock stands still */ };

static void test_phase__each_state_is_later_than_the_one_before(void **state)
{
    static const enum phase phases[] = {RECEIVING, ANSWERING, RESTING};
    uint64_t before = phase_next(0, RESTING);

    (void)state;
    for (int i = 0; i < STATES; i++) {
        uint64_t next = phase_next(before, phases[i % 3]);

        assert_true(phase_since_us(next) > phase_since_us(before));
        assert_int_equal(phase_of(next), phases[i % 3]);
        before = next;
    }
}

static void test_phase__it_begins_now(void **state)
{
    const int64_t a_second = 1000000;
    int64_t since = phase_since_us(phase_next(0, ANSWERING));

    (void)state;
    assert_true(since <= clock_monotonic_us());
    assert_true(since > clock_monotonic_us() - a_second);
}

SUITE(test_phase)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phase__each_state_is_later_than_the_one_before),
        cmocka_unit_test(test_phase__it_begins_now),
    };

    return RUN(tests);
}
