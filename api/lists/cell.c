#include "lists/cell.h"

#include <string.h>

/* The wide ones are what Japanese and Chinese spreadsheets take as well. */
static bool is_formula_sign(const char *text)
{
    static const char *const wide[] = {"\uff1d", "\uff0b", "\uff0d", "\uff20"};

    if (*text != '\0' && strchr("=+-@\t\r\n", *text) != NULL)
        return true;
    for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return true;
    return false;
}

/* What a spreadsheet passes over before it looks for a formula. */
static size_t passed_over(const char *text)
{
    return strspn(text, " \"'");
}

static bool ends_cell(char byte)
{
    return byte != '\0' && strchr(",;\t\r\n", byte) != NULL;
}

void cell_guard(struct strbuf *out, const char *text)
{
    bool is_start = true;

    while (*text != '\0') {
        if (is_start) {
            const size_t before = passed_over(text);

            strbuf_add(out, text, before);
            text += before;
            if (is_formula_sign(text))
                strbuf_addch(out, '\'');
        }
        is_start = ends_cell(*text);
        if (*text != '\0')
            strbuf_addch(out, *text++);
    }
}

void cell_open(char *text)
{
    char *to = text;
    bool is_start = true;

    while (*text != '\0') {
        if (is_start) {
            const size_t before = passed_over(text);
            const bool is_guarded =
                before > 0 && text[before - 1] == '\'' && is_formula_sign(text + before);

            memmove(to, text, before);
            to += is_guarded ? before - 1 : before;
            text += before;
        }
        is_start = ends_cell(*text);
        if (*text != '\0')
            *to++ = *text++;
    }
    *to = '\0';
}
