#include "lists/wire.h"

#include <string.h>

#include "base/jsonw.h"
#include "lists/builder.h"
#include "lists/json_items.h"

/* ---- writing --------------------------------------------------------------------------------- */

static void put_list_row(struct jsonw *json, const struct list_row *row)
{
    jsonw_array(json, NULL);
    jsonw_int(json, NULL, row->place);
    jsonw_int(json, NULL, row->is_entry);
    jsonw_int(json, NULL, (int64_t)row->kind);
    jsonw_int(json, NULL, (int64_t)row->flaw);
    jsonw_int(json, NULL, row->year);
    jsonw_int(json, NULL, row->halves);
    jsonw_int(json, NULL, row->day);
    jsonw_int(json, NULL, row->watched_on);
    jsonw_int(json, NULL, row->at);
    jsonw_int(json, NULL, row->tmdb_id);
    jsonw_int(json, NULL, (int64_t)row->status);
    jsonw_text(json, NULL, row->file);
    jsonw_text(json, NULL, row->title);
    jsonw_text(json, NULL, row->original_title);
    jsonw_text(json, NULL, row->imdb_id);
    jsonw_text(json, NULL, row->proposer);
    jsonw_text(json, NULL, row->note);
    jsonw_array_end(json);
}

void film_list_write(const struct film_list *list, struct strbuf *out)
{
    struct jsonw json;

    jsonw_init(&json, out);
    jsonw_array(&json, NULL);
    jsonw_array(&json, NULL);
    jsonw_int(&json, NULL, (int64_t)list->format);
    jsonw_int(&json, NULL, (int64_t)list->not_read);
    jsonw_array_end(&json);
    for (size_t i = 0; i < list->count; i++)
        put_list_row(&json, &list->rows[i]);
    jsonw_array_end(&json);
}

/* ---- reading --------------------------------------------------------------------------------- */

enum { NUMBERS = 11, TEXTS = 6 };

struct arriving {
    struct list_builder builder;
    enum list_format format;
};

static bool take_list_row(const json_t *item, struct list_row *row)
{
    int64_t numbers[NUMBERS];
    const char *texts[TEXTS];

    if (json_array_size(item) != NUMBERS + TEXTS)
        return false;
    for (size_t i = 0; i < NUMBERS; i++)
        numbers[i] = json_integer_value(json_array_get(item, i));
    for (size_t i = 0; i < TEXTS; i++)
        texts[i] = json_string_value(json_array_get(item, NUMBERS + i));
    if (numbers[2] < 0 || numbers[2] >= LIST_KINDS || numbers[3] < 0 ||
        numbers[3] >= LIST_FLAW_COUNT || numbers[10] < 0 || numbers[10] > PROPOSAL_WITHDRAWN)
        return false;
    *row = (struct list_row){.place = numbers[0],
                             .is_entry = numbers[1] != 0,
                             .kind = (enum list_kind)numbers[2],
                             .flaw = (enum list_flaw)numbers[3],
                             .year = numbers[4],
                             .halves = numbers[5],
                             .day = numbers[6],
                             .watched_on = numbers[7],
                             .at = numbers[8],
                             .tmdb_id = numbers[9],
                             .status = (enum proposal_status)numbers[10],
                             .file = texts[0],
                             .title = texts[1],
                             .original_title = texts[2],
                             .imdb_id = texts[3],
                             .proposer = texts[4],
                             .note = texts[5]};
    return true;
}

/* The name of a file is the same for many rows. */
static const char *keep_file(struct list_builder *builder, const char *file)
{
    if (file == NULL || (builder->file != NULL && strcmp(builder->file, file) == 0))
        return file == NULL ? NULL : builder->file;
    return arena_strdup(builder->arena, file);
}

static enum fault refuse_arrival(struct error *err)
{
    return error_set(err, FAULT_MALFORMED, "The list didn't arrive as it was sent.");
}

static enum fault take_item_sent(void *context, int64_t number, const json_t *item,
                                 struct error *err)
{
    struct arriving *arriving = context;
    const int64_t format = json_integer_value(json_array_get(item, 0));
    struct list_row row;

    if (number > 1) {
        if (!take_list_row(item, &row))
            return refuse_arrival(err);
        arriving->builder.file = keep_file(&arriving->builder, row.file);
        return builder_add(&arriving->builder, arriving->format, &row, err);
    }
    if (format < 0 || format >= LIST_FORMATS)
        return refuse_arrival(err);
    arriving->format = (enum list_format)format;
    arriving->builder.list->not_read = (size_t)json_integer_value(json_array_get(item, 1));
    return FAULT_NONE;
}

enum fault film_list_arrived(struct arena *arena, const char *text, struct film_list *list,
                             struct error *err)
{
    struct arriving arriving = {.builder = {.arena = arena, .list = list}};

    *list = (struct film_list){0};
    return json_items_read(text, strlen(text), take_item_sent, &arriving, err);
}
