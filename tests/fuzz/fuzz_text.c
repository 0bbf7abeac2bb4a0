/* Text as people and providers write it: names, titles, pasted links, runtimes. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/guess.h"
#include "base/search_key.h"
#include "base/text.h"
#include "catalog/providers/entities.h"
#include "catalog/providers/runtime.h"
#include "domain/film.h"
#include "domain/member.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void read_runtime(struct arena *arena, const char *text)
{
    int64_t minutes = runtime_of_text(arena, text, RUNTIME_MINUTES);

    if (minutes < 0 || minutes > FILM_RUNTIME_MAX)
        __builtin_trap();
}

static void decode(const char *text)
{
    auto_strbuf struct strbuf out;

    strbuf_init(&out, 1024 * 1024);
    entities_decode(&out, text);
    if (!text_is_utf8(out.bytes, out.length))
        __builtin_trap();
}

/* As a password, of somebody whose name it is as well. */
static void guess(struct arena *arena, const char *text)
{
    const char *const names[] = {text, "Friday Film Club"};

    if (!(guess_rate(arena, text, names, 1).log10 >= 0) ||
        !(guess_rate(arena, text, names + 1, 1).log10 >= 0))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    auto_arena struct arena arena = {0};
    const char *text, *name, *key;
    char id[FILM_ID_SIZE], canonical[FILM_ID_SIZE];
    struct error err;

    if (size > 4096 || !text_is_utf8((const char *)bytes, size))
        return 0;
    text = arena_strndup(&arena, (const char *)bytes, size);
    /* What is found is canonical. */
    if (film_id_parse(text, id) &&
        (!film_id_canonical(id, canonical) || strcmp(id, canonical) != 0))
        __builtin_trap();
    read_runtime(&arena, text);
    decode(text);
    guess(&arena, text);
    error_init(&err);
    if (member_name_check(&arena, "/name", text, &name, &err) == FAULT_NONE &&
        text_length(name) > MEMBER_NAME_MAX)
        __builtin_trap();
    /* Keys are fixed points: folding one again changes nothing. */
    key = text_key(&arena, text);
    if (strcmp(text_key(&arena, key), key) != 0)
        __builtin_trap();
    key = search_key(&arena, text);
    if (strcmp(search_key(&arena, key), key) != 0)
        __builtin_trap();
    return 0;
}
