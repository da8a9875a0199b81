"""Writes frames of each DICOM file below a folder as 8-bit PGM files, to draw text upon.

usage: extract_grounds.py FOLDER OUTPUT

OUTPUT has one frame of each file, to measure with. OUTPUT/held has those of a third of the studies, and OUTPUT/fit up
to six frames of each file of the others and slices of NIfTI volumes, to fit with: what trees were fitted to, and what
they have never seen, are different patients and different devices.

A name starts with the modality and a dash. Which of the pictures show text was seen by eye and stands in grounds.csv
beside this script: `text` goes to OUTPUT/text with a table as the generator writes it, `ground` gives the part that
shows none, `none` is left out (with the reason, if it is not that all of it is text), and what is not in the table shows
none at all. NIfTI volumes are read where nibabel is there.
"""

import csv
import hashlib
import pathlib
import sys

import numpy
import pydicom

SIDES = range(120, 1100)
FRAMES = 6
SLICES = 24


def grey(frame):
    """The frame stretched so that all but its outermost hundredth fills 0 to 255."""
    frame = frame.astype(numpy.float32)
    low, high = numpy.percentile(frame, [0.5, 99.5])
    return numpy.clip((frame - low) * 255 / max(high - low, 1), 0, 255).astype(numpy.uint8)


def write(path, pixels):
    rows, columns = pixels.shape
    path.write_bytes(f"P5\n{columns} {rows}\n255\n".encode() + numpy.ascontiguousarray(pixels).tobytes())


def is_held(study):
    """Whether a study is one of those that nothing is fitted to."""
    return hashlib.sha256(study.encode()).digest()[0] % 3 == 0


def digest(pixels):
    return hashlib.sha256(pixels.tobytes()).hexdigest()


def frames(dataset):
    """The middle frame, and behind it others from the first to the last."""
    pixels = dataset.pixel_array
    count = int(dataset.get("NumberOfFrames") or 1)
    if count > 1:
        places = [count // 2] + sorted({count * step // FRAMES for step in range(FRAMES)} - {count // 2})
        chosen = [pixels[place] for place in places]
    else:
        chosen = [pixels]
    for frame in chosen:
        if int(dataset.get("SamplesPerPixel", 1)) > 1:
            frame = frame.mean(axis=-1)
        if frame.ndim == 2 and frame.shape[0] in SIDES and frame.shape[1] in SIDES:
            frame = grey(frame)
            yield 255 - frame if dataset.get("PhotometricInterpretation") == "MONOCHROME1" else frame


def slices(folder, output, seen):
    """Slices along each axis of the NIfTI volumes, of those that show something."""
    try:
        import nibabel
    except ImportError:
        print("no nibabel: no NIfTI volumes", file=sys.stderr)
        return
    for path in sorted([*folder.rglob("*.nii"), *folder.rglob("*.nii.gz")]):
        try:
            volume = numpy.squeeze(numpy.asarray(nibabel.load(path).dataobj, dtype=numpy.float32))
        except Exception as error:  # some of the files are broken on purpose
            print(f"{path}: {type(error).__name__}", file=sys.stderr)
            continue
        if volume.ndim == 4:
            volume = volume[..., 0]
        if volume.ndim != 3:
            continue
        for axis in range(3):
            for place in range(volume.shape[axis] // 8, volume.shape[axis], max(1, volume.shape[axis] // SLICES * 3)):
                pixels = grey(numpy.rot90(volume.take(place, axis)))
                key = digest(pixels)
                if min(pixels.shape) >= 60 and pixels.std() >= 8 and key not in seen:
                    seen.add(key)
                    write(output / f"nifti-{key[:10]}.pgm", pixels)


def main(folder, output):
    for part in ("text", "fit", "held"):
        (output / part).mkdir(parents=True, exist_ok=True)
    with open(pathlib.Path(__file__).with_name("grounds.csv")) as table:
        uses = list(csv.DictReader(table))
    texts = []
    seen = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        try:
            dataset = pydicom.dcmread(path)
            several = list(frames(dataset))
        except Exception as error:  # a corpus of broken files: say so and go on
            print(f"{path}: {type(error).__name__}", file=sys.stderr)
            continue
        part = output / ("held" if is_held(str(dataset.get("StudyInstanceUID", path.parent))) else "fit")
        # The modality is part of the name; a table's line for the middle frame holds for the others as well.
        modality = str(dataset.get("Modality", "none")).lower() or "none"
        own = [use for use in uses if several and use["picture"] == f"{modality}-{digest(several[0])[:10]}"]
        for place, pixels in enumerate(several):
            key = digest(pixels)
            if key in seen or pixels.std() < 3:
                continue
            seen.add(key)
            rows, columns = pixels.shape
            name = f"{modality}-{key[:10]}"
            shown = [] if own else [pixels]
            for use in own:
                left, top, right, bottom = (float(use[side]) for side in ("left", "top", "right", "bottom"))
                if use["use"] == "ground":
                    shown.append(pixels[int(top * rows) : int(bottom * rows), int(left * columns) : int(right * columns)])
                elif use["use"] == "text" and place == 0:
                    write(output / "text" / f"{name}.pgm", pixels)
                    texts.append(f"{name}.pgm,real {modality},{columns},{rows},1\n")
            for ground in shown:
                if place == 0:
                    write(output / f"{name}.pgm", ground)
                if place == 0 or part.name == "fit":
                    write(part / f"{name}.pgm", ground)
            print(name, part.name, path.relative_to(folder))
    slices(folder, output / "fit", seen)
    (output / "text" / "pictures.csv").write_text("file,ground,width,height,words\n" + "".join(texts))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
