"""Writes one frame of each DICOM file below a folder as an 8-bit PGM file, to draw text upon.

usage: extract_grounds.py FOLDER OUTPUT

A name starts with the modality and a dash. Which of the pictures show text was seen by eye and stands in grounds.csv
beside this script: `text` goes to OUTPUT/text with a table as the generator writes it, `ground` gives the part that
shows none, `none` is left out, and what is not in the table shows none at all.
"""

import csv
import hashlib
import pathlib
import sys

import numpy
import pydicom

SIDES = range(120, 1100)


def grey(frame):
    """The frame stretched so that all but its outermost hundredth fills 0 to 255."""
    frame = frame.astype(numpy.float32)
    low, high = numpy.percentile(frame, [0.5, 99.5])
    return numpy.clip((frame - low) * 255 / max(high - low, 1), 0, 255).astype(numpy.uint8)


def write(path, pixels):
    rows, columns = pixels.shape
    path.write_bytes(f"P5\n{columns} {rows}\n255\n".encode() + pixels.tobytes())


def main(folder, output):
    (output / "text").mkdir(parents=True, exist_ok=True)
    with open(pathlib.Path(__file__).with_name("grounds.csv")) as table:
        uses = list(csv.DictReader(table))
    texts = []
    seen = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        try:
            dataset = pydicom.dcmread(path)
            pixels = dataset.pixel_array
        except Exception as error:  # a corpus of broken files: say so and go on
            print(f"{path}: {type(error).__name__}", file=sys.stderr)
            continue
        frames = int(dataset.get("NumberOfFrames") or 1)
        colours = int(dataset.get("SamplesPerPixel", 1))
        if frames > 1:
            pixels = pixels[frames // 2]
        if colours > 1:
            pixels = pixels.mean(axis=-1)
        if pixels.ndim != 2 or pixels.shape[0] not in SIDES or pixels.shape[1] not in SIDES:
            continue
        pixels = grey(pixels)
        if dataset.get("PhotometricInterpretation") == "MONOCHROME1":
            pixels = 255 - pixels
        key = hashlib.sha256(pixels.tobytes()).hexdigest()
        if key in seen or pixels.std() < 3:
            continue
        seen.add(key)
        modality = str(dataset.get("Modality", "none")).lower() or "none"
        rows, columns = pixels.shape
        name = f"{modality}-{key[:10]}"
        own = [use for use in uses if use["picture"] == name]
        if not own:
            write(output / f"{name}.pgm", pixels)
        for use in own:
            left, top, right, bottom = (float(use[side]) for side in ("left", "top", "right", "bottom"))
            if use["use"] == "ground":
                part = pixels[int(top * rows) : int(bottom * rows), int(left * columns) : int(right * columns)]
                write(output / f"{name}.pgm", numpy.ascontiguousarray(part))
            elif use["use"] == "text":
                write(output / "text" / f"{name}.pgm", pixels)
                texts.append(f"{name}.pgm,real {modality},{columns},{rows},1\n")
        print(name, path.relative_to(folder))
    (output / "text" / "pictures.csv").write_text("file,ground,width,height,words\n" + "".join(texts))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
