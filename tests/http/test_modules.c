/* The page's modules joined into one: what the joined text says, and when there is none. */
#include "http/page/modules.h"

#include "base/auto.h"
#include "base/log.h"
#include "support/check.h"

enum { FILES_MAX = 8 };

struct folder {
    struct page_file files[FILES_MAX];
    size_t count;
};

static int open_folder(void **state)
{
    *state = calloc(1, sizeof(struct folder));
    log_set_level(LOG_OFF);
    return *state == NULL;
}

static int close_folder(void **state)
{
    struct folder *folder = *state;

    for (size_t i = 0; i < folder->count; i++) {
        free(folder->files[i].path);
        blob_release(folder->files[i].blob);
    }
    free(folder);
    return 0;
}

static void add(struct folder *folder, const char *path, const char *text)
{
    struct page_file *file = &folder->files[folder->count++];

    assert_true(folder->count <= FILES_MAX);
    file->path = strdup(path);
    file->type = file_type(path);
    file->blob = blob_borrow(text, strlen(text));
}

static const char *text_at(const struct folder *folder, const char *path)
{
    size_t length;

    for (size_t i = 0; i < folder->count; i++)
        if (strcmp(folder->files[i].path, path) == 0)
            return blob_bytes(folder->files[i].blob, &length);
    fail_msg("%s is not there", path);
    return NULL;
}

static void expect_text(const struct folder *folder, const char *path, const char *text)
{
    assert_string_equal(text_at(folder, path), text);
}

/* The folder becomes the one module `text`, with all else as it was. */
static void expect_refused(struct folder *folder, const char *text)
{
    add(folder, "/main.js", text);
    assert_false(modules_join(folder->files, folder->count));
    expect_text(folder, "/main.js", text);
    free(folder->files[--folder->count].path);
    blob_release(folder->files[folder->count].blob);
}

static void add_page(struct folder *folder)
{
    add(folder, "/main.js",
        "// What starts the page.\n"
        "import * as dom from \"./dom.js\";\n"
        "import { later, show as present } from \"./views/list.js\";\n"
        "\n"
        "present(dom.elt(\"p\"));\n"
        "later();");
    add(folder, "/dom.js",
        "export const elt = (name) => name;\n"
        "export class Line {\n"
        "  text = \"export const none\";\n"
        "}\n");
    add(folder, "/views/list.js",
        "import {\n"
        "  elt,\n"
        "  Line as DomLine,\n"
        "} from \"../dom.js\";\n"
        "import { size } from \"./list/size.js\";\n"
        "\n"
        "export function show(shown) {\n"
        "  return [elt(\"ul\"), new DomLine(), size, shown];\n"
        "}\n"
        "export async function later() {\n"
        "  const [film] = await Promise.all([import(\"./film.js\"), import(\"../old.js\")]);\n"
        "  return film;\n"
        "}\n");
    add(folder, "/views/list/size.js",
        "import { elt } from \"../../dom.js\";\n"
        "export const size = elt.length;\n");
    add(folder, "/views/film.js", "import { elt } from \"../dom.js\";\nexport const f = elt;\n");
    add(folder, "/old.js", "export const old = 1;\n");
}

static const char joined[] =
    "const $0 = (() => {\n"
    "const elt = (name) => name;\n"
    "class Line {\n"
    "  text = \"export const none\";\n"
    "}\n"
    "return { elt, Line, };\n"
    "})();\n"
    "const $1 = (() => {\n"
    "const { elt, } = $0;\n"
    "const size = elt.length;\n"
    "return { size, };\n"
    "})();\n"
    "const $2 = (() => {\n"
    "const { elt, Line: DomLine, } = $0;\n"
    "const { size, } = $1;\n"
    "function show(shown) {\n"
    "  return [elt(\"ul\"), new DomLine(), size, shown];\n"
    "}\n"
    "async function later() {\n"
    "  const [film] = await Promise.all([import(\"./views/film.js\"), import(\"./old.js\")]);\n"
    "  return film;\n"
    "}\n"
    "return { show, later, };\n"
    "})();\n"
    "const $3 = (() => {\n"
    "const dom = $0;\n"
    "const { later, show: present, } = $2;\n"
    "present(dom.elt(\"p\"));\n"
    "later();\n"
    "return { };\n"
    "})();\n"
    "export const modules = {\n"
    "  \"/dom.js\": $0,\n"
    "  \"/views/list.js\": $2,\n"
    "  \"/views/list/size.js\": $1,\n"
    "};\n";

static void test_modules__what_is_imported_comes_first(void **state)
{
    struct folder *folder = *state;

    add_page(folder);
    assert_true(modules_join(folder->files, folder->count));
    expect_text(folder, "/main.js", joined);
}

static void test_modules__each_exists_once(void **state)
{
    struct folder *folder = *state;

    add_page(folder);
    assert_true(modules_join(folder->files, folder->count));
    expect_text(folder, "/dom.js",
                "import { modules as $ } from \"./main.js\";\n"
                "export const { elt, Line, } = $[\"/dom.js\"];\n");
    expect_text(folder, "/views/list/size.js",
                "import { modules as $ } from \"../../main.js\";\n"
                "export const { size, } = $[\"/views/list/size.js\"];\n");
    expect_text(folder, "/old.js", "export const old = 1;\n");
}

static void test_modules__what_is_loaded_later_takes_them_from_there(void **state)
{
    struct folder *folder = *state;

    add_page(folder);
    add(folder, "/next.js",
        "import * as dom from \"./dom.js\";\n"
        "import { old } from \"./old.js\";\n"
        "import {\n  Line as DomLine,\n} from \"./dom.js\";\n"
        "\n"
        "export const n = [dom, old, DomLine];\n");
    assert_true(modules_join(folder->files, folder->count));
    expect_text(folder, "/views/film.js",
                "import { modules as $ } from \"../main.js\";\n"
                "const { elt, } = $[\"/dom.js\"];\n"
                "export const f = elt;\n");
    expect_text(folder, "/next.js",
                "import { modules as $ } from \"./main.js\";\n"
                "const dom = $[\"/dom.js\"];\n"
                "import { old } from \"./old.js\";\n"
                "const { Line: DomLine, } = $[\"/dom.js\"];\n"
                "export const n = [dom, old, DomLine];\n");
}

static void test_modules__what_is_loaded_later_names_all_that_it_leads_to(void **state)
{
    struct folder *folder = *state;

    add(folder, "/main.js",
        "import { elt } from \"./dom.js\";\nelt(() => import(\"./views/a.js\"));");
    add(folder, "/dom.js", "export const elt = 1;\n");
    add(folder, "/views/a.js",
        "import { b } from \"./b.js\";\nimport { d } from \"../d.js\";\n"
        "export const a = [b, d];\n");
    add(folder, "/views/b.js",
        "import { c } from \"./deep/c.js\";\nimport { elt } from \"../dom.js\";\n"
        "export const b = [c, elt];\n");
    add(folder, "/views/deep/c.js",
        "import { d } from \"../../d.js\";\nimport { e } from \"../../e.js\";\n"
        "export const c = [d, e];\n");
    add(folder, "/d.js", "export const d = 1;\n");
    add(folder, "/e.js", "export const e = 1;\n");
    assert_true(modules_join(folder->files, folder->count));
    expect_text(folder, "/views/a.js",
                "import { b } from \"./b.js\";\n"
                "import { d } from \"../d.js\";\n"
                "import \"../views/deep/c.js\";\n"
                "import \"../e.js\";\n"
                "export const a = [b, d];\n");
    expect_text(folder, "/views/b.js",
                "import { modules as $ } from \"../main.js\";\n"
                "import { c } from \"./deep/c.js\";\n"
                "const { elt, } = $[\"/dom.js\"];\n"
                "export const b = [c, elt];\n");
}

static void test_modules__what_is_loaded_later_and_not_understood_stays_as_it_is(void **state)
{
    struct folder *folder = *state;
    static const char wrong[] = "import { elt, none } from \"./dom.js\";\n",
                      strange[] = "import { elt } from \"./dom.js\";\nimport \"./old.js\";\n";

    add_page(folder);
    add(folder, "/wrong.js", wrong);
    add(folder, "/strange.js", strange);
    assert_true(modules_join(folder->files, folder->count));
    expect_text(folder, "/wrong.js", wrong);
    expect_text(folder, "/strange.js", strange);
}

static void test_modules__a_circle_leaves_all_as_it_was(void **state)
{
    struct folder *folder = *state;

    add(folder, "/a.js", "import { b } from \"./b.js\";\nexport const a = () => b;\n");
    add(folder, "/b.js", "import { a } from \"./a.js\";\nexport const b = () => a;\n");
    expect_refused(folder, "import { a } from \"./a.js\";\na();\n");
    expect_text(folder, "/a.js", "import { b } from \"./b.js\";\nexport const a = () => b;\n");
}

static void test_modules__other_forms_leave_all_as_it_was(void **state)
{
    struct folder *folder = *state;
    static const char *const forms[] = {
        "import a from \"./a.js\";\n",
        "import \"./a.js\";\n",
        "import { a } from './a.js';\n",
        "import { a } from \"/a.js\";\n",
        "import { a } from \"./nowhere.js\";\n",
        "import { a } from \"../../a.js\";\n",
        "import { other } from \"./a.js\";\n",
        "import { a } from \"./a.js\"",
        "import {",
        "a();\nimport { a } from \"./a.js\";\n",
        "export default 1;\n",
        "export let a = 1;\n",
        "export { a } from \"./a.js\";\n",
        "export const { a } = b;\n",
        "export const a = 1,\n  b = 2;\n",
        "export const a = 1;\n", /* of the entry */
        "const a = await import(\"./a.js\");\n",
        "for await (const a of b) a();\n",
        "const a = () => import(name);\n",
        "const a = () => import(\"./nowhere.js\");\n",
        "const a = import.meta.env;\n",
        "import { load } from \"./views/load.js\";\n", /* which loads what is beside itself */
        "import { b } from \"./views/b.js\";\n",       /* which asks where it is itself */
    };

    add(folder, "/a.js", "export const a = 1;\n");
    add(folder, "/views/b.js", "export const b = import.meta.url;\n");
    add(folder, "/views/load.js", "export const load = (path) => import(`.${path}`);\n");
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        expect_refused(folder, forms[i]);
    add(folder, "/main.js",
        "import { a } from \"./a.js\";\nconst reimport = (important) => a;\n"
        "const here = new URL(\".\", import.meta.url);\n"
        "const load = (path) => import(`.${path}`);\n");
    assert_true(modules_join(folder->files, folder->count));
}

static void test_modules__without_an_entry_there_is_nothing_to_join(void **state)
{
    struct folder *folder = *state;

    add(folder, "/a.js", "export const a = 1;\n");
    assert_false(modules_join(folder->files, folder->count));
    expect_text(folder, "/a.js", "export const a = 1;\n");
}

#define FOLDER_TEST(test) cmocka_unit_test_setup_teardown(test, open_folder, close_folder)

SUITE(test_modules)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(test_modules__what_is_imported_comes_first),
        FOLDER_TEST(test_modules__each_exists_once),
        FOLDER_TEST(test_modules__what_is_loaded_later_takes_them_from_there),
        FOLDER_TEST(test_modules__what_is_loaded_later_names_all_that_it_leads_to),
        FOLDER_TEST(test_modules__what_is_loaded_later_and_not_understood_stays_as_it_is),
        FOLDER_TEST(test_modules__a_circle_leaves_all_as_it_was),
        FOLDER_TEST(test_modules__other_forms_leave_all_as_it_was),
        FOLDER_TEST(test_modules__without_an_entry_there_is_nothing_to_join),
    };

    return RUN(tests);
}
