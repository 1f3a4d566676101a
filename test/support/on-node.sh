#!/usr/bin/env bash
# on-node.sh VERSION RESULT.json: the loop, the sandbox and the embedded end-to-end test on another Node; its binary comes as an npm package.
set -euo pipefail
version="$1"
result="$2"
case "$(uname -m)" in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) echo "Expected x86_64 or aarch64, got $(uname -m)" >&2; exit 1 ;; esac
folder=".cache/node/$version"
node="$PWD/$folder/node_modules/node-linux-$arch/bin/node"
if [ ! -x "$node" ]; then
  mkdir -p "$folder"
  npm install --no-audit --no-fund --no-save --prefix "$folder" "node-linux-$arch@$version"
fi
"$node" --version
PATH="$(dirname "$node"):$PATH" "$node" node_modules/vitest/vitest.mjs run \
  --reporter=default --reporter=json --outputFile.json="$result" \
  shared/pipeline services/inspect/sandbox test/e2e/embedded
