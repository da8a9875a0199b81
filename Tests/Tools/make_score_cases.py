"""Makes outputs of several invented anonymizers, an answer key for them and maps, for the tests of the score.

    python3 make_score_cases.py FOLDER [--patients N] [--files N]

Needs pydicom and Pillow. All names, dates and numbers are invented; the same arguments make the same bytes. FOLDER gets
`key.db`, `key.sql`, and for each anonymizer a folder with its output, `NAME-uids.csv` and `NAME-patients.csv`.
"""

import argparse
import copy
import csv
import datetime
import hashlib
import json
import pathlib
import sqlite3

from PIL import Image, ImageDraw, ImageFont
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

ROOT = "1.2.826.0.1.3680043.10.1561"
NAMES = ["ZABRINSKI^ORTWIN", "QUELLENTIN^MIRABEL^A", "VANTERPOOL^HESPER"]
STREETS = ["1261 Leawood Street, Little Rock", "77 Mortlake Rd. Apt 4", "9 Rue du Bac"]


def uid(*parts):
    digits = int(hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:24], 16)
    return f"{ROOT}.{digits}"


def code(value, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "99INV", meaning
    return item


def original(patient, number, kind):
    """One original file."""
    d = Dataset()
    d.SpecificCharacterSet = "ISO_IR 100" if patient % 2 else "ISO_IR 192"
    d.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    d.SOPClassUID = {"CT": "1.2.840.10008.5.1.4.1.1.2", "MR": "1.2.840.10008.5.1.4.1.1.4",
                     "US": "1.2.840.10008.5.1.4.1.1.6.1", "SR": "1.2.840.10008.5.1.4.1.1.88.11"}[kind]
    d.SOPInstanceUID = uid(patient, kind, number)
    day = 10 + patient + number % 7
    d.StudyDate, d.SeriesDate = f"201503{day:02}", f"201503{day:02}"
    d.AcquisitionDateTime = f"201503{day:02}101112.500"
    d.StudyTime = "101112"
    d.AccessionNumber = f"ACC{7300 + patient}"
    d.Modality = kind
    d.Manufacturer = "ACME & Sons"
    d.InstitutionName = "St. Hubert's General Hospital"
    d.InstitutionAddress = STREETS[patient % 3]
    d.ReferringPhysicianName = "FELDWEG^IMOGEN^^DR."
    d.StudyDescription = "CT of the chest for Dr. Feldweg, 3.5 mm"
    d.SeriesDescription = f"{kind} axial 2.50"
    d.PhysiciansOfRecord = ["ONE^ANN", "TWO^BOB"]
    d.PatientName = NAMES[patient % 3] if patient % 2 == 0 else "MÜLLERSTEIN^ÄNNE"
    d.PatientID = f"PX-{40417 + patient}"
    d.PatientBirthDate = f"19{51 + patient}0412"
    d.PatientSex = "F"
    d.PatientAge = "064Y"
    d.PatientWeight = "70.0"
    d.OtherPatientNames = ""
    d.PatientComments = "Patient moved from 1261 Leawood Street; ask her son, can't walk! Call at 5 p.m. tomorrow."
    d.BodyPartExamined = "CHEST"
    d.SliceThickness = "2.50"
    d.DateOfSecondaryCapture = ""
    d.DateOfLastCalibration = [f"201501{day:02}", f"201502{day:02}"]
    d.ContrastBolusAgent = "of the"
    d.StudyInstanceUID = uid(patient, "study")
    d.SeriesInstanceUID = uid(patient, kind, "series")
    d.FrameOfReferenceUID = uid(patient, "frame")
    d.InstanceNumber = str(number)
    d.ImagePositionPatient = ["-10.5", "0", "12.25"]
    ref = Dataset()
    ref.ReferencedSOPClassUID = d.SOPClassUID
    ref.ReferencedSOPInstanceUID = uid(patient, kind, number + 1)
    ref2 = copy.deepcopy(ref)
    ref2.ReferencedSOPInstanceUID = uid(patient, kind, number + 2)
    d.ReferencedImageSequence = Sequence([ref, ref2])
    request = Dataset()
    request.RequestedProcedureDescription = "Follow-up for Zabrinski"
    request.ScheduledProcedureStepID = "SPS-1"
    request.ScheduledProtocolCodeSequence = Sequence([code("A1", "Chest plain"), code("A2", "Second")])
    d.RequestAttributesSequence = Sequence([request])
    d.RequestingPhysician = "\"Quoted\" O'Neill"
    block = d.private_block(0x0019, "ACME mr 1.0", create=True)
    block.add_new(0x0A, "LO", "Kept private text")
    block.add_new(0x0B, "DS", ["1.5", "2.0"])
    block.add_new(0x0C, "OB", b"raw\x00\x01'bytes\\")
    block.add_new(0x0D, "UN", b"Ortwin Zabrinski")
    inner = Dataset()
    inner.add_new((0x0019, 0x0010), "LO", "ACME mr 1.0")
    inner.add_new((0x0019, 0x100E), "SH", "inner text")
    block.add_new(0x0F, "SQ", Sequence([inner]))
    d.SmallestImagePixelValue = 3
    d.add_new((0x0028, 0x9001), "UL", 70000)
    d.add_new((0x0018, 0x9073), "FD", 0.00001)
    d.add_new((0x0018, 0x9322), "FD", [0.5, 1e22])
    d.add_new((0x0018, 0x9313), "FD", [1.0, 2.5, -0.125])
    d.add_new((0x0028, 0x0009), "AT", 0x00181063)
    if kind != "SR":
        picture(d, kind, number, patient)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = d.SOPClassUID
    meta.TransferSyntaxUID = {"CT": ExplicitVRLittleEndian, "MR": ImplicitVRLittleEndian,
                              "US": ExplicitVRLittleEndian, "SR": ExplicitVRBigEndian}[kind]
    d.file_meta = meta
    return d


def picture(d, kind, number, patient):
    d.SamplesPerPixel, d.PixelRepresentation = 1, 0
    d.PhotometricInterpretation = "MONOCHROME2"
    if kind == "US":
        d.Rows, d.Columns = 96, 256
        d.BitsAllocated = d.BitsStored = 8
        d.HighBit = 7
        image = Image.new("L", (256, 96), 20)
        pen = ImageDraw.Draw(image)
        font = ImageFont.load_default(18)
        pen.text((12, 10), str(d.PatientName).replace("^", " "), fill=250, font=font)
        pen.text((12, 60), d.PatientID, fill=250, font=font)
        d.PixelData = image.tobytes()
    else:
        d.Rows = d.Columns = 8
        d.BitsAllocated = d.BitsStored = 16
        d.HighBit = 15
        d.PixelData = bytes((number * 7 + index * 3 + patient) % 256 for index in range(128))


# MARK: the key

def element_at(d, path):
    """An element by a path such as ("RequestAttributesSequence", 0, "ScheduledProcedureStepID")."""
    for step in path[:-1]:
        d = d[step].value if isinstance(step, (str, tuple)) else d[step]
    return d[path[-1]] if path[-1] in d else None


def label(d, path):
    """The element's label in keys."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[<{step:04}>]"
            d = d[step]
            continue
        element = d[step]
        tag = element.tag
        if tag.is_private and element.private_creator:
            name = f'({tag.group:04x},"{element.private_creator.upper()}",{tag.element & 0xFF:02x})'
        else:
            name = f"({tag.group:04x},{tag.element:04x})"
        text += f"<{name}>"
        d = element.value
    return text


def printed(element):
    value = element.value
    if value is None:
        return "<>"
    if element.VR in ("OB", "OW", "UN") or not hasattr(value, "append") or element.VR == "SQ":
        return f"<{str(value).strip()}>"
    parts = [repr(str(one)) if element.VR in ("CS", "DA", "UI", "LO", "SH") else str(one) for one in value]
    return f"<[{', '.join(parts)}]>" if parts else "<>"


PRIVATE = (0x0019, 0x100A)
# element, action, text of the action or None for the value, categories
CHECKS = [
    (("Modality",), "tag_retained", None, {"dicom": {"iod": "DICOM-IOD-1"}}),
    (("Manufacturer",), "tag_retained", None, {"dicom": {"iod": "DICOM-IOD-3"}}),
    (("RequestAttributesSequence",), "tag_retained", None, {"dicom": {"iod": "DICOM-IOD-2"}}),
    (("PixelData",), "tag_retained", None, {"dicom": {"iod": "DICOM-IOD-1"}}),
    ((PRIVATE,), "tag_retained", None, {"dicom": {"iod": "DICOM-IOD-3"}}),
    (("StudyInstanceUID",), "text_notnull", None, {"dicom": {"iod": "DICOM-IOD-1"}}),
    (("OtherPatientNames",), "text_notnull", None, {"dicom": {"iod": "DICOM-IOD-2"}}),
    (("RequestAttributesSequence",), "text_notnull", None, {"dicom": {"iod": "DICOM-IOD-2"}}),
    (("InstanceNumber",), "text_notnull", None, {"dicom": {"iod": "DICOM-IOD-1"}}),
    (("BodyPartExamined",), "text_retained", "<CHEST>", {"tcia": {"p15": "TCIA-P15-DESC-C"}}),
    (("SliceThickness",), "text_retained", "<2.5>", {"tcia": {"ptkb": "TCIA-PTKB-K"}}),
    (("ImagePositionPatient",), "text_retained", None, {"tcia": {"rev": "TCIA-REV"}}),
    (("StudyDescription",), "text_retained", "<CT of the chest 3.5 mm>", {"tcia": {"p15": "TCIA-P15-DESC-C"}}),
    (("PatientWeight",), "text_retained", "<70>", {"tcia": {"p15": "TCIA-P15-PAT-K"}}),
    (("ImageType",), "text_retained", None, {"tcia": {"p15": "TCIA-P15-DEV-K"}}),
    ((PRIVATE,), "text_retained", "<Kept private text>", {"tcia": {"ptkb": "TCIA-PTKB-K"}}),
    (((0x0019, 0x100B),), "text_retained", "<[1.5, 2.0]>", {"tcia": {"ptkb": "TCIA-PTKB-K"}}),
    (((0x0019, 0x100C),), "text_retained", "<raw>", {"tcia": {"ptkb": "TCIA-PTKB-K"}}),
    (((0x0019, 0x100F), 0, (0x0019, 0x100E)), "text_retained", "<inner text>", {"tcia": {"ptkb": "TCIA-PTKB-K"}}),
    (((0x0018, 0x9073),), "text_retained", "<1e-05>", {"tcia": {"p15": "TCIA-P15-DEV-K"}}),
    (((0x0018, 0x9322),), "text_retained", None, {"tcia": {"p15": "TCIA-P15-DEV-K"}}),
    (((0x0018, 0x9313),), "text_retained", None, {"tcia": {"p15": "TCIA-P15-DEV-K"}}),
    (("SmallestImagePixelValue",), "text_retained", "<3>", {"tcia": {"p15": "TCIA-P15-DEV-K"}}),
    (((0x0028, 0x0009),), "text_retained", None, {"tcia": {"p15": "TCIA-P15-DEV-K"}}),
    (("ContrastBolusAgent",), "text_retained", "<the of>", {"tcia": {"p15": "TCIA-P15-DEV-K"}}),
    (("RequestAttributesSequence", 0, "ScheduledProtocolCodeSequence", 1, "CodeMeaning"), "text_retained",
     "<Second>", {"tcia": {"p15": "TCIA-P15-DESC-C"}}),
    (("PatientName",), "text_removed", None, {"hipaa": {"m": "HIPAA-A", "z": "HIPAA-A"}}),
    (("InstitutionAddress",), "text_removed", None, {"hipaa": {"z": "HIPAA-B"}}),
    (("InstitutionName",), "text_removed", None, {"hipaa": {"m": "HIPAA-B"}}),
    (("ReferringPhysicianName",), "text_removed", None, {"tcia": {"p15": "TCIA-P15-BASIC-Z"}}),
    (("PhysiciansOfRecord",), "text_removed", "<ONE^ANN>", {"tcia": {"ptkb": "TCIA-PTKB-X"}}),
    (("AccessionNumber",), "text_removed", None, {"hipaa": {"m": "HIPAA-H"}}),
    (("PatientComments",), "text_removed", "<1261 Leawood Street; ask her son>", {"hipaa": {"m": "HIPAA-B"}}),
    (("PatientComments",), "text_retained", "<can't walk! Call at 5 p.m. tomorrow.>",
     {"tcia": {"p15": "TCIA-P15-DESC-C"}}),
    (("OtherPatientNames",), "text_removed", "<>", {"hipaa": {"m": "HIPAA-A"}}),
    (("RequestingPhysician",), "text_removed", None, {"tcia": {"rev": "TCIA-REV"}}),
    (("RequestAttributesSequence", 0, "RequestedProcedureDescription"), "text_removed", "<Zabrinski>",
     {"hipaa": {"m": "HIPAA-A"}}),
    (((0x0019, 0x100D),), "text_removed", "<Ortwin Zabrinski>", {"hipaa": {"m": "HIPAA-A"}}),
    (("StudyDate",), "date_shifted", None, {"hipaa": {"m": "HIPAA-C"}}),
    (("SeriesDate",), "date_shifted", None, {"hipaa": {"m": "HIPAA-C"}}),
    (("AcquisitionDateTime",), "date_shifted", None, {"hipaa": {"m": "HIPAA-C"}}),
    (("DateOfLastCalibration",), "date_shifted", None, {"hipaa": {"m": "HIPAA-C"}}),
    (("StudyTime",), "date_shifted", None, {"hipaa": {"m": "HIPAA-C"}}),
    (("DateOfSecondaryCapture",), "date_shifted", None, {"hipaa": {"m": "HIPAA-C"}}),
    (("SOPInstanceUID",), "uid_changed", None, {"hipaa": {"m": "HIPAA-R"}}),
    (("FrameOfReferenceUID",), "uid_changed", None, {"hipaa": {"m": "HIPAA-R"}}),
    (("ReferencedImageSequence", 1, "ReferencedSOPInstanceUID"), "uid_changed", None, {"hipaa": {"m": "HIPAA-R"}}),
    (("SOPInstanceUID",), "uid_consistent", None, {"dicom": {"p15": "DICOM-P15-BASIC-U"}}),
    (("SeriesInstanceUID",), "uid_consistent", None, {"dicom": {"p15": "DICOM-P15-BASIC-U"}}),
    (("FrameOfReferenceUID",), "uid_consistent", None, {"dicom": {"p15": "DICOM-P15-BASIC-U"}}),
    (("ReferencedImageSequence", 0, "ReferencedSOPInstanceUID"), "uid_consistent", None,
     {"dicom": {"p15": "DICOM-P15-BASIC-U"}}),
    (("PatientID",), "patid_consistent", None, {"dicom": {"p15": "DICOM-P15-BASIC-C"}}),
]


def categories(part):
    full = {"hipaa": {"z": None, "m": None}, "dicom": {"p15": None, "iod": None, "safe": None},
            "tcia": {"ptkb": None, "p15": None, "rev": None}, "prev_cat": None}
    for family, members in part.items():
        full[family].update(members)
    return full


def checks_of(d, kind):
    found = []

    def add(action, text, value, tag, name, part):
        found.append({"tag": tag and tag[-13:], "tag_ds": tag, "tag_name": name,
                      "value": value, "action": f"<{action}>", "action_text": text,
                      "answer_category_v2": categories(part)})

    for path, action, text, part in CHECKS:
        element = element_at(d, path)
        # The published program does not know that sequence where the file does not say that it is one.
        if element is None or kind == "MR" and path[0] == (0x0019, 0x100F):
            continue
        value = "<REMOVED>" if path == ("PixelData",) else printed(element)
        add(action, text or value, value, label(d, path), f"<{element.name}>", part)
    if kind == "CT":
        # What the published program ends with a blank: no text, no value.
        add("text_removed", None, None, label(d, ("PatientSex",)), "<Patient's Sex>", {"hipaa": {"m": "HIPAA-A"}})
        add("date_shifted", None, None, label(d, ("StudyDate",)), "<Study Date>", {"hipaa": {"m": "HIPAA-C"}})
    if "PixelData" in d:
        if kind == "US":
            for text, top in [(f"{d.PatientName}\nDOB:[M]", 8), (d.PatientID, 58)]:
                box = {"text": str(text).replace("^", " "), "top_left": [8, top], "bottom_right": [250, top + 28]}
                add("pixels_hidden", f"<{json.dumps(box)}>", None, None, None, {"hipaa": {"m": "HIPAA-A"}})
        else:
            digest = hashlib.md5(d.PixelData).hexdigest()
            add("pixels_retained", f"<{digest}>", None, None, None, {"tcia": {"p15": "TCIA-P15-PIX-K"}})
    return {str(index): check for index, check in enumerate(found)}


# MARK: the anonymizers

class Anonymizer:
    """Does all that the key demands."""

    name = "good"

    def __init__(self):
        self.uids, self.patients = {}, {}

    def uid(self, old):
        return self.uids.setdefault(str(old), uid(self.name, old))

    def patient(self, old):
        return self.patients.setdefault(old, f"ANON-{len(self.patients) + 1:03}")

    def date(self, text, number, patient):
        day = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8])) - datetime.timedelta(days=700 + patient)
        return f"{day:%Y%m%d}{text[8:]}"

    def run(self, d, number, kind, patient):
        d.PatientName = "ANON^A"
        d.InstitutionAddress, d.InstitutionName = "", "REMOVED"
        d.ReferringPhysicianName, d.PhysiciansOfRecord = "", "ANON"
        d.AccessionNumber = "0"
        d.PatientComments = "can't walk! Call at 5 p.m. tomorrow."
        d.StudyDescription = "CT of the chest, 3.5 mm"
        d.RequestingPhysician = "nobody"
        d.RequestAttributesSequence[0].RequestedProcedureDescription = "Follow-up"
        d[0x0019, 0x100D].value = b"gone"
        self.dates(d, number, patient)
        self.identifiers(d)
        self.pixels(d, kind)
        return d

    def dates(self, d, number, patient):
        for keyword in ["StudyDate", "SeriesDate", "AcquisitionDateTime"]:
            d[keyword].value = self.date(d[keyword].value, number, patient)
        d.DateOfLastCalibration = [self.date(one, number, patient) for one in d.DateOfLastCalibration]
        d.StudyTime = "000000"

    def identifiers(self, d):
        for keyword in ["SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID"]:
            d[keyword].value = self.uid(d[keyword].value)
        for item in d.ReferencedImageSequence:
            item.ReferencedSOPInstanceUID = self.uid(item.ReferencedSOPInstanceUID)
        d.PatientID = self.patient(d.PatientID)

    def pixels(self, d, kind):
        if kind == "US":
            d.PixelData = bytes([20]) * len(d.PixelData)


class Lazy(Anonymizer):
    """Changes the identifiers of the instance and nothing else."""

    name = "lazy"

    def run(self, d, number, kind, patient):
        d.SOPInstanceUID = self.uid(d.SOPInstanceUID)
        for old in [d.StudyInstanceUID, d.SeriesInstanceUID, d.FrameOfReferenceUID]:
            self.uids.setdefault(str(old), str(old))
        self.patients.setdefault(d.PatientID, d.PatientID)
        return d


class Brutal(Anonymizer):
    """Removes or empties nearly everything."""

    name = "brutal"

    def run(self, d, number, kind, patient):
        for keyword in ["BodyPartExamined", "ImageType", "RequestAttributesSequence", "SliceThickness",
                        "FrameOfReferenceUID", "ReferencedImageSequence", "PatientWeight", "PatientComments"]:
            del d[keyword]
        for keyword in ["StudyDate", "SeriesDate", "AcquisitionDateTime", "DateOfLastCalibration", "PatientName",
                        "InstitutionName", "Manufacturer", "InstanceNumber"]:
            d[keyword].value = ""
        d.remove_private_tags()
        for keyword in ["SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"]:
            d[keyword].value = self.uid(d[keyword].value)
        d.PatientID = self.patient(d.PatientID)
        if "PixelData" in d:
            d.PixelData = bytes(len(d.PixelData))
        return d


class Random(Anonymizer):
    """Shifts every date by another number of days, and leaves values where no check looks."""

    name = "random"

    def date(self, text, number, patient):
        number = int(hashlib.sha256(f"{text}/{number}".encode()).hexdigest()[:6], 16)
        return f"{1990 + number % 20}{1 + number % 12:02}{1 + number // 12 % 28:02}{text[8:]}"

    def run(self, d, number, kind, patient):
        name, study = str(d.PatientName), str(d.StudyInstanceUID)
        d = super().run(d, number, kind, patient)
        d.ImageComments = f"Scanned for {name}"
        d.add_new((0x0040, 0xA124), "UI", study)
        d.InstitutionName = "Hubert house"
        return d

    def pixels(self, d, kind):
        if kind == "US":
            image = Image.frombytes("L", (256, 96), d.PixelData)
            # One of both texts is covered; the other one moves out of its box.
            text = image.crop((8, 8, 250, 36))
            image.paste(20, (0, 0, 256, 96))
            image.paste(text, (8, 62))
            d.PixelData = image.tobytes()


class Careless(Anonymizer):
    """Loses files, adds others, maps wrongly, and writes half of what is demanded."""

    name = "careless"

    def patient(self, old):
        return self.patients.setdefault(old, "ANON-001")

    def run(self, d, number, kind, patient):
        d = super().run(d, number, kind, patient)
        d.StudyDescription = "ct OF THE CHEST"
        d.SeriesInstanceUID = uid("elsewhere", d.SeriesInstanceUID)
        d.PatientWeight = "70.00"
        d.RequestAttributesSequence[0].ScheduledProtocolCodeSequence = Sequence([code("A1", "Chest plain")])
        d.InstitutionName = "General"
        if kind == "CT" and number == 2:
            d.PixelData = bytes([1]) + d.PixelData[1:]
        return None if kind == "MR" and number == 2 else d


ANONYMIZERS = [Anonymizer, Lazy, Brutal, Random, Careless]


def write(d, path):
    d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID
    syntax = d.file_meta.TransferSyntaxUID
    d.save_as(path, enforce_file_format=True, implicit_vr=syntax.is_implicit_VR, little_endian=syntax.is_little_endian)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--patients", type=int, default=2)
    arguments.add_argument("--files", type=int, default=2, help="of each modality of a patient")
    arguments.add_argument("--kinds", default="CT,MR,US,SR")
    arguments.add_argument("--anonymizers", default=",".join(one.name for one in ANONYMIZERS))
    options = arguments.parse_args()
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / "key.db")
    database.execute(
        'CREATE TABLE answer_data ("index" INTEGER, "group" INTEGER, Modality TEXT, SOPClassUID TEXT, PatientID TEXT,'
        " StudyInstanceUID TEXT, SeriesInstanceUID TEXT, SOPInstanceUID TEXT, Digest TEXT, AnswerData TEXT)")
    chosen = [one() for one in ANONYMIZERS if one.name in options.anonymizers.split(",")]
    row = 0
    for one in chosen:
        (folder / one.name).mkdir(exist_ok=True)
    for patient in range(options.patients):
        for kind in options.kinds.split(","):
            for number in range(1, options.files + 1):
                d = original(patient, number, kind)
                database.execute(
                    "INSERT INTO answer_data VALUES (?, 1, ?, ?, ?, ?, ?, ?, '', ?)",
                    (row, kind, d.SOPClassUID, d.PatientID, d.StudyInstanceUID, d.SeriesInstanceUID,
                     d.SOPInstanceUID, json.dumps(checks_of(d, kind), ensure_ascii=row % 2 == 0)))
                row += 1
                for one in chosen:
                    made = one.run(copy.deepcopy(d), number, kind, patient)
                    if made is not None:
                        write(made, folder / one.name / f"{patient}-{kind}-{number}.dcm")
    database.commit()
    (folder / "key.sql").write_text("\n".join(database.iterdump()) + "\n")
    for one in chosen:
        (folder / one.name / "LICENSE").write_text("No DICOM file.\n")
        for what, pairs in [("uids", one.uids), ("patients", one.patients)]:
            with open(folder / f"{one.name}-{what}.csv", "w", newline="") as file:
                rows = csv.writer(file)
                rows.writerow(["id_old", "id_new"])
                rows.writerows(pairs.items())


main()
