/* What the running server would have its host know; for `marquee check`. */
#include "base/remark.h"
#include "host/command.h"

enum fault command_remarks(struct command *command, struct error *err)
{
    char text[REMARK_SIZE] = "";

    (void)err;
    if (command->on.remark != NULL)
        remark_read(command->on.remark, text);
    strbuf_addstr(command->out, text);
    return FAULT_NONE;
}
