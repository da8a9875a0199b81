"""Compares path, VR, offset and length of every element of DICOM files between deid-audit and pydicom.

usage: compare_with_pydicom.py PROGRAM FOLDER

Prints one CSV row for each file and kind of difference: file, kind, count, first place. pydicom does its own reading;
this script only turns its offsets, which are relative to the buffer of a sequence of defined length, into offsets in
the file or in the inflated data set.
"""
import collections
import csv
import json
import os
import subprocess
import sys
import warnings

import pydicom
from pydicom.dataelem import RawDataElement
from pydicom.errors import InvalidDicomError

warnings.simplefilter("ignore")


def walk(dataset, path, base, found):
    for tag in sorted(dataset._dict):
        element = dataset._dict[tag]
        here = f"{path}({tag.group:04X},{tag.element:04X})"
        if isinstance(element, RawDataElement):
            offset = base + element.value_tell
            length = "undefined" if element.length == 0xFFFFFFFF else element.length
            try:
                made = dataset[tag]
            except Exception as error:  # pydicom could not make a value of it; where it lies is known all the same
                found.append((here, f"error {type(error).__name__}", offset, length))
                continue
            found.append((here, made.VR, offset, length))
            if made.VR == "SQ":
                for index, item in enumerate(made.value):
                    walk(item, f"{here}[{index}].", offset, found)
        else:
            # Made while the file was read: pydicom no longer knows the length.
            undefined = element.VR == "SQ" or element.is_undefined_length
            found.append((here, element.VR, base + (element.file_tell or 0), "undefined" if undefined else None))
            if element.VR == "SQ":
                for index, item in enumerate(element.value):
                    walk(item, f"{here}[{index}].", base, found)


def pydicoms(name, force):
    found = []
    try:
        dataset = pydicom.dcmread(name, force=force)
    except InvalidDicomError:
        return None
    except Exception as error:
        return f"pydicom stops: {type(error).__name__}"
    try:
        walk(dataset.file_meta, "", 0, found)
        walk(dataset, "", 0, found)
    except Exception as error:
        return f"pydicom stops: {type(error).__name__}"
    return found


def ours(program, name):
    run = subprocess.run([program, "elements", name], capture_output=True, text=True)
    found = []
    if run.returncode != 0:
        return found, False
    complete = False
    for line in run.stdout.splitlines():
        entry = json.loads(line)
        if entry["kind"] in ("element", "sequence", "fragments"):
            found.append((entry["path"], entry["vr"], entry["offset"] + entry["header"], entry["length"]))
        if entry["kind"] == "end":
            complete = entry["complete"]
    return found, complete


def compare(left, right):
    """The differences of two lists of elements, by kind."""
    kinds = collections.OrderedDict()

    def note(kind, path):
        kinds.setdefault(kind, []).append(path)

    mine = {}
    for path, vr, offset, length in left:
        if path in mine:
            note("repeated: pydicom keeps one", path)
        mine[path] = (vr, offset, length)
    theirs = {path: rest for path, *rest in right}
    for path, (vr, offset, length) in theirs.items():
        if path not in mine:
            note("only pydicom has it", path)
            continue
        own_vr, own_offset, own_length = mine[path]
        if own_vr != vr and own_vr not in str(vr).split(" or "):
            note(f"VR {own_vr}, pydicom {vr}", path)
        if own_offset != offset:
            note("offset", path)
        if length is not None and own_length != length:
            note("length", path)
    for path in mine:
        if path not in theirs:
            note("only deid-audit has it", path)
    return kinds


def main(program, folder):
    out = csv.writer(sys.stdout, lineterminator="\n")
    names = sorted(os.path.join(root, file) for root, _, files in os.walk(folder) for file in files)
    elements = 0
    for name in names:
        short = os.path.relpath(name, folder)
        left, complete = ours(program, name)
        if not complete:
            out.writerow([short, "the account is not complete", 1, ""])
        right = pydicoms(name, force=False)
        if right is None and left:
            right = pydicoms(name, force=True)
        if right is None:
            if left:
                out.writerow([short, "only deid-audit reads it", len(left), left[0][0]])
            continue
        if isinstance(right, str):
            out.writerow([short, right, 1, ""])
            continue
        elements += len(right)
        for kind, places in compare(left, right).items():
            out.writerow([short, kind, len(places), places[0]])
    print(f"# {len(names)} files, {elements} elements compared", file=sys.stderr)


main(sys.argv[1], sys.argv[2])
