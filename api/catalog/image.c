#include "catalog/image.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "catalog/helper.h"
#include "catalog/posters.h"
#include "image/answer.h"

const char *image_program_beside(struct arena *arena, const char *executable)
{
    const char *slash = strrchr(executable, '/');
    const char *program;

    if (slash == NULL)
        return MARQUEE_IMAGE_INSTALLED;
    program = arena_printf(arena, "%.*s/marquee-image", (int)(slash - executable), executable);
    return access(program, X_OK) == 0 ? program : MARQUEE_IMAGE_INSTALLED;
}

const char *image_program(struct arena *arena)
{
    char executable[4096];
    ssize_t length = readlink("/proc/self/exe", executable, sizeof(executable) - 1);

    executable[length < 0 ? 0 : length] = '\0';
    return image_program_beside(arena, executable);
}

static bool is_our_width(uint32_t width)
{
    for (size_t i = 0; i < COUNT_OF(image_widths); i++)
        if (image_widths[i] == width)
            return true;
    return false;
}

/* The program may have been taken over by an image: nothing that it says is taken on trust. */
static bool is_answer(const struct image_answer *answer, const char *webp, size_t size)
{
    return memcmp(answer->magic, IMAGE_MAGIC, sizeof(answer->magic)) == 0 && answer->size == size &&
           size <= POSTER_BYTES_MAX && is_our_width(answer->width) && answer->height > 0 &&
           answer->height <= IMAGE_SIDE_MAX && size >= 12 && memcmp(webp, "RIFF", 4) == 0 &&
           memcmp(webp + 8, "WEBP", 4) == 0;
}

enum fault image_read_answer(const char *bytes, size_t size, struct image *image, struct error *err)
{
    struct image_answer answer = {.size = 0};
    const char *webp = bytes + sizeof(answer);

    if (size >= sizeof(answer))
        memcpy(&answer, bytes, sizeof(answer));
    if (size < sizeof(answer) || !is_answer(&answer, webp, size - sizeof(answer)))
        return error_set(err, FAULT_INTERNAL, "What marquee-image says is no poster.");
    *image = (struct image){.bytes = malloc(answer.size),
                            .size = answer.size,
                            .width = answer.width,
                            .height = answer.height};
    if (image->bytes == NULL)
        abort();
    memcpy(image->bytes, webp, answer.size);
    snprintf(image->color, sizeof(image->color), "#%02x%02x%02x", answer.color[0], answer.color[1],
             answer.color[2]);
    return FAULT_NONE;
}

/* What a bug in a decoder and the limit on the processor end with; anything else (out of memory,
 * somebody's Ctrl-C) says nothing about the image. */
static bool broke(int signal)
{
    static const int signals[] = {SIGSEGV, SIGBUS,  SIGABRT, SIGFPE,
                                  SIGILL,  SIGTRAP, SIGSYS,  SIGXCPU};

    for (size_t i = 0; i < COUNT_OF(signals); i++)
        if (signals[i] == signal)
            return true;
    return false;
}

enum fault image_make_poster(const char *program, const struct stop *stop, const void *bytes,
                             size_t size, struct image *image, struct error *err)
{
    static const size_t head = sizeof(struct image_answer);
    struct helper helper = {.program = program,
                            .deadline_ms = IMAGE_DEADLINE_MS,
                            .answer_max = head + POSTER_BYTES_MAX,
                            .stop = stop};
    auto_helper_end struct helper_end end;

    *image = (struct image){.bytes = NULL};
    TRY(helper_run(&helper, bytes, size, &end, err));
    if (end.status == IMAGE_REFUSED)
        return error_set(err, FAULT_INVALID, "%s", end.line);
    if (broke(-end.status))
        return error_set(err, FAULT_INVALID, "The image broke its decoder (signal %d).",
                         -end.status);
    if (end.status != IMAGE_MADE)
        return error_set(err, FAULT_INTERNAL, "%s ended with %d: %s", program, end.status,
                         end.line);
    return image_read_answer(end.answer.bytes, end.answer.length, image, err);
}

void image_release(struct image *image)
{
    free(image->bytes);
    *image = (struct image){.bytes = NULL};
}
