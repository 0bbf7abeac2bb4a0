/* store/engine/grams: each text is found by each of its parts, and few are looked at in vain. */
#include "store/engine/grams.h"

#include <stdio.h>
#include <string.h>

#include "support/inspect.h"
#include "support/seed.h"

enum { TEXTS = 180, FOUND_MAX = 200 };

/* The same numbers in each run. */
static int roll(unsigned *seed, unsigned sides)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (int)((*seed >> 16) % sides);
}

/* Of few letters, so that the same ones often stand in a row, and often apart. They take one to
 * four bytes. */
static const char *text_at_random(struct world *world, unsigned *seed, int characters)
{
    static const char *const letters[] = {"a", "b", "7", " ", "д", "東", "🎬"};
    const char *text = "";

    for (int i = 0; i < characters; i++)
        text = arena_printf(&world->arena, "%s%s", text, letters[roll(seed, COUNT_OF(letters))]);
    return text;
}

static void propose(struct world *world, const char *text)
{
    assert_ok(
        world_run(world, arena_printf(&world->arena,
                                      "INSERT INTO films (title, title_key, search_key, created_at)"
                                      " SELECT '%s', 'title ' || count(*), '%s', 1 FROM films;"
                                      "INSERT INTO proposals (film_id, proposer_id, created_at)"
                                      " SELECT max(id), 1, 1 FROM films",
                                      text, text)),
        &world->err);
}

/* What is found has all parts of the text; not always the text itself. */
static bool has_text(struct world *world, int64_t id, const char *text)
{
    return world_number(world, arena_printf(&world->arena,
                                            "SELECT instr(search_key, '%s') > 0 FROM proposals"
                                            " WHERE id = %lld",
                                            text, (long long)id)) != 0;
}

/* In both orders, of which only that by ids has five letters in a row. */
static void assert_finds(struct world *world, const char *text)
{
    const struct place_span all = places_behind_runtime(LIST_OPEN, -1, INT64_MAX);
    auto_strbuf struct strbuf listed, by_id, expected;
    int64_t ids[FOUND_MAX];
    size_t count;

    strbuf_init(&listed, 1024 * 1024);
    strbuf_init(&by_id, 1024 * 1024);
    strbuf_init(&expected, 1024 * 1024);
    assert_ok(grams_find_listed(world->reader, text, all, ids, FOUND_MAX, &count, &world->err),
              &world->err);
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&listed, "%lld ", (long long)ids[i]);
    assert_ok(grams_find(world->reader, text, INT64_MAX, ids, FOUND_MAX, &count, &world->err),
              &world->err);
    for (size_t i = 0; i < count; i++)
        if (has_text(world, ids[i], text))
            strbuf_addf(&by_id, "%lld ", (long long)ids[i]);
    inspect_rows(world->path,
                 arena_printf(&world->arena,
                              "SELECT id FROM proposals WHERE instr(search_key, '%s') > 0"
                              " ORDER BY id DESC",
                              text),
                 " ", &expected);
    if (strcmp(listed.bytes, expected.bytes) != 0 || strcmp(by_id.bytes, expected.bytes) != 0)
        fail_msg("\"%s\": %s\n%s\n%s", text, listed.bytes, by_id.bytes, expected.bytes);
}

/* So many characters of it from there on. */
static const char *part_of(struct world *world, const char *text, int from, int characters)
{
    const char *start = text, *end;

    for (; from > 0; from--)
        for (start++; (*start & 0xc0) == 0x80;)
            start++;
    for (end = start; characters > 0 && *end != '\0'; characters--)
        for (end++; (*end & 0xc0) == 0x80;)
            end++;
    return arena_strndup(&world->arena, start, (size_t)(end - start));
}

static void test_grams__find_texts_at_random(void **state)
{
    struct world *world = *state;
    const char *texts[TEXTS];
    unsigned seed = 1;

    seed_admin(world, "ada");
    for (int i = 0; i < TEXTS; i++) {
        texts[i] = text_at_random(world, &seed, 1 + i / 8);
        propose(world, texts[i]);
    }
    for (int i = 0; i < 2 * TEXTS; i++)
        assert_finds(world, text_at_random(world, &seed, 1 + i % 7));
    for (int i = 0; i < TEXTS; i++)
        assert_finds(world, part_of(world, texts[i], roll(&seed, 1 + (unsigned)i / 8), 1 + i % 13));
}

static void assert_looks_at(struct world *world, const char *text, size_t expected)
{
    int64_t ids[FOUND_MAX];
    size_t count;

    assert_ok(grams_find(world->reader, text, INT64_MAX, ids, FOUND_MAX, &count, &world->err),
              &world->err);
    assert_int_equal(count, expected);
}

/* What is looked at in vain is a row to be read from somewhere in the file, and in a large club
 * very many titles have three letters in a row here, and the next three there. */
static void test_grams__that_stand_apart_lead_to_nothing(void **state)
{
    struct world *world = *state;

    seed_admin(world, "ada");
    propose(world, "win index under");
    propose(world, "rewinder");
    propose(world, "the river of no return");
    propose(world, "the river and the sea");
    assert_looks_at(world, "winder", 1);
    assert_looks_at(world, "window", 0);
    assert_looks_at(world, "river of no", 1);
    assert_looks_at(world, "river the", 0);
}

/* A database of an older version has three in a row, and gets the rest beside them. */
static void test_grams__may_be_added_twice(void **state)
{
    struct world *world = *state;

    seed_admin(world, "ada");
    propose(world, "rewinder");
    propose(world, "the river of no return");
    world_stop(world);
    inspect_run(world->path, "INSERT INTO gram_changes (id, old) SELECT id, '' FROM gram_texts");
    world_start(world);
    assert_looks_at(world, "winder", 1);
    assert_ok(world_run(world, "UPDATE films SET search_key = 'river' WHERE id = 1"), &world->err);
    assert_looks_at(world, "winder", 0);
    assert_looks_at(world, "win", 0);
    assert_looks_at(world, "river", 2);
}

SUITE(test_grams)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_grams__find_texts_at_random),
        WORLD_TEST(test_grams__that_stand_apart_lead_to_nothing),
        WORLD_TEST(test_grams__may_be_added_twice),
    };

    return RUN(tests);
}
