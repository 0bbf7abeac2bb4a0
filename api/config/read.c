#include "config/read.h"

#include <stdlib.h>

#include "base/text.h"
#include "config/public_url.h"
#include "config/settings.h"
#include "config/unknown.h"
#include "config/value.h"

static enum fault read_setting(struct arena *arena, const struct setting *setting,
                               struct config *config, struct error *err)
{
    const char *given = getenv(setting->name), *value;

    TRY(value_clean(arena, setting->name, given == NULL ? "" : given, &value, err));
    if (*value != '\0')
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
    TRY(unknown_check(err));
    *config = (struct config){0};
    for (size_t i = 0; i < settings_count; i++)
        TRY(read_setting(arena, &settings[i], config, err));
    config->club.name = text_nfc(arena, config->club.name);
    if (*config->data == '\0')
        config->data = arena_printf(arena, "%s.d", config->db);
    settle_public_url(arena, config);
    return FAULT_NONE;
}
