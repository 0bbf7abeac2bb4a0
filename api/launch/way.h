/* Who may type `marquee` at the club that is installed on this machine, and as whom it then runs.
 */
#ifndef MARQUEE_LAUNCH_WAY_H
#define MARQUEE_LAUNCH_WAY_H

#include <stdbool.h>

struct caller {
    bool is_root, is_marquee; /* who it is */
    bool has_user;            /* the user marquee exists */
    bool names_database;      /* MARQUEE_DB is in the environment */
    const char *command;      /* the first word, as "member"; NULL: none */
    const char *option;       /* the second one, or NULL */
};

enum way {
    WAY_AS_IT_IS,   /* it has nothing to do with this machine's club */
    WAY_AS_MARQUEE, /* as the user marquee, with the service's settings */
    WAY_REFUSED,    /* somebody else, who couldn't even read the club */
    WAY_NO_USER     /* the user marquee isn't there yet */
};

enum way way_of(const struct caller *caller);

#endif
