#include "config/read.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "config/public_url.h"
#include "config/settings.h"

/* A setting that starts with our prefix and is none of ours is a typing error. */
static enum fault check_environment(struct error *err)
{
    for (char **entry = environ; *entry != NULL; entry++) {
        size_t length = strcspn(*entry, "=");
        bool known =
            strncmp(*entry, "MARQUEE_", 8) != 0 || strncmp(*entry, "MARQUEE_TEST_", 13) == 0;

        for (size_t i = 0; i < settings_count && !known; i++)
            known = strlen(settings[i].name) == length &&
                    strncmp(*entry, settings[i].name, length) == 0;
        if (!known)
            return error_set(err, FAULT_INVALID,
                             "%.*s is not a setting. `marquee help settings` lists them all.",
                             (int)length, *entry);
    }
    return FAULT_NONE;
}

static enum fault read_setting(struct arena *arena, const struct setting *setting,
                               struct config *config, struct error *err)
{
    const char *value = getenv(setting->name);
    bool is_set = value != NULL && *value != '\0';

    if (is_set)
        config->club_set |= setting_of_club(setting);
    else
        value = setting->standard;
    return setting->kind->read(arena, setting, value, (char *)config + setting->offset, err);
}

static void settle_public_url(struct arena *arena, struct config *config)
{
    config->is_public_url_set = *config->public_url != '\0';
    if (!config->is_public_url_set)
        config->public_url = arena_printf(arena, "http://%s", config->listen);
    public_url_read(arena, config);
}

enum fault config_read(struct arena *arena, struct config *config, struct error *err)
{
    TRY(check_environment(err));
    *config = (struct config){0};
    for (size_t i = 0; i < settings_count; i++)
        TRY(read_setting(arena, &settings[i], config, err));
    config->club.name = text_nfc(arena, config->club.name);
    if (*config->data == '\0')
        config->data = arena_printf(arena, "%s.d", config->db);
    settle_public_url(arena, config);
    return FAULT_NONE;
}
