"""Sends every file of a folder to an Orthanc server, has it anonymize each patient, and fetches what it made."""

import json
import pathlib
import sys
import time
import urllib.error
import urllib.request

server, source, target = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])


def ask(path, body=None):
    request = urllib.request.Request(server + path, data=body, method="GET" if body is None else "POST")
    with urllib.request.urlopen(request, timeout=300) as answer:
        return answer.read()


for _ in range(100):
    try:
        ask("/system")
        break
    except OSError:
        time.sleep(0.1)
else:
    sys.exit("orthanc: the server does not answer")

refused = 0
for file in sorted(path for path in source.rglob("*") if path.is_file()):
    try:
        ask("/instances", file.read_bytes())
    except urllib.error.HTTPError:
        refused += 1

for patient in json.loads(ask("/patients")):
    made = json.loads(ask(f"/patients/{patient}/anonymize", b"{}"))["ID"]
    for instance in json.loads(ask(f"/patients/{made}/instances")):
        series = instance["ParentSeries"]
        place = target / series
        place.mkdir(parents=True, exist_ok=True)
        (place / (instance["ID"] + ".dcm")).write_bytes(ask(f"/instances/{instance['ID']}/file"))

if refused:
    print(f"orthanc: {refused} files were refused", file=sys.stderr)
