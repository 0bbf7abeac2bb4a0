#!/bin/sh
# Types, rules and form of everything that the page is made of; a warning is a failure.
set -eu
cd "$(dirname "$0")/../.."

run() {
    echo "lint: $1"
    shift
    "$@"
}

bin=node_modules/.bin
types=$(mktemp)
trap 'rm -f "$types"' EXIT

echo "lint: types follow openapi.yaml"
"$bin/openapi-typescript" openapi.yaml -o "$types" >/dev/null 2>&1
cmp -s "$types" frontend/types/api.d.ts || {
    echo "frontend/types/api.d.ts is not what openapi.yaml says; make it anew:" >&2
    echo "  $bin/openapi-typescript openapi.yaml -o frontend/types/api.d.ts" >&2
    exit 1
}
run tsc "$bin/tsc" --project tsconfig.json
run "tsc, the worker" "$bin/tsc" --project tsconfig.worker.json
run eslint "$bin/eslint" --max-warnings 0 .
run stylelint node_modules/stylelint/bin/stylelint.mjs --max-warnings 0 "frontend/**/*.css"
long=$(find frontend -name '*.css' -exec awk 'END { if (FNR > 400) print FILENAME ": " FNR " lines" }' {} \;)
[ -z "$long" ] || {
    echo "more than 400 lines; split it by what it is about:" >&2
    echo "$long" >&2
    exit 1
}
run html-validate "$bin/html-validate" --max-warnings 0 frontend/index.html
run prettier node_modules/prettier/bin/prettier.cjs --check --log-level warn \
    frontend "tests/**/*.{js,mjs}" "tools/**/*.{js,mjs}" eslint.config.js tsconfig.json tsconfig.worker.json .prettierrc .stylelintrc.json .htmlvalidate.json
