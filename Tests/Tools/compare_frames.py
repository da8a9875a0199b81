"""Compares every frame of DICOM files between deid-audit and pydicom with pylibjpeg.

usage: compare_frames.py PROGRAM FOLDER

Prints one CSV row for each file and kind of difference: file, kind, frames, detail. The samples are compared before any
conversion of colours. Lossless frames have to be equal, lossy ones within 1. Nested pixel data, icons among them, is
compared too.
"""
import collections
import concurrent.futures
import csv
import json
import os
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import pydicom
from pydicom.pixels import get_decoder

warnings.simplefilter("ignore")
LOSSY = {
    "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55",
    "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.4.203",
}


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
    kinds = collections.OrderedDict()

    def note(kind, detail):
        entry = kinds.setdefault(kind, [0, detail])
        entry[0] += 1

    lines, frames, failure = ours(program, name, raw)
    if failure:
        note(failure, "")
        return kinds, 0
    errors = {line["path"]: line["reason"] for line in lines if line["kind"] == "error"}
    damaged = {(line["path"], line["frame"]) for line in lines if "damage" in line}
    try:
        dataset = pydicom.dcmread(name, force=True)
        syntax = str(dataset.file_meta.TransferSyntaxUID) if "TransferSyntaxUID" in dataset.file_meta else None
        if syntax is None:
            implicit, little = dataset.original_encoding
            syntax = "1.2.840.10008.1.2" if implicit else "1.2.840.10008.1.2.1" if little else "1.2.840.10008.1.2.2"
        places = list(datasets(dataset))
    except Exception as error:
        if frames:
            note("pydicom does not read the file", type(error).__name__)
        return kinds, 0
    compared = 0
    seen = set()
    for path, item in places:
        seen.add(path)
        right = theirs(item, syntax, path)
        mine = sorted(index for place, index in frames if place == path)
        if isinstance(right, str):
            if mine:
                note("only deid-audit decodes it", right)
            continue
        if not mine:
            note("only pydicom decodes it", errors.get(path, "no line"))
            continue
        if len(right) != len(mine):
            note("number of frames", f"{len(mine)}, pydicom {len(right)}")
        for index, samples in enumerate(right):
            if (path, index) not in frames:
                note("only pydicom decodes the frame", errors.get(path, ""))
                continue
            line, left = frames[path, index]
            compared += 1
            if left.size != samples.size:
                note("number of samples", f"{left.size}, pydicom {samples.size}")
                continue
            if left.dtype.itemsize != samples.dtype.itemsize or left.dtype.kind != samples.dtype.kind:
                note("type of samples", f"{left.dtype}, pydicom {samples.dtype}")
            if np.array_equal(left, samples):
                continue
            if left.dtype.kind == "f":
                if np.array_equal(left, samples, equal_nan=True):
                    continue
            off = np.abs(left.astype(np.int64) - samples.astype(np.int64))
            if syntax in LOSSY and off.max() <= 1:
                continue
            note(
                "samples" + (" of a damaged frame" if (path, index) in damaged else ""),
                f"up to {off.max()}, {100 * np.mean(off > (syntax in LOSSY)):.2f} % of samples, frame {index}")
    for path in sorted({place for place, _ in frames} - seen):
        note("only deid-audit finds it", path)
    return kinds, compared


def main(program, folder):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["file", "kind", "frames", "detail"])
    names = sorted(os.path.join(root, file) for root, _, files in os.walk(folder) for file in files)
    total = 0
    with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ProcessPoolExecutor() as pool:
        work = [(program, name, os.path.join(temporary, str(number))) for number, name in enumerate(names)]
        for name, (kinds, compared) in zip(names, pool.map(compare, *zip(*work), chunksize=8)):
            total += compared
            for kind, (count, detail) in kinds.items():
                out.writerow([os.path.relpath(name, folder), kind, count, detail])
    print(f"# {len(names)} files, {total} frames compared", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
