"""A regression test of an anonymizer: what it writes is audited, and the build fails when something is left.

The anonymizer is that of anonymizer.py beside this file. The program is found by the environment variable DEID_AUDIT,
or else on the search path.
"""

import json
import os
import subprocess

import pytest
from anonymizer import anonymize, original, write


def audit(folder, *options):
    """Audits a folder: the exit code and the report, which holds no value of any file."""
    program, report = os.environ.get("DEID_AUDIT", "deid-audit"), folder.parent / "report.json"
    run = subprocess.run([program, "scan", folder, "--json", report, "--quiet", *options], check=False)
    assert run.returncode in (0, 1, 2), "the arguments are wrong"
    return run.returncode, json.loads(report.read_text())


def told(report):
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
    code, report = audit(outputs, "--strict", "--originals", originals)
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
