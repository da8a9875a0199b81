#!/usr/bin/env bash
# Makes the scorecards of all recipes, or of those that are named: Reports/Scorecards/make.sh [RECIPE…]
# PATIENTS and SEED choose the corpus. Installs what a recipe needs.
set -euo pipefail
cd "$(dirname "$0")/../.."
program="${DEID_AUDIT:-.build/release/deid-audit}"
patients="${PATIENTS:-3}" seed="${SEED:-1}"
recipes=("$@")
if [ $# = 0 ]; then
  for file in Recipes/*; do
    if [ -x "$file" ]; then recipes+=("$(basename "$file")"); fi
  done
fi
for recipe in "${recipes[@]}"; do
  echo "== $recipe" >&2
  "Recipes/$recipe" install >&2
  code=0
  rm -f "Reports/Scorecards/$recipe.md" "Reports/Scorecards/$recipe.json"
  "$program" benchmark --patients "$patients" --seed "$seed" --name "$("Recipes/$recipe" version)" \
    --markdown "Reports/Scorecards/$recipe.md" --json "Reports/Scorecards/$recipe.json" \
    -- "Recipes/$recipe" run '{in}' '{out}' || code=$?
  # 1 says that something is left, 2 that files have no output, or that there is no scorecard.
  [ -s "Reports/Scorecards/$recipe.json" ] || exit "$code"
done
python3 Reports/Scorecards/table.py Reports/Scorecards >Reports/Scorecards/README.md
