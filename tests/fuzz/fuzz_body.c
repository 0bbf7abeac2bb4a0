/* Bodies, as every route that takes one decodes them. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/auto.h"
#include "config/config.h"
#include "http/call/body.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { YEAR_LEAST = 1874, YEAR_NULL = YEAR_LEAST - 1 };

struct everything {
    const char *name, *password;
    int64_t year;
    struct ids proposal_ids;
};

static const struct field fields[] = {
    {"name", FIELD_TEXT, true, false, 1, 150, offsetof(struct everything, name)},
    {"password", FIELD_SECRET, false, false, 12, 1000, offsetof(struct everything, password)},
    {"year", FIELD_INT, false, true, YEAR_LEAST, 2100, offsetof(struct everything, year)},
    {"proposal_ids", FIELD_IDS, false, false, 0, 1000, offsetof(struct everything, proposal_ids)},
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct everything body = {0};
    struct error err;
    struct call call = {.body = (const char *)bytes, .body_length = size};

    error_init(&err);
    if (size <= BODY_MAX && BODY_DECODE(&call, fields, &body, &err) == FAULT_NONE &&
        (body.name == NULL || (body.year != 0 && (body.year < YEAR_NULL || body.year > 2100))))
        __builtin_trap();
    arena_release(&call.arena);
    return 0;
}
