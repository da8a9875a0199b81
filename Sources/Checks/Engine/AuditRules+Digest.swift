public import Cohort
internal import DICOM
internal import Findings
internal import Rules
internal import Text

extension AuditRules {
  /// A hash over everything that decides on what is found in a file and on how it is told, so that what was found under
  /// other rules is not taken for what these find.
  ///
  /// - Parameters:
  ///   - more: what else decides, such as the program's version and how pictures are read.
  ///   - hashing: the key to hash under.
  /// - Throws: ``TableError`` if the list of tables cannot be read.
  public func digest(_ more: [String], _ hashing: CohortKey) throws -> Int64 {
    var record = RecordWriter()
    record.list(more) { $0.text($1) }
    record.list(try tables.editions()) {
      $0.text($1.table)
      $0.text($1.sha256)
    }
    record.list(checks.descriptions) { $0.text($1.id.description) }
    record.text(source.name)
    record.text(source.content)
    record.list(profile.options.map(\.rawValue).sorted()) { $0.text($1) }
    record.flag(areOptionsFromClaim)
    record.text(scope.rawValue)
    record.optional(key) { $0.text($1.mark) }
    record.list(identifiers?.values ?? []) {  // there may be no list
      $0.text("\($1.kind)")
      $0.text($1.text)
    }
    return hashing.hash(record.bytes[...])
  }
}
