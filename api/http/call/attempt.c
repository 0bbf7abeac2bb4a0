#include "http/call/attempt.h"

#include <inttypes.h>

#include "base/text.h"
#include "http/call/device.h"
#include "http/kept/known.h"
#include "http/kept/passwords.h"
#include "http/kept/throttle.h"
#include "store/members.h"
#include "store/old_passwords.h"

static const struct throttle_rate per_account = {.burst = 5, .seconds = 60};
static const struct throttle_rate per_address = {.burst = 10, .seconds = 6};
/* A whole club may sign up in one room. */
static const struct throttle_rate sign_ups = {.burst = 20, .seconds = 60};

static const char *account_key(struct call *call, const char *name)
{
    return arena_printf(&call->arena, "account %s", text_key(&call->arena, name));
}

/* What is counted, by household. */
static const char *address_key(struct call *call, const char *what)
{
    const struct ip household = ip_household(&call->request->client);
    char text[IP_TEXT_SIZE];

    return arena_printf(&call->arena, "%s %s", what, ip_text(&household, text));
}

static enum fault take_attempt(struct call *call, const char *key, struct throttle_rate rate,
                               struct error *err)
{
    int wait = throttle_take(call->api->sign_ins, key, rate);

    if (wait == 0)
        return FAULT_NONE;
    error_set(err, FAULT_TOO_MANY_ATTEMPTS, "Too many attempts. Try again in %d seconds.", wait);
    err->retry_after = wait;
    return FAULT_TOO_MANY_ATTEMPTS;
}

/* Somebody with the same password was quicker, or its owner has just set another. */
static enum fault check_what_is_kept_now(struct call *call, struct attempt *attempt,
                                         const char *password, bool *matches, struct error *err)
{
    struct password_found found;
    enum fault fault;
    struct db *db;

    TRY(call_db(call, &db, err));
    fault = member_password_hash(db, &call->arena, attempt->member_id, &attempt->kept, err);
    call_db_done(call);
    if (fault == FAULT_NOT_FOUND) {
        error_init(err);
        attempt->kept = NULL;
    } else {
        TRY(fault);
    }
    TRY(passwords_check(call->api->passwords, attempt->kept, password, &found, err));
    *matches = found.matches;
    return FAULT_NONE;
}

static enum fault check_and_renew(struct call *call, struct attempt *attempt, const char *password,
                                  bool *matches, struct error *err)
{
    struct password_found found;
    bool done;

    TRY(passwords_check(call->api->passwords, attempt->kept, password, &found, err));
    *matches = found.matches;
    if (*found.renewed == '\0')
        return FAULT_NONE;
    TRY(store_password_renew(call->api->store, attempt->member_id, attempt->kept, found.renewed,
                             &done, err));
    if (!done)
        return check_what_is_kept_now(call, attempt, password, matches, err);
    attempt->kept = arena_strdup(&call->arena, found.renewed);
    return FAULT_NONE;
}

/* Whose tries these are. */
struct tries {
    const char *key;
    bool are_own; /* of this device, or of a household where the member was lately */
};

/* `way` keeps tries by name apart from those of whoever has shown more; `others`: whose they are
 * where nothing is known. */
static struct tries tries_at(struct call *call, const struct attempt *attempt, const char *way,
                             const char *others)
{
    const struct ip household = ip_household(&call->request->client);
    char text[IP_TEXT_SIZE];
    const char *device;

    if (attempt->member_id == 0)
        return (struct tries){others, false};
    device = device_of(call, attempt->member_id, attempt->kept);
    if (device != NULL)
        return (struct tries){
            arena_printf(&call->arena, "%s device %s %" PRId64, way, device, attempt->member_id),
            true};
    if (known_has(call->api->known, attempt->member_id, &household, call->now))
        return (struct tries){arena_printf(&call->arena, "%s at %s %" PRId64, way,
                                           ip_text(&household, text), attempt->member_id),
                              true};
    return (struct tries){others, false};
}

/* Own tries are not those of the address, which its neighbours may have used up. */
static enum fault take_tries(struct call *call, const struct tries *tries, struct error *err)
{
    enum fault fault;

    TRY(take_attempt(call, tries->key, per_account, err));
    if (tries->are_own)
        return FAULT_NONE;
    fault = take_attempt(call, address_key(call, "address"), per_address, err);
    if (fault != FAULT_NONE)
        throttle_give_back(call->api->sign_ins, tries->key, per_account);
    return fault;
}

static void give_tries_back(struct call *call, const struct tries *tries)
{
    throttle_give_back(call->api->sign_ins, tries->key, per_account);
    if (!tries->are_own)
        throttle_give_back(call->api->sign_ins, address_key(call, "address"), per_address);
}

enum fault attempt_password(struct call *call, const char *name, struct attempt *attempt,
                            const char *password, bool *matches, struct error *err)
{
    const struct tries tries = tries_at(call, attempt, "name", account_key(call, name));
    enum fault fault;

    TRY(take_tries(call, &tries, err));
    fault = check_and_renew(call, attempt, password, matches, err);
    if (fault == FAULT_NONE && !*matches)
        return FAULT_NONE;
    give_tries_back(call, &tries);
    return fault;
}

enum fault attempt_own_password(struct call *call, struct attempt *attempt, const char *password,
                                bool *matches, struct error *err)
{
    const char *owner = arena_printf(&call->arena, "owner %" PRId64, attempt->member_id);
    struct tries tries = tries_at(call, attempt, "own", owner);
    enum fault fault;

    tries.are_own = true;
    TRY(take_tries(call, &tries, err));
    fault = check_and_renew(call, attempt, password, matches, err);
    if (fault != FAULT_NONE || *matches)
        give_tries_back(call, &tries);
    return fault;
}

enum fault attempt_wrong_link(struct call *call, struct error *err)
{
    TRY(take_attempt(call, address_key(call, "link"), per_address, err));
    return error_set(err, FAULT_LINK_UNKNOWN,
                     "This link opens nothing. Was all of it copied, or is there a newer one?");
}

enum fault attempt_sign_up(struct call *call, struct error *err)
{
    return take_attempt(call, address_key(call, "sign-up"), sign_ups, err);
}

enum fault attempt_while_waiting(struct call *call, enum member_state state, struct error *err)
{
    return state == MEMBER_WAITING ? take_attempt(call, address_key(call, "waiting"), sign_ups, err)
                                   : FAULT_NONE;
}
