/* Whole files, made durable. */
#ifndef MARQUEE_BASE_FILE_H
#define MARQUEE_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { FILE_PATH_SIZE = 4096 };

/* The file behind every link to it, whether it is there yet or not; `path` itself where there is no
 * folder for it. To be freed. */
char *file_full_path(const char *path);

/* Makes an empty file beside `path`, 0600, with a name that begins like it, and writes its name
 * into `temporary`; `word` says in the name what it is. */
enum fault file_temporary(const char *path, const char *word, char temporary[FILE_PATH_SIZE],
                          struct error *err);

/* What a function that made a temporary file returns in the end: on a fault the file is removed,
 * and the error names `path`, which was asked for. */
enum fault file_temporary_end(enum fault fault, const char *temporary, const char *path,
                              struct error *err);

/* Gives the finished file `temporary` its name, on disk. Nothing that has the name already is lost,
 * whoever was quicker: FAULT_CONFLICT. (Not every file system can promise it.) */
enum fault file_name(const char *temporary, const char *path, struct error *err);

/* Copies the bytes of `from` into the file `to`, which exists and is empty. */
enum fault file_copy(const char *from, const char *to, struct error *err);

/* Flushes a file to disk. */
enum fault file_sync(const char *path, struct error *err);

/* Flushes the folder that `path` is in: a name is on disk only once its folder is. Also true where
 * the file system cannot flush a folder. False: errno says why. */
bool file_sync_folder(const char *path);

enum { FILE_ROOM = 64 * 1024 /* bytes: more than a vote takes */ };

/* A file without a name in the folder, to write and read, which goes with its descriptor; the
 * caller's. -1, and errno: it can't be had. */
int file_open_nameless(const char *folder);

/* Whether a file in that folder could grow by FILE_ROOM, for its user and within a quota: 0, or the
 * error, as ENOSPC. Writes to a file without a name, and waits for no disk. */
int file_try_room(const char *folder);

#endif
