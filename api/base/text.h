/*
 * Unicode text as people type it: validity, NFC, case folding, by libunistring.
 */
#ifndef MARQUEE_BASE_TEXT_H
#define MARQUEE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strbuf.h"

/* Well-formed UTF-8 without NUL (RFC 3629: no surrogates, nothing past U+10FFFF). */
bool text_is_utf8(const char *bytes, size_t length);

/* How many bytes at the start are well-formed UTF-8; a NUL is. */
size_t text_valid_length(const char *bytes, size_t length);

/* Adds the bytes to `out`; what is no UTF-8 among them becomes U+FFFD. */
void text_mend(struct strbuf *out, const char *bytes, size_t length);

/* Adds one character; what is none (a surrogate, past U+10FFFF) becomes U+FFFD. */
void text_add(struct strbuf *out, uint32_t code);

/* Characters (code points) in valid UTF-8. */
size_t text_length(const char *text);

/* No control characters, and nothing that has no mark on paper (zero width, bidi, private use);
 * joiners and variation selectors may stand beside what has one, tags in a flag behind its emoji.
 * A character that is newer than this program has its mark. */
bool text_is_visible(const char *text);

enum { TEXT_MARKS_MAX = 10 /* on one letter: no script needs more */ };

/* What somebody or something may be called: visible, and without accents that would show on what
 * stands around it: at the start, or in a tower on one letter. */
bool text_is_name(const char *text);

/* White space at the start or the end, of any script. */
bool text_has_outer_space(const char *text);

/* `word` is one of `words`, which are separated by single or more spaces. */
bool text_has_word(const char *words, const char *word);

/* Normalised to NFC. */
const char *text_nfc(struct arena *arena, const char *text);

/* A password as RFC 8265 compares it (OpaqueString): every space a plain one, then NFC. */
const char *text_opaque(struct arena *arena, const char *text);

/* A control character of any kind; what else does not show is none. */
bool text_has_control(const char *text);

/* Text of strangers as one line: NFC, outer space off, inner runs of space as one, without control
 * characters and what else text_is_visible refuses; at most `max` characters, cut between two that
 * one sees (an accent or a flag goes with its letter). */
const char *text_tidy(struct arena *arena, const char *text, size_t max);

/* Text as a reader of figures wants it: compatible characters as one (NFKC: "１" is "1"), case
 * folded, digits of any script as 0 to 9, white space and what does not show as text_tidy has it.
 */
const char *text_plain(struct arena *arena, const char *text);

/* The key under which two spellings are the same: NFC and full case folding, outer space off,
 * inner runs of space as one, characters that do not show left out: two that look the same are.
 * Flags differ. */
const char *text_key(struct arena *arena, const char *text);

#endif
