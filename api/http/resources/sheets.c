/* Lists of films as files: for spreadsheets, and for Letterboxd. */
#include <inttypes.h>
#include <string.h>

#include "http/call/query.h"
#include "http/resources/routes.h"
#include "lists/sheet.h"
#include "store/sheets.h"

struct wanted_sheet {
    bool with_names; /* visitors get neither people nor their words */
    struct sheet_writer writer;
};

static bool take_sheet_row(void *context, const struct sheet_row *row)
{
    struct wanted_sheet *wanted = context;
    struct sheet_row shown = *row;

    if (!wanted->with_names)
        shown.proposer = shown.note = NULL;
    return sheet_add(&wanted->writer, &shown);
}

static enum sheet_form read_form(const struct call *call, struct error *err)
{
    const char *text = query_text(call, "for");
    const enum sheet_form form = text == NULL ? SHEET_COMMAS : sheet_form_of(text);

    if (form == SHEET_FORMS)
        error_field(err, "query", "/for", FLAW_NOT_ONE_OF,
                    .text = "commas, semicolons or letterboxd");
    return form;
}

static enum fault write_sheet(struct call *call, struct wanted_sheet *wanted, struct error *err)
{
    struct db *db;

    TRY(call_db(call, &db, err));
    sheet_begin(&wanted->writer);
    TRY(sheet_read(db, wanted->writer.kind, call->me == NULL ? 0 : call->me->member_id,
                   take_sheet_row, wanted, err));
    call_db_done(call);
    if (sheet_has_part(&wanted->writer))
        return FAULT_NONE;
    return error_set(err, FAULT_NOT_FOUND, "This list has fewer parts.");
}

static const char *disposition(struct call *call, const struct sheet_writer *sheet)
{
    return arena_printf(&call->arena, "attachment; filename=\"%s\"",
                        sheet_file_name(&call->arena, sheet->kind, sheet->form, sheet->part));
}

static void link_next(struct call *call, const struct sheet_writer *sheet, struct reply *reply)
{
    const char *form = query_text(call, "for");

    reply_header(reply, "Link",
                 arena_printf(&call->arena, "<?for=%s&part=%" PRId64 ">; rel=\"next\"",
                              form == NULL ? "commas" : form, sheet->part + 1));
}

static enum fault reply_sheet(struct call *call, enum sheet_kind kind, struct reply *reply,
                              struct error *err)
{
    struct wanted_sheet wanted = {.with_names = call_by_member(call)};
    struct sheet_writer *sheet = &wanted.writer;
    size_t length;
    char *bytes;

    *sheet = (struct sheet_writer){.kind = kind,
                                   .form = read_form(call, err),
                                   .part = query_int(call, "part", 1, SHEET_PARTS_MAX, 1, err),
                                   .club = call_club(call)->settings.name,
                                   .out = &reply->json};
    TRY(query_done(err));
    TRY(write_sheet(call, &wanted, err));
    bytes = strbuf_take(&reply->json, &length);
    reply_blob(reply, blob_take(bytes, length), "text/csv; charset=utf-8; header=present",
               CACHE_ASK);
    reply_header(reply, "Content-Disposition", disposition(call, sheet));
    if (sheet->has_more)
        link_next(call, sheet, reply);
    return FAULT_NONE;
}

enum fault sheets_proposals(struct call *call, struct reply *reply, struct error *err)
{
    return reply_sheet(call, SHEET_PROPOSALS, reply, err);
}

enum fault sheets_screenings(struct call *call, struct reply *reply, struct error *err)
{
    return reply_sheet(call, SHEET_SCREENINGS, reply, err);
}

enum fault sheets_ratings(struct call *call, struct reply *reply, struct error *err)
{
    return reply_sheet(call, SHEET_RATINGS, reply, err);
}

enum fault sheets_watchlist(struct call *call, struct reply *reply, struct error *err)
{
    return reply_sheet(call, SHEET_WATCHLIST, reply, err);
}
