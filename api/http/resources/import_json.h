/* What the resources of uploads show of them. */
#ifndef MARQUEE_HTTP_RESOURCES_IMPORT_JSON_H
#define MARQUEE_HTTP_RESOURCES_IMPORT_JSON_H

#include "base/jsonw.h"
#include "http/call/call.h"
#include "moving/kept_lists.h"

/* Which rows a client wants to see. */
enum row_filter { ROWS_ALL, ROWS_MATCHED, ROWS_UNMATCHED, ROWS_LEFT, ROW_FILTERS };

bool import_row_is(const struct kept_list *kept, size_t row, enum row_filter filter);

/* An upload, with braces. */
void json_import(struct jsonw *json, const char *key, const struct kept_list *kept);

/* A row, with braces. `is_asking`: other sites are still to say what it could mean. */
enum fault json_import_row(struct call *call, struct jsonw *json, const char *key,
                           struct kept_list *kept, size_t row, bool is_asking, struct error *err);

#endif
