/* catalog/entities: references are read as browsers read them, once. */
#include "catalog/providers/entities.h"

#include <string.h>

#include "base/asset.h"
#include "support/check.h"

ASSET(entities_txt);

static void hold(const char *text, const char *decoded)
{
    auto_strbuf struct strbuf out;

    strbuf_init(&out, 4096);
    entities_decode(&out, text);
    assert_string_equal(out.bytes, decoded);
}

static void test_entities__by_name(void **state)
{
    (void)state;
    hold("Tom &amp; Jerry", "Tom & Jerry");
    hold("&eacute;&Eacute;&szlig;&oelig;&Scaron;&yuml;", "éÉßœŠÿ");
    hold("&lsquo;&rsquo;&ldquo;&rdquo;&hellip;&ndash;&mdash;&bull;", "‘’“”…–—•");
    hold("&aacute;&ccaron;&lstrok;&inodot;&Omega;&alpha;&yacy;", "áčłıΩαя");
    hold("&lt;i&gt;&quot;&apos;&lt;/i&gt;", "<i>\"'</i>");
    hold("&euro;&trade;&copy;&frac12;&hearts;&star;", "€™©½♥☆");
    hold("&NotEqualTilde;&fjlig;", "\u2242\u0338fj");
    hold("&CounterClockwiseContourIntegral;", "\u2233");
    hold("&AElig;&zwnj;", "Æ\u200c");
}

static void test_entities__without_a_semicolon_where_browsers_take_it(void **state)
{
    (void)state;
    hold("Tom &amp Jerry", "Tom & Jerry");
    hold("caf&eacute", "café");
    hold("caf&eacute.", "café.");
    hold("&lt&gt", "<>");
    hold("?a=1&copy=2", "?a=1&copy=2");
    hold("&notable &copyright &regs", "&notable &copyright &regs");
    hold("&hellip &ndash", "&hellip &ndash");
    hold("caf&eacutes Stra&szlige F&aelig;r&oslashe", "cafés Straße Færøe");
    hold("&Eacutetat &Aringrhus &ccedila &ntildeo", "État Århus ça ño");
    hold("R&amplifier Rose&thorns &ethics &micron &zacutey",
         "R&amplifier Rose&thorns &ethics &micron &zacutey");
    hold("&", "&");
    hold("&e", "&e");
}

static void test_entities__by_number(void **state)
{
    (void)state;
    hold("&#233;&#xe9;&#XE9;&#0233;", "éééé");
    hold("&#233t&#233", "été");
    hold("&#128512;&#x1F3AC;", "\U0001F600\U0001F3AC");
    hold("it&#146;s &#147;so&#148; &#150; &#133;", "it’s “so” – …");
    hold("&#xD83C;&#0;&#x110000;&#99999999999999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD");
    hold("&#55357;&#56832; &#xD83C;&#xdfac;", "\U0001F600 \U0001F3AC");
    hold("&#56832;&#55357;&#233;", "\uFFFD\uFFFDé");
    hold("&#55357;&#; &#55357;&eacute;", "\uFFFD&#; \uFFFDé");
    hold("&#55357;&", "\uFFFD&");
    hold("&#;&#x;&#xg;&#-1;&# 1;", "&#;&#x;&#xg;&#-1;&# 1;");
}

static void test_entities__once(void **state)
{
    (void)state;
    hold("&amp;lt;b&amp;gt;", "&lt;b&gt;");
    hold("&amp;amp;", "&amp;");
    hold("&#38;amp;", "&amp;");
}

static void test_entities__the_rest_stays(void **state)
{
    (void)state;
    hold("", "");
    hold("AT&T; R&D &unknown; & &; && &", "AT&T; R&D &unknown; & &; && &");
    hold("&EACUTE;", "&EACUTE;");
    hold("&eacute;&", "é&");
    hold("&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;",
         "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;");
}

/* Each name of the list is found, which the search by halves needs it sorted for. */
static void test_entities__every_name_is_known(void **state)
{
    const char *line = ASSET_TEXT(entities_txt);
    int names = 0;

    (void)state;
    line += strcspn(line, "\n") + 1;
    for (; *line != '\0'; line += strcspn(line, "\n") + 1) {
        auto_strbuf struct strbuf text, out;
        int length = (int)strcspn(line, " ");

        strbuf_init(&text, 100);
        strbuf_init(&out, 100);
        strbuf_addf(&text, "&%.*s", length, line);
        entities_decode(&out, text.bytes);
        if (strchr(out.bytes, '&') != NULL && strncasecmp(line, "amp", 3) != 0)
            fail_msg("&%.*s is not known", length, line);
        names++;
    }
    assert_int_equal(names, 2231);
}

SUITE(test_entities)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entities__by_name),
        cmocka_unit_test(test_entities__without_a_semicolon_where_browsers_take_it),
        cmocka_unit_test(test_entities__by_number),
        cmocka_unit_test(test_entities__once),
        cmocka_unit_test(test_entities__the_rest_stays),
        cmocka_unit_test(test_entities__every_name_is_known),
    };

    return RUN(tests);
}
