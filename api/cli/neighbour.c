#include "cli/neighbour.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* As SQLite begins a file. */
static bool is_database(int folder, const char *name)
{
    static const char magic[16] = "SQLite format 3";
    char head[sizeof(magic)];
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool is_one = file >= 0 && read(file, head, sizeof(head)) == (ssize_t)sizeof(head) &&
                  memcmp(head, magic, sizeof(head)) == 0;

    if (file >= 0)
        close(file);
    return is_one;
}

static DIR *open_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[FILE_PATH_SIZE];

    snprintf(folder, sizeof(folder), "%.*s", slash == NULL ? 0 : (int)(slash - path) + 1, path);
    return opendir(*folder == '\0' ? "." : folder);
}

bool neighbour_find(const char *path, char name[NAME_MAX + 1])
{
    DIR *folder = open_folder(path);
    struct dirent *entry;
    bool found = false;

    while (folder != NULL && !found && (entry = readdir(folder)) != NULL) {
        found = (entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN) &&
                is_database(dirfd(folder), entry->d_name);
        if (found)
            snprintf(name, NAME_MAX + 1, "%s", entry->d_name);
    }
    if (folder != NULL)
        closedir(folder);
    return found;
}
