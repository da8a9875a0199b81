"""Checks a cohort with pydicom: python3 check_cohort.py ORIGINALS CLEAN KEY

Every leak of the key stands at its place in the original and not in the clean twin, references resolve on both sides, and
UIDs, dates and pixels of the twin are what the maps and the key say. Prints one line; every fault is a line of its own
before it and makes the exit code 1.
"""
import base64
import binascii
import collections
import csv
import datetime
import gzip
import hashlib
import json
import pathlib
import re
import sqlite3
import sys
import zipfile
import zlib
from io import BytesIO

import numpy
import pydicom
from pydicom import config

config.settings.reading_validation_mode = config.IGNORE
STUDY_CLASSES = {"1.2.840.10008.3.1.2.3.1"}
faults = []


def fault(*words):
    faults.append(" ".join(str(word) for word in words))


def element(dataset, path):
    """The element at a path such as (0040,0275)[0].(0040,0007); None if it is not there."""
    for part in path.split("."):
        tag = pydicom.tag.Tag(int(part[1:5], 16), int(part[6:10], 16))
        source = dataset if tag.group != 2 else dataset.file_meta
        if tag not in source:
            return None
        found = source[tag]
        if part.endswith("]"):
            index = int(part[12:-1])
            if index >= len(found.value):
                return None
            dataset = found.value[index]
    return found


def forms(value):
    """The texts that are in bytes: as they are, and unpacked."""
    texts = [value.decode("utf-8", "replace"), value.decode("latin-1"), value.decode("utf-16-le", "replace")]
    for start in range(min(len(value), 64)):
        for unpack in (gzip.decompress, zlib.decompress):
            try:
                texts.append(unpack(value[start:]).decode("utf-8", "replace"))
            except (OSError, EOFError, zlib.error, ValueError):
                continue
    if value[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(value)) as archive:
            texts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
            texts += archive.namelist()
    try:
        texts.append(base64.b64decode(value, validate=True).decode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        pass
    try:
        texts.append(bytes.fromhex(value.decode("ascii")).decode("utf-8", "replace"))
    except (ValueError, UnicodeDecodeError):
        pass
    texts.append(value[::-1].decode("utf-8", "replace"))
    return texts


def is_in(planted, found):
    """Whether every word that was planted is in one of the texts of a value."""
    if isinstance(found, bytes):
        texts = forms(found)
    elif isinstance(found, str):
        texts = [found] + forms(found.encode())
    else:
        texts = [str(found)]
    words = [word for word in re.split(r"[\s\\]+", planted) if word]
    return any(all(word in text for word in words) for text in texts)


def shown(found):
    """The value of an element as text or bytes, several values joined."""
    value = found.value
    if isinstance(value, pydicom.multival.MultiValue):
        return "\\".join(str(one) for one in value)
    return value if isinstance(value, bytes) else str(value)


def check_leak(row, original, clean, paths):
    path, planted = row["path"], row["planted"]
    if path == "file":
        if planted != row["file"]:
            fault(row["leak"], "is not the file's path")
        return
    raw = (paths[0] / row["file"]).read_bytes()
    if path == "preamble":
        if planted.encode() not in raw[:128]:
            fault(row["leak"], "is not at its place in", row["file"])
        return
    found = element(original, path)
    if found is None:
        return fault(row["leak"], "has no element", path, "in", row["file"])
    if row["rectangle"]:
        return check_pixels(row, original, clean, found)
    if path.startswith("(60") and found.VR == "OW":
        # An overlay's words are drawn.
        if not any(found.value):
            fault(row["leak"], "shows nothing in", row["file"])
    elif found.VR == "SQ" or not is_in(planted, shown(found)):
        fault(row["leak"], "is not in", path, "of", row["file"])
    left = element(clean, path)
    if row["done"] == "removed" and left is not None:
        fault(row["leak"], "is still in the clean twin of", row["file"])
    if left is not None and shown(left) == shown(found):
        fault(row["leak"], "is the same in the clean twin of", row["file"])


def samples(dataset):
    """The cells of native pixel data with all their bits: frame, row, column, sample."""
    shape = (int(dataset.get("NumberOfFrames", 1)), dataset.Rows, dataset.Columns, dataset.SamplesPerPixel)
    kind = numpy.uint16 if dataset.BitsAllocated == 16 else numpy.uint8
    cells = numpy.frombuffer(dataset.PixelData, kind)
    if dataset.BitsAllocated == 1:
        cells = numpy.unpackbits(cells, bitorder="little")
    return cells[: numpy.prod(shape)].reshape(shape).copy()


def check_pixels(row, original, clean, found):
    """Outside of the planted rectangles nothing changed, and inside there was something brighter than its ground."""
    x, y, width, height, frame = map(int, row["rectangle"].split())
    holder = original if row["path"] == "(7FE0,0010)" else element(original, row["path"].rsplit("[", 1)[0])
    if hashlib.md5(found.value).hexdigest() != row["md5"]:
        fault(row["leak"], "has other pixels than the key in", row["file"])
    if holder is not original:
        return
    before, after = samples(original), samples(clean)
    chosen = slice(None) if frame == 0 else slice(frame - 1, frame)
    box = (chosen, slice(y, y + height), slice(x, x + width))
    if (before[box] == after[box]).all():
        fault(row["leak"], "shows nothing in", row["file"])
    boxes[row["file"]].append(box)


boxes = collections.defaultdict(list)


def check_outside(file, original, clean):
    """Pixels that no leak covers are untouched."""
    before, after = samples(original), samples(clean)
    for box in boxes[file]:
        before[box] = after[box] = 0
    if not (before == after).all():
        fault("pixels outside of what was planted differ in", file)


def walk(dataset):
    for found in dataset:
        yield found
        if found.VR == "SQ":
            for item in found.value:
                yield from walk(item)


def check_references(datasets, side):
    instances = {dataset.SOPInstanceUID: dataset.SOPClassUID for dataset in datasets}
    studies = {dataset.StudyInstanceUID for dataset in datasets}
    series = {dataset.SeriesInstanceUID for dataset in datasets}
    count = 0
    for dataset in datasets:
        if dataset.file_meta.MediaStorageSOPInstanceUID != dataset.SOPInstanceUID:
            fault(side, "file meta information names another instance")
        for item in [dataset] + [item for found in walk(dataset) if found.VR == "SQ" for item in found.value]:
            if "ReferencedSOPInstanceUID" in item:
                count += 1
                uid, kind = item.ReferencedSOPInstanceUID, item.ReferencedSOPClassUID
                if kind in STUDY_CLASSES:
                    if uid not in studies:
                        fault(side, "reference to no study in", dataset.SOPClassUID.name)
                elif instances.get(uid) != kind:
                    fault(side, "reference to no instance in", dataset.SOPClassUID.name)
            if item is not dataset:
                if "SeriesInstanceUID" in item and item.SeriesInstanceUID not in series:
                    fault(side, "reference to no series in", dataset.SOPClassUID.name)
                if "StudyInstanceUID" in item and item.StudyInstanceUID not in studies:
                    fault(side, "reference to no study in", dataset.SOPClassUID.name)
    return count


def moved(text, days):
    day = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8])) + datetime.timedelta(days)
    return day.strftime("%Y%m%d") + text[8:]


def check_answers(row, original, clean, uids, shift):
    """What the key says that was done to an element is what the twin shows."""
    left = element(clean, row["path"])
    found = element(original, row["path"])
    if found is None:
        return fault("no element", row["path"], "in", row["file"])
    done = row["done"]
    if done == "removed":
        if left is not None:
            fault(row["path"], "is not removed in the twin of", row["file"])
    elif left is None:
        fault(row["path"], "is missing in the twin of", row["file"])
    elif done == "kept" and found.VR != "SQ" and shown(left) != shown(found):
        fault(row["path"], "is not kept in the twin of", row["file"])
    elif done == "emptied" and left.value not in (None, "", b"") and len(left.value):
        fault(row["path"], "is not empty in the twin of", row["file"])
    elif done == "uid-replaced" and uids.get(shown(found)) != shown(left):
        fault(row["path"], "is not what the map says in the twin of", row["file"])
    elif done == "date-shifted":
        if row["vr"] == "DA" and moved(shown(found), shift[original.PatientID]) != shown(left):
            fault(row["path"], "is not moved by the patient's days in the twin of", row["file"])


def indexed(dataset, texts, prefix=""):
    """The values of a data set by the paths that the challenge's script gives them."""
    for found in dataset:
        number = f"{found.tag.group:04x},{found.tag.element:04x}"
        if found.tag.is_private and found.private_creator:
            name = str(found.private_creator).upper()
            number = f'{number[:4]},"{name}",{number[7:]}'
        path = f"{prefix}<({number})>"
        texts[path] = "" if found.value is None else str(found.value).strip()
        if found.VR == "SQ":
            for place, item in enumerate(found.value):
                indexed(item, texts, f"{path}[<{place:04}>]")
    return texts


STOPWORDS = set("a an and at by for from had has he her his i in is it no not of on or she the to was with".split())


def passes(check, texts, dataset, uids, ids):
    """Whether a check of the database passes, as the challenge's script understands it."""
    action, text, value = (check[key].removeprefix("<").removesuffix(">") for key in ("action", "action_text", "value"))
    found = texts.get(check["tag_ds"])
    if action == "tag_retained":
        return found is not None
    if action == "text_notnull":
        return bool(found)
    if action in ("text_retained", "text_removed"):
        if found is None or not found:
            return action == "text_removed"
        words = [word for word in re.findall(r"[^\s,;:()^\\]+", text.lower()) if word not in STOPWORDS]
        there = [word in found.lower() for word in words]
        if action == "text_retained":
            return text.lower() in found.lower() or all(there)
        return text.lower() not in found.lower() and not any(there)
    if action in ("date_shifted", "uid_changed"):
        return found is None or value not in found
    if action == "uid_consistent":
        return found is None or found == uids.get(value)
    if action == "patid_consistent":
        return found is None or found == ids.get(value)
    if action == "pixels_retained":
        return hashlib.md5(dataset.PixelData).hexdigest() == text
    place = json.loads(text)
    (left, top), (right, bottom) = place["top_left"], place["bottom_right"]
    cells = samples(dataset)[:, top:bottom, left:right]
    return any(frame.max() == frame.min() for frame in cells)


def check_database(folder, originals, cleans, uids, ids):
    """Every check of the key passes on the twin; those that ask for a change fail on the original."""
    database = sqlite3.connect(folder / "answers.db")
    asked = {row[0]: json.loads(row[1]) for row in database.execute("SELECT SOPInstanceUID, AnswerData FROM answer_data")}
    count = 0
    for original, clean in zip(originals, cleans):
        sides = [(one, indexed(one, {})) for one in (original, clean)]
        for check in asked.get(original.SOPInstanceUID, {"": None}).values():
            if check is None:
                fault("the database has no row for", original.SOPClassUID.name)
                continue
            count += 1
            if not passes(check, sides[1][1], clean, uids, ids):
                fault("the twin does not pass", check["action"], "of", check["tag_ds"], clean.SOPClassUID.name)
            changes = check["action"] not in ("<tag_retained>", "<text_notnull>", "<text_retained>", "<pixels_retained>")
            if changes and passes(check, sides[0][1], original, uids, ids):
                fault("the original passes", check["action"], "of", check["tag_ds"], clean.SOPClassUID.name)
    return count


def main():
    paths = [pathlib.Path(argument) for argument in sys.argv[1:4]]
    rows = collections.defaultdict(list)
    with open(paths[2] / "key.csv", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["file"]].append(row)
    with open(paths[2] / "uids.csv", newline="") as file:
        uids = {row["id_old"]: row["id_new"] for row in csv.DictReader(file)}
    with open(paths[2] / "files.csv", newline="") as file:
        files = list(csv.DictReader(file))
    with open(pathlib.Path(__file__).parents[2] / "Corpus" / "Cohort" / "leaks.csv", newline="") as file:
        table = {row["id"]: row for row in csv.DictReader(file)}
    originals, cleans, leaks, shift = [], [], set(), {}
    for entry in files:
        original = pydicom.dcmread(paths[0] / entry["original"])
        clean = pydicom.dcmread(paths[1] / entry["clean"])
        originals.append(original)
        cleans.append(clean)
        days = [datetime.datetime.strptime(one.StudyDate, "%Y%m%d") for one in (original, clean)]
        offset = (days[1] - days[0]).days
        if shift.setdefault(original.PatientID, offset) != offset or offset == 0:
            fault("another shift of dates in", entry["original"])
        for row in rows[entry["original"]]:
            if row["leak"]:
                leaks.add(row["leak"])
                told = table[row["leak"]]
                if told["midi"] not in row["midi"].split(";") or told["path"] != row["path"]:
                    fault(row["leak"], "has another MIDI-B action or place in the key than in its table")
                check_leak(row, original, clean, paths)
            if row["path"].startswith("("):
                check_answers(row, original, clean, uids, shift)
        if "PixelData" in original and original.SOPClassUID.name.find("Storage") > 0:
            check_outside(entry["original"], original, clean)
    counts = [check_references(originals, "originals:"), check_references(cleans, "twin:")]
    with open(paths[2] / "patients.csv", newline="") as file:
        ids = {row["id_old"]: row["id_new"] for row in csv.DictReader(file)}
    asked = check_database(paths[2], originals, cleans, uids, ids)
    for line in sorted(set(faults)):
        print(line)
    print(f"{asked} checks of the database")
    print(f"{len(files)} files, {len(leaks)} leaks, {counts[0]} and {counts[1]} references, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
