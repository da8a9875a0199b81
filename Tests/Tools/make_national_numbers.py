"""Writes Tests/TextTests/national-numbers.csv: national numbers, as they are written, and whether python-stdnum 2.2 takes them.

usage: make_national_numbers.py OUTPUT

Numbers are drawn with a fixed seed in the form of each scheme until python-stdnum takes enough of them; those it does not
take, that differ in the last digit or letter from one it takes, are the invalid ones.
"""

import csv
import importlib
import random
import string
import sys

SEED = 4_711


def digits(rng, count):
    return "".join(rng.choice(string.digits) for _ in range(count))


def day(rng, form):
    year, month, number = rng.randrange(1930, 2000), rng.randrange(1, 13), rng.randrange(1, 29)
    return form.format(y=year, yy=year % 100, m=month, d=number)


def chinese(rng):
    """One of the regions that the standard's library knows."""
    return rng.choice(["110101", "310104", "440106", "510104"]) + day(rng, "{y}{m:02}{d:02}") + digits(rng, 3) + rng.choice("0123456789X")


# scheme, module, how to draw one, how it is written (group lengths and the mark between)
SCHEMES = [
    ("usSSN", "us.ssn", lambda r: digits(r, 9), ([3, 2, 4], "-")),
    ("gbNHS", "gb.nhs", lambda r: digits(r, 10), ([3, 3, 4], " ")),
    ("nlBSN", "nl.bsn", lambda r: digits(r, 9), ([9], "")),
    ("frNIR", "fr.nir", lambda r: r.choice("12") + digits(r, 2) + f"{r.randrange(1, 13):02}" + f"{r.randrange(1, 95):02}" + digits(r, 8), ([1, 2, 2, 2, 3, 3, 2], " ")),
    ("deSteuerID", "de.idnr", lambda r: digits(r, 11), ([2, 3, 3, 3], " ")),
    ("esDNI", "es.dni", lambda r: digits(r, 8) + r.choice(string.ascii_uppercase), ([9], "")),
    ("esNIE", "es.nie", lambda r: r.choice("XYZ") + digits(r, 7) + r.choice(string.ascii_uppercase), ([9], "")),
    ("itCodiceFiscale", "it.codicefiscale", lambda r: "".join(r.choice(string.ascii_uppercase) for _ in range(6)) + digits(r, 2) + r.choice("ABCDEHLMPRST")
     + f"{r.randrange(1, 29):02}" + r.choice("ABCDEFGHIL") + digits(r, 3) + r.choice(string.ascii_uppercase), ([16], "")),
    ("seNumber", "se.personnummer", lambda r: day(r, "{yy:02}{m:02}{d:02}") + digits(r, 4), ([6, 4], "-")),
    ("noNumber", "no.fodselsnummer", lambda r: day(r, "{d:02}{m:02}{yy:02}") + digits(r, 5), ([11], "")),
    ("dkCPR", "dk.cpr", lambda r: day(r, "{d:02}{m:02}{yy:02}") + digits(r, 4), ([6, 4], "-")),
    ("fiHETU", "fi.hetu", lambda r: day(r, "{d:02}{m:02}{yy:02}") + "-" + digits(r, 3) + r.choice("0123456789ABCDEFHJKLMNPRSTUVWXY"), None),
    ("beNumber", "be.nn", lambda r: day(r, "{yy:02}{m:02}{d:02}") + digits(r, 5), None),
    ("chAHV", "ch.ssn", lambda r: "756" + digits(r, 10), ([3, 4, 4, 2], ".")),
    ("plPESEL", "pl.pesel", lambda r: day(r, "{yy:02}{m:02}{d:02}") + digits(r, 5), ([11], "")),
    ("ptNIF", "pt.nif", lambda r: digits(r, 9), ([9], "")),
    ("czRC", "cz.rc", lambda r: day(r, "{yy:02}{m:02}{d:02}") + digits(r, 4), ([6, 4], "/")),
    ("trNumber", "tr.tckimlik", lambda r: digits(r, 11), ([11], "")),
    ("brCPF", "br.cpf", lambda r: digits(r, 11), None),
    ("cnNumber", "cn.ric", chinese, ([18], "")),
    ("inAadhaar", "in_.aadhaar", lambda r: digits(r, 12), ([4, 4, 4], " ")),
    ("auMedicare", None, lambda r: digits(r, 10), ([4, 5, 1], " ")),
    ("auTFN", "au.tfn", lambda r: digits(r, 9), ([9], "")),
    ("caSIN", "ca.sin", lambda r: digits(r, 9), ([3, 3, 3], "-")),
    ("jpMyNumber", "jp.in_", lambda r: digits(r, 12), ([12], "")),
    ("roCNP", "ro.cnp", lambda r: r.choice("1256") + day(r, "{yy:02}{m:02}{d:02}") + f"{r.randrange(1, 47):02}" + digits(r, 4), ([13], "")),
    ("krRRN", "kr.rrn", lambda r: day(r, "{yy:02}{m:02}{d:02}") + digits(r, 7), ([6, 7], "-")),
    ("zaNumber", "za.idnr", lambda r: day(r, "{yy:02}{m:02}{d:02}") + digits(r, 7), ([13], "")),
    ("mxCURP", "mx.curp", lambda r: "BOXW" + day(r, "{yy:02}{m:02}{d:02}") + r.choice("HM") + "NE" + "RXN" + "0" + digits(r, 1), ([18], "")),
    ("deKVNR", None, lambda r: r.choice(string.ascii_uppercase) + digits(r, 9), ([10], "")),
]


def medicare(number):
    """Services Australia: the ninth digit is the weighted sum of the first eight modulo 10."""
    return number[0] in "23456" and number[9] != "0" and sum(int(c) * w for c, w in zip(number, [1, 3, 7, 9, 1, 3, 7, 9])) % 10 == int(number[8])


def insured(number):
    """The German insurers' rule: the letter as two digits, weights 1 and 2, sums of digits, modulo 10."""
    text = f"{ord(number[0]) - 64:02}" + number[1:9]
    return sum(sum(map(int, str(int(c) * (1 + i % 2)))) for i, c in enumerate(text)) % 10 == int(number[9])


def is_valid(scheme, module, number):
    if module is None:
        return {"auMedicare": medicare, "deKVNR": insured}[scheme](number)
    return importlib.import_module("stdnum." + module).is_valid(number)


def written(scheme, number, form):
    if scheme == "beNumber":
        return f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    if scheme == "brCPF":
        return f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}"
    if form is None:
        return number
    groups, place = [], 0
    for length in form[0]:
        groups.append(number[place:place + length])
        place += length
    return form[1].join(groups)


def valid(rng, count):
    """Numbers that are valid: scheme, as written, as digits."""
    for scheme, module, draw, form in SCHEMES:
        have = 0
        for _ in range(300_000):
            if have == count:
                break
            number = draw(rng)
            # A uniform number is no one's, and a number of an employer or a company is none of a person.
            if is_valid(scheme, module, number) and len(set(number)) > 2 and not (scheme == "ptNIF" and number[0] not in "123"):
                have += 1
                yield scheme, written(scheme, number, form), number


def main(output):
    rng = random.Random(SEED)
    rows = []
    forms = {scheme: (module, form) for scheme, module, _, form in SCHEMES}
    for scheme, text, number in list(valid(rng, 12)):
        rows.append((scheme, text, 1))
        module, form = forms[scheme]
        alphabet = string.digits if number[-1].isdigit() else string.ascii_uppercase
        for last in rng.sample(alphabet, len(alphabet)):
            other = number[:-1] + last
            if not is_valid(scheme, module, other):
                rows.append((scheme, written(scheme, other, form), 0))
                break
    with open(output, "w", newline="\n") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["scheme", "number", "valid"])
        writer.writerows(rows)
    print(len(rows))


if __name__ == "__main__":
    main(sys.argv[1])
