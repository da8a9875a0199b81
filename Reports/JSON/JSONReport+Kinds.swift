internal import DICOM
internal import Findings

/// The kinds of data, and what was found in the words of laws and recommendations.
extension JSONText {
  /// Writes the files by modality or maker, the most frequent first; one without a name is in no table.
  mutating func dataCounts(_ name: StaticString, _ counts: [DataCount]) {
    key(name)
    beginArray()
    for count in counts {
      beginObject()
      member("clean", count.clean)
      member("failing", count.failing)
      member("files", count.files)
      member("name", optional: count.name?.description)
      member("notFullyChecked", count.notFullyChecked)
      member("toReview", count.toReview)
      endObject()
    }
    endArray()
  }

  /// Writes what was found for each clause of each framework; nothing if the run was described without any.
  mutating func frameworks(_ run: RunDescription, _ tally: Tally) {
    guard !run.frameworks.isEmpty else { return }
    key("frameworks")
    beginArray()
    for framework in run.frameworks {
      newLine()
      beginObject()
      key("clauses")
      beginArray()
      for (clause, result) in zip(framework.clauses, framework.results(of: tally)) {
        newLine()
        beginObject()
        member("clause", clause.id)
        member("decide", clause.decide)
        member("examined", result.examined)
        member("failures", result.failures)
        member("notes", result.notes)
        member("reviews", result.reviews)
        member("title", clause.title)
        member("unseen", clause.unseen)
        endObject()
      }
      endArray()
      member("framework", framework.id)
      member("name", framework.name)
      endObject()
    }
    endArray()
    newLine()
  }
}
