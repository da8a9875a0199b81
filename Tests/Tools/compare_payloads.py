"""Writes what other readers find in the private payloads of a folder of DICOM files, one row a payload.

usage: compare_payloads.py FOLDER > Tests/DICOMTests/Private/payload-digests.csv

CSA headers are read by nibabel, ASCCONV blocks by nibabel's parser of them, GE protocol data
blocks by Python's zlib. A row has the place of the payload in its file, the number of things found and
the SHA-256 of a list of them, whose form the test that reads the table says.
"""
import hashlib
import os
import re
import sys
import warnings
import zlib

import nibabel.nicom.ascconv as ascconv
import nibabel.nicom.csareader as csareader
import pydicom
from pydicom.errors import InvalidDicomError

warnings.simplefilter("ignore")
# Items as they are written, not as numbers.
csareader._CONVERTERS.clear()


def payloads(dataset):
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                yield from payloads(item)
        elif element.tag.is_private and isinstance(element.value, bytes) and len(element.value) > 8:
            yield element.private_creator or "", element.value


def csa(value):
    lines = []
    for name, tag in csareader.read(value)["tags"].items():
        lines.append(name)
        lines += ["\t" + item for item in tag["items"] if item]
    return lines


def flat(value, path):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from flat(inner, f"{path}[{index}]")
    elif value is not None:
        yield path, "%.9e" % value if isinstance(value, (int, float)) else value


def assignments(text):
    """Keys and values of a block; numbers in one form, since nibabel gives them as numbers."""
    mark = re.search(r'=\s*("+)[^"]', text)
    delimiter = mark.group(1) if mark else '"'
    return sorted(f"{key}\t{value}" for key, value in flat(ascconv.parse_ascconv(text, delimiter)[0], ""))


def rows(creator, value):
    if value[:4] == b"SV10":
        yield "csa", csa(value)
    if b"### ASCCONV BEGIN" in value:
        text = value.decode("latin1")
        start = text.index("### ASCCONV BEGIN")
        end = text.index("### ASCCONV END ###", start) + 19
        block = "\n".join(l for l in text[start:end].split("\n") if "__attribute__" not in l)
        # In XML, its line ends are references.
        if "&#xA;" not in text[start:end]:
            yield "assignments", assignments(block)
    if value[4:6] == b"\x1f\x8b":
        lines = zlib.decompressobj(31).decompress(value[4:]).decode("latin1").split("\n")
        yield "ge", [re.sub(r'^(\S+)\s+"(.*)"$', r"\1\t\2", line.strip()) for line in lines if line.strip()]


def main(folder):
    print("file,offset,length,creator,kind,count,sha256")
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            full = os.path.join(path, name)
            if any(part in full for part in ("/hostile/", "/malformed/")):
                continue
            try:
                dataset = pydicom.dcmread(full, stop_before_pixels=True)
            except (InvalidDicomError, OSError, EOFError, ValueError):
                continue
            data = open(full, "rb").read()
            for creator, value in payloads(dataset):
                for kind, lines in rows(creator, value):
                    digest = hashlib.sha256("\n".join(lines).encode("latin1")).hexdigest()
                    place = data.find(value)
                    print(f'"{full[len(folder) + 1:]}",{place},{len(value)},{creator},{kind},{len(lines)},{digest}')


main(sys.argv[1].rstrip("/"))
