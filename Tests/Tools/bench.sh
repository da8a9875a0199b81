#!/usr/bin/env bash
# Measures deid-audit side by side with other programs, in one run, on files that it makes. Prints Markdown.
# usage: Tests/Tools/bench.sh [FOLDER]   needs python3 with pydicom, and dcmdump; what is missing is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
data="${1:-bench-data}"
bin=.build/release
[ -d "$data/large" ] || "$bin/make-corpus" "$data/large" --bench 2000 --size 500000
[ -d "$data/small" ] || "$bin/make-corpus" "$data/small" --bench 20000 --size 10000
# Ten thousand invented persons.
awk -F, 'BEGIN{srand(5)} NR > 1 && $2 >= 3 && $3 == 0 {given[++g] = $1} NR > 1 && $3 >= 2 && $2 == 0 {family[++f] = $1}
  END{print "name,id,birth date,accession number"
    for (i = 0; i < 10000; i++) printf "%s^%s,%d,%d-%02d-%02d,A%d\n", family[1 + int(rand() * f)], given[1 + int(rand() * g)],
      10000000 + rand() * 90000000, 1930 + rand() * 80, 1 + rand() * 12, 1 + rand() * 28, 100000000 + rand() * 900000000}' \
  Rules/Tables/person-names.csv > "$data/persons.csv"
cc -O2 -o "$data/floor" Tests/Tools/floor.c
audit=("$bin/deid-audit" scan --quiet --scope attributes --option clean-descriptors --option retain-safe-private)

# Best of several: seconds and peak KB of a command. Short runs are repeated more often.
best() {
  local best="" begin seconds
  for turn in 1 2 3 4 5 6 7 8 9 10; do
    begin=$EPOCHREALTIME
    # A verdict other than clean is an exit code, not a failure of the measurement.
    /usr/bin/time -f '%M' -o "$data/time" "$@" >/dev/null 2>&1 || true
    seconds=$(awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN{print b - a}')
    if [ -z "$best" ] || awk "BEGIN{exit !($seconds < ${best% *})}"; then
      best="$seconds $(tail -n 1 "$data/time")"
    fi
    if [ "$turn" -ge 2 ] && awk "BEGIN{exit !($seconds > 1)}"; then break; fi
  done
  echo "$best"
}

row() {
  local name="$1" count="$2"
  shift 2
  local result
  result=$(best "$@")
  awk -v name="$name" -v n="$count" -v s="${result% *}" -v m="${result#* }" \
    'BEGIN{printf "| %s | %d | %.3f | %d | %d |\n", name, n, s, n / (s > 0 ? s : 0.001), m / 1024}'
}

echo "$(swift --version 2>/dev/null | head -n 1), $(nproc) cores, warm page cache, best of ten, of two where a run takes a second"
echo
echo "| program | files | seconds | files a second | peak MB |"
echo "| --- | ---: | ---: | ---: | ---: |"
for set in large:2000 small:20000; do
  folder="$data/${set%:*}" count="${set#*:}"
  row "deid-audit, all checks (${set%:*})" "$count" "${audit[@]}" "$folder"
  row "deid-audit, files not compared with each other (${set%:*})" "$count" "${audit[@]}" --without-cohort "$folder"
  row "deid-audit with JSON and HTML (${set%:*})" "$count" "${audit[@]}" --json "$data/r.json" --html "$data/r.html" "$folder"
  row "deid-audit, all checks, a list of 10,000 persons (${set%:*})" "$count" "${audit[@]}" --identifiers "$data/persons.csv" "$folder"
  row "floor: open, map, read the header, one thread (${set%:*})" "$count" "$data/floor" "$folder"
  if python3 -c 'import pydicom' 2>/dev/null; then
    row "pydicom walk, stop_before_pixels (${set%:*})" "$count" python3 Tests/Tools/pydicom_walk.py "$folder"
  fi
  if command -v dcmdump >/dev/null; then row "dcmdump -q +sd (${set%:*})" "$count" dcmdump -q -M +sd +r "$folder"; fi
done
row "deid-audit --manifest (large)" 2000 "${audit[@]}" --manifest "$data/manifest" "$data/large"
row "sha256sum, one thread (large)" 2000 find "$data/large" -type f -exec sha256sum {} +
row "start-up: one file" 1 "${audit[@]}" "$data/small/folder-0/ct-1.dcm"
