#include "domain/poster.h"

#include <stdio.h>
#include <string.h>

static const int64_t usual = 342;

const int64_t poster_widths[POSTER_WIDTHS] = {185, 342, 500, 780};

static const struct {
    const char *name, *media_type;
} formats[POSTER_FORMATS] = {
    [POSTER_WEBP] = {"webp", "image/webp"},
    [POSTER_AVIF] = {"avif", "image/avif"},
    [POSTER_ORIGINAL] = {"original", NULL},
};

bool poster_width_parse(const char *text, int64_t *width)
{
    char expected[8];

    for (size_t i = 0; i < POSTER_WIDTHS; i++) {
        snprintf(expected, sizeof(expected), "%lld", (long long)poster_widths[i]);
        *width = poster_widths[i];
        if (strcmp(text, expected) == 0)
            return true;
    }
    return false;
}

bool poster_id_is_valid(const char *text)
{
    return strlen(text) == POSTER_ID_SIZE - 1 &&
           strspn(text, "0123456789abcdef") == POSTER_ID_SIZE - 1;
}

const char *poster_format_name(enum poster_format format)
{
    return formats[format].name;
}

bool poster_format_parse(const char *name, enum poster_format *format)
{
    for (*format = POSTER_WEBP; *format < POSTER_FORMATS; (*format)++)
        if (strcmp(formats[*format].name, name) == 0)
            return true;
    return false;
}

const char *poster_media_type(enum poster_format format)
{
    return formats[format].media_type;
}

int64_t poster_usual_width(const struct poster *poster)
{
    for (size_t i = 0; i < POSTER_WIDTHS; i++)
        if ((poster->widths & 1U << i) != 0 && poster_widths[i] >= usual)
            return poster_widths[i];
    return poster->width;
}
