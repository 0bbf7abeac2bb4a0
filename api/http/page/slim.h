/*
 * What a browser has no use for, taken out of the page's texts: comments, which carry the types and
 * are a fifth of the bytes, and the white space that lines begin with. Names stay as they are. It
 * knows no JavaScript and no CSS but their comments and quotes: a template literal of several lines
 * would lose the beginnings of its lines, and a test holds every served file against its source.
 *
 * All work in place, on a text that is followed by a NUL, and return what is left of its length.
 */
#ifndef MARQUEE_HTTP_PAGE_SLIM_H
#define MARQUEE_HTTP_PAGE_SLIM_H

#include <stddef.h>

/* Takes out comments that begin a line, and those that cast what follows to a type. */
size_t slim_script(char *text, size_t length);

/* Takes out all comments. */
size_t slim_style(char *text, size_t length);

/* Takes out indentation and empty lines. */
size_t slim_lines(char *text, size_t length);

/* Takes out of a script the spaces beside marks like `{` and `=`, and the ends of lines behind
 * those that the next line may follow, like `;`. A line with a slash outside of its
 * strings stays as it is. */
size_t slim_marks(char *text, size_t length);

/* Takes out of a style the white space behind `{`, `}`, `;`, `,` and `:`, and before `{`. In front
 * of a colon it counts: `a :hover`. */
size_t slim_rules(char *text, size_t length);

#endif
