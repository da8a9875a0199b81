"""Gives what references name by a number other numbers, and says which references lead nowhere by that.

usage: renumber.py FOLDER OUTPUTS TABLE

Copies the DICOM files below FOLDER to OUTPUTS and adds 1000 to every number that an attribute of TABLE
(reference-numbers.csv) refers to. Prints file and place of every reference whose number stood in what it refers to: the
instance that an item around it names, else the file itself, else what the file names in the sequence of the table.
"""

import csv
import os
import sys
import warnings

import pydicom
from pydicom.tag import Tag

warnings.simplefilter("ignore")


def tag_of(text):
    return Tag(*(int(part, 16) for part in text.strip("()").split(",")))


def integers(element):
    values = element.value if element.VM > 1 else [element.value]
    return [int(value) for value in values if value not in (None, "")]


class Rows:
    def __init__(self, path):
        with open(path) as table:
            rows = list(csv.DictReader(table))
        self.names = {tag_of(row["tag"]): tag_of(row["names"]) for row in rows}
        self.holders = {tag_of(row["tag"]): tag_of(row["of"]) for row in rows if row["of"]}
        # How many frames there are cannot be changed without the pixels.
        self.targets = set(self.names.values()) - {Tag(0x0028, 0x0008)}


def numbers(data, target):
    return [number for element in data.iterall() if element.tag == target for number in integers(element)]


def references(rows, data, instance, place=""):
    """Every reference by number: its place, element, and the instance that an item around it names."""
    instance = str(data.get("ReferencedSOPInstanceUID", "")) or instance
    for element in data:
        here = "%s(%04X,%04X)" % (place, element.tag.group, element.tag.elem)
        if element.VR == "SQ":
            for number, item in enumerate(element.value):
                yield from references(rows, item, instance, "%s[%d]." % (here, number))
        elif rows.names.get(element.tag) in rows.targets and integers(element):
            yield here, element, instance


def main(folder, outputs, table):
    rows = Rows(table)
    files = {}
    instances = {}
    for name in sorted(os.listdir(folder)):
        try:
            files[name] = pydicom.dcmread(os.path.join(folder, name))
        except pydicom.errors.InvalidDicomError:
            continue
        instances.setdefault(str(files[name].get("SOPInstanceUID", "")), files[name])
    for name, data in files.items():
        for place, element, instance in references(rows, data, ""):
            led = [instances.get(instance)] if instance else [data]
            if not instance and element.tag in rows.holders:
                for sequence in data.iterall():
                    if sequence.tag == rows.holders[element.tag]:
                        led += [instances.get(str(item.get("ReferencedSOPInstanceUID"))) for item in sequence.value]
            wanted = integers(element)
            there = [numbers(one, rows.names[element.tag]) for one in led if one is not None]
            if any(set(wanted) <= set(found) for found in there):
                print(name, place)
    for name, data in files.items():
        for element in data.iterall():
            if element.tag in rows.targets and integers(element):
                element.value = integers(element)[0] + 1000
        data.save_as(os.path.join(outputs, name))


main(*sys.argv[1:])
