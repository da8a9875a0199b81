public import Findings

/// What every check says of itself.
///
/// A check is a type without instances: it keeps nothing, and asking a type copies nothing.
public protocol Check: Sendable {
  /// Name, reason, source and examples.
  static var about: CheckDescription { get }
}

/// A check that judges elements one by one, at every level of every data set.
protocol ElementCheck: Check {
  /// Which elements it wants to see.
  static var concern: Concern { get }

  /// Judges one element. Keeps nothing, reads no file, does not descend.
  static func examine(_ element: borrowing ExaminedElement, _ report: inout CheckReport)
}

/// A check that judges a data set or an item once all its elements are known.
protocol LevelCheck: Check {
  /// Judges one data set or item.
  static func examine(_ level: borrowing ExaminedLevel, _ report: inout CheckReport)
}

/// A check that judges a file once all of it was read.
protocol FileCheck: Check {
  /// Judges one file.
  static func examine(_ file: borrowing ExaminedFile, _ report: inout CheckReport)
}

/// A check that judges what the pictures of a file show, once all of them were looked at.
protocol PictureCheck: Check {
  /// Judges the pictures of one file.
  static func examine(_ pictures: borrowing ExaminedPictures, _ report: inout CheckReport)
}

/// What is known of an element before any check looks at it. A check names the bits that it wants; it is asked
/// about an element that has one of them, so that an element costs only the checks that it concerns.
struct Concern: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  /// The action in force is X.
  static let removed = Concern(rawValue: 1 << 0)
  /// The action in force is Z.
  static let emptied = Concern(rawValue: 1 << 1)
  /// The action in force is D.
  static let replaced = Concern(rawValue: 1 << 2)
  /// The action in force is C.
  static let cleaned = Concern(rawValue: 1 << 3)
  /// The action in force is U.
  static let mapped = Concern(rawValue: 1 << 4)
  /// No row of the table, of the profile and of the keep list names it.
  static let uncovered = Concern(rawValue: 1 << 5)
  /// Even group, not in the dictionary.
  static let unknown = Concern(rawValue: 1 << 6)
  /// Odd group.
  static let isPrivate = Concern(rawValue: 1 << 7)
  /// VR UI with a value.
  static let uid = Concern(rawValue: 1 << 8)
  /// A value with characters of a character set.
  static let text = Concern(rawValue: 1 << 9)
  /// A value of bytes that no rule removes.
  static let opaque = Concern(rawValue: 1 << 10)
  /// In the dictionary, with a VR written in the file.
  static let writtenVR = Concern(rawValue: 1 << 11)
  /// A value of a VR that has a grammar.
  static let grammar = Concern(rawValue: 1 << 12)
  /// No value, not a sequence, and the IOD knows the attribute.
  static let emptyInIOD = Concern(rawValue: 1 << 13)
  /// A group that has no place in a data set, or a tag that does not come after the one before.
  static let outOfPlace = Concern(rawValue: 1 << 14)

  /// A value of characters, of any VR.
  static let characters = Concern(rawValue: 1 << 15)

  /// The value of a content item whose concept Table E.3.4-1 has.
  static let content = Concern(rawValue: 1 << 16)

  /// The original's value still stands, or words of it, where the profile asks for another one.
  static let keptOfOriginal = Concern(rawValue: 1 << 17)
  /// The original's value does not stand where the profile leaves it.
  static let changed = Concern(rawValue: 1 << 18)

  /// How many different combinations of bits there are.
  static let combinations = 1 << 19
}
