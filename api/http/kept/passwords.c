#include "http/kept/passwords.h"

#include <pthread.h>
#include <stdlib.h>

struct passwords {
    pthread_mutex_t lock;
    pthread_cond_t done;
    int running, waiting;
};

struct passwords *passwords_open(void)
{
    struct passwords *passwords = calloc(1, sizeof(*passwords));

    if (passwords == NULL)
        abort();
    pthread_mutex_init(&passwords->lock, NULL);
    pthread_cond_init(&passwords->done, NULL);
    return passwords;
}

void passwords_close(struct passwords *passwords)
{
    if (passwords == NULL)
        return;
    pthread_cond_destroy(&passwords->done);
    pthread_mutex_destroy(&passwords->lock);
    free(passwords);
}

static enum fault enter_queue(struct passwords *passwords, struct error *err)
{
    bool full;

    pthread_mutex_lock(&passwords->lock);
    full = passwords->waiting == PASSWORDS_WAITING_MAX;
    if (!full) {
        passwords->waiting++;
        while (passwords->running == PASSWORDS_AT_ONCE)
            pthread_cond_wait(&passwords->done, &passwords->lock);
        passwords->waiting--;
        passwords->running++;
    }
    pthread_mutex_unlock(&passwords->lock);
    if (!full)
        return FAULT_NONE;
    error_set(err, FAULT_BUSY, "Too many people are signing in at the moment.");
    err->retry_after = 3;
    return FAULT_BUSY;
}

static void leave_queue(struct passwords *passwords)
{
    pthread_mutex_lock(&passwords->lock);
    passwords->running--;
    pthread_cond_signal(&passwords->done);
    pthread_mutex_unlock(&passwords->lock);
}

enum fault passwords_check(struct passwords *passwords, const char *hash, const char *password,
                           bool *matches, struct error *err)
{
    TRY(enter_queue(passwords, err));
    if (hash != NULL) {
        *matches = password_matches(hash, password);
    } else {
        char discarded[PASSWORD_HASH_SIZE];

        /* Hashing costs what verifying costs. */
        password_hash(password, discarded);
        *matches = false;
    }
    leave_queue(passwords);
    return FAULT_NONE;
}

enum fault passwords_hash(struct passwords *passwords, const char *password,
                          char hash[PASSWORD_HASH_SIZE], struct error *err)
{
    bool hashed;

    TRY(enter_queue(passwords, err));
    hashed = password_hash(password, hash);
    leave_queue(passwords);
    if (hashed)
        return FAULT_NONE;
    error_set(err, FAULT_BUSY, "There isn't enough memory to check a password right now.");
    err->retry_after = 3;
    return FAULT_BUSY;
}
