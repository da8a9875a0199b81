"""Compares results of the published validation script with those of `deid-audit score --values --database`, row by row.

    python3 compare_score.py SCRIPT_RESULTS.db OUR_RESULTS.db [--write EXPECTED.csv]

SCRIPT_RESULTS.db is the script's `validation_results.db`. Prints each row that differs, with both results, and exits with
1 if there is one whose difference `Rules/Tables/score-differences.csv` does not name. --write stores the script's rows, by
instance and check, for the tests.
"""

import argparse
import collections
import csv
import sqlite3
import sys

FIELDS = ["action", "tag_ds", "check_passed", "check_score", "file_value", "answer_value", "modality", "class",
          "patient", "study", "series", "hipaa_z", "hipaa_m", "dicom_p15", "dicom_iod", "dicom_safe", "tcia_ptkb",
          "tcia_p15", "tcia_rev", "prev_cat", "tag", "tag_name", "action_text"]


def rows(path):
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    found = collections.defaultdict(list)
    for row in database.execute("SELECT * FROM validation_results"):
        found[row["instance"], str(row["check_index"])].append(row)
    return found


def same(field, left, right):
    if field == "check_score" and left is not None and right is not None:
        return abs(float(left) - float(right)) < 1e-9
    if field == "patient":
        return str(left) == str(right)
    return left == right


def known(field, action, label, left, right):
    """The name of a known difference of a field, or none."""
    if action == "<pixels_hidden>" and field in ("file_value", "check_score", "check_passed"):
        return "picture-reader"
    if field == "file_value" and left is not None and left.startswith("<[(") and right.startswith("<["):
        return "sequence-text"
    if '",' in (label or "") and "]<" in label and left in (None, 0, 0.0):
        return "unknown-sequence"
    return None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("theirs")
    arguments.add_argument("ours")
    arguments.add_argument("--write")
    options = arguments.parse_args()
    theirs, ours = rows(options.theirs), rows(options.ours)
    differences = collections.Counter()
    wrong = 0
    for key in sorted(set(theirs) | set(ours)):
        left, right = theirs[key], ours[key]
        if len(left) != len(right):
            print(key, "rows:", len(left), len(right))
            wrong += 1
            continue
        for one, other in zip(left, right):
            for field in FIELDS:
                if same(field, one[field], other[field]):
                    continue
                name = known(field, one["action"], one["tag_ds"], one[field], other[field])
                differences[name, field] += 1
                if name is None or field == "check_passed":
                    print(key, one["action"], one["tag_ds"], field, repr(one[field])[:120], repr(other[field])[:120])
                    wrong += name is None
    print(sum(map(len, theirs.values())), "rows;", "differences:", dict(differences), "; not named:", wrong)
    if options.write:
        with open(options.write, "w", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["instance", "check_index"] + FIELDS[:5])
            for key in sorted(theirs):
                for row in theirs[key]:
                    out.writerow([*key, *(row[field] for field in FIELDS[:5])])
    sys.exit(1 if wrong else 0)


main()
