/* The lists in tests/lists/files, and what is read of them. */
#ifndef MARQUEE_TESTS_LISTED_H
#define MARQUEE_TESTS_LISTED_H

#include "lists/reading.h"

/* The bytes of a file; the caller's to free, with a NUL behind them. */
char *listed_bytes(const char *path, size_t *length);

/* Reads it, under its own name; it has to be good. Lives in the arena. */
struct film_list listed(struct arena *arena, const char *path, enum list_kind as);
struct film_list listed_text(struct arena *arena, const char *text, const char *name,
                             enum list_kind as);

/* What is said of bytes that are no good; lives in the arena. */
const char *listed_refusal(struct arena *arena, const char *bytes, size_t length);

/* KiB that a process of its own takes to say so; 0 where memory is watched, which takes more. */
long memory_of_refusal(const char *bytes, size_t length, const char *what);

/* A row's title, year, id, half stars and day, as "Amélie 2001 tt0211915 9 2024-03-05". */
const char *listed_row(struct arena *arena, const struct film_list *list, size_t row);

#endif
