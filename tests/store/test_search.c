/* store/proposals: a search finds what the folded title contains, literally. */
#include "base/text.h"
#include "support/seed.h"

/* Proposals of films entered by hand whose title contains the text. */
static size_t hits(struct world *world, const char *search)
{
    struct proposal_query query = {.search = text_key(&world->arena, search), .limit = 50};
    struct proposal_page page;

    assert_ok(proposals_page(world->reader, &world->arena, &query, NULL, &page, &world->err),
              &world->err);
    return page.count;
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
    assert_int_equal(hits(world, "ame"), 0);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_search__takes_the_signs_of_patterns_literally),
        WORLD_TEST(test_search__finds_folded_text_anywhere),
        WORLD_TEST(test_search__a_text_that_is_longer_than_any_title),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
