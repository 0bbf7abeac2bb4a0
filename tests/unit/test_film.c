/* domain/film: ids, pasted links, and the state of the metadata. */
#include "domain/film.h"

#include "support/check.h"

static void test_film__ids_are_canonical(void **state)
{
    static const struct {
        const char *text, *id;
    } spellings[] = {
        {"tt0063350", "tt0063350"},    {"tt10872600", "tt10872600"},
        {"tt00112974", "tt0112974"},   {"tt000112974", "tt0112974"},
        {"tt0000112974", "tt0112974"}, {"tt0010872600", "tt10872600"},
        {"tt010872600", "tt10872600"}, {"tt1234567890", "tt1234567890"},
        {"tt0000001", "tt0000001"},    {"tt0000000001", "tt0000001"},
        {"tt0000000", "tt0000000"},    {"tt0000000000", "tt0000000"},
    };
    char id[FILM_ID_SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(spellings); i++) {
        assert_true(film_id_canonical(spellings[i].text, id));
        assert_string_equal(id, spellings[i].id);
        assert_true(film_id_parse(spellings[i].text, id));
        assert_string_equal(id, spellings[i].id);
    }
}

static void test_film__an_id_is_nothing_but_tt_and_its_digits(void **state)
{
    static const char *const texts[] = {
        "",
        "t",
        "tt",
        "tt006335",
        "tt12345678901",
        "tt00000063350",
        "0063350",
        "nm0001681",
        "TT0063350",
        " tt0063350",
        "tt0063350 ",
        "tt0063350x",
        "tt-063350",
        "tt00633\xd9\xa5\xd9\xa0",
        "https://www.imdb.com/title/tt0063350/",
    };
    char id[FILM_ID_SIZE] = "";

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (film_id_canonical(texts[i], id))
            fail_msg("taken for %s: %s", id, texts[i]);
    assert_string_equal(id, "");
}

static void test_film__a_field_without_an_id_is_told_what_it_has(void **state)
{
    static const struct {
        const char *text, *words;
    } wrong[] = {
        {"nm0001681", "is the id of a person; a film's id is tt and 7 to 10 digits"},
        {"co0002663", "is the id of a company; a film's id is tt and 7 to 10 digits"},
        {"ls000024390", "is the id of a list; a film's id is tt and 7 to 10 digits"},
        {"vi1234567890", "is the id of a video; a film's id is tt and 7 to 10 digits"},
        {"company", "must be tt and 7 to 10 digits"},
        {"tt1", "must be tt and 7 to 10 digits"},
        {"https://www.imdb.com/title/tt0063350/", "must be tt and 7 to 10 digits"},
    };
    char id[FILM_ID_SIZE];
    struct error err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        error_init(&err);
        assert_fault(FAULT_INVALID, film_id_check("/imdb_id", wrong[i].text, id, &err), &err);
        assert_string_equal(err.fields[0].pointer, "/imdb_id");
        assert_string_equal(err.fields[0].detail, wrong[i].words);
    }
    error_init(&err);
    assert_ok(film_id_check("/imdb_id", "tt00112974", id, &err), &err);
    assert_string_equal(id, "tt0112974");
}

static void test_film__links_in_many_shapes_are_understood(void **state)
{
    static const char *const links[] = {
        "tt0063350",
        "  tt0063350",
        "tt0063350\n",
        "tt0063350\r\n",
        "\r\ntt0063350",
        "https://www.imdb.com/title/tt0063350",
        "https://www.imdb.com/title/tt0063350/",
        "http://www.imdb.com/title/tt0063350/",
        "HTTPS://www.imdb.com/title/tt0063350/",
        "Https://WWW.IMDB.com/title/tt0063350/",
        "https://imdb.com/title/tt0063350/",
        "https://m.imdb.com/title/tt0063350/",
        "www.imdb.com/title/tt0063350/",
        "imdb.com/title/tt0063350",
        "m.imdb.com/title/tt0063350",
        "https://www.imdb.com/title/tt0063350?ref_=nv_sr_srsg_0",
        "https://www.imdb.com/title/tt0063350/?ref_=nv_sr_srsg_0",
        "https://www.imdb.com/title/tt0063350/?ref_=ext_shr_lnk&x=/title/tt9999999",
        "https://www.imdb.com/title/tt0063350/reviews/?ref_=tt_ov_rt",
        "https://www.imdb.com/title/tt0063350/mediaviewer/rm12345/",
        "https://www.imdb.com/title/tt0063350#cast",
        "https://www.imdb.com/de/title/tt0063350/",
        "https://www.imdb.com/es-es/title/tt0063350/?ref_=x",
        "\thttps://www.imdb.com/title/tt0063350/ ",
    };
    char id[FILM_ID_SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(links); i++) {
        if (!film_id_parse(links[i], id))
            fail_msg("not understood: %s", links[i]);
        assert_string_equal(id, "tt0063350");
    }
    assert_true(film_id_parse("https://www.imdb.com/title/tt10872600/", id));
    assert_string_equal(id, "tt10872600");
}

static void test_film__an_id_is_found_in_what_is_around_it(void **state)
{
    static const char *const texts[] = {
        "TT0063350",
        "Tt0063350",
        "tt00063350",
        "Night of the Living Dead (1968) https://www.imdb.com/title/tt0063350/?ref_=ext_shr",
        "It is tt0063350, not tt0021749.",
        "(tt0063350)",
        "imdb:tt0063350",
        "tt1 tt0063350",
        "https://www.imdb.com/name/nm0001681/?ref_=tt0063350",
        "https://films.example.org/tt0063350-night",
        "\xc3\xb6tt0063350\xc3\xb6",
    };
    char id[FILM_ID_SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!film_id_parse(texts[i], id))
            fail_msg("not found: %s", texts[i]);
        assert_string_equal(id, "tt0063350");
    }
}

static void test_film__other_text_holds_no_id(void **state)
{
    static const char *const texts[] = {
        "",
        "Night of the Living Dead",
        "tt",
        "tt006335",
        "tt12345678901",
        "tt00000063350",
        "tt0063350x",
        "xtt0063350",
        "1tt0063350",
        "ttt0063350",
        "tt tt 0063350",
        "0063350",
        "https://www.imdb.com/",
        "https://www.imdb.com/title/",
        "https://www.imdb.com/title/tt006335/",
        "https://www.imdb.com/title/tt12345678901/",
        "https://www.imdb.com/name/nm0001681/?ref_=tt_ov_dr",
        "https://www.imdb.com/list/ls000024390/",
    };
    char id[FILM_ID_SIZE] = "";

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (film_id_parse(texts[i], id))
            fail_msg("taken for %s: %s", id, texts[i]);
    assert_string_equal(id, "");
}

static void test_film__state_by_hand_is_manual_for_ever(void **state)
{
    const struct film film = {.title = "Holiday 1999"};

    (void)state;
    assert_string_equal(film_metadata_state(&film, 1000), "manual");
    assert_true(film_state_ends(&film, 1000) == INT64_MAX);
}

static void test_film__state_before_the_first_answer(void **state)
{
    struct film film = {.imdb_id = "tt0063350"};

    (void)state;
    assert_string_equal(film_metadata_state(&film, 1000), "pending");
    assert_true(film_is_due(&film, 1000));
    film.unknown = true;
    assert_string_equal(film_metadata_state(&film, 1000), "unknown");
}

static void test_film__state_is_fresh_until_the_next_try_then_stale(void **state)
{
    const struct film film = {
        .imdb_id = "tt0063350", .metadata = "{}", .cached_at = 1000, .try_at = 5000};

    (void)state;
    assert_string_equal(film_metadata_state(&film, 4999), "fresh");
    assert_false(film_is_due(&film, 4999));
    assert_string_equal(film_metadata_state(&film, 5000), "stale");
    assert_true(film_is_due(&film, 5000));
    assert_string_equal(film_metadata_state(&film, 900000000), "stale");
}

static void test_film__state_after_a_failure_is_stale_and_not_due(void **state)
{
    const struct film film = {
        .imdb_id = "tt0063350", .metadata = "{}", .cached_at = 1000, .try_at = 5000, .failures = 1};

    (void)state;
    assert_string_equal(film_metadata_state(&film, 4000), "stale");
    assert_false(film_is_due(&film, 4000));
}

/* Ten years ahead, say, and an hour ahead. */
static void test_film__what_came_while_the_clock_was_ahead_is_due(void **state)
{
    static const int64_t ahead[] = {1, 3600, 10 * 365 * 86400L};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(ahead); i++) {
        struct film film = {.imdb_id = "tt0063350",
                            .metadata = "{}",
                            .cached_at = 5000 + ahead[i],
                            .try_at = 5000 + ahead[i] + 3600};

        assert_true(film_is_due(&film, 5000));
        assert_string_equal(film_metadata_state(&film, 5000), "stale");
        assert_int_equal(film_next_try(&film, 5000), 5000);
        assert_int_equal(film_past(film.cached_at, 5000), 5000);
        assert_in_range(film_state_ends(&film, 5000), 5001, 5100);
        /* Tried since, in vain: the next try has its time. */
        film.failures = 1;
        film.try_at = 5030;
        assert_false(film_is_due(&film, 5000));
        assert_int_equal(film_next_try(&film, 5000), 5030);
    }
}

static void test_film__no_try_is_put_off_for_longer_than_a_day_or_so(void **state)
{
    struct film film = {.imdb_id = "tt0063350", .failures = 3, .unknown = true};

    (void)state;
    film.try_at = 5000 + FILM_UNKNOWN_MAX_SECONDS;
    assert_false(film_is_due(&film, 5000));
    assert_int_equal(film_wait_end(film.try_at, 5000), film.try_at);
    film.try_at = 5000 + 10 * 365 * 86400L;
    assert_true(film_is_due(&film, 5000));
    assert_string_equal(film_metadata_state(&film, 5000), "unknown");
    assert_int_equal(film_wait_end(film.try_at, 5000), 5000);
}

static void test_film__states_are_counted_under_the_names_of_the_api(void **state)
{
    const struct film manual = {.title = "Holiday 1999"}, pending = {.imdb_id = "tt0063350"};

    (void)state;
    assert_int_equal(film_metadata(&manual, 1000), METADATA_MANUAL);
    assert_int_equal(film_metadata(&pending, 1000), METADATA_PENDING);
    assert_string_equal(metadata_state_name(METADATA_FRESH), "fresh");
    assert_string_equal(metadata_state_name(METADATA_STALE), "stale");
    assert_string_equal(metadata_state_name(METADATA_UNKNOWN), "unknown");
}

/* A copy is served, however old; that a provider forgot the film since does not matter. */
static void test_film__a_copy_counts_more_than_unknown(void **state)
{
    const struct film film = {.imdb_id = "tt0063350",
                              .metadata = "{}",
                              .cached_at = 1000,
                              .try_at = 5000,
                              .unknown = true};

    (void)state;
    assert_string_equal(film_metadata_state(&film, 1000), "fresh");
    assert_string_equal(film_metadata_state(&film, 5000), "stale");
}

/* When the film is due somebody is asked: it is worth looking again soon. */
static void test_film__state_ends_with_the_next_try(void **state)
{
    const struct film film = {.imdb_id = "tt0063350", .try_at = 5000};

    (void)state;
    assert_int_equal(film_state_ends(&film, 1000), 5000);
    assert_in_range(film_state_ends(&film, 5000), 5001, 5100);
}

static void test_film__retries_come_later_and_later_but_within_an_hour(void **state)
{
    (void)state;
    for (uint32_t random = 0; random < 5000; random += 7) {
        int64_t most = FILM_RETRY_SECONDS;

        for (int64_t failures = 1; failures < 20; failures++) {
            int64_t after = film_retry_after(failures, random * 2654435761U);

            assert_in_range(after, most / 4, most);
            most = most * 2 < FILM_RETRY_MAX_SECONDS ? most * 2 : FILM_RETRY_MAX_SECONDS;
        }
    }
    assert_int_not_equal(film_retry_after(9, 1), film_retry_after(9, 2));
}

SUITE(test_film)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_film__ids_are_canonical),
        cmocka_unit_test(test_film__an_id_is_nothing_but_tt_and_its_digits),
        cmocka_unit_test(test_film__a_field_without_an_id_is_told_what_it_has),
        cmocka_unit_test(test_film__links_in_many_shapes_are_understood),
        cmocka_unit_test(test_film__an_id_is_found_in_what_is_around_it),
        cmocka_unit_test(test_film__other_text_holds_no_id),
        cmocka_unit_test(test_film__state_by_hand_is_manual_for_ever),
        cmocka_unit_test(test_film__state_before_the_first_answer),
        cmocka_unit_test(test_film__state_is_fresh_until_the_next_try_then_stale),
        cmocka_unit_test(test_film__state_after_a_failure_is_stale_and_not_due),
        cmocka_unit_test(test_film__state_ends_with_the_next_try),
        cmocka_unit_test(test_film__retries_come_later_and_later_but_within_an_hour),
        cmocka_unit_test(test_film__what_came_while_the_clock_was_ahead_is_due),
        cmocka_unit_test(test_film__no_try_is_put_off_for_longer_than_a_day_or_so),
        cmocka_unit_test(test_film__states_are_counted_under_the_names_of_the_api),
        cmocka_unit_test(test_film__a_copy_counts_more_than_unknown),
    };

    return RUN(tests);
}
