"""Fits the trees that score lines, and writes them as Swift.

usage: fit_lines.py TRAIN[,TRAIN...] HELD OUTPUT

Each folder holds pictures of make-pictures and features.csv, as `bench-pixels gate FOLDER --features
FOLDER/features.csv --least-marks=-1.4` writes it. HELD is for the printed numbers alone. OUTPUT is Sources/Pixels/Text.
Needs pandas and scikit-learn.
"""

import pathlib
import sys

import numpy
import pandas
from sklearn.ensemble import HistGradientBoostingClassifier

MARK_FEATURES = 28  # LineFeatures.markNames
BORDER = 0.25  # the score that becomes 0
TREES = 220


def load(folder):
    lines = pandas.read_csv(folder / "features.csv")
    numbers = lines.columns[3:]
    lines[numbers] = lines[numbers].astype("float32")
    lines["file"] = folder.name + "/" + lines["file"]
    return lines


def label(lines):
    """Text, ground, and lines that run across the text, which count little and as ground."""
    lines["clean"] = lines.file.str.contains("/none-")
    lines["text"] = ~lines.clean & (lines.share > 0.4) & (lines.turned == 0)
    lines["across"] = ~lines.clean & (lines.share > 0.3) & (lines.turned == 1)
    return lines[lines.clean | lines.text | lines.across].reset_index(drop=True)


def weights(lines, ground):
    weight = 1 / numpy.sqrt(lines.groupby("file").file.transform("size"))
    weight = numpy.where(
        lines.text, weight / weight[lines.text].sum(), weight / weight[lines.clean].sum() * ground
    )
    return numpy.where(lines.across, weight * 0.15, weight) * len(lines)


def evaluate(folder, lines, scores):
    """Recall of pictures at some shares of false alarms."""
    best = pandas.Series(scores, index=lines.file.str.split("/").str[-1]).groupby(level=0).max()
    pictures = pandas.read_csv(folder / "pictures.csv")
    pictures["score"] = pictures.file.map(best).fillna(-99)
    words = pandas.read_csv(folder / "labels.csv")
    words["plain"] = (words.contrast >= 40) & (words.contrast > 2 * words.unrest)
    words = words.groupby("file").agg(height=("capital_height", "max"), plain=("plain", "any"))
    shown = pictures[pictures.words > 0].join(words, on="file")
    shown = shown[shown.plain]
    for alarms in (0.002, 0.005, 0.01, 0.02, 0.05):
        limit = pictures[pictures.words == 0].score.quantile(1 - alarms)
        tall = shown[shown.height >= 10].score > limit
        small = shown[shown.height.between(7, 9)].score > limit
        print(f"alarms {alarms:.3f} score {limit:6.2f} recall >= 10 px {tall.mean():.4f} 7-9 px {small.mean():.4f}")


def block(values, form):
    lines, line = [], "     "
    for value in values:
        piece = f" {form(value)},"
        if len(line) + len(piece) > 109:
            lines.append(line)
            line = "     "
        line += piece
    return "\n".join(lines + [line])


def write(path, model, name, about, border):
    """Complete trees of depth three: seven features, seven thresholds and eight leaves each."""
    features, thresholds, leaves = [], [], []
    for (tree,) in model._predictors:
        questions, limits, values = [0] * 7, [0.0] * 7, [0.0] * 8

        def walk(index, depth, slot):
            node = tree.nodes[index]
            if node["is_leaf"]:
                span = 2 ** (3 - depth)
                values[slot * span : (slot + 1) * span] = [node["value"]] * span
                return
            at = 2**depth - 1 + slot
            questions[at], limits[at] = int(node["feature_idx"]), node["num_threshold"]
            walk(node["left"], depth + 1, slot * 2)
            walk(node["right"], depth + 1, slot * 2 + 1)

        walk(0, 0, 0)
        features += questions
        thresholds += limits
        leaves += values
    base = float(numpy.ravel(model._baseline_prediction)[0]) - border
    number = "{:.4g}".format
    path.write_text(
        f"extension LineTrees {{\n  /// {about}\n  ///\n"
        "  /// Written by Tests/Tools/fit_lines.py; not to be changed by hand.\n"
        f"  static let {name} = LineTrees(\n    base: {base:.4f},\n    features: [\n{block(features, str)}\n    ],\n"
        f"    thresholds: [\n{block(thresholds, number)}\n    ],\n    leaves: [\n{block(leaves, number)}\n    ])\n}}\n"
    )


def main(train, held, output):
    lines = label(pandas.concat([load(folder) for folder in train], ignore_index=True))
    names = [name for name in lines.columns if name not in ("clean", "text", "across")][8:]
    random = numpy.random.default_rng(1)
    sample = lines[~lines.across].sample(min(len(lines) // 2, 120_000), random_state=1)
    marks = HistGradientBoostingClassifier(
        max_iter=24, max_depth=3, learning_rate=0.3, min_samples_leaf=100
    ).fit(sample[names[:MARK_FEATURES]], sample.text, sample_weight=weights(sample, 1))
    lines["score"] = marks.decision_function(lines[names[:MARK_FEATURES]])
    other = load(held)
    for turn in range(4):
        # Of each picture, the lines that the last trees took for text most: what is hard, and what decides.
        rank = lines.groupby(["file", "across"]).score.rank(ascending=False, method="first")
        chosen = lines[
            lines.clean & (rank <= 30)
            | lines.text & (rank <= 12)
            | lines.across & (rank <= 3)
            | (random.random(len(lines)) < 0.03)
        ]
        model = HistGradientBoostingClassifier(
            max_iter=TREES if turn == 3 else 120, max_depth=3, learning_rate=0.12, l2_regularization=1,
            min_samples_leaf=40, max_features=0.4, random_state=1,
        ).fit(chosen[names], chosen.text, sample_weight=weights(chosen, 1.5))
        lines["score"] = model.decision_function(lines[names])
        print(f"round {turn}: {len(chosen)} lines")
        evaluate(held, other, model.decision_function(other[names]))
    write(
        output / "LineTrees+Marks.swift", marks, "marks",
        "What tells text from the rest by the marks of a line alone; quick, and meant to let nearly all text pass.", 0,
    )
    write(
        output / "LineTrees+Lines.swift", model, "lines",
        "What tells text from the rest by the marks and the pixels of a line.", BORDER,
    )


if __name__ == "__main__":
    main([pathlib.Path(name) for name in sys.argv[1].split(",")], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
