#!/usr/bin/env bash
# Measures `deid-audit compare` beside `deid-audit scan` of the outputs alone, on files that it makes. Prints Markdown.
#
#   [BIN=.build/release] [FILES=20000] [SCOPE=attributes] [TURNS=5] [PYTHON=python3] Tests/Tools/bench_compare.sh [FOLDER]
#
# PYTHON needs pydicom. SCOPE=all looks at pictures as well. The runs take turns, and of each the one counts that took the
# least of all processors' seconds, user and system, so that other work on the machine counts as little as can be.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
bin=${BIN:-$root/.build/release}
files=${FILES:-20000}
data=${1:-$(mktemp -d)}
[ -n "${1:-}" ] || trap 'rm -rf "$data"' EXIT
common=(--quiet --scope "${SCOPE:-attributes}" --option clean-descriptors --option retain-safe-private)

# measure NAME COMMAND...: adds processor seconds, seconds and peak KB of a run to the runs of that name.
measure() {
  local runs=$data/time-$1
  shift
  /usr/bin/time -f '%U %S %e %M' -o "$data/time" "$@" >/dev/null 2>&1 || true
  tail -n 1 "$data/time" >>"$runs"
}

# best NAME: processor seconds, seconds and peak KB of the run that took the least of the first.
best() {
  awk '{s = $1 + $2} NR == 1 || s < best {best = s; wall = $3; peak = $4} END {print best, wall, peak}' "$data/time-$1"
}

echo "| run | files | processor seconds | seconds | peak MB | times a scan |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for kind in kept renamed; do
  folder=$data/$kind-$files
  if [ ! -d "$folder" ]; then
    "${PYTHON:-python3}" "$root/Tests/Tools/make_compared.py" "$bin/make-corpus" "$folder" --files "$files" \
      $([ $kind = renamed ] && echo --renamed)
  fi
  rm -f "$data"/time-*
  for _ in $(seq "${TURNS:-5}"); do
    measure scan "$bin/deid-audit" scan "${common[@]}" "$folder/outputs"
    measure listed "$bin/deid-audit" scan "${common[@]}" --originals "$folder/originals" "$folder/outputs"
    measure compare "$bin/deid-audit" compare "${common[@]}" "$folder/originals" "$folder/outputs"
  done
  scan=$(best scan)
  for row in "scan of the outputs, names $kind:$scan" "scan --originals, names $kind:$(best listed)" \
    "compare, names $kind:$(best compare)"; do
    echo "${row##*:} ${scan%% *}" | awk -v name="${row%:*}" -v n="$files" \
      '{printf "| %s | %d | %.2f | %.2f | %d | %.2f |\n", name, n, $1, $2, $3 / 1024, $1 / $4}'
  done
done
