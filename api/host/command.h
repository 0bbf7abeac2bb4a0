/*
 * What a command works with. The same code runs in two places: in the process that was started, if
 * nobody holds the database, or inside the running server, to which the control socket brought the
 * arguments and takes the output back (rule 11: only one process ever writes).
 */
#ifndef MARQUEE_HOST_COMMAND_H
#define MARQUEE_HOST_COMMAND_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "config/config.h"
#include "domain/deed.h"
#include "domain/member.h"
#include "jobs/jobs.h"
#include "store/club_now.h"
#include "store/fetches.h"
#include "store/set_up.h"

enum {
    COMMAND_OUTPUT_MAX = 16 * 1024 * 1024, /* the links of thousands of members */
    COMMAND_INPUT_MAX = 4096,              /* of a line that is read or typed */
    COMMAND_FILE_MAX = 32 * 1024 * 1024,
    COMMAND_ARGUMENTS_MAX = 16
};

struct command {
    struct jobs_on
        on; /* the store; in a running server all of it, elsewhere what a command opens */
    struct arena *arena;
    int argc;
    const char *const *argv; /* after the command's own word: "add", "ada", "--admin" */
    const char *names[COMMAND_ARGUMENTS_MAX]; /* the arguments behind the verb that are no flags */
    int name_count;
    bool is_trial;                 /* only whether its words can be understood: there is no club */
    const struct config *config;   /* of the process that runs it */
    const struct club_state *club; /* as it was when the command began */
    const struct set_up *set_up;   /* of the running server; NULL: none runs here */
    int port;                      /* on which it listens; 0: not known */
    /* The password that was read or typed, or the old club that was read (moving/wire.h): one line
     * without its end; or NULL. */
    const char *input;
    struct strbuf *out;      /* standard output */
    struct strbuf *hints;    /* standard error */
    struct strbuf *file;     /* lines for a file of the operator's; NULL: it makes none */
    const atomic_bool *stop; /* true once the server that runs it is to end; NULL: never */
    int patience_s;          /* with a running server's silence; 0: as long as it takes */
};

/* Whether the words of a command that has verbs can be understood, before anything is opened:
 * FAULT_USAGE; FAULT_INVALID: they, or what was typed, are not UTF-8. */
enum fault command_check(const char *word, const struct command *command, struct error *err);

typedef enum fault (*command_run)(struct command *command, struct error *err);

/* Runs the command of that name; NULL is none. */
enum fault command_carry_out(const char *word, struct command *command, struct error *err);

/* Each in the file of its name (setup in set_up_link.c). */
enum fault command_activity(struct command *command, struct error *err);
enum fault command_remarks(struct command *command, struct error *err);
enum fault command_tonight(struct command *command, struct error *err);
enum fault command_screening(struct command *command, struct error *err);
enum fault command_invite(struct command *command, struct error *err);
enum fault command_setup(struct command *command, struct error *err);
enum fault command_member(struct command *command, struct error *err);
enum fault command_token(struct command *command, struct error *err);
enum fault command_cache(struct command *command, struct error *err);
enum fault command_import(struct command *command, struct error *err);
enum fault command_export(struct command *command, struct error *err);

/* ---- refresh.c: `start [--limit N] [--older-than 24h] [--all]`, and `status`, which is JSON:
 * {"total", "done", "found", "unknown", "failed"} of films, {"posters_under_way", "with_poster",
 * "last_error"}. For the process that has the jobs ---- */
enum { REFRESH_LIMIT_MAX = 100000 /* films at once */ };

enum fault command_refresh(struct command *command, struct error *err);

/* ---- copy.c ---------------------------------------------------------------------------------- */

/* What a running server does for `marquee backup`: a copy of its database as "<database>.copy", in
 * the one folder where it may certainly write. */
enum fault command_copy(struct command *command, struct error *err);

/* ---- welcome.c ------------------------------------------------------------------------------- */

/* Hints at what a member of that name, whose password was just set, has to be told. */
void command_welcome(struct command *command, const char *name);
/* The name as a word for a shell: in quotes if it needs them. */
const char *command_quoted(struct arena *arena, const char *name);

/* ---- for those files --------------------------------------------------------------------------
 */

/* A verb of a command: `member add NAME [--admin]`. */
struct verb {
    const char *word;
    int names;         /* arguments after the word that are not flags: just as many */
    const char *flags; /* the flags it knows, separated by spaces; "--scope=" takes a value */
    const char *usage; /* what the error shows */
    command_run run;
};

/* Runs the verb that argv[0] names, after a check of everything behind it. */
enum fault command_verb(struct command *command, const struct verb *verbs, size_t count,
                        struct error *err);

/* FAULT_USAGE: the usage is all that is said. */
enum fault command_usage(const char *usage, struct error *err);

/* A moment as the club's clocks show it, "2026-11-20T20:30:00+01:00"; 0 is `never`. */
const char *command_time(const struct command *command, int64_t when, const char *never);

/* What the operator does now. */
struct deed command_deed(void);

/* True when the flag was given. */
bool command_flag(const struct command *command, const char *flag);
/* The cache in numbers. */
enum fault command_films(const struct command *command, struct films_summary *summary,
                         struct error *err);
/* The value of a flag that takes one, or NULL. */
const char *command_value(const struct command *command, const char *flag);
/* The same as a number from 1 to `most`; 0 where the flag was not given. */
enum fault command_number(const struct command *command, const char *flag, int64_t most,
                          int64_t *number, struct error *err);
/* The argument behind the verb, as the number of a `thing` that `marquee LIST` shows. */
enum fault command_id(const struct command *command, const char *thing, const char *list,
                      int64_t *id, struct error *err);
/* The first word is no verb: `verb` is meant. */
void command_assume_verb(struct command *command, const char *verb);
/* The member of that name; member.c. */
enum fault command_find_member(struct command *command, const char *name, struct member *member,
                               struct error *err);

#endif
