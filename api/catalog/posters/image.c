#include "catalog/posters/image.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "catalog/posters/helper.h"
#include "catalog/posters/posters.h"
#include "image/wire/answer.h"

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
    for (size_t i = 0; i < POSTER_WIDTHS; i++)
        if (poster_widths[i] == width)
            return true;
    return false;
}

static bool has_magic(enum poster_format format, const char *bytes)
{
    if (format == POSTER_AVIF)
        return memcmp(bytes + 4, "ftypavif", 8) == 0;
    return memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0;
}

/* The program may have been taken over by an image: nothing that it says is taken on trust. */
static bool is_rendition(enum poster_format format, const struct image_picture *picture,
                         const char *bytes, size_t left)
{
    return is_our_width(picture->width) && picture->height > 0 &&
           picture->height <= IMAGE_SIDE_MAX && picture->size >= 12 &&
           picture->size <= POSTER_PICTURE_MAX && picture->size <= left && has_magic(format, bytes);
}

static bool is_answer(const struct image_answer *answer)
{
    return memcmp(answer->magic, IMAGE_MAGIC, sizeof(answer->magic)) == 0 && answer->count >= 1 &&
           answer->count <= POSTER_WIDTHS && answer->width >= 1 && answer->height >= 1 &&
           answer->width <= IMAGE_SIDE_MAX && answer->height <= IMAGE_SIDE_MAX;
}

static struct rendition take_rendition(const struct image_picture *said, const char *bytes)
{
    struct rendition rendition = {.bytes = malloc(said->size),
                                  .size = said->size,
                                  .width = said->width,
                                  .height = said->height};

    if (rendition.bytes == NULL)
        abort();
    memcpy(rendition.bytes, bytes, said->size);
    return rendition;
}

/* Each once, and nothing behind the last. */
static bool take_renditions(enum poster_format format, const struct image_answer *answer,
                            const char *bytes, size_t left, struct renditions *renditions)
{
    for (size_t i = 0; i < answer->count; i++) {
        const struct image_picture *said = &answer->pictures[i];

        if (!is_rendition(format, said, bytes, left) ||
            (i > 0 && said->width <= answer->pictures[i - 1].width))
            return false;
        renditions->items[renditions->count++] = take_rendition(said, bytes);
        bytes += said->size;
        left -= said->size;
    }
    return left == 0;
}

enum fault image_read_answer(enum poster_format format, const char *bytes, size_t size,
                             struct renditions *renditions, struct error *err)
{
    struct image_answer answer = {.count = 0};
    const size_t head = sizeof(answer);

    *renditions = (struct renditions){.count = 0};
    if (size >= head)
        memcpy(&answer, bytes, head);
    if (!is_answer(&answer) ||
        !take_renditions(format, &answer, bytes + head, size - head, renditions)) {
        renditions_release(renditions);
        return error_set(err, FAULT_INTERNAL,
                         "marquee-image answered with something that isn't a poster.");
    }
    renditions->width = answer.width;
    renditions->height = answer.height;
    snprintf(renditions->color, sizeof(renditions->color), "#%02x%02x%02x", answer.color[0],
             answer.color[1], answer.color[2]);
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

/* The words of its command line: answer.h. */
struct words {
    char widths[POSTER_WIDTHS][8];
    char *list[POSTER_WIDTHS + 3];
};

static void write_words(struct words *words, const char *program, enum poster_format format,
                        unsigned widths)
{
    size_t count = 0;

    words->list[count++] = (char *)(uintptr_t)program;
    words->list[count++] = (char *)(uintptr_t)poster_format_name(format);
    for (size_t i = 0; i < POSTER_WIDTHS; i++) {
        if ((widths & 1U << i) == 0)
            continue;
        snprintf(words->widths[i], sizeof(words->widths[i]), "%d", (int)poster_widths[i]);
        words->list[count++] = words->widths[i];
    }
    words->list[count] = NULL;
}

enum fault image_make(const char *program, const struct stop *stop, enum poster_format format,
                      unsigned widths, const void *bytes, size_t size,
                      struct renditions *renditions, struct error *err)
{
    static const size_t head = sizeof(struct image_answer);
    struct words words;
    struct helper helper = {.program = program,
                            .arguments = words.list,
                            .deadline_ms =
                                format == POSTER_AVIF ? IMAGE_IDLE_DEADLINE_MS : IMAGE_DEADLINE_MS,
                            .answer_max = head + POSTER_WIDTHS * (size_t)POSTER_PICTURE_MAX,
                            .stop = stop};
    auto_helper_end struct helper_end end;

    *renditions = (struct renditions){.count = 0};
    write_words(&words, program, format, widths);
    TRY(helper_run(&helper, bytes, size, &end, err));
    if (end.status == IMAGE_REFUSED)
        return error_set(err, FAULT_INVALID, "%s", end.line);
    if (broke(-end.status))
        return error_set(err, FAULT_INVALID, "The image broke its decoder (signal %d).",
                         -end.status);
    if (end.status != IMAGE_MADE)
        return error_set(err, FAULT_INTERNAL, "%s ended with %d: %s", program, end.status,
                         end.line);
    return image_read_answer(format, end.answer.bytes, end.answer.length, renditions, err);
}

void renditions_release(struct renditions *renditions)
{
    for (size_t i = 0; i < renditions->count; i++)
        free(renditions->items[i].bytes);
    *renditions = (struct renditions){.count = 0};
}
