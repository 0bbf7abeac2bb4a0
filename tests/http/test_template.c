/* The club that all the others get copies of; ctest has it made before they begin. */
#include <stdlib.h>

#include "support/template.h"

static void test_template__the_club_of_all_files_is_made(void **state)
{
    const char *folder = getenv("MARQUEE_TEST_CLUB");

    (void)state;
    if (folder == NULL)
        skip();
    club_remove(folder);
    template_keep(folder);
}

SUITE(test_template)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_template__the_club_of_all_files_is_made),
    };

    return RUN(tests);
}
