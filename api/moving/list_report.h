/* What became of a list, for whoever brought it. */
#ifndef MARQUEE_MOVING_LIST_REPORT_H
#define MARQUEE_MOVING_LIST_REPORT_H

#include "base/strbuf.h"
#include "moving/list_taking.h"

enum {
    LIST_REPORT_ROWS_MAX = 1000,  /* that are told one by one, */
    LIST_REPORT_MAX = 512 * 1024, /* in about so many bytes */
    LIST_REPORT_NAMES_MAX = 20    /* that nobody here has */
};

/* A line for each kind, in = taken + merged + left; then one for each row that was left, with its
 * reason, and with films that it could mean. */
void film_list_report(const struct film_list *list, const struct list_taken *taken,
                      struct strbuf *out);

#endif
