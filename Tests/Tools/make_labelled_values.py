"""Writes Tests/TextTests/labelled-values.csv: texts of DICOM attributes, and what identifies in each.

usage: make_labelled_values.py REAL OUTPUT

REAL holds the attribute texts of the sample corpus that were looked at and tell nothing of anyone, one a line as
`context<TAB>text`. The others are made here with a fixed seed: Faker 40.54.0 (MIT) gives names, addresses and mail
addresses in 23 languages, PyThaiNLP 5.4.0 those of Thailand (CC BY-SA 4.0, of which forty are drawn), python-stdnum 2.2 the rules of
national numbers. None gave the program these tables; a name that person-names.csv lacks in whole is marked `unlisted`.
"""

import base64
import codecs
import csv
import datetime
import pathlib
import random
import sys

from faker import Faker

from make_name_tables import folds
from make_national_numbers import valid

SEED = 20_240
LOCALES = [
    "en_GB", "en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "sv_SE", "pt_BR", "cs_CZ", "da_DK", "fi_FI",
    "no_NO", "hu_HU", "ro_RO", "tr_TR", "ru_RU", "el_GR", "ja_JP", "zh_CN", "ko_KR",
]
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
}
CARRIERS = ["CT Thorax {}", "{} MRT Knie", "T1 MPRAGE {}", "Follow-up, {}", "{}", "Chest PA, {}", "ax T2 {} repeat", "see note: {}"]


def name_texts(fake, rng, locale):
    first, last = fake.first_name(), fake.last_name()
    if locale[:2] in ("ja", "zh", "ko"):
        return rng.choice([f"{last}^{first}", f"{last} {first}", f"{last}{first}"]), first, last
    titles = {"de": "Frau", "fr": "Mme", "es": "Sra.", "it": "Sig.", "nl": "mevr.", "ru": "Доктор"}
    title = titles.get(locale[:2], "Dr.")
    forms = [
        f"{last}^{first}", f"{last.upper()}^{first.upper()}", f"{first} {last}", f"{last}, {first}", f"{last.upper()}, {first}",
        f"{title} {last}", f"{first[0]}. {last}", f"MRI brain for {first} {last}", f"performed by {first} {last}",
        f"Patient: {first} {last}", f"{last}_{first}", f"Prof. {last} asks for CT", f"Thorax, {first} {last}, ambulant",
        f"ref. by Dr. {first[0]}. {last}",
    ]
    return rng.choice(forms), first, last


def dates(rng):
    day = datetime.date(1925, 1, 1) + datetime.timedelta(days=rng.randrange(36_000))
    y, m, d = day.year, day.month, day.day
    language = rng.choice(sorted(MONTHS))
    month = MONTHS[language].split()[m - 1]
    english = MONTHS["en"].split()[m - 1]
    of = {"es": " de ", "pt": " de "}.get(language, ". " if language == "de" else " ")
    return rng.choice([
        f"{y:04}{m:02}{d:02}", f"{y}-{m:02}-{d:02}", f"{d:02}.{m:02}.{y}", f"{d}.{m}.{y}", f"{m:02}/{d:02}/{y}", f"{d:02}/{m:02}/{y}",
        f"{y}.{m:02}.{d:02}", f"{y}/{m:02}/{d:02}", f"{d:02}{english[:3].upper()}{y}", f"{d:02}-{english[:3]}-{y}", f"{english} {d}, {y}",
        f"{english[:3]} {d:02}, {y}", f"{d}{of}{month}{of if of != '. ' else ' '}{y}", f"{d} {month} {y}", f"{y:04}{m:02}{d:02}143005",
        f"{d:02}/{m:02}/{y % 100:02}", f"{y}年{m}月{d}日", day.strftime("%a ") + english[:3] + f" {d:02} 11:14:42 {y}",
        f"the {ordinal(d)} of {english} {y}", f"born {d} {month} {y}",
    ])


def marked_scripts(rng, add, listed):
    """Names of Thailand, from a list that the program does not have, and of India."""
    from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

    given, family = sorted(thai_female_names() | thai_male_names()), sorted(thai_family_names())
    hindi = Faker("hi_IN")
    hindi.seed_instance(SEED)
    forms = {
        "th": ["นาย{g} {f}", "{g} {f}", "นางสาว{g} {f}", "ผู้ป่วย: {g} {f}", "{f}^{g}", "นาง{g} {f}|หัวเข่าซ้าย"],
        "hi": ["श्री {g} {f}", "{g} {f}", "श्रीमती {g} {f}", "रोगी: {g} {f}", "{f}^{g}", "डॉ. {g} {f}|छाती का एक्स-रे"],
    }
    for language in ("th", "hi"):
        for _ in range(40):
            first, last = (rng.choice(given), rng.choice(family)) if language == "th" else (hindi.first_name(), hindi.last_name())
            known = any(word in listed for name in (first, last) for word in folds(name))
            text = rng.choice(forms[language]).format(g=first, f=last)
            add(rng.choice(["freeText", "descriptor", "payloadField"]), text, "personName", "made" if known else "unlisted")
    for text in ("หัวเข่าซ้าย", "เอกซเรย์ทรวงอก", "กระดูกสันหลัง ส่วนเอว", "ช่องท้องส่วนบน", "สมองและไขสันหลัง", "เข่าขวา ท่าตรง", "ผู้ป่วยนอก ท่ายืน",
                 "बायां घुटना", "छाती का एक्स-रे", "रीढ़ की हड्डी", "दायां कंधा", "पेट का अल्ट्रासाउंड", "मस्तिष्क एमआरआई"):
        add("descriptor", text, "", "near miss")


def ordinal(number):
    return ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth twentieth").split()[min(number, 20) - 1]


def main(real, output):
    rng = random.Random(SEED)
    fakes = {}
    for locale in LOCALES:
        fakes[locale] = Faker(locale)
        fakes[locale].seed_instance(SEED)
    with open(pathlib.Path(__file__).parents[2] / "Rules/Tables/person-names.csv", encoding="utf-8") as rows:
        listed = {line.split(",")[0] for line in rows}
    table = []

    def add(context, text, kinds, note="made"):
        table.append((context, text, kinds, note))

    def carry(text, kinds, note="made"):
        add(rng.choice(["freeText", "descriptor", "payloadField"]), rng.choice(CARRIERS).format(text), kinds, note)

    for line in real.read_text(encoding="utf-8").splitlines():
        context, text = line.split("\t", 1)
        add(context, text, "", "real")
    for locale in LOCALES:
        for _ in range(26):
            text, first, last = name_texts(fakes[locale], rng, locale)
            known = any(word in listed for name in (first, last) for word in folds(name))
            add(rng.choice(["freeText", "descriptor", "protocolName", "payloadField"]), text, "personName", "made" if known else "unlisted")
    for _ in range(300):
        carry(dates(rng), "date")
    for _ in range(40):
        h, m, s = rng.randrange(24), rng.randrange(60), rng.randrange(60)
        carry(rng.choice([f"{h:02}:{m:02}", f"{h:02}:{m:02}:{s:02}", f"{h % 12 + 1}:{m:02} PM"]), "time")
    ages = ["{} year old", "{}-year-old", "{} Jahre", "{} ans", "{} años", "{} anni", "{} jaar", "aged {}", "Age: {}", "Alter {}", "{} yo", "0{}Y", "{} yrs", "{}歳"]
    for _ in range(60):
        carry(rng.choice(ages).format(rng.randrange(90, 100)), "age")
        carry(rng.choice(ages).format(rng.randrange(18, 89)), "")
    for _ in range(100):
        def run(count):
            return "".join(rng.choice("0123456789") for _ in range(count))
        text = rng.choice([
            f"({rng.randrange(201, 990)}) {rng.randrange(201, 990)}-{run(4)}", f"{rng.randrange(201, 990)}-{rng.randrange(201, 990)}-{run(4)}",
            f"+49 30 {rng.randrange(1, 10)}{run(6)}", f"+44 20 7{run(3)} {run(4)}", f"+33 1 {run(2)} {run(2)} {run(2)} {run(2)}", f"+31-20-6{run(6)}",
            f"Tel. 0{rng.randrange(10, 99)}/{run(6)}", f"Fax: 0{rng.randrange(100, 999)} {run(5)}-{run(2)}", f"phone {run(3)} {run(4)}",
            f"Telefon 0{rng.randrange(10, 99)} {run(7)}", f"mobile 07{run(3)} {run(6)}", f"Tél. 0{rng.randrange(1, 9)} {run(2)} {run(2)} {run(2)} {run(2)}",
            f"+1 {rng.randrange(201, 990)} {rng.randrange(201, 990)} {run(4)}", f"020 7{run(3)} {run(4)}", f"{rng.randrange(201, 990)}.{rng.randrange(201, 990)}.{run(4)}",
        ])
        carry(text, "phone")
    for locale in LOCALES[:8] * 5:
        carry(fakes[locale].ascii_safe_email(), "email")
    for _ in range(40):
        fake = fakes["en_US"]
        carry(rng.choice([fake.url(), fake.uri(), "www." + fake.domain_name(), "http://pacs." + fake.domain_name() + ":8080/wado"]), "url")
        carry(rng.choice(["10.{}.{}.7", "192.168.{}.{}", "172.20.{}.{}", "IP 131.{}.{}.9"]).format(rng.randrange(1, 255), rng.randrange(1, 255)), "networkAddress")
    for _ in range(15):
        carry(fakes["en_US"].mac_address().upper(), "networkAddress")
    for locale in ("en_GB", "en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "sv_SE"):
        for _ in range(15):
            address = fakes[locale].address().replace("\n", ", ")
            add("freeText", address, "postalAddress")
    for _ in range(90):
        number = rng.choice([f"{rng.randrange(10**5, 10**8)}", f"{rng.choice('ABHMS')}{rng.randrange(10**5, 10**7)}", f"{rng.randrange(10, 99)}-{rng.randrange(10**4, 10**6)}"])
        label = rng.choice(["MRN {}", "MRN: {}", "Patient ID: {}", "PatID {}", "Accession No. {}", "Accession #{}", "Acc: {}", "Fallnr. {}", "Fallnummer {}",
                            "Patientennummer: {}", "IPP {}", "Hosp No: {}", "case no. {}", "Medical record number {}", "NHC {}", "PID={}", "Chart # {}", "Dossier n° {}"])
        carry(label.format(number), "recordNumber")
    for scheme, number, _ in valid(rng, 10):
        if scheme in ("nlBSN", "ptNIF", "auTFN", "deKVNR", "jpMyNumber", "trNumber", "plPESEL", "roCNP", "zaNumber") and " " not in number:
            labels = {"nlBSN": "BSN", "ptNIF": "NIF", "auTFN": "TFN", "deKVNR": "KVNR", "jpMyNumber": "マイナンバー", "trNumber": "TC Kimlik No", "plPESEL": "PESEL",
                      "roCNP": "CNP", "zaNumber": "RSA security no"}
            number = f"{labels[scheme]} {number}"
        add("freeText", rng.choice(CARRIERS[:6]).format(number), "nationalNumber", scheme)
    for _ in range(20):
        serial = f"{rng.choice('ABCX')}{rng.choice('DKT')}{rng.randrange(10**4, 10**7)}"
        carry(rng.choice(["S/N: {}", "Serial No. {}", "SN {}-2", "Seriennummer {}", "pacemaker SN:{}"]).format(serial), "deviceNumber")
        body = "0" + "".join(rng.choice("0123456789") for _ in range(12))
        check = (10 - sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(body)) % 10) % 10
        carry(f"(01){body}{check}(17)271231(21){serial}", "deviceNumber")
        alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
        code = f"+H{rng.randrange(100, 999)}{serial}1"
        carry(code + alphabet[sum(alphabet.index(c) for c in code) % 43], "deviceNumber")
        values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9]))
        vin = [rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(11)] + [rng.choice("0123456789") for _ in range(6)]
        vin[:3] = "WVW"
        total = sum(w * (values.get(c) or int(c) if c.isalpha() else int(c)) for c, w in zip(vin, [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]))
        vin[8] = "X" if total % 11 == 10 else str(total % 11)
        add("freeText", "ambulance " + "".join(vin), "deviceNumber")
    for locale in LOCALES[:3]:
        for _ in range(8):
            carry(f"CN={fakes[locale].first_name()} {fakes[locale].last_name()},O={fakes[locale].last_name()} Ltd,C=GB", "certificate")
    kinds = ["{} Hospital", "St. {} Hospital", "Klinikum {}", "Universitätsklinikum {}", "Hôpital {}", "Hospital {}", "Ospedale {}", "{} General Hospital",
             "Clinique {}", "Krankenhaus {}", "{} University Hospital", "{} Infirmary"]
    for locale in ("en_GB", "en_US", "de_DE", "fr_FR", "es_ES", "it_IT"):
        for _ in range(15):
            place = fakes[locale].city() if hasattr(fakes[locale], "city") and rng.random() < 0.6 else fakes[locale].last_name()
            carry(rng.choice(kinds).format(place), "institution")
    for locale in LOCALES[:5]:
        for _ in range(8):
            user = fakes[locale].user_name()
            carry(rng.choice([f"C:\\Users\\{user}\\Desktop\\scan", f"/home/{user}/data/dicom", f"\\\\pacs01\\{user}\\export", f"/Users/{user}/Documents/a.dcm",
                              f"D:\\studies\\{user}"]), "filePath")
    for locale in LOCALES[:4]:
        for _ in range(15):
            person = f"{fakes[locale].last_name()}^{fakes[locale].first_name()}"
            if not person.isascii():
                continue
            text = rng.choice([base64.b64encode(person.encode()).decode(), person.encode().hex(), person.encode().hex().upper(), codecs.encode(person.upper(), "rot13"),
                               codecs.encode(person, "rot13"), "gAAAAAB" + base64.urlsafe_b64encode(rng.randbytes(75)).decode()])
            add(rng.choice(["freeText", "payloadField"]), text, "reversible")
    misses = [
        "Dr X", "MR Brain", "DR CHEST AP", "MS follow-up", "DX KNEE LT", "PT THORAX", "Dixon water", "Parkinson's disease", "Crohn disease", "M. Hodgkin", "Agatston score 410",
        "Version 12.04.07", "rev 5.10.3-11", "TE 92 TR 4500", "b=1000 s/mm2", "FOV 240x240", "1.2.840.10008.5.1.4.1.1.2", "Siemens Healthineers", "Philips Medical Systems",
        "GE MEDICAL SYSTEMS", "Fuji Standard", "Gray matter", "White matter", "Brown fat", "Young adult", "Head^Routine", "Abdomen^Liver", "Kopf^Standard", "T2 TSE sag 4mm",
        "kV 120 mAs 200", "100-110 kVp", "2 of 3", "1/2/3", "10:1 grid", "SPAIR TR 2800", "Gauss 5.0", "Hanning 1.0", "30 min p.i.", "late phase 120 s", "R2* map", "MAR 20%",
        "May enhance with contrast", "Mark lesion", "Page 2", "Long TE", "Short axis", "Base to apex", "Art phase", "Ven phase", "Rose diagram", "Stone protocol", "Hip frog leg",
        "St. p. OP", "z.n. TEP", "patient: supine", "Name: none", "Operator: unknown", "ID: 12.5 mm", "Lot size 200", "case 1", "n = 450", "Grade 3", "hospital bed", "clinic room 2",
        "COVID-19", "BI-RADS 4", "Fleischner 2017", "LI-RADS 2018", "AX DWI b50-400-800", "512x512", "Weg 2 Schritte", "0.625 mm", "1234567", "99 percent", "95% CI", "age 45",
        "45 Jahre", "GAD 0.1 mmol/kg", "3D FLAIR 1.0x1.0x1.0", "p3_mb2_2.0iso", "ep2d_diff_64dir_b1000", "CP_Extremity", "HeadNeck_64", "Body_18", "Spine 32", "Tra>Cor(-6.2)",
        "TA 05.00", "SP H32.9", "sum of 12/24", "scale 1:50000", "ratio 3:4", "A/P", "L/R", "c:d", "M/ND/NORM", "TG/s1,Coil/s1", "text@", "a@b", "user^", "3^2", "x+y=z",
    ]
    for text in misses:
        add(rng.choice(["freeText", "descriptor"]), text, "", "near miss")
    for scheme, number, _ in valid(rng, 4):
        damaged = list(number)
        places = [i for i, c in enumerate(damaged) if c.isdigit()]
        damaged[places[-1]] = str((int(damaged[places[-1]]) + rng.randrange(1, 9)) % 10)
        text = "".join(damaged)
        if scheme not in ("usSSN", "gbNINO", "dkCPR", "krRRN", "auMedicare") and "-" not in text and "." not in text and "/" not in text and not text.startswith("0"):
            add("descriptor", "ref " + text, "", "wrong check digit, " + scheme)
    marked_scripts(rng, add, listed)
    with open(output, "w", encoding="utf-8", newline="\n") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["context", "text", "kinds", "note"])
        writer.writerows(table)
    print(len(table))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
