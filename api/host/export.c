/* `marquee export`: lists of films for the operator's files, a part at a time. */
#include <string.h>

#include "host/command.h"
#include "lists/sheet.h"
#include "store/sheets.h"

static bool take_for_file(void *context, const struct sheet_row *row)
{
    return sheet_add(context, row);
}

static enum fault take_form(const struct command *command, enum sheet_form *form, struct error *err)
{
    const char *word = command_value(command, "--for");

    *form = word == NULL ? SHEET_COMMAS : sheet_form_of(word);
    return *form != SHEET_FORMS
               ? FAULT_NONE
               : error_set(err, FAULT_USAGE, "--for is commas, semicolons or letterboxd.");
}

/* Whose list it is. */
static enum fault take_owner(struct command *command, enum sheet_kind kind, int64_t *member_id,
                             struct error *err)
{
    const char *name = command_value(command, "--member");
    struct member member;

    *member_id = 0;
    if (!sheet_is_own(kind) && name != NULL)
        return error_set(err, FAULT_USAGE, "These are the club's. Leave --member away.");
    if (!sheet_is_own(kind))
        return FAULT_NONE;
    if (name == NULL)
        return error_set(err, FAULT_USAGE, "Say whose, with --member NAME.");
    TRY(command_find_member(command, name, &member, err));
    *member_id = member.id;
    return FAULT_NONE;
}

static enum fault read_sheet_rows(struct command *command, int64_t member_id,
                                  struct sheet_writer *sheet, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(command->on.store, &db, err));
    sheet_begin(sheet);
    fault = sheet_read(db, sheet->kind, member_id, take_for_file, sheet, err);
    store_reader_done(command->on.store, db);
    return fault;
}

/* Behind the last part the file stays empty. */
static enum fault export_kind(struct command *command, enum sheet_kind kind, struct error *err)
{
    struct sheet_writer sheet = {
        .kind = kind, .club = command->club->settings.name, .out = command->file};
    int64_t member_id;

    if (command->file == NULL)
        return error_set(err, FAULT_INVALID, "There is no file to write to.");
    TRY(take_form(command, &sheet.form, err));
    TRY(take_owner(command, kind, &member_id, err));
    TRY(command_number(command, "--part", SHEET_PARTS_MAX, &sheet.part, err));
    sheet.part = sheet.part == 0 ? 1 : sheet.part;
    TRY(read_sheet_rows(command, member_id, &sheet, err));
    if (!sheet_has_part(&sheet))
        strbuf_clear(command->file);
    return FAULT_NONE;
}

static enum fault export_proposals(struct command *command, struct error *err)
{
    return export_kind(command, SHEET_PROPOSALS, err);
}

static enum fault export_screenings(struct command *command, struct error *err)
{
    return export_kind(command, SHEET_SCREENINGS, err);
}

static enum fault export_ratings(struct command *command, struct error *err)
{
    return export_kind(command, SHEET_RATINGS, err);
}

static enum fault export_watchlist(struct command *command, struct error *err)
{
    return export_kind(command, SHEET_WATCHLIST, err);
}

enum fault command_export(struct command *command, struct error *err)
{
    static const char flags[] = "--member= --for= --part=";
    static const struct verb verbs[] = {
        {"proposals", 0, flags, "marquee export proposals [--for F] FILE", export_proposals},
        {"screenings", 0, flags, "marquee export screenings [--for F] FILE", export_screenings},
        {"ratings", 0, flags, "marquee export ratings --member NAME [--for F] FILE",
         export_ratings},
        {"watchlist", 0, flags, "marquee export watchlist --member NAME [--for F] FILE",
         export_watchlist},
    };

    return command_verb(command, verbs, COUNT_OF(verbs), err);
}
