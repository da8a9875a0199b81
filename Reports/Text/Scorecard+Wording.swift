internal import Findings
internal import FoundationEssentials

/// How scorecards say things, on the page, in Markdown and on the terminal.
extension Scorecard {
  /// What it comes to, in a sentence.
  var verdict: String {
    let left = "\(kindsLeft) of \(kindsPlanted) kinds of planted leaks are left"
    guard kindsLeft > 0 else {
      let none = "None of \(kindsPlanted) kinds of planted leaks is left"
      return withoutOutput == 0
        ? none + "." : none + " in the outputs; without output: \(Wording.count(withoutOutput, .file))."
    }
    return left + " in at least one file."
  }

  /// The corpus in words.
  var corpusText: String {
    Wording.count(corpus.files, .file) + " of " + Wording.count(corpus.patients, .inventedPerson)
      + ", seed \(corpus.seed)"
  }

  /// How many files have a counterpart.
  var pairText: String {
    "\(Wording.grouped(paired)) of \(Wording.grouped(corpus.files)) have an output"
      + (unpairedOutputs > 0 ? "; \(Wording.count(unpairedOutputs, .output)) without original" : "")
  }
}

extension Scorecard.Subject {
  /// How long it ran.
  var timeText: String { "\(Double(Int(seconds * 100)) / 100) s" }
}
