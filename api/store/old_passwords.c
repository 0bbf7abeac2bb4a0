#include "store/old_passwords.h"

#include "base/password.h"
#include "store/topics.h"

QUERY(sql_old_passwords, "SELECT password_hash FROM members WHERE password_hash LIKE '% %'");

/* Adds it, or puts it in the place of a cheaper one of its scheme. */
static void keep_dearest(struct old_hash dearest[OLD_SCHEMES], size_t *count,
                         const struct old_hash *old)
{
    size_t i = 0;

    while (i < *count && dearest[i].scheme != old->scheme)
        i++;
    if (i < *count && old_hash_work(old) <= old_hash_work(&dearest[i]))
        return;
    dearest[i] = *old;
    *count += i == *count;
}

enum fault old_passwords_dearest(struct db *db, struct old_hash dearest[OLD_SCHEMES], size_t *count,
                                 struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_old_passwords);
    struct old_hash old;
    bool row;

    *count = 0;
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        if (password_is_wrapped(stmt_col_text(s, 0), &old))
            keep_dearest(dearest, count, &old);
    }
}

struct renew_unit {
    int64_t member_id;
    const char *kept, *renewed;
    bool done;
};

CHANGE(sql_password_renew, TOPIC_PASSWORDS,
       "UPDATE members SET password_hash = $3 WHERE id = $1 AND password_hash = $2 RETURNING id");

static enum fault renew_unit(struct db *db, void *context, struct error *err)
{
    struct renew_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_password_renew);

    stmt_int(s, unit->member_id);
    stmt_text(s, unit->kept);
    stmt_text(s, unit->renewed);
    return stmt_row(s, &unit->done, err);
}

enum fault store_password_renew(struct store *store, int64_t member_id, const char *kept,
                                const char *renewed, bool *done, struct error *err)
{
    struct renew_unit unit = {.member_id = member_id, .kept = kept, .renewed = renewed};

    TRY(store_write(store, renew_unit, &unit, err));
    *done = unit.done;
    return FAULT_NONE;
}
