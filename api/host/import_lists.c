/* `marquee import lists`: what the process that was started has read of a member's list becomes
 * theirs. */
#include "host/import_lists.h"

#include "lists/wire.h"
#include "moving/list_report.h"

enum fault import_lists(struct command *command, struct error *err)
{
    const char *name = command_value(command, "--member");
    const bool dry_run = command_flag(command, "--dry-run");
    struct list_taken taken;
    struct member member;
    struct film_list list;

    if (name == NULL || command->input == NULL)
        return error_set(err, FAULT_INVALID, "There is nothing to import.");
    TRY(command_find_member(command, name, &member, err));
    TRY(film_list_arrived(command->arena, command->input, &list, err));
    TRY(moving_take_list(command->on.store, command->arena, &list, member.id, dry_run, &taken,
                         err));
    strbuf_addf(command->out, "This is what %s for %s from %s:\n",
                dry_run ? "would come in" : "came in", member.name, list_format_name(list.format));
    film_list_report(&list, &taken, command->out);
    if (dry_run)
        strbuf_addstr(command->hints, "Nothing was changed.\n");
    return FAULT_NONE;
}
