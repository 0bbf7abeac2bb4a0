#include "cli/open_files.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>

static enum fault read_limit(struct rlimit *limit, struct error *err)
{
    if (getrlimit(RLIMIT_NOFILE, limit) == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't find out how many files may be open: %s.",
                     strerror(errno));
}

enum fault open_files_check(const struct config *config, uint64_t *files, struct error *err)
{
    uint64_t needed = 2 * (uint64_t)config->max_connections + OPEN_FILES_OWN;
    struct rlimit limit;

    TRY(read_limit(&limit, err));
    *files = limit.rlim_max;
    if (*files >= needed)
        return FAULT_NONE;
    return error_set(err, FAULT_INVALID,
                     "Only %llu files may be open, and MARQUEE_MAX_CONNECTIONS=%lld needs %llu. "
                     "Raise the limit (LimitNOFILE in the unit, ulimit -Hn), or lower the setting.",
                     (unsigned long long)*files, (long long)config->max_connections,
                     (unsigned long long)needed);
}

enum fault open_files_raise(const struct config *config, struct error *err)
{
    struct rlimit limit;
    uint64_t files;

    TRY(open_files_check(config, &files, err));
    TRY(read_limit(&limit, err));
    /* The soft limit is low for the sake of select(), which nothing here uses. */
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't raise the limit to %llu open files: %s.",
                     (unsigned long long)files, strerror(errno));
}
