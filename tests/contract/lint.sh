#!/bin/sh
# Lints the contract with Redocly and Spectral; every finding counts, warnings and hints too.
set -u
cd "$(dirname "$0")/../.." || exit 1
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
passed=0
failed=0

lint() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        passed=$((passed + 1))
        echo "ok $name"
    else
        failed=$((failed + 1))
        printf 'not ok %s\n%s\n' "$name" "$output"
    fi
}

bin=node_modules/.bin
lint redocly "$bin/redocly" lint openapi.yaml
lint spectral "$bin/spectral" lint openapi.yaml --fail-severity=hint

echo "contract-lint: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
