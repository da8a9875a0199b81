public import Findings

/// The evidence file: one JSON object a line, keyed by fingerprint.
///
/// The one output that holds values. The caller writes it to a file that only its owner may read.
public enum EvidenceLines {
  /// A record and its line feed; the value as text and, byte for byte, in hexadecimal digits.
  public static func line(_ record: EvidenceRecord) -> [UInt8] {
    var json = JSONText()
    json.beginObject()
    json.member("bytes", record.lengthInBytes)
    json.member("check", record.check.description)
    json.member("file", record.file.description)
    json.member("fingerprint", record.fingerprint.description)
    json.member("hex", hexOf: record.bytes)
    json.member("path", record.path)
    if let picture = record.picture { json.member("png", base64Of: picture) }
    json.member("value", record.text)
    json.endObject()
    json.lastLine()
    return json.bytes
  }
}
