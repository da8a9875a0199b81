/// PDF files written out by hand, object by object.
struct SamplePDF {
  /// The objects' bodies; the first is the catalog and has the number 1.
  var objects: [String]
  /// More of the trailer.
  var trailer = ""

  /// A document of pages, each with its content stream, an inch of 72 units a side being 200 by 100 of them.
  init(pages: [String], box: String = "0 0 200 100", pageKeys: String = "", catalogKeys: String = "") {
    let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    objects = [
      "<< /Type /Catalog /Pages 2 0 R \(catalogKeys) >>",
      "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for (index, content) in pages.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [\(box)] /Contents \(5 + 2 * index) 0 R \(pageKeys) "
          + (pageKeys.contains("/Resources") ? "" : "/Resources << /Font << /F1 3 0 R >> >> ") + ">>")
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
    }
  }

  /// A content stream that writes a line.
  static func line(_ text: String, x: Int = 10, y: Int = 50, size: Int = 12) -> String {
    "BT /F1 \(size) Tf \(x) \(y) Td (\(text)) Tj ET"
  }

  /// Adds an object and gives its number.
  mutating func add(_ body: String) -> Int {
    objects.append(body)
    return objects.count
  }

  /// The file.
  var bytes: [UInt8] {
    var text = "%PDF-1.7\n"
    var offsets: [Int] = []
    for (index, body) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(body)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer) >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }
}
