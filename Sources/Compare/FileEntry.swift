internal import DICOM
internal import Rules

/// What pairing knows a file by.
struct FileEntry: Sendable {
  /// Which of the two folders a file lies in.
  enum Side: Int, Sendable {
    case original, output
  }

  /// Its number in the order of the walk over its folder.
  let number: Int
  /// The path to open it by.
  let path: [UInt8]
  /// Mixes of the path below its folder without the ending `.dcm`, and of the last part of it.
  let stem: Fingerprint64, name: Fingerprint64
  /// SOP Instance UID; empty if it has none.
  var instance: [UInt8] = []
  /// What kind of object it is and how large: SOP class, rows, columns, frames, bits.
  var size = Fingerprint64()
  /// Which one of its series it is: instance number, position, acquisition, time within a cycle.
  var place = Fingerprint64()
  /// How it was acquired: what anonymizers leave of it.
  var structure = Fingerprint64()
  /// Mixes of SOP class, patient id (or name), and UIDs of study, series and frame of reference.
  var sopClass = Fingerprint64(), patient = Fingerprint64()
  var study = Fingerprint64(), series = Fingerprint64(), frame = Fingerprint64()
  /// Some of the pixel data as they are encoded; nothing if all look much the same.
  var sample = Fingerprint64()
  /// The beginnings of what it is made of besides: contours, samples of a waveform, measured numbers.
  var substance = Fingerprint64()
  /// How many attributes hold something that usually identifies.
  var identifying = 0
  /// Whether it says of itself that it was de-identified.
  var isDeidentified = false

  /// An entry that only says where a file lies.
  init(number: Int, path: [UInt8], relativePath: [UInt8]) {
    self.number = number
    self.path = path
    let whole = FileEntry.stem(relativePath)
    let slash = whole.lastIndex(of: 0x2F)
    stem = Fingerprint64(of: whole)
    name = Fingerprint64(of: slash.map { whole[($0 + 1)...] } ?? whole)
  }

  /// Appends a value as it is known by, whatever its encoding: numbers in text without blanks, binary ones in one order
  /// of bytes.
  static func append(_ value: ArraySlice<UInt8>, _ element: Element, to bytes: inout [UInt8]) {
    switch element.vr {
    case .ds, .is:
      var (start, isFirst) = (value.startIndex, true)
      while start <= value.endIndex {
        let end = value[start...].firstIndex(of: 0x5C) ?? value.endIndex
        if start < end {
          if !isFirst { bytes.append(0x5C) }
          isFirst = false
          appendNumber(value[start..<end].trimmed(for: .ds), to: &bytes)
        }
        start = end + 1
      }
    case .us, .ss, .ul, .sl, .fl, .fd:
      if element.isBigEndian { bytes += value.reversed() } else { bytes += value }
    default: bytes += value
    }
  }

  /// Appends a decimal number without signs and zeros that say nothing; anything else as it stands.
  private static func appendNumber(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let isNegative = text.first == 0x2D
    var whole = isNegative || text.first == 0x2B ? text.dropFirst() : text
    var fraction: ArraySlice<UInt8> = []
    if let period = whole.firstIndex(of: 0x2E) {
      fraction = whole[(period + 1)...]
      whole = whole[..<period]
    }
    guard !text.isEmpty, whole.allSatisfy({ (0x30...0x39).contains($0) }),
      fraction.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      // With an exponent, or no number.
      let words = String(decoding: text, as: UTF8.self)
      guard let number = Double(words), abs(number) < 1e15, abs(number) >= 1e-4 || number == 0 else {
        bytes += text
        return
      }
      appendNumber(Array(number.description.utf8)[...], to: &bytes)
      return
    }
    whole = whole.drop { $0 == 0x30 }
    // By bounds: taking single bytes off a slice copies it.
    let end = fraction.lastIndex { $0 != 0x30 }
    fraction = end.map { fraction[...$0] } ?? []
    if isNegative, !(whole.isEmpty && fraction.isEmpty) { bytes.append(0x2D) }
    if whole.isEmpty { bytes.append(0x30) } else { bytes += whole }
    guard !fraction.isEmpty else { return }
    bytes.append(0x2E)
    bytes += fraction
  }

  private static func stem(_ path: [UInt8]) -> ArraySlice<UInt8> {
    let isDICOM = path.suffix(4).elementsEqual(".dcm".utf8) { $0 | 0x20 == $1 }
    return isDICOM ? path.dropLast(4) : path[...]
  }
}

/// A 64-bit mix of values. It only tells files apart within a run.
struct Fingerprint64: Sendable, Equatable {
  /// 0 as long as nothing was mixed in.
  private(set) var value: UInt64 = 0

  /// Nothing.
  init() {}

  /// A mix of a value; nothing for an empty one.
  init(of value: ArraySlice<UInt8>) {
    if !value.isEmpty { mix(.item, value) }
  }

  /// Mixes in a tag.
  mutating func mix(_ tag: Tag) { mix(tag, []) }

  /// Mixes in a tag with a value.
  mutating func mix(_ tag: Tag, _ bytes: ArraySlice<UInt8>) {
    var hash = Fingerprint64.fold(value ^ 0xCBF2_9CE4_8422_2325 ^ UInt64(tag.rawValue) << 32)
    bytes.withUnsafeBytes { bytes in
      var place = 0
      // Eight bytes at a time: a sample has four thousand.
      while place + 8 <= bytes.count {
        hash = Fingerprint64.fold(
          hash ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        place += 8
      }
      var rest = UInt64(bytes.count) << 56
      for shift in 0..<UInt64(bytes.count - place) {
        rest |= UInt64(bytes[place + Int(shift)]) << (8 * shift)
      }
      hash = Fingerprint64.fold(hash ^ rest)
    }
    value = hash
  }

  /// Both halves of a product: a change of any bit changes about half of all.
  @inline(__always)
  private static func fold(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  /// Whether nothing was mixed in.
  var isNothing: Bool { value == 0 }

  /// The bits as a database holds them.
  var stored: Int64 { Int64(bitPattern: value) }
}

extension ArraySlice<UInt8> {
  /// Whether at least so many of the 256 bytes occur.
  func hasDifferentBytes(_ least: Int) -> Bool {
    var occurs = [Bool](repeating: false, count: 256)
    var count = 0
    for byte in self where !occurs[Int(byte)] {
      occurs[Int(byte)] = true
      count += 1
      if count >= least { return true }
    }
    return count >= least
  }
}
