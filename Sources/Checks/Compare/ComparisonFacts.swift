internal import DICOM
internal import Findings

/// What a pair of files says that has to agree with what all other pairs say.
struct ComparisonFacts: Sendable {
  /// A value and what stands in its place.
  struct Replacement: Sendable {
    let original: [UInt8]
    let new: [UInt8]
    let place: Place
  }

  /// A date and by how many days it was moved.
  struct Shift: Sendable {
    let days: Int
    let place: Place
    /// Whether the profile asks for dates that are moved.
    let isDemanded: Bool
  }

  /// Who it is, by patient id or else name, as the original has them.
  var patient: [UInt8] = []
  /// The original's Study Instance UID.
  var study: [UInt8] = []
  /// The patient id and the new one; nil where one of them is empty.
  var patientID: Replacement?
  /// Whether the new patient id is a dummy that tells patients no more apart than an empty one.
  var isPatientIDDummy = false
  /// UIDs, each once with the first place of each new one.
  private(set) var uids: [Replacement] = []
  /// UIDs that stand unreplaced where no rule demands another one.
  private(set) var leftUIDs: [Replacement] = []
  /// The first date of each distance.
  private(set) var shifts: [Shift] = []
  private var seen = SeenKeys()

  /// Whether it was not noted yet that a UID became another one; noted by this.
  mutating func isNew(uid original: ArraySlice<UInt8>, becoming new: ArraySlice<UInt8>) -> Bool {
    var key: [UInt8] = []
    key.reserveCapacity(original.count + new.count + 1)
    key += original
    key.append(0x5C)
    key += new
    return seen.insert(key)
  }

  /// How many UIDs in other values than those of VR UI are kept.
  private static let mostInText = 1_000
  /// Shorter ones are numbers of other kinds, such as versions.
  private static let shortestInText = 14

  /// Notes what looks like a UID in a text, or in bytes.
  mutating func note(uidsIn value: ArraySlice<UInt8>, at place: () -> Place) {
    guard leftUIDs.count < ComparisonFacts.mostInText else { return }
    value.withUnsafeBufferPointer { bytes in
      var start = 0
      var dots = 0
      for index in 0...bytes.count {
        if index < bytes.count {
          let byte = bytes[index]
          if byte == 0x2E { dots += 1 }
          if byte == 0x2E || (0x30...0x39).contains(byte) { continue }
        }
        if dots >= 3, (ComparisonFacts.shortestInText...64).contains(index - start) {
          let uid = Array(bytes[start..<index])
          if seen.insert(uid + [0x5C, 0x5C]) {
            leftUIDs.append(Replacement(original: uid, new: uid, place: place()))
          }
        }
        start = index + 1
        dots = 0
      }
    }
  }

  /// Notes what became of a UID.
  mutating func note(uid original: ArraySlice<UInt8>, became new: ArraySlice<UInt8>, at place: Place) {
    let one = Replacement(original: Array(original), new: Array(new), place: place)
    if original == new { leftUIDs.append(one) } else { uids.append(one) }
  }

  /// Notes by how many days a date was moved.
  mutating func note(shift days: Int, isDemanded: Bool, at place: Place) {
    guard !shifts.contains(where: { $0.days == days && (!isDemanded || $0.isDemanded) }) else { return }
    shifts.append(Shift(days: days, place: place, isDemanded: isDemanded))
  }
}

/// Keys that were met: mostly few, which take longer to hash than to compare.
private struct SeenKeys {
  private static let mostCompared = 16
  private var few: [[UInt8]] = []
  private var many: Set<[UInt8]> = []

  /// Whether a key was not met before.
  mutating func insert(_ key: [UInt8]) -> Bool {
    guard many.isEmpty else { return many.insert(key).inserted }
    if few.contains(key) { return false }
    few.append(key)
    if few.count > SeenKeys.mostCompared {
      many = Set(few)
      few = []
    }
    return true
  }
}
