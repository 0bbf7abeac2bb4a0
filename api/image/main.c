/*
 * marquee-image: reads one image, writes its pictures (answer.h). A process of its own, because
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

static bool write_output(int file, const void *bytes, size_t size)
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
    if (line != NULL && write_output(STDERR_FILENO, line, strlen(line)))
        write_output(STDERR_FILENO, "\n", 1);
    _exit(status);
}

/* Libraries say on standard error what they like, beside the one line that the server reads. */
static bool silence_libraries(void)
{
    FILE *nowhere = fopen("/dev/null", "we");

    if (nowhere == NULL)
        return false;
    stderr = nowhere;
    return true;
}

/* Nobody waits for an AVIF, and it need not be: the same picture is there as WebP. */
static enum fault prepare_process(const char *format, struct error *err)
{
    clearenv();
    TRY(sandbox_limit(strcmp(format, "avif") == 0, err));
    if (!silence_libraries())
        return error_set(err, FAULT_INTERNAL, "/dev/null cannot be opened.");
    TRY(poster_start(err));
    if (!encode_start(format))
        return error_set(err, FAULT_INVALID, "This machine has no encoder for %s.", format);
    return sandbox_close(err);
}

static bool read_order(int count, char **words, struct order *order)
{
    *order = (struct order){.encode = count < 2 ? NULL : encode_find(words[1])};
    for (int i = 2; i < count; i++) {
        char *rest;
        long width = strtol(words[i], &rest, 10);

        if (order->count == IMAGE_PICTURES_MAX || *rest != '\0' || width < 1 ||
            width > IMAGE_SIDE_MAX)
            return false;
        order->widths[order->count++] = (uint32_t)width;
    }
    return order->encode != NULL && order->count > 0;
}

static bool write_pictures(const struct image_answer *answer, uint8_t *const *pictures)
{
    for (size_t i = 0; i < answer->count; i++)
        if (!write_output(STDOUT_FILENO, pictures[i], answer->pictures[i].size))
            return false;
    return true;
}

int main(int count, char **words)
{
    static char bytes[IMAGE_BYTES_MAX + 1];
    uint8_t *pictures[IMAGE_PICTURES_MAX];
    struct image_answer answer;
    struct order order;
    struct error err;
    enum fault fault;
    size_t size;

    if (!read_order(count, words, &order))
        end(IMAGE_TROUBLE, "usage: marquee-image webp|avif WIDTH...");
    fault = prepare_process(words[1], &err);
    if (fault != FAULT_NONE)
        end(fault == FAULT_INVALID ? IMAGE_REFUSED : IMAGE_TROUBLE, err.detail);
    if (!read_all(bytes, &size))
        end(IMAGE_TROUBLE, "The image cannot be read.");
    if (poster_make(bytes, size, &order, &answer, pictures, &err) != FAULT_NONE)
        end(IMAGE_REFUSED, err.detail);
    if (!write_output(STDOUT_FILENO, &answer, sizeof(answer)) || !write_pictures(&answer, pictures))
        end(IMAGE_TROUBLE, "The pictures cannot be written.");
    end(IMAGE_MADE, NULL);
}
