#include "image/sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "base/auto.h"

#ifdef __aarch64__
#define NATIVE_CALLS AUDIT_ARCH_AARCH64
#else
#define NATIVE_CALLS AUDIT_ARCH_X86_64
#endif

/* Whoever started us may have set a lower one. */
static bool limit_resource(enum __rlimit_resource resource, struct rlimit most)
{
    struct rlimit now;

    if (getrlimit(resource, &now) != 0)
        return false;
    if (now.rlim_max < most.rlim_max)
        most.rlim_max = now.rlim_max;
    if (most.rlim_max < most.rlim_cur)
        most.rlim_cur = most.rlim_max;
    return setrlimit(resource, &most) == 0;
}

enum fault sandbox_limit(bool idle, struct error *err)
{
    static const struct {
        enum __rlimit_resource resource;
        struct rlimit most;
    } limits[] = {
        {RLIMIT_AS, {SANDBOX_MEMORY, SANDBOX_MEMORY}},
        {RLIMIT_CPU, {10, 11}}, /* seconds: SIGXCPU says whose fault it was, then SIGKILL */
        {RLIMIT_FSIZE, {0, 0}},
        {RLIMIT_NOFILE, {16, 16}},
        {RLIMIT_CORE, {0, 0}},
    };

    for (size_t i = 0; i < COUNT_OF(limits); i++)
        if (!limit_resource(limits[i].resource, limits[i].most))
            return error_set(err, FAULT_INTERNAL, "A limit cannot be set: %s.", strerror(errno));
    if (idle && sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){0}) != 0)
        return error_set(err, FAULT_INTERNAL, "It cannot be made idle: %s.", strerror(errno));
    if (setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + 10) != 0 ||
        prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return error_set(err, FAULT_INTERNAL, "It cannot be restricted: %s.", strerror(errno));
    return FAULT_NONE;
}

#define LOAD(field)                                                                                \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define IF(test, value, then, otherwise)                                                           \
    BPF_JUMP(BPF_JMP | (test) | BPF_K, (uint32_t)(value), (uint8_t)(then), (uint8_t)(otherwise))
#define ANSWER(action) BPF_STMT(BPF_RET | BPF_K, (action))

/* A thread is made with clone, and only a thread; clone3 hides its flags from a filter, and the C
 * library falls back when it is not there. How many processors there are is not told: dav1d would
 * start a thread for each, which is more memory than there is. */
static const int allowed[] = {
    SYS_read,
    SYS_write,
    SYS_close,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_set_robust_list,
    SYS_rseq,
    SYS_exit,
    SYS_exit_group,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_restart_syscall,
    SYS_sched_yield,
    SYS_getpid,
    SYS_gettid,
    SYS_clock_gettime,
    SYS_nanosleep,
    SYS_clock_nanosleep,
    SYS_getrandom,
};

enum fault sandbox_close(struct error *err)
{
    enum { COUNT = COUNT_OF(allowed), HEAD = 4, TAIL = 5 };
    struct sock_filter program[HEAD + COUNT + TAIL] = {
        LOAD(arch),
        IF(BPF_JEQ, NATIVE_CALLS, 1, 0),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        [HEAD + COUNT] = IF(BPF_JEQ, SYS_clone, 0, 2),
        LOAD(args[0]), /* its lower half */
        IF(BPF_JSET, CLONE_THREAD, 1, 0),
        ANSWER(SECCOMP_RET_ERRNO | ENOSYS),
        ANSWER(SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = COUNT_OF(program), .filter = program};

    for (size_t i = 0; i < COUNT; i++)
        program[HEAD + i] = (struct sock_filter)IF(BPF_JEQ, allowed[i], COUNT - i + TAIL - 2, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        return error_set(err, FAULT_INTERNAL, "System calls cannot be shut off: %s.",
                         strerror(errno));
    return FAULT_NONE;
}
