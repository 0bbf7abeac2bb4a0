#include "host/set_up_link.h"

#include "config/addresses.h"
#include "host/command.h"

bool set_up_link_add(struct strbuf *out, const struct config *config, int port,
                     const struct set_up *set_up, const char *indent)
{
    auto_arena struct arena arena = {0};
    struct addresses addresses = addresses_of(&arena, config, port);

    for (size_t i = 0; i < addresses.count; i++)
        strbuf_addf(out, "%s%s/setup#%s\n", indent, addresses.urls[i], set_up->secret);
    return !addresses.is_loopback;
}

enum fault set_up_link_is_due(struct store *store, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(store, &db, err));
    fault = set_up_is_due(db, err);
    store_reader_done(store, db);
    return fault;
}

/* The link alone goes to standard output. */
enum fault command_setup(struct command *command, struct error *err)
{
    if (command->argc > 0)
        return command_usage("marquee setup", err);
    if (command->set_up == NULL)
        return error_set(err, FAULT_NOT_FOUND, "No server runs here. Each start makes a new link.");
    TRY(set_up_link_is_due(command->on.store, err));
    if (!set_up_link_add(command->out, command->config, command->port, command->set_up, ""))
        strbuf_addstr(command->hints, "Only a browser on this machine can open it.\n");
    strbuf_addstr(command->hints,
                  "Whoever opens it first becomes the admin. It works until there is one.\n");
    return FAULT_NONE;
}
