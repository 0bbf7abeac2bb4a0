#include "support/zipped.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "support/check.h"

static void add_file(zip_t *zip, const struct zipped_file *file)
{
    const size_t length = file->length == 0 ? strlen(file->bytes) : file->length;
    zip_source_t *source = zip_source_buffer(zip, file->bytes, length, 0);
    const zip_int64_t index = zip_file_add(zip, file->name, source, ZIP_FL_ENC_UTF_8);

    assert_true(index >= 0);
    if (file->is_link)
        assert_int_equal(zip_file_set_external_attributes(zip, (zip_uint64_t)index, 0,
                                                          ZIP_OPSYS_UNIX,
                                                          (zip_uint32_t)(S_IFLNK | 0777) << 16),
                         0);
    if (file->is_secret)
        assert_int_equal(
            zip_file_set_encryption(zip, (zip_uint64_t)index, ZIP_EM_AES_256, "secret"), 0);
}

char *zipped(const struct zipped_file *files, size_t count, size_t *length)
{
    zip_source_t *made = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(made, ZIP_TRUNCATE, NULL);
    zip_stat_t stat;
    char *bytes;

    assert_non_null(zip);
    zip_source_keep(made);
    for (size_t i = 0; i < count; i++)
        add_file(zip, &files[i]);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_stat(made, &stat), 0);
    *length = (size_t)stat.size;
    bytes = malloc(*length);
    assert_int_equal(zip_source_open(made), 0);
    assert_int_equal(zip_source_read(made, bytes, *length), (zip_int64_t)*length);
    zip_source_close(made);
    zip_source_free(made);
    return bytes;
}
