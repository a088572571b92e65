#!/usr/bin/env bash
# Formats, checks, lints, tests and compiles the Rego in rego/: the default bundle, and one with the
# tests as entrypoints so that Maven can run them without opa. Both are committed, each beside the
# hashes of its sources; so is the schema of what authors' rules see, which is one of the two others.
#   ./build.sh           builds them in place
#   ./build.sh --check   builds them elsewhere and fails if the committed ones differ
# opa is taken from OPA_BIN or the PATH and must be of the version in OPA_VERSION; regal is taken
# from REGAL_BIN or the PATH, where it is.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C
opa=${OPA_BIN:-opa}
want=$(cat OPA_VERSION)
have=$("$opa" version 2>/dev/null | sed -n 's/^Version: //p') || true
if [ "$have" != "$want" ]; then
  echo "policies: need opa $want, found ${have:-none}; set OPA_BIN or: go install github.com/open-policy-agent/opa@v$want" >&2
  exit 1
fi

default=src/main/resources/dev/entente/policies/default-bundle
tests=src/test/resources/dev/entente/policies/tests-bundle
custom=schemas/custom.json
out=.
if [ "${1:-}" = --check ]; then
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
fi
mkdir -p "$out/${default%/*}" "$out/${tests%/*}" "$out/${custom%/*}"

{
  echo '{"anyOf": ['
  cat schemas/disclosure.json
  echo ','
  cat schemas/promotion.json
  echo ']}'
} > "$out/$custom"

"$opa" fmt --fail --diff rego
"$opa" check --strict --schema schemas rego
if regal=$(command -v "${REGAL_BIN:-regal}"); then
  "$regal" lint rego >&2
else
  echo "policies: not linted; there is no regal in REGAL_BIN or on the PATH" >&2
fi
"$opa" test rego
"$opa" test --coverage --threshold 100 rego >/dev/null

# An OPA server tells this revision with each answer.
revision=$(find rego -name '*.rego' ! -name '*_test.rego' | sort | xargs sha256sum | sha256sum | cut -d' ' -f1)
"$opa" build -t wasm --ignore '*_test.rego' --revision "$revision" -e entente/disclosure/decision \
  -e entente/disclosure/explanation -e entente/promotion/gates -o "$out/$default.tar.gz" rego
entrypoints=$(find rego -name '*_test.rego' | sort | while read -r file; do
  package=$(sed -n 's/^package //p' "$file" | tr . /)
  sed -nE "s#^(test_[a-z0-9_]+) .*#-e $package/\1#p" "$file"
done)
# shellcheck disable=SC2086
"$opa" build -t wasm $entrypoints -o "$out/$tests.tar.gz" rego
find rego -name '*.rego' ! -name '*_test.rego' | sort | xargs sha256sum > "$out/$default.sources"
find rego -name '*.rego' | sort | xargs sha256sum > "$out/$tests.sources"

if [ "$out" != . ]; then
  for file in "$default.tar.gz" "$default.sources" "$tests.tar.gz" "$tests.sources" "$custom"; do
    cmp "$file" "$out/$file" || {
      echo "policies: $file is not what its sources build; run policies/build.sh and commit" >&2
      exit 1
    }
  done
fi
