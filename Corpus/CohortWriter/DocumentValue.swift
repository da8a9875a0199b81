/// The PDF of an encapsulated document: a page of text, and what leaks put beside it.
///
/// A leak's text is `$pdf KIND [NAME]|text`: `text` a line of the page, `info` an entry of the information dictionary,
/// `xmp` a property of the metadata, `annotation` a note upon the page, `attachment` a file in the file, and `earlier` a
/// line that a later revision of the file took away from the page.
struct DocumentValue {
  private var lines: [String]
  private var information: [(name: String, text: String)] = []
  private let hasMetadata: Bool
  private var properties: [String] = []
  private var annotations: [String] = []
  private var attachments: [(name: String, text: String)] = []
  private var earlier: [String] = []

  /// A document of the lines of `$document line|line`.
  ///
  /// - Parameter hasMetadata: whether it says who wrote it; a right anonymizer writes a file that does not.
  init(_ text: String, hasMetadata: Bool) {
    self.hasMetadata = hasMetadata
    if hasMetadata { information = [("Producer", "Report writer 3")] }
    lines = text.dropFirst("$document ".count).split(separator: "|").map(String.init)
  }

  /// Takes a leak's text in, with its words put in.
  mutating func add(_ text: String, leak: String) throws {
    let parts = text.split(separator: "|", maxSplits: 1).map(String.init)
    let words = parts[0].split(separator: " ").map(String.init)
    guard parts.count == 2, words.count > 1, words[0] == "$pdf" else {
      throw CohortError(description: "leaks.csv, \(leak): expected $pdf, a kind and a text")
    }
    switch (words[1], words.count) {
    case ("text", 2): lines.append(parts[1])
    case ("xmp", 2): properties.append(parts[1])
    case ("annotation", 2): annotations.append(parts[1])
    case ("earlier", 2): earlier.append(parts[1])
    case ("info", 3): information.append((words[2], parts[1]))
    case ("attachment", 3): attachments.append((words[2], parts[1]))
    default: throw CohortError(description: "leaks.csv, \(leak): no kind '\(words[1])' of a document's text")
    }
  }

  /// The file: PDF 1.4 without compression, of an even number of bytes.
  func bytes() -> [UInt8] {
    var file = Array("%PDF-1.4\n".utf8)
    var offsets: [Int: Int] = [:]
    func add(_ number: Int, _ content: [UInt8]) {
      offsets[number] = file.count
      file += Array("\(number) 0 obj\n".utf8) + content + Array("\nendobj\n".utf8)
    }
    func stream(_ dictionary: String, _ content: [UInt8]) -> [UInt8] {
      Array("<< \(dictionary) /Length \(content.count) >>\nstream\n".utf8) + content
        + Array("\nendstream".utf8)
    }
    func finish(previous: Int?) -> Int {
      let start = file.count
      var table = Array("xref\n0 1\n0000000000 65535 f \n".utf8)
      for (number, offset) in offsets.sorted(by: { $0.key < $1.key }) {
        table += Array("\(number) 1\n\(CivilDate.digits(offset, 10)) 00000 n \n".utf8)
      }
      file += table
      let previous = previous.map { " /Prev \($0)" } ?? ""
      let information = hasMetadata ? " /Info 6 0 R" : ""
      file += Array("trailer\n<< /Size 40 /Root 1 0 R\(information)\(previous) >>\n".utf8)
      file += Array("startxref\n\(start)\n%%EOF\n".utf8)
      return start
    }
    let notes = annotations.indices.map { "\(20 + $0) 0 R" }.joined(separator: " ")
    let files = attachments.enumerated().map { "\(DocumentValue.string($1.name)) \(30 + 2 * $0) 0 R" }
    let names =
      files.isEmpty ? "" : " /Names << /EmbeddedFiles << /Names [\(files.joined(separator: " "))] >> >>"
    let metadata = hasMetadata ? " /Metadata 7 0 R" : ""
    add(1, Array("<< /Type /Catalog /Pages 2 0 R\(metadata)\(names) >>".utf8))
    add(2, Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8))
    let resources = "/Resources << /Font << /F1 5 0 R >> >>"
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \(resources) /Contents 4 0 R"
    add(3, Array("\(page)\(notes.isEmpty ? "" : " /Annots [\(notes)]") >>".utf8))
    add(4, stream("", DocumentValue.content(earlier.isEmpty ? lines : lines + earlier)))
    add(
      5, Array("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".utf8))
    let entries = information.map { "/\($0.name) \(DocumentValue.string($0.text))" }.joined(separator: " ")
    if hasMetadata {
      add(6, DocumentValue.latin("<< \(entries) >>"))
      add(7, stream("/Type /Metadata /Subtype /XML", Array(self.metadata.utf8)))
    }
    for (index, note) in annotations.enumerated() {
      let place = "/Rect [60 60 80 80] /Contents \(DocumentValue.string(note))"
      add(20 + index, DocumentValue.latin("<< /Type /Annot /Subtype /Text \(place) >>"))
    }
    for (index, attachment) in attachments.enumerated() {
      let name = DocumentValue.string(attachment.name)
      add(30 + 2 * index, Array("<< /Type /Filespec /F \(name) /EF << /F \(31 + 2 * index) 0 R >> >>".utf8))
      add(31 + 2 * index, stream("/Type /EmbeddedFile", Array(attachment.text.utf8)))
    }
    let first = finish(previous: nil)
    if !earlier.isEmpty {
      offsets = [:]
      add(4, stream("", DocumentValue.content(lines)))
      _ = finish(previous: first)
    }
    return file.count % 2 == 0 ? file : file + [0x0A]
  }

  private var metadata: String {
    let items = properties.map { "<rdf:li>\($0)</rdf:li>" }.joined()
    return
      "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      + "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
      + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Report"
      + "</rdf:li></rdf:Alt></dc:title>"
      + (items.isEmpty ? "" : "<dc:creator><rdf:Seq>\(items)</rdf:Seq></dc:creator>")
      + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
  }

  private static func content(_ lines: [String]) -> [UInt8] {
    var text = Array("BT /F1 14 Tf 60 780 Td 20 TL\n".utf8)
    for line in lines { text += latin(string(line)) + Array(" Tj T*\n".utf8) }
    return text + Array("ET".utf8)
  }

  private static func string(_ text: String) -> String {
    "(" + text.map { "()\\".contains($0) ? "\\\($0)" : String($0) }.joined() + ")"
  }

  private static func latin(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: min($0.value, 255)) }
  }
}
