#include "cli/commands.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/secret.h"
#include "cli/local.h"
#include "cli/typed.h"
#include "host/control.h"

/* ---- the password --------------------------------------------------------------------------- */

enum read { READ_LINE, READ_NOTHING, READ_NUL };

/* Without its end, of Unix or Windows. What stands behind a NUL would be lost without a word. */
static enum read read_line(char line[COMMAND_INPUT_MAX])
{
    size_t length = 0;
    int byte;

    while ((byte = getchar()) != EOF && byte != '\n' && length < COMMAND_INPUT_MAX - 1)
        line[length++] = (char)byte;
    if (byte == EOF && length == 0)
        return READ_NOTHING;
    if (memchr(line, '\0', length) != NULL)
        return READ_NUL;
    length -= length > 0 && line[length - 1] == '\r';
    line[length] = '\0';
    return READ_LINE;
}

/* Asks on the terminal without showing what is typed. */
static bool ask_hidden(const char *question, char line[COMMAND_INPUT_MAX])
{
    struct termios shown, hidden;
    bool read;

    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return false;
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    fputs(question, stderr);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    read = read_line(line) == READ_LINE;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
    return read;
}

static enum fault ask_twice(char line[COMMAND_INPUT_MAX], struct error *err)
{
    char again[COMMAND_INPUT_MAX];
    bool same;

    if (!ask_hidden("Password (at least 12 characters; leave empty for none): ", line))
        return error_set(err, FAULT_INVALID, "No password was typed.");
    if (*line == '\0')
        return FAULT_NONE;
    same = ask_hidden("Type it again: ", again) && strcmp(line, again) == 0;
    secret_wipe(again, sizeof(again));
    return same ? FAULT_NONE
                : error_set(err, FAULT_INVALID, "The two passwords are different. Try again.");
}

static bool has_argument(const struct command *command, const char *word)
{
    for (int i = 0; i < command->argc; i++)
        if (strcmp(command->argv[i], word) == 0)
            return true;
    return false;
}

/* From a line of standard input, or typed on the terminal where a command has use for one. */
static enum fault take_password(struct command *command, char line[COMMAND_INPUT_MAX],
                                struct error *err)
{
    const char *verb = command->argc > 1 ? command->argv[0] : "";

    if (has_argument(command, "--password-stdin")) {
        enum read read = read_line(line);

        if (read != READ_LINE)
            return error_set(err, FAULT_INVALID,
                             read == READ_NUL
                                 ? "The password has a NUL in it, which no keyboard can type."
                                 : "There was no password on standard input. Send it as one line.");
        command->input = line;
        return FAULT_NONE;
    }
    if ((strcmp(verb, "add") != 0 && strcmp(verb, "passwd") != 0) || !isatty(STDIN_FILENO))
        return FAULT_NONE;
    TRY(ask_twice(line, err));
    command->input = *line == '\0' ? NULL : line;
    return FAULT_NONE;
}

/* ---- where it runs ----------------------------------------------------------------------------
 */

/* The first admin may come before the first start. All else looks for what is there. */
static bool makes_database(const char *word, const struct command *command)
{
    return strcmp(word, "member") == 0 && command->argc > 0 &&
           strcmp(command->argv[0], "add") == 0 && has_argument(command, "--admin");
}

enum fault cli_carry_out(const struct config *config, const char *word, bool make,
                         struct command *command, struct error *err)
{
    struct local local;
    bool is_new = make && access(config->db, F_OK) != 0, answered = false;
    enum fault fault = local_open_store(config, make, &local, err);

    if (fault == FAULT_BUSY) {
        struct error answer;

        error_init(&answer);
        fault = control_send(config->db, word, command, &answered, &answer);
        *err = answered ? answer : *err;
        return answered ? fault : FAULT_BUSY;
    }
    TRY(fault);
    command->on = local.on;
    command->config = config;
    fault = command_carry_out(word, command, err);
    local_close(&local);
    if (fault == FAULT_NONE && is_new)
        strbuf_addf(command->hints, "This is a new club. Its database is %s.\n", config->db);
    return fault;
}

static enum fault run_store_command(const struct config *config, const char *word,
                                    struct command *command, struct error *err)
{
    char line[COMMAND_INPUT_MAX];
    enum fault fault;

    if (command->argc > COMMAND_ARGUMENTS_MAX)
        return error_set(err, FAULT_USAGE,
                         "Usage: `marquee %s` takes fewer arguments. `marquee help` shows which.",
                         word);
    TRY(command_check(word, command, err));
    /* `token add` has no password. */
    fault = strcmp(word, "member") == 0 ? take_password(command, line, err) : FAULT_NONE;
    if (fault == FAULT_NONE)
        fault = command_check(word, command, err);
    if (fault == FAULT_NONE && makes_database(word, command))
        fault = local_alone(config->db, err);
    if (fault == FAULT_NONE)
        fault = cli_carry_out(config, word, makes_database(word, command), command, err);
    secret_wipe(line, sizeof(line));
    return fault;
}

int cli_store_command(const struct config *config, int argc, char **argv)
{
    return typed_carry_out(config, argv[-1], argc, argv, run_store_command);
}
