internal import DICOM

/// Makes the digests of names and identifiers in the spellings that people hash.
struct DigestCollector {
  /// What was made so far.
  var needles = DigestNeedles()
  private let digester = Digester()
  private var buffer: [UInt8] = []

  /// Has none yet.
  init() {}

  /// Adds what people hash of a name: cases, orders and separators.
  mutating func add(name words: [[String]], written: String, births: [DateValue], _ owner: ValueOf) {
    let parts = words.map { $0.joined(separator: " ") }
    var seen: Set<[UInt8]> = []
    func put(_ text: String, _ digests: inout Self) {
      let bytes = Array(text.utf8)
      if seen.insert(bytes).inserted { digests.add(bytes, owner) }
    }
    put(written, &self)
    for cased in [parts, parts.map { $0.uppercased() }, parts.map { $0.lowercased() }] {
      let (family, given, middle) = (cased[0], cased[1], cased[2])
      guard !given.isEmpty else {
        put(family, &self)
        continue
      }
      for form in [
        family + "^" + given, family + " " + given, given + " " + family, family + ", " + given,
        family + given, given + family, family + "_" + given, family + "," + given,
      ] {
        put(form, &self)
      }
      guard !middle.isEmpty else { continue }
      put(family + "^" + given + "^" + middle, &self)
      put(given + " " + middle + " " + family, &self)
    }
    put(written.uppercased(), &self)
    put(written.lowercased(), &self)
    for birth in births {
      let date = "\(birth.year * 10_000 + birth.month * 100 + birth.day)"
      put(written + date, &self)
      put(written.uppercased() + date, &self)
    }
  }

  /// Adds what people hash of an identifier: cases, without punctuation, without leading zeros.
  mutating func add(identifier text: String, _ owner: ValueOf) {
    var forms: [String] = [text, text.uppercased(), text.lowercased()]
    forms.append(String(text.filter { $0.isLetter || $0.isNumber }))
    forms.append(String(text.drop { $0 == "0" }))
    var seen: Set<String> = []
    for form in forms where !form.isEmpty && seen.insert(form).inserted { add(Array(form.utf8), owner) }
  }

  private mutating func add(_ bytes: [UInt8], _ owner: ValueOf) {
    for (algorithm, variant) in Digester.algorithms {
      let count = digester.digest(bytes, algorithm, into: &buffer)
      needles.add(buffer[0..<count], NeedleOwners.Owner(owner, variant))
    }
  }
}
