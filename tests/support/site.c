#include "support/site.h"

#include <stdio.h>

#include "base/clock.h"
#include "moving/django.h"
#include "support/process.h"

void site_make_at(const char *path, const char *scenario)
{
    const char *const arguments[] = {MARQUEE_SOURCE "/tests/support/site/make.py", path, scenario,
                                     NULL};
    const struct outcome outcome = process_run(&(struct program){
        .file = "/usr/bin/python3", .arguments = arguments, .settings = arguments + 3});

    if (outcome.status != 0)
        fail_msg("make.py %s: %s", scenario, outcome.err);
}

const char *site_make(struct world *world, const char *scenario)
{
    static char path[1024];

    snprintf(path, sizeof(path), "%s/%s.sqlite3", world->folder, scenario);
    site_make_at(path, scenario);
    return path;
}

static enum fault read_site(struct world *world, const char *path, struct old_club *club)
{
    struct foreign *foreign;
    enum fault fault;

    TRY(foreign_open(path, &foreign, &world->err));
    fault = django_read(foreign, &world->arena, clock_now(), club, &world->err);
    if (fault == FAULT_NONE)
        fault = foreign_is_still(foreign, &world->err);
    foreign_close(foreign);
    return fault;
}

struct old_club site_read(struct world *world, const char *path)
{
    struct old_club club;

    assert_ok(read_site(world, path, &club), &world->err);
    return club;
}

enum fault site_refuse(struct world *world, const char *path)
{
    struct old_club club;
    const enum fault fault = read_site(world, path, &club);

    assert_int_not_equal(fault, FAULT_NONE);
    return fault;
}

struct taken site_take(struct world *world, const struct old_club *club, const char *password,
                       bool dry_run, bool merge_members)
{
    const size_t members = club->tables[OLD_MEMBERS].count;
    const char **passwords = ARENA_ARRAY(&world->arena, const char *, members + 1);
    const struct taking_wanted wanted = {
        .dry_run = dry_run, .merge_members = merge_members, .passwords = passwords};
    struct taken taken;

    for (size_t i = 0; i < members; i++)
        passwords[i] = password;
    assert_ok(moving_take(world->store, &world->arena, club, &wanted, &taken, &world->err),
              &world->err);
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        for (size_t row = 0; row < club->tables[table].count; row++)
            assert_int_equal(taken.rows[table][row].why == WHY_NONE,
                             taken.rows[table][row].outcome == ROW_TAKEN ||
                                 taken.rows[table][row].outcome == ROW_HERE);
    return taken;
}

void site_dump(struct world *world, char text[128])
{
    const char *const arguments[] = {world->path, ".sha3sum", NULL};
    struct outcome outcome;

    world_stop(world);
    outcome = process_run(&(struct program){
        .file = "/usr/bin/sqlite3", .arguments = arguments, .settings = arguments + 2});
    assert_int_equal(outcome.status, 0);
    snprintf(text, 128, "%.100s", outcome.out);
    world_start(world);
}
