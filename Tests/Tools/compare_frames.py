"""Compares every frame of DICOM files between deid-audit and pydicom with pylibjpeg.

usage: compare_frames.py PROGRAM FOLDER TABLE
       RECORD=1 compare_frames.py PROGRAM FOLDER TABLE

Prints one CSV row for each file and kind of difference: file, kind, frames, detail. The samples are compared before any
conversion of colours. Lossless frames have to be equal, lossy ones within 1. Nested pixel data, icons among them, is
compared too.

What pydicom decodes is in TABLE as digests, and only with RECORD=1 is it decoded anew and TABLE written; that takes
pydicom 3.0.2, numpy 2.4.6, pylibjpeg 2.1.0, pylibjpeg-libjpeg 2.5.0, pylibjpeg-openjpeg 2.6.0 and pylibjpeg-rle 2.2.0.
Its rows:
file, path, how many frames pydicom decodes, the digest of its frames, the digest of deid-audit's frames where it was
another one when they were compared (`none` if it had no frames), and the kinds of difference that were found then.
A lossy frame within 1 has another digest and no kind. Samples that are neither pydicom's nor those that were compared
with them are a difference of their own.
"""
import collections
import concurrent.futures
import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import warnings

RECORDS = os.environ.get("RECORD") == "1"
if RECORDS:
    import numpy as np
    import pydicom
    from pydicom.pixels import get_decoder

    warnings.simplefilter("ignore")
BATCH = 40
LOSSY = {
    "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55",
    "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.4.203",
}


def joined(frames):
    """One digest of frames: (number, type of samples, digest of samples) each, in any order."""
    text = "".join(f"{number} {kind} {digest}\n" for number, kind, digest in sorted(frames))
    return hashlib.sha256(text.encode()).hexdigest() if text else "none"


def digests(program, names):
    """For each file the digest of each path's frames, or the exit code."""
    run = subprocess.run([program, "frames", "--digests", *names], capture_output=True, text=True)
    if run.returncode != 0:
        if len(names) == 1:
            return [f"exit code {run.returncode}"]
        return [digests(program, [name])[0] for name in names]
    found = [collections.defaultdict(list) for _ in names]
    number = 0
    for line in map(json.loads, run.stdout.splitlines()):
        if line["kind"] == "file":
            number = line["number"]
        elif line["kind"] in ("frame", "overlay"):
            found[number][line["path"]].append((line["frame"], line["type"], line["sha256"]))
    return [{path: joined(frames) for path, frames in paths.items()} for paths in found]


def ours(program, name, raw):
    """The lines that the program prints, and each frame's samples."""
    run = subprocess.run([program, "frames", name, "--raw", raw], capture_output=True, text=True)
    if run.returncode != 0:
        return [], {}, f"exit code {run.returncode}"
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    frames = {}
    with open(raw, "rb") as file:
        for line in lines:
            if line["kind"] in ("frame", "overlay", "unused-bit"):
                kind = np.dtype(line["type"]).newbyteorder("<")
                count = line["rows"] * line["columns"] * line["samples"]
                samples = np.frombuffer(file.read(count * kind.itemsize), kind)
                if line["kind"] != "unused-bit":
                    frames[line["path"], line["frame"]] = (line, samples)
    os.remove(raw)
    return lines, frames, None


def datasets(dataset, path=""):
    """Every data set and item with pixels, and the path of its pixels."""
    for tag in sorted(dataset.keys()):
        try:
            element = dataset[tag]
        except Exception:
            continue
        here = f"{path}({tag.group:04X},{tag.element:04X})"
        if tag in (0x7FE00008, 0x7FE00009, 0x7FE00010):
            yield here, dataset
        elif tag.group & 0xFFE1 == 0x6000 and tag.element == 0x3000:
            yield here, dataset
        elif element.VR == "SQ":
            for index, item in enumerate(element.value):
                yield from datasets(item, f"{here}[{index}].")


def theirs(dataset, syntax, path):
    """pydicom's samples of all frames of one data set, or the name of the error that it ends with."""
    if path.endswith(",3000)"):
        try:
            group = int(path[-10:-6], 16)
            array = dataset.overlay_array(group)
            return [array.reshape(-1) * 255] if array.ndim == 2 else [one.reshape(-1) * 255 for one in array]
        except Exception as error:
            return f"{type(error).__name__}"
    try:
        item = pydicom.Dataset()
        item.update({tag: dataset[tag] for tag in dataset.keys() if tag.group in (0x0028, 0x7FE0)})
        item.file_meta = pydicom.dataset.FileMetaDataset()
        encapsulated = dataset[0x7FE00010].is_undefined_length if 0x7FE00010 in dataset else False
        if not encapsulated and pydicom.uid.UID(syntax).is_encapsulated:
            syntax = "1.2.840.10008.1.2.1"
        item.file_meta.TransferSyntaxUID = syntax
        item.set_original_encoding(
            *dataset.original_encoding, dataset.original_character_set
        ) if dataset.original_encoding[0] is not None else None
        frames = []
        decoder = get_decoder(syntax)
        for array, _ in decoder.iter_array(item, raw=True):
            frames.append(array.reshape(-1))
        return frames
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0][:60] if str(error) else ''}"


def compare(program, name, raw):
    """Compares a file frame by frame: rows of path, frames, both digests, kinds of difference with their details."""
    rows = {}

    def note(path, kind, detail):
        row = rows.setdefault(path, [0, "", "none", collections.OrderedDict()])
        entry = row[3].setdefault(kind, [0, detail])
        entry[0] += 1

    lines, frames, failure = ours(program, name, raw)
    if failure:
        note("", failure, "")
        return rows
    errors = {line["path"]: line["reason"] for line in lines if line["kind"] == "error"}
    damaged = {(line["path"], line["frame"]) for line in lines if "damage" in line}
    try:
        dataset = pydicom.dcmread(name, force=True)
        syntax = str(dataset.file_meta.TransferSyntaxUID) if "TransferSyntaxUID" in dataset.file_meta else None
        if syntax is None:
            implicit, is_little = dataset.original_encoding
            syntax = "1.2.840.10008.1.2" if implicit else "1.2.840.10008.1.2.1" if is_little else "1.2.840.10008.1.2.2"
        places = list(datasets(dataset))
    except Exception as error:
        if frames:
            note("", "pydicom does not read the file", type(error).__name__)
        for path in {place for place, _ in frames}:
            rows[path] = [0, "", mine_of(frames, path), collections.OrderedDict()]
        return rows
    seen = set()
    for path, item in places:
        seen.add(path)
        right = theirs(item, syntax, path)
        mine = sorted(index for place, index in frames if place == path)
        if mine or not isinstance(right, str):
            rows[path] = [0, "", mine_of(frames, path), collections.OrderedDict()]
        if isinstance(right, str):
            if mine:
                note(path, "only deid-audit decodes it", right)
            continue
        rows[path][0] = len(right)
        rows[path][1] = joined(
            (index, samples.dtype.name, hashlib.sha256(little(samples)).hexdigest())
            for index, samples in enumerate(right))
        if not mine:
            note(path, "only pydicom decodes it", errors.get(path, "no line"))
            continue
        if len(right) != len(mine):
            note(path, "number of frames", f"{len(mine)}, pydicom {len(right)}")
        for index, samples in enumerate(right):
            if (path, index) not in frames:
                note(path, "only pydicom decodes the frame", errors.get(path, ""))
                continue
            line, left = frames[path, index]
            if left.size != samples.size:
                note(path, "number of samples", f"{left.size}, pydicom {samples.size}")
                continue
            if left.dtype.itemsize != samples.dtype.itemsize or left.dtype.kind != samples.dtype.kind:
                note(path, "type of samples", f"{left.dtype}, pydicom {samples.dtype}")
            if np.array_equal(left, samples):
                continue
            if left.dtype.kind == "f":
                if np.array_equal(left, samples, equal_nan=True):
                    continue
            off = np.abs(left.astype(np.int64) - samples.astype(np.int64))
            if syntax in LOSSY and off.max() <= 1:
                continue
            note(path,
                "samples" + (" of a damaged frame" if (path, index) in damaged else ""),
                f"up to {off.max()}, {100 * np.mean(off > (syntax in LOSSY)):.2f} % of samples, frame {index}")
    for path in sorted({place for place, _ in frames} - seen):
        rows[path] = [0, "", mine_of(frames, path), collections.OrderedDict()]
        note(path, "only deid-audit finds it", path)
    return rows


def little(samples):
    """The bytes of samples, least significant first."""
    return np.ascontiguousarray(samples.astype(samples.dtype.newbyteorder("<"))).tobytes()


def mine_of(frames, path):
    """The digest of deid-audit's frames of a path."""
    return joined(
        (index, line["type"], hashlib.sha256(little(samples)).hexdigest())
        for (place, index), (line, samples) in frames.items() if place == path)


def record(program, folder, names, table):
    """Compares all anew and writes the table; for each file the kinds of difference."""
    with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ProcessPoolExecutor() as pool, open(
        table, "w", newline=""
    ) as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["file", "path", "frames", "pydicom", "deid-audit", "kinds"])
        work = [(program, name, os.path.join(temporary, str(number))) for number, name in enumerate(names)]
        for name, rows in zip(names, pool.map(compare, *zip(*work), chunksize=8)):
            kinds = collections.OrderedDict()
            for path, (frames, theirs, mine, notes) in sorted(rows.items()):
                accepted = "" if mine == theirs else mine
                told = ";".join(f"{kind}={count}" for kind, (count, _) in notes.items())
                out.writerow([os.path.relpath(name, folder), path, frames, theirs, accepted, told])
                for kind, (count, detail) in notes.items():
                    kinds.setdefault(kind, [0, detail])[0] += count
            yield name, kinds


def check(program, folder, names, table):
    """Compares with the table; for each file the kinds of difference."""
    known = collections.defaultdict(dict)
    with open(table, newline="") as file:
        for row in csv.DictReader(file):
            known[row["file"]][row["path"]] = row
    batches = [names[start:start + BATCH] for start in range(0, len(names), BATCH)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [one for batch in pool.map(lambda batch: digests(program, batch), batches) for one in batch]
    for name, paths in zip(names, found):
        kinds = collections.OrderedDict()

        def note(kind, count=1):
            kinds.setdefault(kind, [0, ""])[0] += count

        rows = known.pop(os.path.relpath(name, folder), {})
        if isinstance(paths, str):
            note(paths)
            paths = {}
        for path in sorted(set(rows) | set(paths)):
            mine = paths.get(path, "none")
            row = rows.get(path)
            if row is None or path and mine not in (row["pydicom"], row["deid-audit"]):
                note("not as it was compared")
            elif mine != row["pydicom"]:
                for told in filter(None, row["kinds"].split(";")):
                    kind, count = told.rsplit("=", 1)
                    note(kind, int(count))
        yield name, kinds
    for name in sorted(known):
        yield os.path.join(folder, name), {"only in the table": [1, ""]}


def main(program, folder, table):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["file", "kind", "frames", "detail"])
    names = sorted(os.path.join(root, file) for root, _, files in os.walk(folder) for file in files)
    for name, kinds in (record if RECORDS else check)(program, folder, names, table):
        for kind, (count, detail) in kinds.items():
            out.writerow([os.path.relpath(name, folder), kind, count, detail])


if __name__ == "__main__":
    main(*sys.argv[1:4])
