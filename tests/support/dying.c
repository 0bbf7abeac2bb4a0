#include "support/dying.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "base/auto.h"
#include "support/suite.h"

void dying_begin(void)
{
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    raise(SIGSTOP);
}

/* Whether the child is about to do what could outlive it. */
static bool is_about_to_act(pid_t child)
{
    static const uint64_t looks[] = {
        SYS_read,   SYS_pread64, SYS_newfstatat, SYS_fstat, SYS_lseek, SYS_mmap,   SYS_mprotect,
        SYS_munmap, SYS_madvise, SYS_brk,        SYS_fcntl, SYS_close, SYS_getpid, SYS_fsync};
    struct __ptrace_syscall_info info;

    assert_true(ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof(info), &info) > 0);
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY)
        return false;
    if (getenv("MARQUEE_TEST_LONG") != NULL)
        return true;
    if (info.entry.nr == SYS_openat)
        return (info.entry.args[2] & O_CREAT) != 0;
    for (size_t i = 0; i < COUNT_OF(looks); i++)
        if (info.entry.nr == looks[i])
            return false;
    return true;
}

bool dying_after(pid_t child, int acts)
{
    int status;

    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(ptrace(PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD), 0);
    while (WIFSTOPPED(status)) {
        ptrace(PTRACE_SYSCALL, child, NULL, NULL);
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WIFSTOPPED(status) && is_about_to_act(child) && acts-- == 0)
            break;
    }
    if (WIFEXITED(status)) {
        assert_int_equal(WEXITSTATUS(status), 0);
        return false;
    }
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    return true;
}
