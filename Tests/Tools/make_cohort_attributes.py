"""Writes Corpus/Cohort/attributes.csv: the rows of PS3.15 Table E.1-1 for the attributes that the cohort's texts use.

make_cohort_attributes.py [OUTPUT]
"""
import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLES = ROOT / "Rules" / "Tables"
OPTIONS = [
    "retain_uids", "retain_device_identity", "retain_institution_identity", "retain_patient_characteristics",
    "retain_longitudinal_full_dates", "retain_longitudinal_modified_dates", "clean_descriptors",
    "clean_structured_content", "clean_graphics",
]


def used_tags():
    """The standard tags that the texts and the table of leaks name."""
    tags = set()
    for path in (ROOT / "Corpus" / "Cohort").rglob("*"):
        if path.suffix == ".txt" or path.name == "leaks.csv":
            tags |= {tag.upper() for tag in re.findall(r"\(([0-9A-Fa-f]{4},[0-9A-Fa-f]{4})\)", path.read_text())}
    return sorted(tag for tag in tags if int(tag[3], 16) % 2 == 0)


def rows(name, key):
    """The rows of a table by tag without signs, upper case, x for any digit."""
    with open(TABLES / name) as file:
        return {re.sub("[(),]", "", row[key]).upper().replace("X", "."): row for row in csv.DictReader(file)}


def find(table, tag):
    """The row of a tag, or that of the repeating group that it belongs to."""
    plain = tag.replace(",", "")
    if plain in table:
        return table[plain]
    return next((row for key, row in table.items() if "." in key and re.fullmatch(key, plain)), None)


def main():
    profile = rows("PS3.15-2026c-E.1-1.csv", "tag")
    names = rows("PS3.6-elements.csv", "tag") | rows("PS3.6-repeating-elements.csv", "tag_mask")
    output = sys.argv[1] if len(sys.argv) > 1 else ROOT / "Corpus" / "Cohort" / "attributes.csv"
    with open(output, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["tag", "name", "vr", "basic"] + OPTIONS)
        for tag in used_tags():
            entry, action = find(names, tag), find(profile, tag)
            if entry is None:
                raise SystemExit(f"({tag}) is in no dictionary")
            actions = [action[option] for option in OPTIONS] if action else [""] * len(OPTIONS)
            writer.writerow(
                [f"({tag})", entry["name"], entry["vr"], action["basic_profile"] if action else ""] + actions)


if __name__ == "__main__":
    main()
