#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"

static int64_t day_of(int year, int month, int day)
{
    struct tm parts = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};

    return timegm(&parts) / DAY;
}

static struct tm parts_of(int64_t day)
{
    time_t seconds = day * DAY;
    struct tm parts;

    gmtime_r(&seconds, &parts);
    return parts;
}

/* Only what date_format() would write is a date: so there is no 30th of February. */
bool date_parse(const char *text, int64_t *day)
{
    int year, month, of_month;
    char again[DATE_TEXT_SIZE];

    if (strlen(text) != DATE_TEXT_SIZE - 1 ||
        sscanf(text, "%4d-%2d-%2d", &year, &month, &of_month) != 3)
        return false;
    *day = day_of(year, month, of_month);
    return *day > 0 && *day <= DATE_DAY_MAX && strcmp(date_format(*day, again), text) == 0;
}

const char *date_format(int64_t day, char text[DATE_TEXT_SIZE])
{
    struct tm parts = parts_of(day);

    strftime(text, DATE_TEXT_SIZE, "%Y-%m-%d", &parts);
    return text;
}

int64_t date_year(int64_t day)
{
    return parts_of(day).tm_year + 1900;
}

int date_month(int64_t day)
{
    return parts_of(day).tm_mon + 1;
}

int64_t date_of_year(int64_t year)
{
    int64_t day = day_of((int)year, 1, 1);

    return day > 0 ? day : 1;
}
