#!/usr/bin/env python3
"""Makes invented patients and measures with pycanon how easily they are told apart.

usage: Tests/Tools/measure_risk.py FOLDER      needs pycanon and pandas (PyPI)

Writes FOLDER/risk-patients.csv, and what pycanon and pandas say of it to FOLDER/risk-expected.csv, to which a test
holds the program: k-anonymity and l-diversity by pycanon, uniqueness by the sizes of pandas' groups.
"""
import itertools
import random
import sys

import pandas
from pycanon import anonymity

QUASI = ["PatientSex", "PatientAge", "PatientWeight", "EthnicGroup", "BodyPartExamined", "InstitutionName"]
SENSITIVE = ["SmokingStatus", "MedicalAlerts"]
SETS = {
    # columns that are used, how many patients there are of each combination at least
    "all": QUASI,
    "few": ["PatientSex", "EthnicGroup"],
    "three": ["PatientSex", "PatientAge", "BodyPartExamined"],
}


def patients(seed):
    """Patients with common and rare values, so that there are large and small classes."""
    draw = random.Random(seed)
    rows = []
    for _ in range(240):
        rows.append(
            {
                "PatientSex": draw.choices(["F", "M", "O"], [50, 48, 2])[0],
                "PatientAge": f"{draw.choice([20, 30, 40, 50, 60, 70]):03d}Y",
                "PatientWeight": draw.choice(["60", "70", "80"]),
                "EthnicGroup": draw.choices(["A", "B", "C"], [60, 30, 10])[0],
                "BodyPartExamined": draw.choices(["CHEST", "HEAD", "HAND"], [70, 25, 5])[0],
                "InstitutionName": draw.choice(["N1", "N2"]),
                "SmokingStatus": draw.choices(["YES", "NO", "UNKNOWN"], [30, 60, 10])[0],
                "MedicalAlerts": draw.choices(["PACEMAKER", "STENT", "GRAFT", "CLIP"], [5, 10, 35, 50])[0],
            }
        )
    return pandas.DataFrame(rows)


def measures(table):
    """What pycanon and pandas say, as rows of set, measure, attributes, number."""
    for name, quasi in SETS.items():
        sizes = table.groupby(quasi).size()
        yield name, "k", "", anonymity.k_anonymity(table, quasi)
        yield name, "classes", "", len(sizes)
        yield name, "unique", "", int((sizes == 1).sum())
        yield name, "below5", "", int(sizes[sizes < 5].sum())
        for sensitive in SENSITIVE:
            yield name, "l", sensitive, anonymity.l_diversity(table, quasi, [sensitive])
    for one in QUASI:
        sizes = table.groupby(one).size()
        yield "all", "distinct", one, len(sizes)
        yield "all", "alone", one, int((sizes == 1).sum())
    for first, second in itertools.combinations(QUASI, 2):
        yield "all", "alone", f"{first} {second}", int((table.groupby([first, second]).size() == 1).sum())


def main():
    folder = sys.argv[1]
    table = patients(11)
    table.to_csv(f"{folder}/risk-patients.csv", index=False, lineterminator="\n")
    with open(f"{folder}/risk-expected.csv", "w", encoding="utf-8") as out:
        out.write("set,measure,attributes,number\n")
        for row in measures(table):
            out.write(",".join(str(field) for field in row) + "\n")


main()
