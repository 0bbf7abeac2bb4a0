/* The suites of cmocka, and assertions for faults. */
#ifndef MARQUEE_TESTS_CHECK_H
#define MARQUEE_TESTS_CHECK_H

#include "base/auto.h"
#include "base/error.h"
#include "support/suite.h"

static inline void check_fault(enum fault expected, enum fault actual, const struct error *err,
                               const char *file, int line)
{
    if (expected == actual)
        return;
    print_error("fault %d instead of %d: %s\n", (int)actual, (int)expected,
                actual == FAULT_NONE ? "" : err->detail);
    _fail(file, line);
}

/* `call` returns a fault and explains it in `err`. */
#define assert_fault(fault, call, err) check_fault((fault), (call), (err), __FILE__, __LINE__)
#define assert_ok(call, err)           assert_fault(FAULT_NONE, call, err)

#endif
