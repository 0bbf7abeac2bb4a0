/* What an operator tells a member who can sign in from now on. */
#include <string.h>

#include "base/text.h"
#include "domain/address.h"
#include "host/command.h"

/* ":8080/films" of "0.0.0.0:8080/films", or "". */
static const char *behind_host(const char *authority)
{
    const char *bracket = strchr(authority, ']');
    const char *at = bracket == NULL ? authority : bracket;

    return at + strcspn(at, ":/");
}

static const char *address_to_tell(struct command *command)
{
    const char *authority = strstr(command->config->public_url, "://") + 3;

    if (address_is_any(authority))
        return arena_printf(command->arena,
                            "http://ADDRESS%s, where ADDRESS is this machine's own, such as "
                            "192.168.1.20",
                            behind_host(authority));
    if (address_is_loopback(authority))
        return arena_printf(command->arena,
                            "%s (on this machine only; the README says how to let others in)",
                            command->config->public_url);
    return command->config->public_url;
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
