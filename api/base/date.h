/* Days of the calendar, as they are stored and sent. */
#ifndef MARQUEE_BASE_DATE_H
#define MARQUEE_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    DATE_TEXT_SIZE = 11,   /* "2026-11-28" and a NUL */
    DATE_DAY_MAX = 2932896 /* 9999-12-31 */
};

/* A day is the number of days since 1970-01-01; 0 stands for one that nobody knows. */

/* "2026-11-28", from 1970-01-02 on. False: it is no such day. */
bool date_parse(const char *text, int64_t *day);

/* Writes a day from 1 to DATE_DAY_MAX into `text` and returns it. */
const char *date_format(int64_t day, char text[DATE_TEXT_SIZE]);

/* The year and the month (1 to 12) of a day from 0 to DATE_DAY_MAX. */
int64_t date_year(int64_t day);
int date_month(int64_t day);

/* The first day of a year from 1970 to 10000; that of 1970 is its second, since 0 is none. */
int64_t date_of_year(int64_t year);

#endif
