#include "support/inside.h"

#include <stdlib.h>
#include <string.h>

#include "support/check.h"

static bool is_setting(const char *setting)
{
    return strncmp(setting, "MARQUEE_", 8) == 0;
}

void inside_config(const struct club *club, struct arena *arena, struct config *config)
{
    struct error err;
    enum fault fault;

    for (size_t i = 0; club->settings[i] != NULL; i++)
        if (is_setting(club->settings[i]))
            putenv(arena_strdup(arena, club->settings[i]));
    error_init(&err);
    fault = config_read(arena, config, &err);
    for (size_t i = 0; club->settings[i] != NULL; i++)
        if (is_setting(club->settings[i]))
            unsetenv(arena_strndup(arena, club->settings[i], strcspn(club->settings[i], "=")));
    assert_ok(fault, &err);
}
