#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/outlet.h"

enum {
    MESSAGE_MAX = 2048,
    ESCAPED = 4, /* bytes that a control character becomes */
    LINE_ROOM = MESSAGE_MAX * ESCAPED + 64,
    LINE_MAX_BYTES = PIPE_BUF, /* that a pipe takes as a whole */
    LINE_END = 256,            /* of which these are the last, however long it was */
    TIME_COLUMN = 21,          /* with a space */
    LEVEL_COLUMN = 7,          /* the longest name, and a space */
    PATIENCE_MS = 1000         /* with the reader, at the end */
};

static atomic_int max_level = LOG_INFO;

void log_set_level(enum log_level level)
{
    atomic_store(&max_level, (int)level);
}

bool log_enabled(enum log_level level)
{
    return (int)level <= atomic_load_explicit(&max_level, memory_order_relaxed);
}

static const char *const level_names[] = {"off", "error", "warn", "info", "access", "debug"};

bool log_level_parse(const char *word, enum log_level *level)
{
    for (size_t i = 0; i < COUNT_OF(level_names); i++) {
        if (strcmp(word, level_names[i]) == 0) {
            *level = (enum log_level)i;
            return true;
        }
    }
    return false;
}

/* Bytes of the control character that `text` starts with, 0 if it starts with another: what ends a
 * line or commands a terminal, C1 controls and Unicode's line separators included. */
static size_t control_bytes(const unsigned char *text)
{
    if (text[0] < 0x20 || text[0] == 0x7f)
        return 1;
    if (text[0] == 0xc2 && text[1] >= 0x80 && text[1] <= 0x9f)
        return 2;
    return text[0] == 0xe2 && text[1] == 0x80 && (text[2] == 0xa8 || text[2] == 0xa9) ? 3 : 0;
}

/* Appends `text` with control characters as \xNN; returns the new length, at most `size`. */
static size_t add_escaped(char *line, size_t length, size_t size, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    size_t control = 0;

    for (; *text != '\0' && length + ESCAPED < size; text++) {
        unsigned char byte = (unsigned char)*text;

        if (control == 0)
            control = control_bytes((const unsigned char *)text);
        if (control == 0) {
            line[length++] = (char)byte;
            continue;
        }
        control--;
        line[length++] = '\\';
        line[length++] = 'x';
        line[length++] = hex[byte >> 4];
        line[length++] = hex[byte & 15];
    }
    return length;
}

/* All bytes are looked at, since compilers take many at once then. */
static bool is_plain_ascii(const char *text, size_t length)
{
    unsigned char others = 0;

    for (size_t i = 0; i < length; i++)
        others |= (unsigned char)(text[i] - ' ') > '~' - ' ';
    return others == 0;
}

/* Nearly all that is logged is plain. */
static size_t add_message(char *line, size_t length, size_t size, const char *message)
{
    size_t plain = strnlen(message, size - length);

    if (!is_plain_ascii(message, plain))
        return add_escaped(line, length, size, message);
    memcpy(line + length, message, plain);
    return length + plain;
}

/* Appends `text` and spaces up to `width`; returns the new length. */
static size_t add_padded(char *line, size_t length, const char *text, size_t width)
{
    size_t end = length + width;

    while (*text != '\0')
        line[length++] = *text++;
    while (length < end)
        line[length++] = ' ';
    return length;
}

/* Very many lines begin with the same one. */
static const char *time_now(void)
{
    static _Thread_local char text[CLOCK_TEXT_SIZE];
    static _Thread_local int64_t written_at = -1;
    int64_t now = clock_now();

    if (now != written_at)
        clock_format(now, text);
    written_at = now;
    return text;
}

static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* What is cut out of a long line is its middle: it ends with what became of a request. */
static size_t shorten(char *line, size_t length)
{
    static const char gap[] = "...";
    size_t head = LINE_MAX_BYTES - LINE_END - strlen(gap), tail = length - LINE_END;

    if (length <= LINE_MAX_BYTES)
        return length;
    while (is_inside_character(line[head]))
        head--;
    while (is_inside_character(line[tail]))
        tail++;
    memcpy(line + head, gap, strlen(gap));
    memmove(line + head + strlen(gap), line + tail, length - tail);
    return head + strlen(gap) + (length - tail);
}

/* `message` as a line of the log; returns its length. */
static size_t make_line(char *line, size_t size, enum log_level level, const char *message)
{
    size_t length = add_padded(line, 0, time_now(), TIME_COLUMN);

    length = add_padded(line, length, level_names[level], LEVEL_COLUMN);
    length = add_message(line, length, size - 1, message);
    line[length++] = '\n';
    return length;
}

static atomic_uint_fast64_t dropped, dropped_and_said;

uint64_t log_dropped(void)
{
    return atomic_load(&dropped);
}

/* Of this thread: what waits to be written. */
static _Thread_local struct {
    bool may_wait;
    unsigned lines;
    size_t length;
    char bytes[LINE_MAX_BYTES];
} gathered;

void log_gather(void)
{
    gathered.may_wait = true;
}

/* A log that cannot be written must not stop the server. */
void log_flush(void)
{
    if (gathered.length > 0 && write(STDERR_FILENO, gathered.bytes, gathered.length) < 0)
        atomic_fetch_add(&dropped, gathered.lines);
    gathered.length = 0;
    gathered.lines = 0;
}

void log_text(enum log_level level, const char *message)
{
    char line[LINE_ROOM];
    size_t length;

    if (!log_enabled(level))
        return;
    length = shorten(line, make_line(line, sizeof(line), level, message));
    if (gathered.length + length > sizeof(gathered.bytes))
        log_flush();
    memcpy(gathered.bytes + gathered.length, line, length);
    gathered.length += length;
    gathered.lines++;
    if (!gathered.may_wait || level <= LOG_WARN)
        log_flush();
}

void log_line(enum log_level level, const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list args;

    if (!log_enabled(level))
        return;
    va_start(args, format);
    vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    log_text(level, message);
}

/* ---- a reader who doesn't read ----------------------------------------------------------------
 */

static struct outlet *outlet;

/* On the outlet's thread. */
static size_t say_dropped(char note[OUTLET_NOTE_SIZE])
{
    uint64_t now = atomic_load(&dropped), more = now - atomic_exchange(&dropped_and_said, now);
    char message[128];

    if (more == 0)
        return 0;
    snprintf(message, sizeof(message),
             "%llu lines of this log were dropped, because nobody read it fast enough",
             (unsigned long long)more);
    return make_line(note, OUTLET_NOTE_SIZE, LOG_WARN, message);
}

/* What the C library says of an abort is the last that anybody hears. */
static void on_abort(int signal)
{
    (void)signal;
    outlet_finish(outlet, PATIENCE_MS);
}

enum fault log_open(struct error *err)
{
    struct sigaction action = {.sa_handler = on_abort, .sa_flags = (int)SA_RESETHAND};

    TRY(outlet_open(STDERR_FILENO, say_dropped, &outlet, err));
    if (outlet != NULL)
        sigaction(SIGABRT, &action, NULL);
    return FAULT_NONE;
}

void log_close(void)
{
    outlet_finish(outlet, PATIENCE_MS);
}
