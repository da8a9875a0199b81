/// What a file contributes to the checks of the data set as a whole: hashes, days and numbers, no text.
public struct CohortFacts: Sendable {
  /// A reference to something that may be in another file.
  struct Reference: Hashable, Sendable {
    /// What is referenced.
    enum Kind: Int, Sendable {
      /// A SOP instance.
      case instance = 1
      /// A series.
      case series
      /// A study.
      case study
      /// A frame of reference.
      case frame
    }

    let kind: Kind
    /// The hash of the UID.
    let target: Int64
    /// The hash of the SOP class that the reference names; 0 if it names none.
    let sopClass: Int64
    /// The sequence whose item names it, or the attribute itself, as a tag's number.
    let place: Int64
  }

  /// Something in the file that contradicts something else in it.
  struct Mark: Hashable, Sendable {
    /// What it is.
    enum Kind: Int, Sendable {
      /// A day before one that cannot come after it.
      case dayOrder = 1
      /// A time of day before one that cannot come after it.
      case timeOrder
      /// A day that is far from that of the study.
      case apart
      /// A day in a UID that is not the study's.
      case inUID
      /// A day in an opened value that is none of the file's.
      case inPayload
      /// A day in the file's name that is none of the file's.
      case inPath
      /// An age that birth and study do not give.
      case age
      /// The first digits of a ZIP code of an area with few people.
      case smallArea
      /// A whole ZIP code.
      case wholeZIP
      /// A day in a UID, an opened value or a file's name that is the study's, though the claim says that days were modified.
      case sameThoughModified
    }

    let kind: Kind
    /// The slot of the attribute, and of the other one, in the table of cohort attributes; -1 if there is none.
    let slot: Int, other: Int
    /// The day in question, in days since 1970; 0 if it does not matter.
    let day: Int64
  }

  /// A record of a DICOMDIR that names a file.
  struct DirectoryEntry: Hashable, Sendable {
    /// The hash of the path below the folder that is audited, in capitals.
    let path: Int64
    /// The hash of the SOP instance that the record says is there; 0 if none.
    let instance: Int64
  }

  /// A value of an attribute of the table.
  struct Trait: Hashable, Sendable {
    let slot: Int
    let value: Int64
  }

  /// The entry's number in the order of the walk.
  public let index: Int
  /// Its name as reports print it; empty if files are named by their numbers.
  let path: String
  /// The hash of its path in capitals, for DICOMDIR.
  var pathHash: Int64 = 0
  /// Hashes of the UIDs and ids that say what the file belongs to; 0 where there is none.
  var patient: Int64 = 0, study: Int64 = 0, series: Int64 = 0, instance: Int64 = 0, frame: Int64 = 0
  /// The hash of the SOP class.
  var sopClass: Int64 = 0
  /// What kind of object it is.
  var role = ObjectRole.other
  /// Whether the patient has no id, so that the study stands for the patient.
  var isWithoutPatientID = false
  /// The hash of the patient id without case, blanks, separators and leading zeros.
  var loosePatient: Int64 = 0
  /// The hash of the patient's name; 0 if it is empty or a dummy.
  var name: Int64 = 0
  /// The number at the end of the patient id, and the hash of what stands before it.
  var number: Int64?
  var stem: Int64 = 0
  /// What of the person the patient id carries.
  var carried: CarriedParts = []
  /// Days since 1970 of birth and study, if they are no dummies; the second of the study's day.
  var birth: Int64?, day: Int64?, second: Int64?
  /// The age in days, as the file says it, and how coarse that is.
  var age: Int64?, ageStep: Int64 = 0
  /// Days between an event and the study, and the hash of the event's type.
  var offset: Int64?, event: Int64 = 0
  /// The values of attributes of the table, in the order of their slots.
  var traits: [Trait] = []
  var references: [Reference] = []
  var marks: [Mark] = []
  var directory: [DirectoryEntry] = []
  /// Hashes of patient ids in the records of a DICOMDIR.
  var listedPatients: [Int64] = []
  /// A hash over what the file says, for telling copies from others.
  var digest: Int64 = 0
}

/// What kind of object a file holds, as far as the checks of references want to know.
enum ObjectRole: Int, Sendable {
  /// Pictures as they were taken, and everything else.
  case other = 0
  case structureSet, plan, dose, segmentation, presentation, report, parametricMap, directory

  /// The role of a SOP class. PS3.4 section B.5.
  init(sopClass: ArraySlice<UInt8>) {
    let prefix = "1.2.840.10008.5.1.4.1.1."
    let name = String(decoding: sopClass, as: UTF8.self)
    guard name.hasPrefix(prefix) else {
      self = name == "1.2.840.10008.1.3.10" ? .directory : .other
      return
    }
    switch name.dropFirst(prefix.count) {
    case "481.3": self = .structureSet
    case "481.5", "481.8": self = .plan
    case "481.2": self = .dose
    case "66.4", "66.5", "66.7": self = .segmentation
    case "30": self = .parametricMap
    case let rest where rest.hasPrefix("11."): self = .presentation
    case let rest where rest.hasPrefix("88."): self = .report
    default: self = .other
    }
  }

  /// Whether the object is made from others, perhaps much later.
  var isDerived: Bool { self != .other && self != .directory }
  /// Whether it lies in the frame of reference of what it is made from.
  var sharesFrame: Bool {
    switch self {
    case .structureSet, .dose, .segmentation, .parametricMap: true
    case .other, .plan, .presentation, .report, .directory: false
    }
  }
}

/// What of a person a patient id carries.
struct CarriedParts: OptionSet, Sendable {
  let rawValue: Int
  /// The year of birth.
  static let birthYear = CarriedParts(rawValue: 1)
  /// The whole date of birth.
  static let birthDate = CarriedParts(rawValue: 2)
  /// The initials of the name.
  static let initials = CarriedParts(rawValue: 4)
  /// The day of the study.
  static let studyDate = CarriedParts(rawValue: 8)
}
