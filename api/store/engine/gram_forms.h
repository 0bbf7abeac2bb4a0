/*
 * In which forms a text is given to the index of characters, and what the index is asked (grams.h).
 *
 * DESIGN. The index knows three characters in a row. So a text is given to it as it is; spread out,
 * where the three of "\1a\1b\1" are "\1a\1", "a\1b" and "\1b\1", for two and one; and as signs,
 * each of which stands for three characters, for five. Three are not enough for longer texts: in a
 * large club, very many titles have "win", "ind" and "nde" in different words. Four would lead to
 * few, too, but each is in far more titles, which the index then has to go through. Texts are valid
 * UTF-8.
 */
#ifndef MARQUEE_STORE_ENGINE_GRAM_FORMS_H
#define MARQUEE_STORE_ENGINE_GRAM_FORMS_H

#include <stdbool.h>

#include "base/strbuf.h"

/* Adds the forms of the text, as one for the index; the signs only if they are wanted. */
void gram_forms_add(struct strbuf *out, const char *text, bool with_signs);

/* Adds what FTS5 is to be asked for all that hold the text, which is not empty. What is found has
 * the parts, but a few have them in another order. */

/* The rarest of five in a row, where the texts were added with signs. */
void gram_forms_ask_five(struct strbuf *out, const char *text);
/* The rarest of three in a row. */
void gram_forms_ask_three(struct strbuf *out, const char *text);
/* Three in a row side by side, so that each character is in one of them, as far as they reach: a
 * text with the same words in another order has not all of them. */
void gram_forms_ask_side_by_side(struct strbuf *out, const char *text);

#endif
