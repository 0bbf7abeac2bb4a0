#include "http/edge/daemons.h"

#include <stddef.h>
#include <stdint.h>

#include "http/edge/framework.h"

static enum fault start_daemon(struct daemon *daemon, size_t memory,
                               MHD_AccessHandlerCallback access,
                               const struct MHD_OptionItem *options, struct error *err)
{
    const struct MHD_OptionItem all[] = {
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)memory, NULL},
        {MHD_OPTION_ARRAY, 0, (void *)(uintptr_t)options},
        {MHD_OPTION_END, 0, NULL},
    };

    TRY(framework_start(access, all, &daemon->framework, err));
    daemon->raw = framework_daemon(daemon->framework);
    daemon->events = MHD_get_daemon_info(daemon->raw, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    return FAULT_NONE;
}

enum fault daemons_start(struct daemons *daemons, MHD_AccessHandlerCallback access,
                         const struct MHD_OptionItem *options, struct error *err)
{
    TRY(start_daemon(&daemons->of[USUAL], USUAL_MEMORY, access, options, err));
    return start_daemon(&daemons->of[ROOMY], ROOMY_MEMORY, access, options, err);
}

void daemons_stop(struct daemons *daemons)
{
    for (size_t i = 0; i < DAEMONS; i++)
        framework_stop(daemons->of[i].framework);
}

int daemons_patience_ms(const struct daemons *daemons)
{
    int patience = -1;

    for (size_t i = 0; i < DAEMONS; i++) {
        MHD_UNSIGNED_LONG_LONG ms;

        if (MHD_get_timeout(daemons->of[i].raw, &ms) == MHD_YES &&
            (patience < 0 || ms < (unsigned)patience))
            patience = (int)ms;
    }
    return patience;
}
