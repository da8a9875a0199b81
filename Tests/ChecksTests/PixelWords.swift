import Checks
import DICOM
import Pixels
import Rules
import Testing

/// Random numbers that are the same in each run. SplitMix64.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// What the tests of words from pictures share.
enum PixelWords {
  static let families = [
    "Harlow", "Lindqvist", "Okonkwo", "Brennan", "Castellano", "Dvorak", "Eriksen", "Fairweather", "Giordano",
    "Hoffmann", "Ibarra", "Jankowski", "Kessler", "Lund", "Moreau", "Nakamura", "Ostrowski", "Pereira",
    "Quist",
    "Rosenthal", "Schreiber", "Thornbury", "Underhill", "Vasquez", "Wetherby", "Yilmaz", "Zimmermann",
    "Burns",
    "Farnham", "Olsen", "Doe", "Chen", "Ruiz", "Whittaker", "Novak", "Bell",
  ]
  static let given = [
    "Adele", "Bruno", "Clara", "Dmitri", "Elena", "Felix", "Greta", "Henrik", "Ingrid", "Jonas", "Katarina",
    "Leon",
    "Mireille", "Niklas", "Olga", "Pablo", "Ronja", "Stefan", "Tamara", "Ulrich", "Vera", "Wanda", "Ann",
    "Kim",
  ]

  static func tables() throws -> StandardTables { try Judging.tables.get() }

  static func words(_ text: String, confidence: Float = 0.9) -> [SeenWord] {
    text.split(separator: " ").map { SeenWord(text: String($0), confidence: confidence) }
  }

  /// Known values from rows of tag, VR and text.
  static func known(_ rows: [(String, String, String)]) throws -> KnownValues {
    var known = KnownValues(tables: try tables())
    for (tag, vr, text) in rows {
      known.add(tag: try #require(Tag(tag)), vr: try #require(VR(vr)), text: text)
    }
    return known
  }

  static func judge(_ rows: [(String, String, String)] = []) throws -> WordJudge {
    WordJudge(known: try known(rows), tables: try tables())
  }

  /// How many edits a word of so many letters and digits is recognized with.
  static func tolerance(_ text: String) -> Int {
    let length = text.count { $0.isLetter || $0.isNumber }
    return length <= 4 ? 0 : length <= 8 ? 1 : 2
  }

  private static let lookalikes = ["0ODQ", "1lI|", "5S", "8B", "2Z"].map { Array($0) }

  /// Replaces characters by such as look like them.
  static func confused(_ text: String, _ random: inout Seeded) -> String {
    let parts = text.replacing("rn", with: Bool.random(using: &random) ? "m" : "rn")
    return String(
      parts.map { character in
        guard let group = lookalikes.first(where: { $0.contains(character) }),
          Int.random(in: 0..<4, using: &random) == 0
        else { return character }
        return group[Int.random(in: 0..<group.count, using: &random)]
      })
  }

  /// Makes edits at random places: another letter or digit, one more, or one less.
  static func edited(_ text: String, edits: Int, _ random: inout Seeded) -> String {
    var characters = Array(text)
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let digits = Array("0123456789")
    for _ in 0..<edits {
      let places = characters.indices.filter { characters[$0].isLetter || characters[$0].isNumber }
      let place = places[Int.random(in: 0..<places.count, using: &random)]
      let like = characters[place].isNumber ? digits : letters
      let other = like[Int.random(in: 0..<like.count, using: &random)]
      switch Int.random(in: 0..<3, using: &random) {
      case 0: characters[place] = other
      case 1: characters.insert(other, at: place)
      default: characters.remove(at: place)
      }
    }
    return String(characters)
  }

  /// Loses a blank, or adds one.
  static func respaced(_ text: String, _ random: inout Seeded) -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return text.replacing(" ", with: "")
    case 1 where text.count > 4:
      var characters = Array(text)
      characters.insert(" ", at: Int.random(in: 1..<characters.count, using: &random))
      return String(characters)
    default: return text
    }
  }
}
