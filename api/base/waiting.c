#include "base/waiting.h"

#include <assert.h>
#include <stdbool.h>

static _Thread_local bool is_forbidden;

void waiting_forbid(void)
{
    is_forbidden = true;
}

void waiting_check(void)
{
    assert(!is_forbidden);
}
