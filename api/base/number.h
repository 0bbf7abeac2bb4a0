/* Numbers as text. */
#ifndef MARQUEE_BASE_NUMBER_H
#define MARQUEE_BASE_NUMBER_H

#include <stdint.h>

enum { NUMBER_TEXT_SIZE = 21 /* bytes: a sign, 19 digits and a NUL */ };

/* In decimal, somewhere in `text`: returns where. To format a number costs ten times as much. */
const char *number_text(int64_t number, char text[NUMBER_TEXT_SIZE]);

#endif
