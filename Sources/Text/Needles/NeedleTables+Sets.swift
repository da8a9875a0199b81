internal import Glibc

/// Text in character sets whose bytes do not look like words: seven bits of ISO 2022, and UTF-16 beyond Latin.
extension NeedleTables {
  /// Opens all text behind escapes that select sets of two bytes in seven bits.
  func openEscaped(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ reading: NeedleReading, _ report: (NeedleHit) -> Void
  ) {
    var place = 0
    while place < count, let escape = memchr(bytes + place, 0x1B, count - place) {
      let start = UnsafeRawPointer(escape) - UnsafeRawPointer(bytes)
      place = start + 1
      guard let (selected, length) = EncodedRun.selected(bytes, count, at: start) else { continue }
      place = start + length
      var mode = selected
      var isCut = true
      while isCut {
        let run = EncodedRun.iso2022(bytes, count, at: place, &mode, &isCut)
        openText(run, .none, reading, report)
        place = run.range.upperBound
      }
    }
  }

  /// Opens all runs of UTF-16 in scripts whose letters have one first byte in common, at any place, in either order.
  func openScripts(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ reading: NeedleReading, _ report: (NeedleHit) -> Void
  ) {
    EncodedRun.scriptLetters.withUnsafeBufferPointer { letters in
      for isLittle in [true, false] {
        func isLetter(_ place: Int) -> Bool {
          letters[Int(bytes[place + (isLittle ? 0 : 1)]) | Int(bytes[place + (isLittle ? 1 : 0)]) << 8]
        }
        for parity in 0..<2 {
          var place = parity
          while place + 6 <= count {
            guard isLetter(place + 4) else {
              place += 6
              continue
            }
            guard isLetter(place), isLetter(place + 2) else {
              place += 2
              continue
            }
            let run = EncodedRun.script(bytes, count, at: place, isLittle: isLittle)
            openText(run, .utf16, reading, report)
            place = max(place + 2, run.range.upperBound)
          }
        }
      }
    }
  }
}

extension EncodedRun {
  /// How many bytes are decoded at once; of ISO 2022 to the end of a line behind so many, and no more than twice as many.
  private static let piece = 65_536

  /// Which units of UTF-16 are letters of Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai and Kana. The Unicode
  /// Standard, code charts.
  static let scriptLetters: [Bool] = {
    var letters = [Bool](repeating: false, count: 1 << 16)
    for range in [
      0x0386...0x03CE, 0x0400...0x045F, 0x05D0...0x05EA, 0x0621...0x064A, 0x0905...0x094D, 0x0E01...0x0E4E,
      0x3041...0x30FE,
    ] {
      for unit in range { letters[unit] = true }
    }
    return letters
  }()

  /// Decodes UTF-16 from a letter on and back to the first: such letters, and printable ASCII. A long run is cut; what
  /// begins behind the cut goes back before it.
  fileprivate static func script(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at place: Int, isLittle: Bool
  ) -> EncodedRun {
    func unit(_ place: Int) -> Int {
      Int(bytes[place + (isLittle ? 0 : 1)]) | Int(bytes[place + (isLittle ? 1 : 0)]) << 8
    }
    func isText(_ place: Int) -> Bool {
      let unit = unit(place)
      return scriptLetters[unit] || (0x20..<0x7F).contains(unit)
    }
    var start = place
    // What is farther before the place was seen with the run before.
    while start >= max(2, place - 512), isText(start - 2) { start -= 2 }
    var run = EncodedRun(range: start..<start, decoded: [], start: start, step: (2, 1), places: [])
    var end = start
    while end + 2 <= count, end - place < piece, isText(end), let scalar = Unicode.Scalar(UInt16(unit(end))) {
      for byte in UTF8.encode(scalar)! {  // every scalar has its bytes
        run.decoded.append(byte)
        run.places.append(Int32(truncatingIfNeeded: end - start))
      }
      end += 2
    }
    return EncodedRun(
      range: start..<end, decoded: run.decoded, start: start, step: (2, 1), places: run.places)
  }

  /// What an escape of ISO 2022 selects. PS3.3 tables C.12-3 and C.12-4, JIS X 0202.
  fileprivate enum Selected {
    case single, double, supplementary, kana
  }

  /// What the escape at a place selects, and how long it is; nil if none of these stands there.
  fileprivate static func selected(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at place: Int
  ) -> (Selected, length: Int)? {
    func isHere(_ sequence: StaticString) -> Bool {
      let length = sequence.utf8CodeUnitCount
      return place + length <= count && memcmp(bytes + place, sequence.utf8Start, length) == 0
    }
    if isHere("\u{1B}$B") || isHere("\u{1B}$@") { return (.double, 3) }
    if isHere("\u{1B}$(D") { return (.supplementary, 4) }
    if isHere("\u{1B}(I") { return (.kana, 3) }
    return isHere("\u{1B}(B") || isHere("\u{1B}(J") ? (.single, 3) : nil
  }

  /// Turns Japanese text in seven bits into eight, as EUC-JP and, for Kana of one byte, Shift JIS have it.
  ///
  /// - Parameters:
  ///   - first: a place behind an escape.
  ///   - mode: what was selected, and becomes what is selected in the end.
  ///   - isCut: becomes whether the text goes on behind the run. Without Japanese the run has no decoded bytes.
  fileprivate static func iso2022(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, at first: Int, _ mode: inout Selected, _ isCut: inout Bool
  ) -> EncodedRun {
    var decoded: [UInt8] = []
    var places: [Int32] = []
    var place = first
    var isJapanese = mode != .single
    isCut = false
    func put(_ byte: UInt8) {
      decoded.append(byte)
      places.append(Int32(truncatingIfNeeded: place - first))
    }
    reading: while place < count {
      let byte = bytes[place]
      if byte == 0x1B {
        guard let (next, length) = selected(bytes, count, at: place) else { break }
        mode = next
        isJapanese = isJapanese || mode != .single
        place += length
        continue
      }
      isCut = decoded.count >= 2 * piece || decoded.count >= piece && byte == 0x0A
      if isCut { break }
      let isPrintable = (0x21...0x7E).contains(byte)
      switch mode {
      case .double where isPrintable && place + 1 < count,
        .supplementary where isPrintable && place + 1 < count:
        if mode == .supplementary { put(0x8F) }
        put(byte | 0x80)
        place += 1
        put(bytes[place] | 0x80)
      case .kana where isPrintable: put(byte | 0x80)
      default:
        // Eight bits are read as they are, with all other bytes.
        guard (0x20..<0x80).contains(byte) || [0x09, 0x0A, 0x0C, 0x0D].contains(byte) else { break reading }
        put(byte)
      }
      place += 1
    }
    if !isJapanese { decoded = [] }
    return EncodedRun(range: first..<place, decoded: decoded, start: first, step: (1, 1), places: places)
  }
}
