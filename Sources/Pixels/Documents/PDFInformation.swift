/// The strings of a PDF's document information, by its bytes: keys of one's own making, dates that are none, and earlier
/// versions, which poppler does not give. ISO 32000-1 section 14.3.3.
///
/// Found where the dictionary stands in plain, which is where programs put it; not in object streams.
struct PDFInformation {
  /// The strings' bytes, escapes resolved.
  private(set) var values: [[UInt8]] = []

  private static let mostObjects = 16
  private static let mostValues = 1_000

  /// Looks for the dictionaries that `/Info` refers to. Strings of an encrypted document are no text, and left out.
  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { source in
      let references = PDFInformation.places(of: "/Info", in: source).compactMap {
        PDFInformation.reference(source, at: $0 + 5)
      }
      guard PDFInformation.places(of: "/Encrypt", in: source).isEmpty else { return }
      for reference in Set(references).prefix(PDFInformation.mostObjects).sorted(by: { $0 < $1 }) {
        for place in PDFInformation.places(of: reference + " obj", in: source) {
          // `11 0 obj` ends like `1 0 obj`.
          if place > 0, (0x30...0x39).contains(source[place - 1]) { continue }
          read(source, from: place + reference.utf8.count + 4)
        }
      }
    }
  }

  /// Where a text begins in the bytes, in order.
  static func places(of text: String, in source: UnsafeBufferPointer<UInt8>) -> [Int] {
    let wanted = Array(text.utf8)
    guard source.count >= wanted.count else { return [] }
    var places: [Int] = []
    for position in 0...(source.count - wanted.count) where source[position] == wanted[0] {
      if source[position..<position + wanted.count].elementsEqual(wanted) { places.append(position) }
    }
    return places
  }

  /// `12 0` of `12 0 R`.
  private static func reference(_ source: UnsafeBufferPointer<UInt8>, at start: Int) -> String? {
    let words = source[start...].prefix(32).split(maxSplits: 3) { $0 <= 0x20 }
    guard words.count >= 3, words[2].first == UInt8(ascii: "R"), words[0].allSatisfy(isDigit),
      words[1].allSatisfy(isDigit)
    else { return nil }
    return String(decoding: words[0], as: UTF8.self) + " " + String(decoding: words[1], as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Reads the strings of a dictionary, to its end.
  private mutating func read(_ source: UnsafeBufferPointer<UInt8>, from start: Int) {
    var position = start
    var depth = 0
    while position + 1 < source.count, values.count < PDFInformation.mostValues {
      switch (source[position], source[position + 1]) {
      case (UInt8(ascii: "<"), UInt8(ascii: "<")):
        depth += 1
        position += 2
      case (UInt8(ascii: ">"), UInt8(ascii: ">")):
        depth -= 1
        position += 2
        if depth <= 0 { return }
      case (UInt8(ascii: "("), _): readLiteral(source, &position)
      case (UInt8(ascii: "<"), _): readHexadecimal(source, &position)
      case (UInt8(ascii: "e"), UInt8(ascii: "n")) where depth == 0: return
      default: position += 1
      }
    }
  }

  /// Reads `(text)`. ISO 32000-1 section 7.3.4.2.
  private mutating func readLiteral(_ source: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    var value: [UInt8] = []
    var depth = 0
    while position < source.count {
      var byte = source[position]
      position += 1
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        if depth == 1 { continue }
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 {
          values.append(value)
          return
        }
      case UInt8(ascii: "\\") where position < source.count:
        byte = source[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): byte = 0x0A
        case UInt8(ascii: "r"): byte = 0x0D
        case UInt8(ascii: "t"): byte = 0x09
        case 0x0A, 0x0D: continue
        case 0x30...0x37:
          var number = Int(byte - 0x30)
          for _ in 0..<2 where position < source.count && (0x30...0x37).contains(source[position]) {
            number = number * 8 + Int(source[position] - 0x30)
            position += 1
          }
          byte = UInt8(truncatingIfNeeded: number)
        default: break
        }
      default: break
      }
      value.append(byte)
    }
    values.append(value)
  }

  /// Reads `<48656C6C6F>`; an odd last digit stands for itself and a zero.
  private mutating func readHexadecimal(_ source: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    position += 1
    var digits: [UInt8] = []
    while position < source.count, source[position] != UInt8(ascii: ">") {
      if let digit = Character(Unicode.Scalar(source[position])).hexDigitValue { digits.append(UInt8(digit)) }
      position += 1
    }
    position += 1
    if digits.count % 2 == 1 { digits.append(0) }
    values.append(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
  }
}
