/*
 * DESIGN. The framework starts and stops the library. It would also take requests apart, and put
 * answers together; that costs more than most answers do, and needs memory for each. So another
 * handler stands in the place of its own: MHD_start_daemon, which the framework calls, is defined
 * here.
 *
 * What else it would do by itself: log text that clients chose, in two lines; give its allocator to
 * jansson.
 */
#include "http/edge/framework.h"

#include <jansson.h>
#include <stddef.h>
#include <stdlib.h>
#include <ulfius.h>

#include "base/log.h"

struct framework {
    struct _u_instance instance;
    MHD_AccessHandlerCallback access;
};

static void log_mhd(void *context, const char *format, va_list args)
{
    char message[512];

    (void)context;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    vsnprintf(message, sizeof(message), format, args);
#pragma GCC diagnostic pop
    log_line(LOG_DEBUG, "http: %s", message);
}

/* The framework's library finds this one before the original. */
struct MHD_Daemon *MHD_start_daemon(unsigned flags, uint16_t port, MHD_AcceptPolicyCallback accept,
                                    void *accept_context, MHD_AccessHandlerCallback its_own,
                                    void *instance, ...)
{
    const struct framework *framework = instance; /* its first member */
    struct MHD_Daemon *daemon;
    va_list options;

    (void)its_own;
    va_start(options, instance);
    daemon =
        MHD_start_daemon_va(flags, port, accept, accept_context, framework->access, NULL, options);
    va_end(options);
    return daemon;
}

/* Never called. The framework does not start without one. */
static int serve_nothing(const struct _u_request *request, struct _u_response *response,
                         void *context)
{
    (void)request;
    (void)response;
    (void)context;
    return U_CALLBACK_ERROR;
}

static enum fault start_daemon_of(struct framework *framework, const struct MHD_OptionItem *options,
                                  struct error *err)
{
    struct MHD_OptionItem all[] = {
        {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)log_mhd,
         NULL}, /* before all others: they may fail */
        {MHD_OPTION_ARRAY, 0, (void *)(uintptr_t)options},
        {MHD_OPTION_END, 0, NULL},
    };
    const unsigned flags =
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG;
    bool started =
        ulfius_start_framework_with_mhd_options(&framework->instance, flags, all) == U_OK;

    json_set_alloc_funcs(malloc, free);
    return started ? FAULT_NONE
                   : error_set(err, FAULT_INTERNAL, "The HTTP framework cannot be started.");
}

enum fault framework_start(MHD_AccessHandlerCallback access, const struct MHD_OptionItem *options,
                           struct framework **out, struct error *err)
{
    struct framework *framework = calloc(1, sizeof(*framework));
    enum fault fault;

    if (framework == NULL)
        abort();
    framework->access = access;
    /* It has no port of its own: connections are brought to it. */
    if (ulfius_init_instance(&framework->instance, 1, NULL, NULL) != U_OK ||
        ulfius_set_default_endpoint(&framework->instance, serve_nothing, NULL) != U_OK)
        fault = error_set(err, FAULT_INTERNAL, "The HTTP framework cannot be initialised.");
    else
        fault = start_daemon_of(framework, options, err);
    if (fault != FAULT_NONE) {
        framework_stop(framework);
        return fault;
    }
    *out = framework;
    return FAULT_NONE;
}

void framework_stop(struct framework *framework)
{
    if (framework == NULL)
        return;
    if (framework->instance.mhd_daemon != NULL)
        ulfius_stop_framework(&framework->instance);
    ulfius_clean_instance(&framework->instance);
    free(framework);
}

struct MHD_Daemon *framework_daemon(const struct framework *framework)
{
    return framework->instance.mhd_daemon;
}
