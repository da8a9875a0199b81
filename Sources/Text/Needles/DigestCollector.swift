internal import DICOM

/// Makes the digests of names and identifiers in the spellings that people hash.
struct DigestCollector {
  /// A digest's first eight bytes, and whose value it is of.
  struct Made {
    let key: UInt64
    let owner: NeedleOwners.Owner
  }

  /// What was made so far.
  var made: [Made] = []
  /// The MD5 of the spellings of the value at hand.
  private var seen: [UInt64] = []
  private var buffer: [UInt8] = []

  /// Has none yet.
  init() {}

  /// Adds what people hash of a name: cases, orders and separators.
  mutating func add(name words: [[String]], written: String, births: [DateValue], _ owner: ValueOf) {
    seen.removeAll(keepingCapacity: true)
    let plain = Array(written.utf8)
    let (upper, lower) = (Array(written.uppercased().utf8), Array(written.lowercased().utf8))
    put(owner, plain)
    let parts = words.map { $0.joined(separator: " ") }
    for cased in [parts, parts.map { $0.uppercased() }, parts.map { $0.lowercased() }] {
      let (family, given, middle) = (Array(cased[0].utf8), Array(cased[1].utf8), Array(cased[2].utf8))
      guard !given.isEmpty else {
        put(owner, family)
        continue
      }
      put(owner, family, "^", given)
      put(owner, family, " ", given)
      put(owner, given, " ", family)
      put(owner, family, ", ", given)
      put(owner, family, "", given)
      put(owner, given, "", family)
      put(owner, family, "_", given)
      put(owner, family, ",", given)
      guard !middle.isEmpty else { continue }
      put(owner, family, "^", given, "^", middle)
      put(owner, given, " ", middle, " ", family)
    }
    put(owner, upper)
    put(owner, lower)
    for birth in births {
      let date = Array("\(birth.year * 10_000 + birth.month * 100 + birth.day)".utf8)
      put(owner, plain, "", date)
      put(owner, upper, "", date)
    }
  }

  /// Adds what people hash of an identifier: cases, without punctuation, without leading zeros.
  mutating func add(identifier text: String, _ owner: ValueOf) {
    seen.removeAll(keepingCapacity: true)
    let bytes = Array(text.utf8)
    put(owner, bytes)
    put(owner, Array(text.uppercased().utf8))
    put(owner, Array(text.lowercased().utf8))
    let isPlain = bytes.allSatisfy { $0 < 0x80 }
    let plain =
      isPlain
      ? bytes.filter { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
      : Array(text.filter { $0.isLetter || $0.isNumber }.utf8)
    if !plain.isEmpty { put(owner, plain) }
    let rest = bytes.drop { $0 == 0x30 }
    if !rest.isEmpty { put(owner, Array(rest)) }
  }

  /// Adds the digests of up to three texts with marks between them, unless they are there.
  @inline(__always)
  private mutating func put(
    _ owner: ValueOf, _ first: [UInt8], _ mark: StaticString = "", _ second: [UInt8] = [],
    _ other: StaticString = "", _ third: [UInt8] = []
  ) {
    buffer.removeAll(keepingCapacity: true)
    buffer += first
    mark.withUTF8Buffer { buffer += $0 }
    buffer += second
    other.withUTF8Buffer { buffer += $0 }
    buffer += third
    Digester.beginnings(of: buffer) { md5, sha1, sha256 in
      guard !seen.contains(md5) else { return }
      seen.append(md5)
      made.append(Made(key: md5, owner: .init(owner, .md5)))
      made.append(Made(key: sha1, owner: .init(owner, .sha1)))
      made.append(Made(key: sha256, owner: .init(owner, .sha256)))
    }
  }
}
