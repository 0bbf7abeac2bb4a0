#include "http/page/styles.h"

#include <string.h>

#include "base/auto.h"
#include "base/log.h"
#include "base/strbuf.h"

static const char main_style[] = "/main.css";

/* The sheet that a line imports, behind its opening; `count` if it is none that can be joined. It
 * is not if it is for some readers only: `print`, `layer(…)`. */
static size_t imported(const struct page_file *files, size_t count, const char *target)
{
    static const char close[] = "\");";
    size_t length = strcspn(target, "\"\n");
    size_t index = files_resolve(files, count, main_style, target, length);

    if (strncmp(target + length, close, strlen(close)) != 0 ||
        strchr("\n", target[length + strlen(close)]) == NULL)
        return count;
    if (index == count || strstr(file_text(&files[index]), "url(") != NULL ||
        strstr(file_text(&files[index]), "@import") != NULL)
        return count;
    return index;
}

static bool join_sheets(const struct page_file *files, size_t count, const char *at,
                        struct strbuf *out)
{
    static const char open[] = "@import url(\"";

    while (*at != '\0') {
        const char *end = strchrnul(at, '\n');

        end += *end != '\0';
        if (strncmp(at, open, strlen(open)) == 0) {
            size_t index = imported(files, count, at + strlen(open));

            if (index == count)
                return false;
            strbuf_addstr(out, file_text(&files[index]));
        } else if (strncmp(at, open, strlen("@import")) == 0) {
            return false; /* behind a sheet that was joined it would count for nothing */
        } else {
            strbuf_add(out, at, (size_t)(end - at));
        }
        at = end;
    }
    return strbuf_ok(out);
}

bool styles_join(struct page_file *files, size_t count)
{
    size_t entry = files_find(files, count, main_style);
    auto_strbuf struct strbuf sheet;

    strbuf_init(&sheet, STYLES_BYTES_MAX);
    if (entry == count)
        return false;
    if (!join_sheets(files, count, file_text(&files[entry]), &sheet)) {
        log_line(LOG_WARN,
                 "The page's stylesheets are sent one by one, which is slower: not all "
                 "that %s imports can be joined.",
                 main_style);
        return false;
    }
    file_rewrite(&files[entry], &sheet);
    return true;
}
