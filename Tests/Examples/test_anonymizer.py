"""A regression test of an anonymizer: what it writes is audited, and the build fails when something is left.

Put your own anonymizer in the place of anonymize(), and files with invented persons in that of original(). The program
is found by the environment variable DEID_AUDIT, or else on the search path.
"""

import json
import os
import subprocess

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage, generate_uid

DEID_AUDIT = os.environ.get("DEID_AUDIT", "deid-audit")


def original() -> Dataset:
    """A picture of a person who does not exist."""
    dataset = Dataset()
    dataset.SOPClassUID = SecondaryCaptureImageStorage
    dataset.SOPInstanceUID = generate_uid()
    dataset.StudyInstanceUID = generate_uid()
    dataset.SeriesInstanceUID = generate_uid()
    dataset.PatientName = "Invented^Ivy"
    dataset.PatientID = "4711-0815"
    dataset.PatientBirthDate = "19570412"
    dataset.PatientSex = "F"
    dataset.PatientAddress = "12 Elm Street"
    dataset.StudyDate = dataset.ContentDate = "20240305"
    dataset.StudyTime = dataset.ContentTime = "101112"
    dataset.StudyID = "99"
    dataset.AccessionNumber = "A123456"
    dataset.ReferringPhysicianName = "Referrer^Rita"
    dataset.Modality = "OT"
    dataset.ConversionType = "SYN"
    dataset.SeriesNumber = dataset.InstanceNumber = "1"
    dataset.PatientOrientation = ""
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows = dataset.Columns = 16
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit = 7
    dataset.PixelRepresentation = 0
    dataset.PixelData = bytes(256)
    return dataset


def anonymize(dataset: Dataset) -> Dataset:
    """The anonymizer under test."""
    for keyword in ("PatientAddress",):
        if keyword in dataset:
            del dataset[keyword]
    for keyword in (
        "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID",
        "AccessionNumber", "ReferringPhysicianName", "ContentDate", "ContentTime",
    ):
        setattr(dataset, keyword, "")
    for keyword in ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"):
        setattr(dataset, keyword, generate_uid(prefix="2.25.", entropy_srcs=["secret", dataset[keyword].value]))
    dataset.PatientIdentityRemoved = "YES"
    dataset.DeidentificationMethod = "Basic Profile"
    method = Dataset()
    method.CodeValue, method.CodingSchemeDesignator = "113100", "DCM"
    method.CodeMeaning = "Basic Application Confidentiality Profile"
    dataset.DeidentificationMethodCodeSequence = Sequence([method])
    dataset.LongitudinalTemporalInformationModified = "REMOVED"
    return dataset


def write(dataset: Dataset, path) -> None:
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.save_as(path, enforce_file_format=True)


def audit(folder, *options: str) -> tuple[int, dict]:
    """Audits a folder: the exit code and the report, which holds no value of any file."""
    report = folder.parent / "report.json"
    run = subprocess.run([DEID_AUDIT, "scan", str(folder), "--json", str(report), "--quiet", *options], check=False)
    assert run.returncode in (0, 1, 2), "the arguments are wrong"
    return run.returncode, json.loads(report.read_text())


def told(report: dict) -> list[str]:
    """What is wrong or open, a line each."""
    lines = []
    for file in report["files"]:
        for finding in file["findings"]:
            if finding["severity"] != "note":
                lines.append(f"{finding['check']} {finding['place'].get('path', '')}: {finding['message']}")
        lines += [f"not checked: {gap['message']}" for gap in file["notChecked"]]
    return lines


@pytest.fixture
def outputs(tmp_path):
    folder = tmp_path / "outputs"
    folder.mkdir()
    for number in range(3):
        write(anonymize(original()), folder / f"{number}.dcm")
    return folder


def test_nothing_is_left(outputs):
    code, report = audit(outputs, "--strict")
    assert told(report) == []
    assert code == 0


def test_the_original_is_gone_from_every_byte(outputs, tmp_path):
    originals = tmp_path / "originals"
    originals.mkdir()
    write(original(), originals / "0.dcm")
    code, report = audit(outputs, "--strict", "--originals", str(originals))
    assert told(report) == []
    assert code == 0


def test_a_name_that_is_left_fails_the_build(outputs):
    """The test of the test: an anonymizer that forgets one attribute is caught."""
    forgotten = anonymize(original())
    forgotten.PatientName = "Invented^Ivy"
    write(forgotten, outputs / "forgotten.dcm")
    code, report = audit(outputs)
    assert code == 1
    assert any("(0010,0010)" in line for line in told(report))
