/* What an operator tells a member who can sign in from now on. */
#include <string.h>

#include "config/addresses.h"
#include "host/command.h"

static const char *address_to_tell(struct command *command)
{
    struct addresses addresses = addresses_of(command->arena, command->config, command->port);

    return arena_printf(command->arena, "%s%s", addresses.urls[0], addresses_warning(&addresses));
}

void command_welcome(struct command *command, const char *name)
{
    strbuf_addf(command->hints,
                "Tell %s how to sign in:\n"
                "  address:  %s\n"
                "  name:     %s\n"
                "  password: the one you just set; they can change it on the page\n",
                name, address_to_tell(command), name);
}

/* Safe to paste into a shell. */
const char *command_quoted(struct arena *arena, const char *name)
{
    const char *quoted = "", *quote;

    if (strpbrk(name, " \t\"'\\$`!*?[](){}<>|&;#~") == NULL)
        return name;
    while ((quote = strchr(name, '\'')) != NULL) {
        quoted = arena_printf(arena, "%s%.*s'\\''", quoted, (int)(quote - name), name);
        name = quote + 1;
    }
    return arena_printf(arena, "'%s%s'", quoted, name);
}
