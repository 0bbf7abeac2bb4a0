/*
 * The note "<database>.stopped": this database was taken away under a running process, what it held
 * is in a copy elsewhere, and nobody starts over in its place until somebody has decided: until the
 * copy is restored or removed.
 */
#ifndef MARQUEE_STORE_ENGINE_ASIDE_H
#define MARQUEE_STORE_ENGINE_ASIDE_H

#include "base/error.h"

/* Writes the note beside the database at `path`; "": no copy could be made. A full disk may leave
 * it empty as well. */
enum fault aside_note(const char *path, const char *copy, struct error *err);

/* FAULT_CONFLICT while there is a note and the copy that it names: says where that is and what can
 * be done. */
enum fault aside_must_be_settled(const char *path, struct error *err);

/* Somebody has decided: removes the note, if there is one. */
void aside_settle(const char *path);

#endif
