/*
 * How a function says that it failed: it returns a fault, and explains it once, where it happens,
 * in the `struct error` that is its last argument. Callers pass both up untouched:
 *
 *     TRY(store_vote_cast(store, deed, proposal_id, &count, err));
 *
 * http/call/problem.c alone turns a fault into a status and a title; the command line prints the
 * detail.
 */
#ifndef MARQUEE_BASE_ERROR_H
#define MARQUEE_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/flaw.h"

enum fault {
    FAULT_NONE = 0,
    FAULT_MALFORMED,       /* bytes that are not what they claim to be */
    FAULT_INVALID,         /* well-formed, but fields are wrong: see error.fields */
    FAULT_UNAUTHENTICATED, /* no credential, or one that is not ours any more */
    FAULT_SIGN_IN_FAILED,  /* wrong name or password; never says which */
    FAULT_FORBIDDEN,       /* known, but not allowed */
    FAULT_CROSS_SITE,      /* a browser sent it from another site's page */
    FAULT_READ_ONLY_TOKEN,
    FAULT_TOKEN_NOT_ENOUGH,
    FAULT_NOT_ADMITTED,    /* has signed up, and no admin has let them in yet */
    FAULT_DEACTIVATED,     /* an admin has shut them out */
    FAULT_PASSWORD_NEEDED, /* an own link is not enough for an admin */
    FAULT_NOT_FOUND,
    FAULT_METHOD_NOT_ALLOWED,
    FAULT_ALREADY_OPEN,
    FAULT_PROPOSAL_LIMIT,
    FAULT_PROPOSAL_NOT_OPEN,
    FAULT_VOTES_FROZEN,    /* the film is settled on for tonight */
    FAULT_TONIGHT_SETTLED, /* there is another film for tonight */
    FAULT_NOTHING_TONIGHT, /* there is none */
    FAULT_NO_LEADER,       /* nobody has voted, so there is nothing to draw from */
    FAULT_ALREADY_LINKED,
    FAULT_NOTHING_TO_RESTORE, /* nothing was taken back, or it is there again */
    FAULT_TOO_LATE,           /* a day is over: it can't be undone any more */
    FAULT_LAST_ADMIN,
    FAULT_NEEDS_PASSWORD, /* without one they could not be, or stay, what they are */
    FAULT_NO_WAY_BACK,    /* nothing would let them sign in again */
    FAULT_NAME_TAKEN,
    FAULT_TOKENS_FULL,          /* as many as a member may have */
    FAULT_SEATS_FULL,           /* as many members as may sit in one browser */
    FAULT_LINK_UNKNOWN,         /* no link of this club has this secret */
    FAULT_INVITATION_OVER,      /* nobody joins by it (any more) */
    FAULT_SIGN_UP_CLOSED,       /* nobody becomes a member without an invitation */
    FAULT_SET_BY_HOST,          /* the environment says it, and wins */
    FAULT_PRECONDITION,         /* it has changed since the client saw it */
    FAULT_PRECONDITION_MISSING, /* the client does not say what it has seen */
    FAULT_CONFLICT,             /* a constraint of the database that no rule above foresaw */
    FAULT_BODY_TOO_LARGE,
    FAULT_UNREADABLE_FILE, /* damaged, or no list of films: lists/damage.h */
    FAULT_URL_TOO_LONG,
    FAULT_HEADERS_TOO_LARGE,
    FAULT_HTTP_VERSION,
    FAULT_MEDIA_TYPE,
    FAULT_RANGE, /* no byte of what is there was asked for */
    FAULT_TOO_MANY_ATTEMPTS,
    FAULT_TOO_FAST, /* one member changes more than anybody could by hand */
    FAULT_INTERNAL,
    FAULT_BUSY,
    FAULT_MOVED, /* the database was taken away under this process, or changed by another one */
    FAULT_STORAGE_FULL,
    FAULT_USAGE, /* of a command line: it can't be understood, and nothing was tried */
    FAULT_COUNT
};

enum {
    ERROR_FIELDS_MAX = 8, /* further bad fields are not reported */
    ERROR_PARAMS_MAX = 5,
    ERROR_PARAM_SIZE = 608, /* bytes: a member's name fits */
};

/* One bad field: where it was sent, a JSON pointer or parameter name in it, and what is wrong. */
struct error_field {
    const char *in; /* "body", "query", "path" or "header": a literal */
    char pointer[64];
    enum flaw flaw;
    int64_t min, max; /* of the flaw's values */
    char text[64];
    char detail[128];
};

/* A value that a client can put into its own translation of the message. */
struct error_param {
    const char *name; /* a literal */
    int64_t number;   /* used when text is empty */
    char text[ERROR_PARAM_SIZE];
};

struct error {
    enum fault fault;
    char detail[320]; /* one sentence in plain English, UTF-8, no line breaks */
    struct error_field fields[ERROR_FIELDS_MAX];
    size_t field_count;
    struct error_param params[ERROR_PARAMS_MAX];
    size_t param_count;
    int retry_after; /* seconds until another try makes sense; 0: not known */
};

/* Empties err without touching its large arrays. */
void error_init(struct error *err);

/* Explains a failure and returns `fault`, so that it reads `return error_set(err, …)`. */
enum fault error_set(struct error *err, enum fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Adds a bad field to an error of FAULT_INVALID (sets fault and detail on the first):
 *
 *     return error_field(err, "body", "/name", FLAW_TOO_LONG, .max = MEMBER_NAME_MAX);
 */
#define error_field(err, in, pointer, ...)                                                         \
    error_add_field((err), (in), (pointer), &(struct flaw_values){.flaw = __VA_ARGS__})
enum fault error_add_field(struct error *err, const char *in, const char *pointer,
                           const struct flaw_values *values);

/* Adds where it lies to an error that was set, and leaves its fault and detail as they are. */
void error_point(struct error *err, const char *in, const char *pointer, enum flaw flaw);

/* Attach parameters to an error that was set; `name` is a literal. A sixth is dropped, and text is
 * cut to ERROR_PARAM_SIZE. */
void error_param_int(struct error *err, const char *name, int64_t number);
void error_param_text(struct error *err, const char *name, const char *text);

#define TRY(call)                                                                                  \
    do {                                                                                           \
        enum fault try_fault = (call);                                                             \
        if (try_fault != FAULT_NONE)                                                               \
            return try_fault;                                                                      \
    } while (0)

#endif
