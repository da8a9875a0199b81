#!/usr/bin/env python3
"""Writes invented de-identified CT headers of 2 KB without pixels, as many as are asked for.

usage: make_headers.py COUNT FOLDER

Eighty instances a patient: two studies half a year apart, two series each, twenty instances a series. Ids are drawn, days
are all those of one shift a patient, every instance refers to the first of its series. The same count gives the same bytes.
"""
import datetime
import pathlib
import struct
import sys

CT = "1.2.840.10008.5.1.4.1.1.2"
CONSTANT = {
    0x00080008: ("CS", "ORIGINAL\\PRIMARY\\AXIAL"), 0x00080060: ("CS", "CT"), 0x00120062: ("CS", "YES"),
    0x00180015: ("CS", "CHEST"), 0x00180022: ("CS", "HELICAL MODE"), 0x00180050: ("DS", "1"),
    0x00180060: ("DS", "120"), 0x00180088: ("DS", "5.0"), 0x00180090: ("DS", "500"), 0x00181100: ("DS", "360"),
    0x00181110: ("DS", "1040"), 0x00181111: ("DS", "570"), 0x00181120: ("DS", "0"), 0x00181130: ("DS", "155.5"),
    0x00181140: ("CS", "CW"), 0x00181150: ("IS", "600"), 0x00181151: ("IS", "220"), 0x00181152: ("IS", "132"),
    0x00181160: ("SH", "FLAT"), 0x00181170: ("IS", "26"), 0x00181190: ("DS", "1.2"), 0x00181210: ("SH", "B40f"),
    0x00185100: ("CS", "HFS"), 0x00189305: ("FD", 0.6), 0x00189306: ("FD", 0.6), 0x00189307: ("FD", 38.4),
    0x00189309: ("FD", 27.6), 0x00189310: ("FD", 46.0), 0x00189311: ("FD", 0.72), 0x00189324: ("FD", 0.0),
    0x00189345: ("FD", 12.4), 0x00200037: ("DS", "1\\0\\0\\0\\1\\0"), 0x00280002: ("US", 1),
    0x00280004: ("CS", "MONOCHROME2"), 0x00280010: ("US", 512), 0x00280011: ("US", 512),
    0x00280030: ("DS", "0.7\\0.7"), 0x00280100: ("US", 16), 0x00280101: ("US", 16), 0x00280102: ("US", 15),
    0x00280103: ("US", 1), 0x00280106: ("SS", 0), 0x00280107: ("SS", 4095), 0x00280303: ("CS", "MODIFIED"),
    0x00281050: ("DS", "40\\400"), 0x00281051: ("DS", "400\\2000"), 0x00281052: ("DS", "-1024"),
    0x00281053: ("DS", "1"), 0x00281054: ("LO", "HU"), 0x00282110: ("CS", "00"), 0x00081030: ("LO", "CHEST"),
}
NUMBERS = {"US": "<H", "SS": "<h", "FD": "<d"}


def element(tag, vr, value):
    if vr in NUMBERS:
        value = struct.pack(NUMBERS[vr], value)
    elif isinstance(value, str):
        value = value.encode()
        value += (b"\0" if vr == "UI" else b" ") * (len(value) % 2)
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr.encode()
    long = vr in ("SQ", "OB")
    return head + (struct.pack("<HI", 0, len(value)) if long else struct.pack("<H", len(value))) + value


def item(content):
    return struct.pack("<HHI", 0xFFFE, 0xE000, len(content)) + content


def code(value, meaning):
    return item(element(0x00080100, "SH", value) + element(0x00080102, "SH", "DCM") + element(0x00080104, "LO", meaning))


CLAIM = (
    code("113100", "Basic Application Confidentiality Profile") + code("113105", "Clean Descriptors Option")
    + code("113107", "Retain Longitudinal Temporal Information Modified Dates Option")
    + code("113108", "Retain Patient Characteristics Option"))


def uid(*numbers):
    """A UID of the form for UUIDs, mixed of numbers."""
    mixed = 1
    for number in numbers:
        mixed = (mixed * 0x9E3779B97F4A7C15F39CC0605CEDC835 + number * 0xD1B54A32D192ED03) % (1 << 122)
        mixed ^= mixed >> 61
    return f"2.25.{mixed}"


def file(number):
    instance = number % 20
    series = number // 20
    study = number // 40
    patient = number // 80
    day = datetime.date(2021, 1, 1) + datetime.timedelta(patient * 37 % 180 + study % 2 * 183)
    day = day.strftime("%Y%m%d")
    time = f"{8 + patient % 9:02}{patient * 7 % 60:02}{series % 4 * 11:02}"
    own = uid(3, number)
    values = dict(CONSTANT)
    values.update({
        0x00080016: ("UI", CT), 0x00080018: ("UI", own), 0x00080020: ("DA", day), 0x00080021: ("DA", day),
        0x00080022: ("DA", day), 0x00080023: ("DA", day), 0x00080030: ("TM", time[:4] + "00"),
        0x00080031: ("TM", time), 0x00080032: ("TM", time), 0x00080033: ("TM", time),
        0x00081140: ("SQ", item(
            element(0x00081150, "UI", CT) + element(0x00081155, "UI", uid(3, series * 20)))),
        0x00100020: ("LO", f"{'QRTVWXYZ'[patient * 5 % 8]}{(patient + 1) * 2654435761 % (1 << 32):010}"),
        0x00100040: ("CS", "FM"[patient % 2]), 0x00101010: ("AS", f"{40 + patient % 7 * 5:03}Y"),
        0x00120064: ("SQ", CLAIM), 0x0020000D: ("UI", uid(1, study)), 0x0020000E: ("UI", uid(2, series)),
        0x00200011: ("IS", str(1 + series % 2)), 0x00200013: ("IS", str(1 + instance)),
        0x00200032: ("DS", f"-181.5\\-181.5\\{instance}"), 0x00200052: ("UI", uid(4, study)),
        0x00201041: ("DS", str(instance)),
    })
    body = b"".join(element(tag, *values[tag]) for tag in sorted(values))
    meta = (
        element(0x00020001, "OB", b"\0\1") + element(0x00020002, "UI", CT) + element(0x00020003, "UI", own)
        + element(0x00020010, "UI", "1.2.840.10008.1.2.1") + element(0x00020012, "UI", "2.25.1"))
    return bytes(128) + b"DICM" + element(0x00020000, "UL", struct.pack("<I", len(meta))) + meta + body


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    for number in range(count):
        if number % 20 == 0:
            place = folder / f"{number // 80000:03}" / f"{number // 80 % 1000:03}" / f"{number // 20 % 4}"
            place.mkdir(parents=True, exist_ok=True)
        (place / f"{number % 20:02}.dcm").write_bytes(file(number))


if __name__ == "__main__":
    main()
