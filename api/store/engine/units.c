#include "store/engine/units.h"

enum fault units_statement(struct db *db, const struct statement *statement, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    return stmt_run(s, err);
}

ENGINE_STATEMENT(sql_unit_begin, "SAVEPOINT unit");
ENGINE_STATEMENT(sql_unit_keep, "RELEASE unit");
ENGINE_STATEMENT(sql_unit_undo, "ROLLBACK TO unit");

ENGINE_STATEMENT(sql_batch_undo, "ROLLBACK");

/* In no savepoint: undone with the transaction. */
static void run_bare(struct db *db, struct writer_job *job)
{
    const int64_t before = db_changes_ever(db);
    struct error rollback;

    job->fault = job->unit(db, job->context, job->err);
    if (job->fault != FAULT_NONE && (job->is_large || db_changes_ever(db) != before))
        units_statement(db, &sql_batch_undo, &rollback);
}

static void run_job(struct db *db, struct writer_job *job)
{
    struct error rollback;

    if (job->is_large || job->checks_first) {
        run_bare(db, job);
        return;
    }
    job->fault = units_statement(db, &sql_unit_begin, job->err);
    if (job->fault != FAULT_NONE)
        return;
    job->fault = job->unit(db, job->context, job->err);
    if (job->fault != FAULT_NONE) {
        units_statement(db, &sql_unit_undo, &rollback);
        units_statement(db, &sql_unit_keep, &rollback);
    } else {
        job->fault = units_statement(db, &sql_unit_keep, job->err);
    }
}

void units_fail(struct writer_job *job, const struct writer_job *end, const struct error *err)
{
    for (; job != end; job = job->next) {
        if (job->fault != FAULT_NONE)
            continue;
        job->fault = err->fault;
        *job->err = *err;
    }
}

struct writer_job *units_run(struct db *db, struct writer_job *job)
{
    for (; job != NULL; job = job->next) {
        run_job(db, job);
        if (!db_in_transaction(db))
            return job;
    }
    return NULL;
}
