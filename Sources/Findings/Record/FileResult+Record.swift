internal import DICOM

/// Results as records of a store have them: everything but the entry's number and name, which the walk gives.
extension FileResult {
  /// Writes the result. What was decided about findings is left out: each run decides that anew.
  public func write(_ record: inout RecordWriter) {
    record.text(kind.rawValue)
    record.number(lengthInBytes)
    record.flag(isDeflated)
    record.optional(sopClass) { $0.text($1.description) }
    record.optional(transferSyntax) { $0.text($1.description) }
    for kind in [modality, maker] {
      record.optional(kind) {
        $0.number(Int($1.code))
        $0.text($1.name.description)
      }
    }
    for number in [
      elements, privateBlocks, pictures.lookedAt, pictures.notLookedAt, coverage.judged, coverage.outOfScope,
      coverage.notChecked,
    ] { record.number(number) }
    record.list(findings) { $1.write(&$0) }
    record.list(notChecked) { $1.write(&$0) }
    record.optional(sha256) { $0.text($1) }
    record.optional(thumbnail) { $0.bytes($1) }
  }

  /// Reads a result.
  ///
  /// - Parameter checks: the checks that there are, by their ids.
  public init(
    index: Int, path: ShownPath, _ record: inout RecordReader, checks: [String: CheckDescription]
  ) throws(RecordError) {
    self.init(index: index, path: path)
    guard let kind = FileKind(rawValue: try record.text()) else { throw RecordError() }
    self.kind = kind
    lengthInBytes = try record.number()
    isDeflated = try record.flag()
    sopClass = try record.optional { reader throws(RecordError) in try reader.name() }
    transferSyntax = try record.optional { reader throws(RecordError) in try reader.name() }
    modality = try FileResult.kindOfData(&record)
    maker = try FileResult.kindOfData(&record)
    elements = try record.number()
    privateBlocks = try record.number()
    pictures.lookedAt = try record.number()
    pictures.notLookedAt = try record.number()
    coverage.judged = try record.number()
    coverage.outOfScope = try record.number()
    coverage.notChecked = try record.number()
    findings = try record.list { reader throws(RecordError) in try Finding(&reader, checks) }
    notChecked = try record.list { reader throws(RecordError) in try NotChecked(&reader) }
    sha256 = try record.optional { reader throws(RecordError) in try reader.text() }
    thumbnail = try record.optional { reader throws(RecordError) in Array(try reader.bytes()) }
  }

  private static func kindOfData(_ record: inout RecordReader) throws(RecordError) -> KindOfData? {
    try record.optional { reader throws(RecordError) in
      guard let code = UInt8(exactly: try reader.number()) else { throw RecordError() }
      return KindOfData(code: code, name: try reader.name())
    }
  }
}

extension Finding {
  /// Writes the finding.
  public func write(_ record: inout RecordWriter) {
    record.text(check.description)
    record.text(severity.rawValue)
    place.write(&record)
    message.write(&record)
    record.text(citation.description)
    record.text(fingerprint.description)
    record.optional(preview) { $0.bytes($1) }
    record.flag(followsValue)
  }

  /// Reads a finding of one of some checks.
  public init(
    _ record: inout RecordReader, _ checks: [String: CheckDescription]
  ) throws(RecordError) {
    guard let about = checks[try record.text()], let severity = Severity(rawValue: try record.text()) else {
      throw RecordError()
    }
    self.init(
      check: about.id, severity: severity, place: try Place(&record), message: try Message(&record),
      citation: Citation(recorded: try record.text()), fingerprint: Fingerprint(recorded: try record.text()),
      preview: try record.optional { reader throws(RecordError) in Array(try reader.bytes()) },
      followsValue: try record.flag())
  }
}

extension NotChecked {
  func write(_ record: inout RecordWriter) {
    record.text(reason.rawValue)
    place.write(&record)
    record.number(lengthInBytes)
    message.write(&record)
  }

  init(_ record: inout RecordReader) throws(RecordError) {
    guard let reason = NotCheckedReason(rawValue: try record.text()) else { throw RecordError() }
    self.init(
      reason, at: try Place(&record), lengthInBytes: try record.number(), message: try Message(&record))
  }
}

extension Message {
  /// Writes the words and what stands between them, so that they can be translated when they are read.
  func write(_ record: inout RecordWriter) {
    record.list(parts) {
      $0.flag($1.isLiteral)
      $0.text($1.text)
    }
  }

  /// Reads a message; it was made of parts that may be shown.
  init(_ record: inout RecordReader) throws(RecordError) {
    let parts = try record.list { reader throws(RecordError) in
      (isLiteral: try reader.flag(), text: try reader.name())
    }
    self.init(parts: parts)
  }
}

extension Citation {
  init(recorded text: String) { description = text }
}

extension Fingerprint {
  init(recorded text: String) { description = text }
}
