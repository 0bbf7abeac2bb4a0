/* The command line: one program, a table of commands. */
#ifndef MARQUEE_CLI_CLI_H
#define MARQUEE_CLI_CLI_H

/* Runs the command that argv names. Exit status: 0 done, 1 failed, 2 not understood. Every failure
 * is one line on standard error that says what to do. */
int cli_run(int argc, char **argv);

#endif
