#include "support/listed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "support/check.h"

char *listed_bytes(const char *path, size_t *length)
{
    char full[1024], *bytes;
    FILE *file;

    snprintf(full, sizeof(full), "%s/tests/lists/files/%s", MARQUEE_SOURCE, path);
    file = fopen(full, "rb");
    assert_non_null(file);
    bytes = calloc(1, 65536);
    *length = fread(bytes, 1, 65535, file);
    fclose(file);
    return bytes;
}

static struct film_list read_good(struct arena *arena, const char *bytes, size_t length,
                                  const char *name, enum list_kind as)
{
    struct error err;
    struct film_list list;

    error_init(&err);
    assert_ok(film_list_read(bytes, length, name, as, arena, &list, &err), &err);
    return list;
}

struct film_list listed(struct arena *arena, const char *path, enum list_kind as)
{
    size_t length;
    char *bytes = listed_bytes(path, &length);
    const struct film_list list = read_good(arena, bytes, length, path, as);

    free(bytes);
    return list;
}

struct film_list listed_text(struct arena *arena, const char *text, const char *name,
                             enum list_kind as)
{
    return read_good(arena, text, strlen(text), name, as);
}

const char *listed_refusal(struct arena *arena, const char *bytes, size_t length)
{
    struct error err;
    struct film_list list;

    error_init(&err);
    assert_fault(FAULT_UNREADABLE_FILE,
                 film_list_read(bytes, length, "list", LIST_UNKNOWN, arena, &list, &err), &err);
    return arena_strdup(arena, err.detail);
}

/* KiB that this process ever had. */
static long peak_memory(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void say_what_it_takes(int to, const char *bytes, size_t length, const char *what)
{
    auto_arena struct arena arena = {0};
    const long before = peak_memory();
    const bool is_right = strstr(listed_refusal(&arena, bytes, length), what) != NULL;
    const long took = is_right ? peak_memory() - before : -1;

    _exit(write(to, &took, sizeof(took)) == sizeof(took) ? 0 : 1);
}

long memory_of_refusal(const char *bytes, size_t length, const char *what)
{
    int ends[2], status;
    long took = -1;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0)
        say_what_it_takes(ends[1], bytes, length, what);
    close(ends[1]);
    assert_int_equal(read(ends[0], &took, sizeof(took)), sizeof(took));
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
#ifdef __SANITIZE_ADDRESS__
    took = took > 0 ? 0 : took;
#endif
    return took;
}

const char *listed_row(struct arena *arena, const struct film_list *list, size_t row)
{
    const struct list_row *at = &list->rows[row];
    char day[DATE_TEXT_SIZE] = "-";

    assert_true(row < list->count);
    if (at->day > 0)
        date_format(at->day, day);
    return arena_printf(arena, "%s %lld %s %lld %s", at->title == NULL ? "-" : at->title,
                        (long long)at->year, at->imdb_id == NULL ? "-" : at->imdb_id,
                        (long long)at->halves, day);
}
