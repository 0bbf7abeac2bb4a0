/*
 * marquee-image: reads one image, writes one poster (answer.h). A process of its own, because
 * decoders have bugs and images come from strangers: it keeps nothing, may nothing (sandbox.h) and
 * is gone after one image.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "image/poster.h"
#include "image/sandbox.h"

/* At most one byte more than is allowed, so that it shows. */
static bool read_all(char bytes[IMAGE_BYTES_MAX + 1], size_t *size)
{
    for (*size = 0; *size <= IMAGE_BYTES_MAX;) {
        ssize_t length = read(STDIN_FILENO, bytes + *size, IMAGE_BYTES_MAX + 1 - *size);

        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return length == 0;
        *size += (size_t)length;
    }
    return true;
}

static bool write_all(int file, const void *bytes, size_t size)
{
    for (const char *at = bytes; size > 0;) {
        ssize_t length = write(file, at, size);

        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return false;
        at += length;
        size -= (size_t)length;
    }
    return true;
}

/* Without the exit handlers of the libraries: they would want files. */
static _Noreturn void end(int status, const char *line)
{
    if (line != NULL && write_all(STDERR_FILENO, line, strlen(line)))
        write_all(STDERR_FILENO, "\n", 1);
    _exit(status);
}

static enum fault prepare(struct error *err)
{
    clearenv();
    TRY(sandbox_limit(err));
    TRY(poster_start(err));
    return sandbox_close(err);
}

int main(void)
{
    static char bytes[IMAGE_BYTES_MAX + 1];
    struct image_answer answer;
    struct error err;
    size_t size;
    uint8_t *webp;

    if (prepare(&err) != FAULT_NONE)
        end(IMAGE_TROUBLE, err.detail);
    if (!read_all(bytes, &size))
        end(IMAGE_TROUBLE, "The image cannot be read.");
    if (poster_make(bytes, size, &answer, &webp, &err) != FAULT_NONE)
        end(IMAGE_REFUSED, err.detail);
    if (!write_all(STDOUT_FILENO, &answer, sizeof(answer)) ||
        !write_all(STDOUT_FILENO, webp, answer.size))
        end(IMAGE_TROUBLE, "The poster cannot be written.");
    end(IMAGE_MADE, NULL);
}
