internal import DICOM
internal import Findings
internal import Rules

/// What the original has where an element of an output stands.
struct OriginalElement {
  /// Its place among the elements of the original.
  let place: Int
  /// What was done with it.
  var disposition: Disposition
  /// The original's VR.
  let vr: VR
  /// Whether there is nothing but padding, or no item in a sequence.
  let isEmpty: Bool
  /// The original's value without padding; empty if there is none, or it is a long one.
  let value: ArraySlice<UInt8>
  /// How many items the sequence lost.
  let lostItems: Int
  /// What became of the reference that it is, to an instance or, by a number, to a part of one; nil if it is none, or
  /// what it leads to is not known.
  var reference: ReferenceOutcome?
}

/// What became of a reference to an instance of the originals, or to a frame, segment, region, beam or content item.
enum ReferenceOutcome {
  /// It leads to the output of what it led to.
  case resolved
  /// It leads elsewhere.
  case broken
  /// The instance has no output. Of parts of one it is not said again.
  case lost
}

/// An element of an original that has none to answer in the output.
struct RemovedElement {
  let tag: Tag
  let vr: VR
  /// Whether it had a value.
  let isEmpty: Bool
  /// The rule for a public attribute.
  let rule: AttributeRule
  /// The rule for a private element that a creator reserves.
  let privateRule: PrivateRule?
  /// The action in force; nil if no row names it.
  let action: Action?
  /// The types that the IOD gives the attribute where it stood; nil if the IOD does not know it there.
  let types: AttributeTypes?
  /// Whether the IOD requires it there whatever else the object has: that of a module which is optional goes with it.
  let isRequired: Bool
  /// Whether it only describes what is gone as well, or is not needed any more: it is judged where that stood.
  let goesAlong: Bool
  /// Where it would stand.
  let place: Place
}

/// A check that judges an element which an anonymizer removed.
protocol RemovalCheck: Check {
  /// Judges one element that is not there any more.
  static func examine(_ removed: borrowing RemovedElement, _ report: inout CheckReport)
}

/// A check that judges whether what several pairs of files say fits together. Its findings are made where the facts
/// are gathered.
protocol FactCheck: Check {}

/// A check that judges how a file was paired.
protocol PairCheck: Check {
  /// Judges what pairing has to say of a file.
  static func examine(_ remark: PairingRemark, isOutput: Bool, _ report: inout CheckReport)
}

extension ExaminedElement {
  /// Whether a likeness of the value to somebody's that is not sure has another explanation: the original has the same
  /// in a place that the profile leaves, or it is a new UID, or a name of the program that wrote the file.
  var explainsLikeness: Bool {
    guard let original else { return isCompared && isInMeta }
    switch original.disposition {
    case .kept: return isLeftByProfile || isInMeta
    case .uidReplaced: return true
    default: return isInMeta
    }
  }

  /// What is to be done with it: what Table E.3.4-1 says for a content item's value, else what the profile says.
  var demanded: Action? { contentRule?.action ?? action }

  /// Whether the profile leaves the element as it is: it keeps it, or nothing names it and its VR holds no text, name
  /// or date.
  var isLeftByProfile: Bool {
    LeftByProfile.isLeft(
      tag: tag, vr: vr, action: demanded, rule: rule, privateRule: privateRule)
  }
}

/// What a profile leaves as it is.
enum LeftByProfile {
  /// Whether an element stays with its value.
  static func isLeft(
    tag: Tag, vr: VR, action: Action?, rule: AttributeRule, privateRule: PrivateRule?
  ) -> Bool {
    if tag.isPrivate { return privateRule == .safe || privateRule == .listed }
    if let action { return action == .k }
    if rule.isOnKeepList { return true }
    guard rule.isKnown else { return false }
    switch vr {
    case .pn, .ur, .ae, .lo, .sh, .st, .lt, .ut, .uc, .da, .dt: return false
    default: return true
    }
  }

  /// Whether an anonymizer, or whoever encodes the file anew, has reason to write something else: file meta
  /// information, the claim, the character set, the description of pixels, which other checks judge.
  static func isWrittenAnew(_ tag: Tag) -> Bool {
    switch tag.group {
    case 0x0002, 0x0012, 0x7FE0: true
    // Sizes, palettes, smallest and largest values, the claim, what loss there was; not spacing, windows and tables.
    case 0x0028:
      tag.element < 0x0030 || (0x0100...0x0122).contains(tag.element)
        || (0x0301...0x0304).contains(tag.element) || (0x1101...0x1223).contains(tag.element)
        || (0x2110...0x2114).contains(tag.element)
    default: tag == .specificCharacterSet || tag == .imageType || tag.isGroupLength
    }
  }
}
