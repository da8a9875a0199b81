"""Makes 300 CT slices without text out of the published sample files: each with other noise, so that nothing repeats.

usage: make_slices.py CORPUS FOLDER   needs pydicom and numpy
"""

import os
import sys
import warnings

import numpy
import pydicom

SLICES = 300


def sources(corpus):
    """Uncompressed CT files of 512 x 512 pixels, without those that show text."""
    for folder, _, names in sorted(os.walk(corpus)):
        if "burned-in-text" in folder:
            continue
        for name in sorted(names):
            path = os.path.join(folder, name)
            try:
                data = pydicom.dcmread(path, stop_before_pixels=True)
            except pydicom.errors.InvalidDicomError:
                continue
            except Exception as error:  # broken on purpose, as many files there are
                print(f"{path}: {error}", file=sys.stderr)
                continue
            syntax = getattr(getattr(data, "file_meta", None), "TransferSyntaxUID", None)
            if data.get("Modality") == "CT" and data.get("Rows") == 512 and syntax is not None:
                if not syntax.is_compressed and not syntax.is_implicit_VR:
                    yield path


def main(corpus, folder):
    warnings.simplefilter("ignore")
    found = list(sources(corpus))
    if not found:
        sys.exit(f"{corpus}: no CT files of 512 x 512 pixels")
    os.makedirs(folder, exist_ok=True)
    noise = numpy.random.default_rng(1)
    for number in range(SLICES):
        data = pydicom.dcmread(found[number % len(found)])
        pixels = data.pixel_array
        changed = pixels.astype(numpy.int32) + noise.integers(-3, 4, pixels.shape)
        data.PixelData = changed.clip(pixels.min(), pixels.max()).astype(pixels.dtype).tobytes()
        data.SOPInstanceUID = f"2.25.{1000 + number}"
        data.save_as(os.path.join(folder, f"{number:03}.dcm"))


main(*sys.argv[1:3])
