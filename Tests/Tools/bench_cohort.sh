#!/usr/bin/env bash
# Measures what a file costs in a data set of ten thousand and in one of a million: headers of 2 KB, made here. Prints
# Markdown. The processor's time is what counts: that of the wall has other programs in it.
# usage: Tests/Tools/bench_cohort.sh [FOLDER] [COUNT…]   needs python3; BIN is the folder of the program.
set -euo pipefail
cd "$(dirname "$0")/../.."
data="${1:-bench-cohort}"
shift || true
counts=("${@:-10000 1000000}")
read -r -a counts <<< "${counts[*]}"
bin="${BIN:-.build/release}"
mkdir -p "$data"
audit=("$bin/deid-audit" scan --quiet --scope attributes --no-config --option clean-descriptors
  --option retain-longitudinal-modified-dates --option retain-patient-characteristics)

# Processor milliseconds a file, and peak MB.
measure() {
  local name="$1" count="$2"
  shift 2
  /usr/bin/time -f '%U %S %M' -o "$data/time" "$@" >/dev/null 2>&1 || true
  awk -v name="$name" -v n="$count" 'END{printf "| %s | %d | %.3f | %d |\n", name, n, ($1 + $2) * 1000 / n, $3 / 1024}' \
    "$data/time"
}

echo "| audit | files | processor ms a file | peak MB |"
echo "| --- | ---: | ---: | ---: |"
for count in "${counts[@]}"; do
  [ -d "$data/$count" ] || python3 Tests/Tools/make_headers.py "$count" "$data/$count"
  rm -f "$data/$count.sqlite"*
  measure "files compared with each other" "$count" "${audit[@]}" "$data/$count"
  measure "not compared" "$count" "${audit[@]}" --without-cohort "$data/$count"
  measure "into a new store" "$count" "${audit[@]}" --store "$data/$count.sqlite" "$data/$count"
  measure "into a store that has all files" "$count" "${audit[@]}" --store "$data/$count.sqlite" "$data/$count"
done
