/* A second engine stays possible: PostgreSQL prepares every statement that is not SQLite's own,
 * against the tables of db/schema.sql. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "store/engine/statement.h"
#include "support/inspect.h"
#include "support/world.h"

/* Each command ends with an empty line, as its terminal wants it. The number of them. */
static int write_statements(const char *path)
{
    FILE *file = fopen(path, "w");
    int count = 0;

    assert_non_null(file);
    for (const struct statement *s = __start_statements; s < __stop_statements; s++) {
        if (s->is_engines)
            continue;
        fprintf(file, "PREPARE %s AS %s;\n\n", s->name, s->text);
        count++;
    }
    fputs("SELECT count(*) AS prepared FROM pg_prepared_statements;\n\n", file);
    assert_int_equal(fclose(file), 0);
    return count;
}

/* What it says of both files, in the file `said`. */
static void ask(const char *statements, const char *said)
{
    static const char script[] = MARQUEE_SOURCE "/tests/support/postgres.sh";
    int file = open(said, O_WRONLY | O_CREAT | O_CLOEXEC, 0600), status;
    pid_t child = fork();

    assert_true(file >= 0 && child >= 0);
    if (child == 0) {
        dup2(file, STDOUT_FILENO);
        execl(script, script, MARQUEE_SOURCE "/db/schema.sql", statements, NULL);
        _exit(127);
    }
    close(file);
    assert_int_equal(waitpid(child, &status, 0), child);
}

static void test_postgres__prepares_every_statement(void **state)
{
    struct world *world = *state;
    const char *statements = arena_printf(&world->arena, "%s/statements.sql", world->folder);
    const char *said = arena_printf(&world->arena, "%s/said", world->folder);
    auto_strbuf struct strbuf text;
    char expected[100];

    strbuf_init(&text, 1024 * 1024);
    snprintf(expected, sizeof(expected), "prepared = \"%d\"", write_statements(statements));
    ask(statements, said);
    inspect_file(said, &text);
    if (strstr(text.bytes, "ERROR:") == NULL && strstr(text.bytes, expected) != NULL)
        return;
    print_error("%s\n", text.bytes);
    fail_msg("PostgreSQL refuses something. Wanted: %s", expected);
}

SUITE(test_postgres)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(test_postgres__prepares_every_statement),
    };

    return RUN(tests);
}
