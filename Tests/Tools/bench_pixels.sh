#!/bin/sh
# Measures how text is found and read: on pictures of the generator, and on real ones where a folder of them is given.
#
# GROUNDS=FOLDER  PGM files without text, as extract_grounds.py writes them, to draw upon as well
# NUMBER=1000     how many pictures with text, and how many without
set -eu
bin=.build/release
out=bench-data/pictures
number=${NUMBER:-1000}
mkdir -p "$out"
export OMP_THREAD_LIMIT=1
"$bin/make-pictures" "$out/512" --with "$number" --without "$number" --seed 7000001 ${GROUNDS:+--grounds "$GROUNDS"}
"$bin/make-pictures" "$out/2048" --with 18 --without 54 --seed 8000001 --width 2048 --height 2048
echo "== 512 x 512"
"$bin/bench-pixels" gate "$out/512"
echo "== 2048 x 2048"
"$bin/bench-pixels" gate "$out/2048"
echo "== words, every tenth picture of 512 x 512"
"$bin/bench-pixels" read "$out/512" --every 10 --whole
if [ -d ../shared/corpus ] && python3 -c 'import pydicom, numpy' 2>/dev/null; then
  [ -d "$out/slices" ] || python3 Tests/Tools/make_slices.py ../shared/corpus "$out/slices"
  echo "== 300 CT slices of 512 x 512 without text, all checks, all cores"
  /usr/bin/time -f '%e s, %U s of CPU' "$bin/deid-audit" scan --quiet "$out/slices" --json "$out/slices.json" || true
  echo "slices in which text was seen: $(grep -c '"check":"pixel.\(text\|identifying\)' "$out/slices.json" || true)"
fi
if [ -d "$out/slices" ] && python3 -c 'import pydicom, numpy, PIL' 2>/dev/null; then
  echo "== names and dates of 10 to 24 px drawn into them"
  python3 Tests/Tools/plant_identifiers.py "$bin/deid-audit" "$out/slices" "$out/planted"
fi
if python3 -c 'import pydicom, numpy, PIL' 2>/dev/null; then
  [ -d "$out/loops" ] || python3 Tests/Tools/make_loops.py "$out/loops"
  echo "== a loop of 500 frames of 800 x 600 with a caption, against one frame, one thread"
  for loop in one same ticking moving; do
    /usr/bin/time -f "$loop: %U s of CPU" "$bin/deid-audit" scan --quiet --threads 1 "$out/loops/$loop.dcm" || true
  done
fi
