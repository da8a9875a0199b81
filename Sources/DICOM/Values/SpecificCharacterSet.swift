/// The character set in force, from Specific Character Set (0008,0005). PS3.3 section C.12.1.1.2, PS3.5 section 6.1.
public struct SpecificCharacterSet: Equatable, Sendable {
  /// Text and what of it could not be decoded.
  public struct Decoded: Equatable, Sendable {
    /// The text; U+FFFD stands for each byte that does not decode.
    public let text: String
    /// How many bytes do not decode.
    public let undecodableBytes: Int
  }

  /// What is wrong with a value of (0008,0005).
  public enum Problem: Equatable, Sendable {
    /// A term that the standard does not define.
    case unknownTerm
    /// A term in a spelling that the standard does not have, taken for the one it resembles.
    case misspelledTerm
  }

  /// The sets, the first being the initial one.
  private let sets: [Repertoire]
  /// What is wrong with the value.
  public let problem: Problem?

  /// ISO-IR 6, in force where nothing is declared.
  public static let defaultRepertoire = SpecificCharacterSet([])

  /// Reads a value of (0008,0005), with padding or without.
  public init(_ value: ArraySlice<UInt8>) {
    var sets: [Repertoire] = []
    var problem: Problem?
    for part in value.split(separator: 0x5C, omittingEmptySubsequences: false) {
      let term = String(decoding: part.trimmed(for: .cs), as: UTF8.self)
      if let set = Repertoire(term: term) {
        sets.append(set)
      } else if let set = Repertoire(misspelled: term) {
        sets.append(set)
        problem = problem ?? .misspelledTerm
      } else {
        sets.append(.ascii)
        problem = .unknownTerm
      }
    }
    self.sets = sets
    self.problem = problem
  }

  /// Decodes a value.
  ///
  /// Escapes switch between the sets; the initial one comes back at line ends, at the backslash of a VR with several
  /// values, and at `^` and `=` of a person's name. PS3.5 section 6.1.2.5.3.
  public func decode(_ value: ArraySlice<UInt8>, vr: VR) -> Decoded {
    guard value.needsCharacterSet else {
      return Decoded(text: String(decoding: value, as: UTF8.self), undecodableBytes: 0)
    }
    guard vr.usesCharacterSet else { return Repertoire.ascii.decode(value) }
    let initial = sets.first ?? .ascii
    guard !initial.isWhole else { return initial.decode(value) }
    var text = ""
    var bad = 0
    var current = initial
    var run = value.startIndex
    var index = value.startIndex
    func flush(_ end: Int) {
      let part = current.decode(value[run..<end])
      text += part.text
      bad += part.undecodableBytes
    }
    while index < value.endIndex {
      let byte = value[index]
      if byte == 0x1B {
        flush(index)
        if let (set, length) = Repertoire.escape(value[index...]) {
          // ISO 2022 IR 6 and 14 give back the lower half only; what was in the upper half stays.
          current = set
          index += length
        } else {
          text += "\u{FFFD}"
          bad += 1
          index += 1
        }
        run = index
        continue
      }
      let isSecondByte = current.isDoubleByteInG0 && (0x21...0x7E).contains(byte)
      if isSecondByte {
        index = min(index + 2, value.endIndex)
        continue
      }
      if SpecificCharacterSet.resets(byte, vr) {
        flush(index)
        current = initial
        run = index
      }
      index += 1
    }
    flush(value.endIndex)
    return Decoded(text: text, undecodableBytes: bad)
  }

  private static func resets(_ byte: UInt8, _ vr: VR) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0C, 0x0D: true
    case 0x5C: vr.isMultiValued
    case 0x5E, 0x3D: vr == .pn
    default: false
    }
  }
}
