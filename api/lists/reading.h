/*
 * Lists of films as other sites, programs and spreadsheets write them: bytes in, rows out.
 *
 * What is read: CSV with commas, semicolons or tabs, in UTF-8 with or without its mark, CP1252 or
 * CP1250; JSON; and ZIP files of these. What a file is follows from the names of its columns, never
 * from a media type or from words that a site translates. Only where they don't tell what its films
 * are to their owner, the file's name does.
 *
 * Pure. Memory: what LIST_TEXT_MAX and LIST_ROWS_MAX allow, and beside it one unpacked file.
 */
#ifndef MARQUEE_LISTS_READING_H
#define MARQUEE_LISTS_READING_H

#include "lists/list.h"

/*
 * Reads a list out of the bytes of a file. `name`: its name, a hint where the columns don't tell.
 * `as`: what its films are, or LIST_UNKNOWN; of a ZIP whose files tell, only those are read.
 *
 * FAULT_UNREADABLE_FILE: it's damaged, too large, or none that is known here; the detail says
 * where, in words for people. Strings live in the arena, or are literals.
 */
enum fault film_list_read(const char *bytes, size_t length, const char *name, enum list_kind as,
                          struct arena *arena, struct film_list *list, struct error *err);

#endif
