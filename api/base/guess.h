/*
 * How many guesses a password needs, as libzxcvbn sees it; nobody else includes that library. It
 * knows common passwords, English words and names, keyboards, dates, sequences and repetitions, all
 * of it compiled in, and keeps nothing between two calls. Any thread.
 */
#ifndef MARQUEE_BASE_GUESS_H
#define MARQUEE_BASE_GUESS_H

#include <stddef.h>

#include "base/arena.h"

enum {
    GUESS_CHARACTERS_MAX = 100, /* of a password; each behind them doubles the guesses */
};

/* What most of a password is. */
enum weakness {
    WEAKNESS_NONE, /* nothing that has a name */
    WEAKNESS_WORD, /* common words and passwords, also with 0 for o and the like */
    WEAKNESS_NAME, /* of those that were given */
    WEAKNESS_REPEAT,
    WEAKNESS_SEQUENCE, /* abcdef, 2468 */
    WEAKNESS_KEYBOARD, /* keys side by side */
    WEAKNESS_DATE,
    WEAKNESS_COUNT
};

struct guess {
    double log10; /* of the number of guesses */
    enum weakness weakness;
};

/* Both are valid UTF-8. `names` are those that somebody who knows the member tries first; words of
 * less than three characters in them do not count. */
struct guess guess_rate(struct arena *arena, const char *password, const char *const *names,
                        size_t count);

#endif
