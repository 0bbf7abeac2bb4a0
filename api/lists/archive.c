#include "lists/archive.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "base/strbuf.h"
#include "lists/damage.h"
#include "lists/list.h"

struct archive {
    zip_t *zip;
    size_t count;
    size_t unpacked; /* bytes so far */
};

bool archive_is_one(const char *bytes, size_t length)
{
    return length >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0);
}

/* ---- before libzip reads its list of files --------------------------------------------------- */

static uint32_t number_at(const char *bytes)
{
    const unsigned char *at = (const unsigned char *)bytes;

    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* libzip makes room for as many files as a ZIP says it has, and takes any record for its end that
 * looks like one. So each that does is looked at here. */
static enum fault check_ends(const char *bytes, size_t length, struct error *err)
{
    enum { RECORD = 22, COMMENT_MAX = 65535, INDEX_SIZE = 12 };
    const size_t most = RECORD + COMMENT_MAX + RECORD;

    for (size_t at = length > most ? length - most : 0; at + RECORD <= length; at++) {
        if (memcmp(bytes + at, "PK\6\7", 4) == 0)
            return list_damaged(err, DAMAGE_ZIP_LARGE, 0);
        if (memcmp(bytes + at, "PK\5\6", 4) == 0 &&
            number_at(bytes + at + INDEX_SIZE) > ARCHIVE_INDEX_MAX)
            return list_damaged(err, DAMAGE_ZIP_MANY, 0);
    }
    return FAULT_NONE;
}

/* ---- its files ------------------------------------------------------------------------------- */

static bool leads_elsewhere(const char *name)
{
    const char *part = name;

    if (*name == '/' || strchr(name, '\\') != NULL || (*name != '\0' && name[1] == ':'))
        return true;
    for (; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return true;
    }
    return false;
}

static bool is_link(zip_t *zip, zip_uint64_t index)
{
    enum { MODE_SHIFT = 16 };
    zip_uint8_t made_on;
    zip_uint32_t attributes;

    return zip_file_get_external_attributes(zip, index, 0, &made_on, &attributes) == 0 &&
           made_on == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> MODE_SHIFT);
}

static enum fault check_files(struct archive *archive, struct error *err)
{
    archive->count = (size_t)zip_get_num_entries(archive->zip, 0);
    if (archive->count > ARCHIVE_FILES_MAX)
        return list_damaged(err, DAMAGE_ZIP_MANY, 0);
    for (size_t i = 0; i < archive->count; i++) {
        const char *name = zip_get_name(archive->zip, i, ZIP_FL_ENC_GUESS);
        zip_stat_t stat;

        if (name == NULL || zip_stat_index(archive->zip, i, 0, &stat) != 0)
            return list_damaged(err, DAMAGE_ZIP_DAMAGED, 0);
        if (leads_elsewhere(name))
            return list_damaged(err, DAMAGE_ZIP_PATH, 0);
        if (is_link(archive->zip, i))
            return list_damaged(err, DAMAGE_ZIP_LINK, 0);
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
            return list_damaged(err, DAMAGE_ZIP_PASSWORD, 0);
    }
    return FAULT_NONE;
}

static zip_t *open_zip(const char *bytes, size_t length)
{
    zip_source_t *source = zip_source_buffer_create(bytes, length, 0, NULL);
    zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, NULL);

    if (zip == NULL)
        zip_source_free(source);
    return zip;
}

enum fault archive_open(const char *bytes, size_t length, struct archive **archive,
                        struct error *err)
{
    struct archive *opened;
    enum fault fault;

    TRY(check_ends(bytes, length, err));
    opened = calloc(1, sizeof(*opened));
    if (opened == NULL)
        return error_set(err, FAULT_INTERNAL, "Out of memory.");
    opened->zip = open_zip(bytes, length);
    fault =
        opened->zip == NULL ? list_damaged(err, DAMAGE_ZIP_DAMAGED, 0) : check_files(opened, err);
    if (fault == FAULT_NONE)
        *archive = opened;
    else
        archive_close(opened);
    return fault;
}

void archive_close(struct archive *archive)
{
    if (archive->zip != NULL)
        zip_discard(archive->zip);
    free(archive);
}

size_t archive_count(const struct archive *archive)
{
    return archive->count;
}

const char *archive_name(const struct archive *archive, size_t index)
{
    return zip_get_name(archive->zip, index, ZIP_FL_ENC_GUESS);
}

/* ---- unpacking ------------------------------------------------------------------------------- */

/* How many bytes a file of so many may get to. What is small does no harm. */
static size_t unpacked_max(const struct archive *archive, uint64_t packed)
{
    enum { HARMLESS = 1024 * 1024 };
    const size_t left = ARCHIVE_UNPACKED_MAX - archive->unpacked;
    size_t most =
        packed > LIST_FILE_MAX / ARCHIVE_RATIO_MAX ? LIST_FILE_MAX : packed * ARCHIVE_RATIO_MAX;

    most = most < HARMLESS ? HARMLESS : most;
    return most < left ? most : left;
}

static enum fault unpack(zip_file_t *file, size_t most, char **bytes, size_t *length,
                         struct error *err)
{
    enum { STEP = 64 * 1024 };
    auto_strbuf struct strbuf unpacked;
    auto_free char *buffer = malloc(STEP);
    zip_int64_t got;

    if (buffer == NULL)
        return error_set(err, FAULT_INTERNAL, "Out of memory.");
    strbuf_init(&unpacked, most);
    while ((got = zip_fread(file, buffer, STEP)) > 0) {
        strbuf_add(&unpacked, buffer, (size_t)got);
        if (!strbuf_ok(&unpacked))
            return list_damaged(err, DAMAGE_ZIP_UNPACKS, 0);
    }
    if (got < 0)
        return list_damaged(err, DAMAGE_ZIP_DAMAGED, 0);
    *bytes = strbuf_take(&unpacked, length);
    return FAULT_NONE;
}

enum fault archive_read(struct archive *archive, size_t index, char **bytes, size_t *length,
                        struct error *err)
{
    zip_stat_t stat;
    zip_file_t *file;
    enum fault fault;

    if (zip_stat_index(archive->zip, index, 0, &stat) != 0 ||
        (file = zip_fopen_index(archive->zip, index, 0)) == NULL)
        return list_damaged(err, DAMAGE_ZIP_DAMAGED, 0);
    fault = unpack(file, unpacked_max(archive, stat.comp_size), bytes, length, err);
    zip_fclose(file);
    if (fault == FAULT_NONE)
        archive->unpacked += *length;
    return fault;
}
