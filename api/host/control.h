/*
 * The socket through which commands reach a running server: "<database>.sock", 0600, beside the
 * database, whose path may then have 102 bytes. One request a connection: the arguments and at most
 * one line of input go in, output and outcome come back.
 */
#ifndef MARQUEE_HOST_CONTROL_H
#define MARQUEE_HOST_CONTROL_H

#include <stdbool.h>
#include <sys/un.h>

#include "base/error.h"
#include "host/command.h"
#include "moving/wire.h"

enum { CONTROL_MESSAGE_MAX = 2 * OLD_CLUB_TEXT_MAX /* bytes; an old club is the longest */ };

struct control;

/* Serves commands on the parts of the running server; a thread of its own. All are
 * borrowed, `on` is copied. */
enum fault control_open(const struct jobs_on *on, const struct set_up *set_up,
                        const struct config *config, struct control **control, struct error *err);
/* Says on which port the server listens, once it does. */
void control_listens(struct control *control, int port);
/* No further command is begun; a copy of the database is given up. NULL is fine. */
void control_stop(struct control *control);
/* The same, and waits for the command that runs. NULL is fine. */
void control_close(struct control *control);

/* Where the socket of that database is; false: its path is too long for one. */
bool control_address(const char *db_path, struct sockaddr_un *address);

/*
 * Sends a command to the server that holds the database at `db_path`; *answered says whether one
 * did. Output and hints are filled from its answer; a fault of the command comes back as it
 * happened there.
 */
enum fault control_send(const char *db_path, const char *word, struct command *command,
                        bool *answered, struct error *err);

#endif
