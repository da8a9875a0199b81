"""Draws a name or a date that the header holds into CT slices, and counts in how many of them an audit finds it.

usage: plant_identifiers.py PROGRAM SLICES FOLDER   needs pydicom, numpy and pillow, and the slices of make_slices.py

Capitals of 10 to 24 px, contrast of 60 to 200 grey levels above what lies around them, four ways of writing each.
"""

import glob
import json
import os
import subprocess
import sys
import warnings

import numpy
import pydicom
from PIL import Image, ImageDraw, ImageFont

FAMILIES = "MARLOWE TANAKA OKONKWO HERNANDEZ SCHROEDER LINDQVIST PETERSEN KOWALSKI BERGERON FITZGERALD".split()
GIVEN = "EDWINA HARUKI NGOZI LUCIA JOACHIM ASTRID MIKKEL ZOFIA CELINE DESMOND".split()
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
FONTS = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf",
]


def written(random, data, is_name):
    """A way of writing the name or the birth date, which goes into the header as well."""
    family, given = random.choice(FAMILIES), random.choice(GIVEN)
    year, month, day = int(random.integers(1930, 2005)), int(random.integers(1, 13)), int(random.integers(1, 29))
    data.PatientName = f"{family}^{given}"
    data.PatientBirthDate = f"{year:04}{month:02}{day:02}"
    names = [f"{family}, {given}", f"{family} {given}", f"{given.title()} {family.title()}", f"{family}^{given}"]
    dates = [
        f"{day:02}.{month:02}.{year}", f"{year}-{month:02}-{day:02}", f"{month:02}/{day:02}/{year}",
        f"{day} {MONTHS[month - 1]} {year}",
    ]
    return (names if is_name else dates)[int(random.integers(4))]


def plant(random, path, is_name, target):
    """Writes a slice with text in one of its dark corners."""
    data = pydicom.dcmread(path)
    pixels = data.pixel_array.astype(numpy.int32)
    text = written(random, data, is_name)
    capital = int(random.integers(10, 25))
    font = ImageFont.truetype(str(random.choice(FONTS)), int(round(capital / 0.72)))
    width = int(font.getlength(text))
    x, y = int(random.integers(4, max(5, 500 - width))), int(random.choice([6, 475]))
    ink = Image.new("L", pixels.shape[::-1], 0)
    ImageDraw.Draw(ink).text((x, y), text, fill=255, font=font)
    share = numpy.asarray(ink).astype(float) / 255
    ground = numpy.percentile(pixels[y : y + 2 * capital, x : x + width], 95)
    contrast = float(random.uniform(60, 200)) / 255 * (pixels.max() - pixels.min())
    drawn = pixels * (1 - share) + numpy.maximum(pixels, ground + contrast) * share
    limits = numpy.iinfo(data.pixel_array.dtype)
    data.PixelData = drawn.round().clip(limits.min, limits.max).astype(data.pixel_array.dtype).tobytes()
    data.save_as(target)


def main(program, slices, folder):
    warnings.simplefilter("ignore")
    os.makedirs(folder, exist_ok=True)
    random = numpy.random.default_rng(5)
    for number, path in enumerate(sorted(glob.glob(slices + "/*.dcm"))):
        kind = "date" if number % 2 else "name"
        plant(random, path, kind == "name", f"{folder}/{number:03}-{kind}.dcm")
    run = subprocess.run([program, "scan", "--quiet", folder, "--json", "-"], stdout=subprocess.PIPE, check=False)
    for kind in ("name", "date"):
        files = [file for file in json.loads(run.stdout)["files"] if kind in file["path"]]
        checks = [{finding["check"] for finding in file["findings"]} for file in files]
        failed = sum("pixel.identifying-text" in found for found in checks)
        seen = sum(any(check.startswith("pixel.") for check in found) for found in checks)
        print(f"{kind}s: {failed} of {len(files)} recognized as identifying, {seen} seen at all")


main(*sys.argv[1:4])
