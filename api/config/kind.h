/*
 * The kinds of settings: each reads a value from its text, straight into its field of struct
 * config. Only for this room.
 */
#ifndef MARQUEE_CONFIG_KIND_H
#define MARQUEE_CONFIG_KIND_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

struct setting;

struct kind {
    const char *accepts; /* for people; NULL: made of the words or bounds of the setting */
    /* What it reads lives in the arena. FAULT_INVALID: one sentence, with the setting's name. */
    enum fault (*read)(struct arena *arena, const struct setting *setting, const char *value,
                       void *field, struct error *err);
};

struct setting {
    const char *name;
    const struct kind *kind;
    size_t offset;        /* of its field in struct config */
    const char *standard; /* what counts while it is not set, or empty */
    /* kind_words, kind_switch, kind_level, kind_sign_up: the words; numbers and durations: the
     * least and the most. NULL otherwise. */
    const char *bounds;
    const char *help;
};

/* const char * */
extern const struct kind kind_text, kind_words, kind_secret, kind_language, kind_zone, kind_listen,
    kind_public_url, kind_base, kind_origins, kind_networks;
/* bool: the second of two words */
extern const struct kind kind_switch;
/* enum log_level */
extern const struct kind kind_level;
/* enum sign_up */
extern const struct kind kind_sign_up;
/* int64_t: as it is; a million of it; milliseconds */
extern const struct kind kind_number, kind_millions, kind_duration;

#endif
