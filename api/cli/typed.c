#include "cli/typed.h"

#include <stdio.h>

#include "cli/commands.h"

int typed_carry_out(const struct config *config, const char *word, int argc, char **argv,
                    typed_run run)
{
    auto_arena struct arena arena = {0};
    auto_strbuf struct strbuf out, hints;
    struct command command = {.arena = &arena,
                              .argc = argc,
                              .argv = (const char *const *)argv,
                              .out = &out,
                              .hints = &hints};
    struct error err;
    enum fault fault;

    error_init(&err);
    strbuf_init(&out, COMMAND_OUTPUT_MAX);
    strbuf_init(&hints, COMMAND_OUTPUT_MAX);
    fault = run(config, word, &command, &err);
    fputs(out.bytes, stdout);
    fputs(hints.bytes, stderr);
    return fault == FAULT_NONE ? 0 : cli_fail(&err);
}
