#!/usr/bin/env bash
# Measures `deid-audit score` beside the published validation script on the same key and data, in one run.
#
#   SCRIPT_DIR=/folder/of/MIDI_validation_script [SCRIPT_PYTHON=python3] [CASES_PYTHON=python3] [BIN=.build/release]
#   [PATIENTS=20] [FILES=10] [PICTURES=3] Tests/Tools/bench_score.sh
#
# SCRIPT_PYTHON needs what the script's requirements.txt names, CASES_PYTHON pydicom 3 and Pillow. The seconds are those
# of all processors together, user and system, so that other work on the machine does not count.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
bin=${BIN:-$root/.build/release}
: "${SCRIPT_DIR:?the folder of the published script}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT="%3U %3S %3R"

# seconds NAME COMMAND...: the processors' seconds of a command that may end with 1 or 2, then the wall clock's.
seconds() {
  local report
  report=$( { time "$@" >"$work/log" 2>&1 || true; } 2>&1 )
  echo "$report" | awk '{printf "%.2f %.2f\n", $1 + $2, $3}'
}

measure() {
  local what=$1 patients=$2 files=$3 kinds=$4
  local cases=$work/$what
  "${CASES_PYTHON:-python3}" "$root/Tests/Tools/make_score_cases.py" "$cases" --patients "$patients" --files "$files" \
    --kinds "$kinds" --anonymizers lazy
  cat >"$cases/config.json" <<J
{"run_name": "run", "input_data_path": "$cases/lazy", "output_data_path": "$cases/script",
 "answer_db_file": "$cases/key.db", "uid_mapping_file": "$cases/lazy-uids.csv",
 "patid_mapping_file": "$cases/lazy-patients.csv", "multiprocessing": "True", "multiprocessing_cpus": "2",
 "log_path": "$cases/logs", "log_level": "error", "report_series": "False"}
J
  local count checks theirs reports ours
  count=$(find "$cases/lazy" -name '*.dcm' | wc -l)
  theirs=$(cd "$SCRIPT_DIR" && seconds "${SCRIPT_PYTHON:-python3}" run_validation.py "$cases/config.json")
  reports=$(cd "$SCRIPT_DIR" && seconds "${SCRIPT_PYTHON:-python3}" run_reports.py "$cases/config.json")
  ours=$(seconds env OMP_THREAD_LIMIT=1 "$bin/deid-audit" score --answer-key "$cases/key.db" \
    --uid-map "$cases/lazy-uids.csv" --patient-map "$cases/lazy-patients.csv" "$cases/lazy" --values --threads 2 \
    --database "$cases/ours.db" --csv-dir "$cases/tables" --json "$cases/ours.json")
  checks=$("${CASES_PYTHON:-python3}" -c "
import sqlite3, sys
print(*[sqlite3.connect(path).execute('SELECT count(*) FROM validation_results').fetchone()[0] for path in sys.argv[1:]])
" "$cases/script/run/validation_results.db" "$cases/ours.db")
  echo "$theirs $reports $ours $checks" | awk -v what="$what" -v count="$count" '{
    printf "| %s | %d | %d / %d | %.1f | %.1f | %.2f | %.0f |\n", what, count, $7, $8, $1, $3, $5, ($1 + $3) / $5 }'
}

echo "| data | files | results, script / here | script, validation | script, reports | here, all outputs | times as fast |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
measure attributes "${PATIENTS:-20}" "${FILES:-10}" CT,MR,SR
measure pictures 1 "${PICTURES:-3}" US
