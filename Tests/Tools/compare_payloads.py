"""Writes what other readers find in the private payloads of a folder of DICOM files, one row a payload.

usage: compare_payloads.py FOLDER > Tests/DICOMTests/Private/payload-digests.csv
       compare_payloads.py --dcm2niix FOLDER > Tests/DICOMTests/Private/dcm2niix-values.csv
       compare_payloads.py --csa1 FOLDER > Tests/DICOMTests/Private/csa1-digests.csv

CSA headers are read by nibabel, ASCCONV blocks by nibabel's parser of them, GE protocol data
blocks by Python's zlib. A row has the place of the payload in its file, the number of things found and
the SHA-256 of a list of them, whose form the test that reads the table says.

With --dcm2niix the fields that dcm2niix (Debian 1.0.20220720) takes out of CSA headers and protocols, each with the entry
that it is in. With --csa1 GDCM (gdcmdump 3.0.21) reads the headers of images rewritten as type 1, of which there is no
published file; nibabel does not read one whose first entry has items.
"""
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
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


# dcm2niix's field, where it is, the entry or entries that it takes it from, and the form of the value.
SHIMS = [f"sGRADSPEC.asGPAData[0].lOffset{axis}" for axis in "XYZ"] + [f"sGRADSPEC.alShimCurrent[{i}]" for i in range(5)]
FIELDS = [
    ("BandwidthPerPixelPhaseEncode", "csa", ["BandwidthPerPixelPhaseEncode"], "number"),
    ("CoilString", "csa", ["ImaCoilString"], "text"),
    ("EchoTrainLength", "csa", ["EchoTrainLength"], "number"),
    ("PhaseEncodingDirection", "csa", ["PhaseEncodingDirectionPositive"], "sign"),
    ("ReceiveCoilActiveElements", "csa", ["ImaCoilString"], "text"),
    ("SliceTiming", "csa", ["MosaicRefAcqTimes"], "milliseconds"),
    ("TxRefAmp", "csa", ["TransmitterCalibration"], "number"),
    ("BaseResolution", "protocol", ["sKSpace.lBaseResolution"], "number"),
    ("ConsistencyInfo", "protocol", ["sProtConsistencyInfo.tMeasuredBaselineString"], "text"),
    ("FlipAngle", "protocol", ["adFlipAngleDegree[0]"], "number"),
    ("ParallelReductionFactorInPlane", "protocol", ["sPat.lAccelFactPE"], "number"),
    ("PhaseResolution", "protocol", ["sKSpace.dPhaseResolution"], "number"),
    ("PulseSequenceDetails", "protocol", ["tSequenceFileName"], "text"),
    ("RefLinesPE", "protocol", ["sPat.lRefLinesPE"], "number"),
    ("ShimSetting", "protocol", SHIMS, "number"),
    ("WipMemBlock", "protocol", ["sWipMemBlock.tFree"], "text"),
]


def form(value, rule):
    if rule == "text":
        return str(value).strip().replace(" ", "_")
    if rule == "sign":
        return "1" if value.endswith("-") else "0"
    return "%.4e" % float("%g" % float(value))


def converted(path):
    """What dcm2niix writes of one file, without a picture; nothing if it does not take the file."""
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(work + "/in")
        shutil.copy(path, work + "/in/file.dcm")
        subprocess.run(["dcm2niix", "-b", "o", "-ba", "n", "-z", "n", "-f", "x", "-o", work, work + "/in"], capture_output=True, check=False)
        names = [name for name in os.listdir(work) if name.endswith(".json")]
        return json.load(open(f"{work}/{names[0]}", encoding="utf-8")) if names else {}


def has(value, where, name):
    if where == "csa":
        return value[:4] == b"SV10" and name.encode().ljust(64, b"\0")[:len(name) + 1] in value
    return re.search(rb"(?m)^" + re.escape(name.encode()) + rb"\s*=", value) is not None


def dcm2niix_rows(full, dataset, data):
    headers = [(c, v) for c, v in payloads(dataset) if c == "SIEMENS CSA HEADER"]
    found = converted(full) if headers else {}
    for field, where, names, rule in FIELDS:
        for creator, value in headers:
            if field not in found or not all(has(value, where, name) for name in names):
                continue
            values = found[field] if isinstance(found[field], list) else [found[field]]
            if where == "csa" and field == "SliceTiming" and len(values) < 2:
                continue
            # dcm2niix gives the times in the order of the slices that it writes.
            lines = [form(v, rule) for v in (sorted(values) if rule == "milliseconds" else values)]
            lines = "\n".join(lines)
            digest = hashlib.sha256(lines.encode()).hexdigest()
            yield f"{data.find(value)},{len(value)},{creator},{field},{';'.join(names)},{rule},{len(values)},{digest}"


def csa1(value):
    """A header of type 2 rewritten as type 1: as GDCM demands it, no magic and the length three times."""
    entries, unused = struct.unpack_from("<2i", value, 8)
    out, place = struct.pack("<2i", entries, unused), 16
    for _ in range(entries):
        items = struct.unpack_from("<i", value, place + 76)[0]
        out += value[place:place + 84]
        place += 84
        for _ in range(items):
            _, length, mark, _ = struct.unpack_from("<4i", value, place)
            out += struct.pack("<4i", length, length, mark, length)
            end = min(len(value), place + 16 + (length + 3) // 4 * 4)
            out += value[place + 16:end]
            place = end
    return out


def gdcm(value):
    """The entries of a header as gdcmdump prints them, in the form of `csa`."""
    dataset = pydicom.Dataset()
    dataset.file_meta = pydicom.dataset.FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    dataset.SOPClassUID, dataset.SOPInstanceUID, dataset.Modality = "1.2.840.10008.5.1.4.1.1.4", "2.25.1", "MR"
    dataset.private_block(0x0029, "SIEMENS CSA HEADER", create=True).add_new(0x10, "OB", value)
    with tempfile.NamedTemporaryFile(suffix=".dcm") as file:
        pydicom.dcmwrite(file.name, dataset, enforce_file_format=True)
        text = subprocess.run(["gdcmdump", "--csa", file.name], capture_output=True, check=False).stdout.decode("latin1")
    lines = []
    for name, items in re.findall(r"(?m)^\d+ - '(.*?)' VM [^\n]*?, Data (.*)$", text):
        lines.append(name)
        lines += ["\t" + item for item in items[1:-1].split("'\\'") if item]
    return lines


def csa1_rows(dataset, data):
    for creator, value in payloads(dataset):
        # gdcmdump does not mark where a value of several lines ends.
        if value[:4] != b"SV10" or any("\n" in line for line in csa(value)):
            continue
        lines = gdcm(csa1(value))
        digest = hashlib.sha256("\n".join(lines).encode("latin1")).hexdigest()
        yield f"{data.find(value)},{len(value)},{creator},{len(lines)},{digest}"


def main(folder, mode):
    header = {"--dcm2niix": "creator,field,entries,form,count,sha256", "--csa1": "creator,count,sha256"}
    print("file,offset,length," + header.get(mode, "creator,kind,count,sha256"))
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
            file = f'"{full[len(folder) + 1:]}"'
            if mode == "--dcm2niix":
                for row in dcm2niix_rows(full, dataset, data):
                    print(f"{file},{row}")
                continue
            if mode == "--csa1":
                for row in csa1_rows(dataset, data):
                    print(f"{file},{row}")
                continue
            for creator, value in payloads(dataset):
                for kind, lines in rows(creator, value):
                    digest = hashlib.sha256("\n".join(lines).encode("latin1")).hexdigest()
                    place = data.find(value)
                    print(f"{file},{place},{len(value)},{creator},{kind},{len(lines)},{digest}")


main(sys.argv[-1].rstrip("/"), sys.argv[1] if len(sys.argv) > 2 else "")
