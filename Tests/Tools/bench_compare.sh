#!/usr/bin/env bash
# Measures `deid-audit compare` beside `deid-audit scan` of the outputs alone, on files that it makes. Prints Markdown.
#
#   [BIN=.build/release] [FILES=20000] [PYTHON=python3] Tests/Tools/bench_compare.sh [FOLDER]
#
# PYTHON needs pydicom. The seconds are those of all processors together, user and system, so that other work on the machine
# does not count; the best of three runs.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
bin=${BIN:-$root/.build/release}
files=${FILES:-20000}
data=${1:-$(mktemp -d)}
[ -n "${1:-}" ] || trap 'rm -rf "$data"' EXIT
common=(--quiet --scope attributes --option clean-descriptors --option retain-safe-private)

# best COMMAND...: processor seconds, wall seconds and peak KB of the run that took the least of the first.
best() {
  local turn
  for turn in 1 2 3; do
    /usr/bin/time -f '%U %S %e %M' -o "$data/time" "$@" >/dev/null 2>&1 || true
    tail -n 1 "$data/time"
  done | awk '{s = $1 + $2} NR == 1 || s < best {best = s; wall = $3; peak = $4} END {print best, wall, peak}'
}

echo "| run | files | processor seconds | seconds | peak MB | times a scan |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for kind in kept renamed; do
  folder=$data/$kind-$files
  if [ ! -d "$folder" ]; then
    "${PYTHON:-python3}" "$root/Tests/Tools/make_compared.py" "$bin/make-corpus" "$folder" --files "$files" \
      $([ $kind = renamed ] && echo --renamed)
  fi
  scan=$(best "$bin/deid-audit" scan "${common[@]}" "$folder/outputs")
  listed=$(best "$bin/deid-audit" scan "${common[@]}" --originals "$folder/originals" "$folder/outputs")
  compare=$(best "$bin/deid-audit" compare "${common[@]}" "$folder/originals" "$folder/outputs")
  for row in "scan of the outputs, names $kind:$scan" "scan --originals, names $kind:$listed" "compare, names $kind:$compare"; do
    echo "${row##*:} ${scan%% *}" | awk -v name="${row%:*}" -v n="$files" \
      '{printf "| %s | %d | %.2f | %.2f | %d | %.2f |\n", name, n, $1, $2, $3 / 1024, $1 / $4}'
  done
done
