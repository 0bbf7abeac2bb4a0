/* store/proposals, films: a search finds what the title contains, literally, however it is typed.
 */
#include <jansson.h>

#include "base/search_key.h"
#include "store/films.h"
#include "store/proposals.h"
#include "support/inspect.h"
#include "support/seed.h"

static struct proposal_slice slice_of(struct world *world, const char *search)
{
    struct proposal_query query = {.search = search_key(&world->arena, search), .limit = 100};
    struct proposal_slice slice;

    assert_ok(proposals_slice(world->reader, &world->arena, &query, NULL, &slice, &world->err),
              &world->err);
    return slice;
}

/* Proposals of films entered by hand whose title contains the text. */
static size_t hits(struct world *world, const char *search)
{
    return slice_of(world, search).count;
}

static void found(struct world *world, const char *const *titles, size_t count)
{
    int64_t ada = seed_admin(world, "ada");

    for (size_t i = 0; i < count; i++)
        seed_by_hand(world, ada, titles[i], 0);
}

static void test_search__takes_the_signs_of_patterns_literally(void **state)
{
    static const char *const titles[] = {"100% Wolf", "100 Wolves",  "snake_case", "snakes on",
                                         "Airplane!", "Airplane II", "back\\slash"};
    struct world *world = *state;

    found(world, titles, COUNT_OF(titles));
    assert_int_equal(hits(world, "%"), 1);
    assert_int_equal(hits(world, "0% w"), 1);
    assert_int_equal(hits(world, "_"), 1);
    assert_int_equal(hits(world, "snake_"), 1);
    assert_int_equal(hits(world, "!"), 1);
    assert_int_equal(hits(world, "plane!"), 1);
    assert_int_equal(hits(world, "!%"), 0);
    assert_int_equal(hits(world, "\\"), 1);
    assert_int_equal(hits(world, "%%%"), 0);
    assert_int_equal(hits(world, "'; DROP TABLE votes; --"), 0);
}

static void test_search__finds_folded_text_anywhere(void **state)
{
    static const char *const titles[] = {"Die Straße", "AMÉLIE", "Το Λιβάδι ΠΟΥ ΔΑΚΡΎΖΕΙ"};
    struct world *world = *state;

    found(world, titles, COUNT_OF(titles));
    assert_int_equal(hits(world, "STRASSE"), 1);
    assert_int_equal(hits(world, "ame\u0301"), 1);
    assert_int_equal(hits(world, "που δακρύζει"), 1);
    assert_int_equal(hits(world, "e"), 2);
    assert_int_equal(hits(world, "die  straße"), 1);
    assert_int_equal(hits(world, "ame"), 1);
}

static void test_search__a_text_that_is_longer_than_any_title(void **state)
{
    static const char *const titles[] = {"M"};
    struct world *world = *state;
    char *text = arena_alloc(&world->arena, 20001);

    found(world, titles, COUNT_OF(titles));
    for (int i = 0; i < 20000; i++)
        text[i] = '%';
    assert_int_equal(hits(world, text), 0);
}

/* ---- tests/vectors/finding.json, as the page has it, too ------------------------------------- */

struct vector {
    const char *title, *query;
    int found;
};

static struct vector vector_at(const json_t *vectors, size_t i)
{
    struct vector vector;

    assert_int_equal(json_unpack(json_array_get(vectors, i), "{s:s, s:s, s:b}", "title",
                                 &vector.title, "query", &vector.query, "found", &vector.found),
                     0);
    return vector;
}

/* Counts it as wrong, and says so, if it is. */
static int judge(const struct vector *vector, bool found)
{
    if (found == (vector->found != 0))
        return 0;
    print_error("\"%s\" %s \"%s\"\n", vector->query, found ? "finds" : "does not find",
                vector->title);
    return 1;
}

static json_t *read_vectors(void)
{
    json_t *vectors = json_load_file(MARQUEE_SOURCE "/tests/vectors/finding.json", 0, NULL);

    assert_true(json_array_size(vectors) > 100);
    return vectors;
}

/* The only proposal here, under another title. */
static bool list_finds(struct world *world, const struct vector *vector)
{
    seed_facts(world, 1, vector->title, 90);
    return hits(world, vector->query) == 1;
}

static bool search_finds(struct world *world, const struct vector *vector)
{
    struct film film;
    size_t count;

    assert_ok(films_titled(world->reader, &world->arena, search_key(&world->arena, vector->query),
                           &film, 1, &count, &world->err),
              &world->err);
    return count == 1;
}

static void test_search__finds_titles_however_they_are_typed(void **state)
{
    struct world *world = *state;
    json_t *vectors = read_vectors();
    int wrong = 0;

    seed_proposal(world, seed_admin(world, "ada"), 1);
    for (size_t i = 0; i < json_array_size(vectors); i++) {
        struct vector vector = vector_at(vectors, i);

        wrong += judge(&vector, list_finds(world, &vector));
        wrong += judge(&vector, search_finds(world, &vector));
    }
    json_decref(vectors);
    assert_int_equal(wrong, 0);
}

/* In a list nothing is left out by a quotation mark; a search for one has no hits. */
static void test_search__a_text_without_a_key_says_nothing(void **state)
{
    static const struct vector vector = {.query = "\u2019"};
    struct world *world = *state;

    seed_facts(world, seed_proposal(world, seed_admin(world, "ada"), 1), "M", 90);
    assert_int_equal(hits(world, "\u2019"), 1);
    assert_false(search_finds(world, &vector));
}

/* Titles from before there were keys are found, too; what has its key is let be. */
static void test_search__older_titles_get_their_keys(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_admin(world, "ada");

    seed_limit(world, ada, PROPOSAL_LIMIT_MAX);
    for (int year = 1900; year < 2101; year++)
        seed_by_hand(world, ada, "Am\u00e9lie", year);
    seed_by_hand(world, ada, "\u2019", 0);
    world_stop(world);
    assert_ok(world_migrate(world, 9), &world->err);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE search_key = 'amelie'"),
                     201);
    world_stop(world);
    inspect_run(world->path, "UPDATE films SET search_key = 'kept' WHERE id = 1");
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE search_key = 'kept'"),
                     1);
}

SUITE(test_search)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_search__takes_the_signs_of_patterns_literally),
        WORLD_TEST(test_search__finds_folded_text_anywhere),
        WORLD_TEST(test_search__a_text_that_is_longer_than_any_title),
        WORLD_TEST(test_search__finds_titles_however_they_are_typed),
        WORLD_TEST(test_search__a_text_without_a_key_says_nothing),
        WORLD_TEST(test_search__older_titles_get_their_keys),
    };

    return RUN(tests);
}
