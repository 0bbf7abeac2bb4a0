/*
 * `marquee` as it is typed on a machine that hosts a club. The club belongs to the user marquee,
 * and its settings are the service's: this becomes that user, takes those settings, goes to the
 * club's folder and then is the program itself. So no command ever leaves files there that the
 * server can't write, and none has other settings than the server.
 */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "launch/settings_file.h"
#include "launch/way.h"

#define USER     "marquee"
#define SETTINGS "/etc/marquee.env"

/* As in docs/marquee.service. */
static const struct {
    const char *name, *value;
} defaults[] = {
    {"MARQUEE_DB", "/var/lib/marquee/marquee.db"},
    {"MARQUEE_LISTEN", "0.0.0.0:8080"},
};

static bool fail(const char *what)
{
    fprintf(stderr, "marquee: %s: %s.\n", what, strerror(errno));
    return false;
}

static bool read_whole_file(FILE *file, char text[SETTINGS_FILE_MAX])
{
    size_t size = fread(text, 1, SETTINGS_FILE_MAX, file);

    if (!ferror(file) && size == SETTINGS_FILE_MAX)
        errno = EFBIG;
    if (ferror(file) || size == SETTINGS_FILE_MAX)
        return fail(SETTINGS " can't be read");
    text[size] = '\0';
    return true;
}

/* A file that isn't there has no settings, as in the service. */
static bool read_settings(char text[SETTINGS_FILE_MAX])
{
    FILE *file = fopen(SETTINGS, "re");
    bool done;

    text[0] = '\0';
    if (file == NULL)
        return errno == ENOENT || fail(SETTINGS " can't be read");
    done = read_whole_file(file, text);
    fclose(file);
    return done;
}

/* Of what says the same twice, the first to be taken wins: whoever calls, then the last line of the
 * file, then what is so without it. */
static bool take_setting(const char *name, const char *value)
{
    return setenv(name, value, 0) == 0 || fail("The settings can't be passed on");
}

static bool take_all_settings(void)
{
    static char text[SETTINGS_FILE_MAX];
    static struct {
        const char *name, *value;
    } lines[SETTINGS_FILE_MAX / 2]; /* each has at least a `=` and its end */
    size_t count = 0;
    char *at = text;

    if (!read_settings(text))
        return false;
    while (settings_file_next(&at, &lines[count].name, &lines[count].value))
        count += *lines[count].name != '\0';
    while (count-- > 0)
        if (!take_setting(lines[count].name, lines[count].value))
            return false;
    for (size_t i = 0; i < COUNT_OF(defaults); i++)
        if (!take_setting(defaults[i].name, defaults[i].value))
            return false;
    return true;
}

static bool become(const struct passwd *user)
{
    if (geteuid() == 0 && (initgroups(user->pw_name, user->pw_gid) != 0 ||
                           setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0))
        return fail("It can't become the user " USER);
    umask(077);
    if (setenv("HOME", user->pw_dir, 1) != 0 || chdir(user->pw_dir) != 0)
        return fail(user->pw_dir);
    return true;
}

/* In the place of this; returns only if it can't. */
static int run_program(char **argv)
{
    execv(MARQUEE_PROGRAM_INSTALLED, argv);
    fail(MARQUEE_PROGRAM_INSTALLED);
    return 1;
}

static int refuse_stranger(const char *command)
{
    fprintf(stderr,
            "marquee: This machine's club belongs to the user " USER ". Put `sudo` before it:\n"
            "    sudo marquee %s …\n"
            "For a club of your own, set MARQUEE_DB to its database.\n",
            command);
    return 1;
}

static int want_user(void)
{
    fputs("marquee: There is no user " USER " yet. These make it, and the club's folder:\n"
          "    systemd-sysusers\n"
          "    systemd-tmpfiles --create\n",
          stderr);
    return 1;
}

int main(int argc, char **argv)
{
    const struct passwd *user = getpwnam(USER);
    struct caller caller = {
        .is_root = geteuid() == 0,
        .is_marquee = user != NULL && geteuid() == user->pw_uid,
        .has_user = user != NULL,
        .names_database = getenv("MARQUEE_DB") != NULL,
        .command = argc > 1 ? argv[1] : NULL,
        .option = argc > 2 ? argv[2] : NULL,
    };

    switch (way_of(&caller)) {
    case WAY_AS_IT_IS:
        return run_program(argv);
    case WAY_AS_MARQUEE:
        return take_all_settings() && become(user) ? run_program(argv) : 1;
    case WAY_REFUSED:
        return refuse_stranger(caller.command);
    case WAY_NO_USER:
        return want_user();
    }
    return 1;
}
