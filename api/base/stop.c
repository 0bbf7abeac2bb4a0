#include "base/stop.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum fault stop_open(struct stop *stop, struct error *err)
{
    stop->file = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (stop->file >= 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "The system gives no event descriptor: %s.",
                     strerror(errno));
}

void stop_close(struct stop *stop)
{
    if (stop->file >= 0)
        close(stop->file);
    stop->file = -1;
}

void stop_say(const struct stop *stop)
{
    eventfd_write(stop->file, 1);
}

bool stop_was_said(const struct stop *stop)
{
    struct pollfd said = {.fd = stop->file, .events = POLLIN};

    return poll(&said, 1, 0) == 1;
}
