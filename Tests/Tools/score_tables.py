"""Takes the tables out of the published script's workbooks, as lines of `deid-audit score --csv-dir`'s files.

    python3 score_tables.py scoring_report_instance.xlsx scoring_report_series.xlsx > tables.csv

Needs openpyxl. A column that a workbook leaves out, since all of it is 0, is 0 here.
"""

import csv
import sys

import openpyxl


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["file", "line"])
    for suffix, path in zip(["instance", "series"], sys.argv[1:3]):
        book = openpyxl.load_workbook(path)
        for sheet, name, keys in [("Actions", "actions", ["action"]), ("Scoring", "scoring", ["Category"]),
                                  ("Categories", "categories", ["category", "subcategory"])]:
            if sheet not in book.sheetnames:
                continue
            rows = list(book[sheet].iter_rows(values_only=True))
            header = [str(cell) for cell in rows[0]]
            for row in rows[1:]:
                cells = dict(zip(header, row))
                line = [cells[key] if cells[key] is not None else ("Total" if key == keys[0] else "") for key in keys]
                line += [int(cells.get(column) or 0) for column in ["Blank", "Fail", "Pass", "Total"]]
                if name == "scoring":
                    line.append(cells["Score"])
                out.writerow([f"{name}_{suffix}.csv", ",".join(map(str, line))])


main()
