#include "base/process.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static void take_memory(struct process_usage *usage)
{
    FILE *file = fopen("/proc/self/statm", "re");
    int64_t page = sysconf(_SC_PAGESIZE), all, resident;

    if (file == NULL)
        return;
    if (fscanf(file, "%" SCNd64 " %" SCNd64, &all, &resident) == 2) {
        usage->virtual_bytes = all * page;
        usage->resident_bytes = resident * page;
    }
    fclose(file);
}

static void take_fds(struct process_usage *usage)
{
    DIR *folder = opendir("/proc/self/fd");
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
        usage->max_fds = (int64_t)limit.rlim_cur;
    if (folder == NULL)
        return;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        usage->open_fds += entry->d_name[0] != '.';
    usage->open_fds--; /* the folder's own */
    closedir(folder);
}

void process_usage(struct process_usage *usage)
{
    struct timespec cpu;

    *usage = (struct process_usage){0};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu) == 0)
        usage->cpu_us = (int64_t)cpu.tv_sec * 1000000 + cpu.tv_nsec / 1000;
    take_memory(usage);
    take_fds(usage);
}
