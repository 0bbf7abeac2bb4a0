#include "store/engine/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"

enum {
    WORDS_SIZE = 32,
    SEAL_SIZE = WORDS_SIZE + HASH_BYTES,
    PAGE_PART = 512 /* bytes: every size that a page can have is so many times that */
};

struct seal {
    char words[WORDS_SIZE];
    uint8_t hash[HASH_BYTES]; /* of the pages and the words */
};

static const char words[WORDS_SIZE] = "\nMarquee backup, SHA-256 of all:";

/* Anything behind the last page is a seal, or was one until a bit of it changed. */
static bool has_seal(off_t size)
{
    return size % PAGE_PART != 0;
}

static enum fault explain_file(const char *path, struct error *err)
{
    if (errno == EMFILE || errno == ENFILE)
        return error_set(err, FAULT_BUSY, "Too many files are open at the moment. Try again.");
    return error_set(err, errno == ENOSPC ? FAULT_STORAGE_FULL : FAULT_INTERNAL,
                     "Can't use %.200s: %s.", path, strerror(errno));
}

/* Of the first `length` bytes. */
static bool hash_file(int file, size_t length, uint8_t hash[HASH_BYTES])
{
    void *bytes = length == 0 ? NULL : mmap(NULL, length, PROT_READ, MAP_PRIVATE, file, 0);

    if (bytes == MAP_FAILED)
        return false;
    hash_bytes(bytes, length, hash);
    if (bytes != NULL)
        munmap(bytes, length);
    return true;
}

static bool write_seal(int file, off_t size)
{
    struct seal seal;

    memcpy(seal.words, words, WORDS_SIZE);
    if (pwrite(file, words, WORDS_SIZE, size) != WORDS_SIZE ||
        !hash_file(file, (size_t)size + WORDS_SIZE, seal.hash))
        return false;
    return pwrite(file, seal.hash, HASH_BYTES, size + WORDS_SIZE) == HASH_BYTES && fsync(file) == 0;
}

enum fault seal_put(const char *path, struct error *err)
{
    int file = open(path, O_RDWR | O_CLOEXEC);
    struct stat info;
    enum fault fault = FAULT_NONE;

    if (file < 0 || fstat(file, &info) != 0 || !write_seal(file, info.st_size))
        fault = explain_file(path, err);
    if (file >= 0)
        close(file);
    return fault;
}

static bool is_intact(int file, off_t size)
{
    off_t pages = size - SEAL_SIZE;
    uint8_t hash[HASH_BYTES];
    struct seal seal;

    return pages >= 0 && !has_seal(pages) && pread(file, &seal, SEAL_SIZE, pages) == SEAL_SIZE &&
           memcmp(seal.words, words, WORDS_SIZE) == 0 &&
           hash_file(file, (size_t)pages + WORDS_SIZE, hash) && hash_equal(hash, seal.hash);
}

enum fault seal_check(const char *path, bool *sealed, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    bool intact;

    if (file < 0 || fstat(file, &info) != 0) {
        explain_file(path, err);
        if (file >= 0)
            close(file);
        return err->fault;
    }
    *sealed = has_seal(info.st_size);
    intact = !*sealed || is_intact(file, info.st_size);
    close(file);
    if (intact)
        return FAULT_NONE;
    return error_set(err, FAULT_MALFORMED,
                     "It is damaged or was changed: its checksum doesn't match.");
}

/* Whatever else lies behind the pages of a file that we did not make is none. */
static bool is_sealed(int file, off_t size)
{
    char found[WORDS_SIZE];
    off_t pages = size - SEAL_SIZE;

    return pages >= 0 && !has_seal(pages) && pread(file, found, WORDS_SIZE, pages) == WORDS_SIZE &&
           memcmp(found, words, WORDS_SIZE) == 0;
}

static enum fault find_seal(const char *path, int flags, bool take_off, bool *sealed,
                            struct error *err)
{
    int file = open(path, flags | O_CLOEXEC);
    struct stat info;
    enum fault fault = FAULT_NONE;

    *sealed = false;
    if (file < 0 || fstat(file, &info) != 0)
        fault = explain_file(path, err);
    else
        *sealed = is_sealed(file, info.st_size);
    if (*sealed && take_off && ftruncate(file, info.st_size - SEAL_SIZE) != 0)
        fault = explain_file(path, err);
    if (file >= 0)
        close(file);
    return fault;
}

enum fault seal_find(const char *path, bool *sealed, struct error *err)
{
    return find_seal(path, O_RDONLY, false, sealed, err);
}

enum fault seal_take_off(const char *path, bool *sealed, struct error *err)
{
    return find_seal(path, O_RDWR, true, sealed, err);
}
