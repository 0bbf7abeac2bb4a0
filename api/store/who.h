/*
 * Who is asking: every session and token of the club, in memory, so that authentication costs no
 * query. The writer has it follow each commit that touched credentials, before anybody is answered:
 * what is revoked stops at once.
 */
#ifndef MARQUEE_STORE_WHO_H
#define MARQUEE_STORE_WHO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/credentials.h"
#include "store/sessions.h"

struct who;

/* Somebody who showed a good credential. */
struct identity {
    int64_t member_id;
    const char *name;
    const char *color;
    enum role role;
    enum member_state state;             /* active or waiting */
    enum scope scope;                    /* sessions may write */
    int64_t session_id;                  /* 0: came with a token */
    uint8_t hash[HASH_BYTES];            /* of the secret */
    char language[MEMBER_LANGUAGE_SIZE]; /* that they have chosen for the page; "": none */
    bool is_due;                         /* a use of it is to be noted: who_used() */
};

struct who *who_open(void);
void who_close(struct who *who);

/* Loads all credentials; on the writer's thread, or before it starts. */
enum fault who_load(struct who *who, struct db *db, int64_t now, struct error *err);

/* After a commit, on the writer's thread: reads again what belongs to those whom it touched
 * (db_touch), or all where it says nobody. */
enum fault who_follow(struct who *who, struct db *db, int64_t now, struct error *err);
/* Whether all of it is as the database has it. Reads all of that. */
enum fault who_agrees(struct who *who, struct db *db, int64_t now, bool *agrees, struct error *err);

/* Finds the owner of a secret as the client sent it; that alone is no use of it. The name lives in
 * the arena. */
bool who_find(struct who *who, struct arena *arena, const char *secret, int64_t now,
              struct identity *identity);

/* Whether the credential with that hash still opens anything; and how its member stands now. */
bool who_holds(struct who *who, const uint8_t hash[HASH_BYTES], int64_t now,
               enum member_state *state);

/* Notes that a credential is used, which makes a session last longer. True: it is for the first
 * time on this day. */
bool who_used(struct who *who, const struct identity *identity, int64_t now);

/* What was used since the last call, at most `room`; for the job that writes it down. */
size_t who_take_seen(struct who *who, struct credential_seen *seen, size_t room);

#endif
