/* `marquee import lists`: what the process that was started has read of a list becomes a member's,
 * or the club's. */
#include "host/import_lists.h"

#include "lists/wire.h"
#include "moving/list_report.h"

/* Without a name it's the club's. */
static enum fault find_owner(struct command *command, struct member *member, struct error *err)
{
    const char *name = command_value(command, "--member");

    *member = (struct member){.name = "the club"};
    return name == NULL ? FAULT_NONE : command_find_member(command, name, member, err);
}

enum fault import_lists(struct command *command, struct error *err)
{
    struct list_wanted wanted = {.deed = command_deed(),
                                 .dry_run = command_flag(command, "--dry-run")};
    struct list_taken taken;
    struct member owner;
    struct film_list list;

    if (command->input == NULL)
        return error_set(err, FAULT_INVALID, "There is nothing to import.");
    TRY(find_owner(command, &owner, err));
    wanted.member_id = owner.id;
    wanted.for_club = owner.id == 0;
    TRY(film_list_arrived(command->arena, command->input, &list, err));
    TRY(moving_take_list(command->on.store, command->arena, &list, &wanted, &taken, err));
    strbuf_addf(command->out, "This is what %s for %s from %s:\n",
                wanted.dry_run ? "would come in" : "came in", owner.name,
                list_format_name(list.format));
    film_list_report(&list, &taken, command->out);
    if (wanted.dry_run)
        strbuf_addstr(command->hints, "Nothing was changed.\n");
    return FAULT_NONE;
}
