internal import DICOM
internal import Findings

/// What has to be moved by one distance.
public enum DateScheme: String, Sendable, CaseIterable {
  /// All dates of a patient.
  case patient
  /// All dates of a study.
  case study
  /// Nothing: each date may be moved by itself, unless a map of patients declares a distance.
  case any
}

/// Takes in what pairs of files say, in the order of the walk, and finds what does not fit together.
struct ComparisonJudge: Sendable {
  /// How many findings wait at most; what comes after is counted.
  private static let mostPending = 20_000
  /// How many places of one distance of one patient are kept.
  private static let mostPlaces = 20

  /// A finding of a file that was audited already.
  struct Pending: Sendable {
    let file: Int
    let path: ShownPath
    let check: any FactCheck.Type
    let severity: Severity
    let place: Place
    let value: [UInt8]
    let message: Message
  }

  /// The dates of a patient that were moved by as many days.
  private struct Shifted: Sendable {
    let days: Int
    var files = 0
    var demandedFiles = 0
    var places: [(file: Int, path: ShownPath, place: Place, isDemanded: Bool)] = []
  }

  /// Whose dates are moved by one distance.
  private struct Owner: Hashable, Sendable {
    let patient: [UInt8]
    /// Empty where all of a patient's are.
    let study: [UInt8]
  }

  let counterparts: any Counterparts
  private let scheme: DateScheme
  /// Findings so far, in the order in which they came.
  private(set) var pending: [Pending] = []
  /// How many findings beyond ``mostPending`` there were.
  private(set) var dropped = 0
  private var shifts: [Owner: [Shifted]] = [:]
  /// UIDs that stand unreplaced somewhere, with the first places of each.
  private var left: [[UInt8]: [(file: Int, path: ShownPath, one: ComparisonFacts.Replacement)]] = [:]

  init(_ counterparts: any Counterparts, _ scheme: DateScheme) {
    self.counterparts = counterparts
    self.scheme = scheme
  }

  private mutating func add(_ finding: Pending) {
    guard pending.count < ComparisonJudge.mostPending else {
      dropped += 1
      return
    }
    pending.append(finding)
  }

  /// Takes in what one pair says.
  mutating func take(_ facts: ComparisonFacts, file: Int, path: ShownPath) throws {
    for one in facts.uids { try take(one, .uid, file: file, path: path) }
    if let id = facts.patientID {
      try take(id, .patient, isDummy: facts.isPatientIDDummy, file: file, path: path)
    }
    for one in facts.leftUIDs {
      guard let known = left[one.original] else {
        if left.count < ComparisonJudge.mostPending { left[one.original] = [(file, path, one)] }
        continue
      }
      if known.count < ComparisonJudge.mostPlaces { left[one.original]?.append((file, path, one)) }
    }
    // What is declared holds, whatever the scheme.
    guard scheme != .any || counterparts.declaredDistance(ofPatient: facts.patient) != nil else { return }
    let owner = Owner(patient: facts.patient, study: scheme == .study ? facts.study : [])
    for shift in facts.shifts { take(shift, of: owner, file: file, path: path) }
  }

  private mutating func take(
    _ one: ComparisonFacts.Replacement, _ kind: MappedKind, isDummy: Bool = false, file: Int, path: ShownPath
  ) throws {
    let outcome = try counterparts.note(kind, one.original, became: one.new, inFile: file)
    let check: any FactCheck.Type
    let message: Message
    var severity = Severity.fail
    switch (outcome, kind) {
    case (.consistent, _): return
    case (.differs(let other), .uid):
      check = UIDReplacedDifferently.self
      message =
        other < 0
        ? "The original's UID is replaced by another one than in the given map."
        : other == file
          ? "The original's UID is replaced by another one elsewhere in the same file."
          : "The original's UID is replaced by another one in entry \(other) of the walk."
    case (.taken(let other), .uid):
      check = UIDsMerged.self
      message =
        other < 0
        ? "The UID stands for another original UID in the given map."
        : other == file
          ? "The UID stands for another original UID elsewhere in the same file."
          : "The UID stands for another original UID in entry \(other) of the walk."
    case (.differs(let other), .patient):
      check = PatientSplit.self
      message =
        other < 0
        ? "The patient has another new id in the given map."
        : "The same patient has another new id in entry \(other) of the walk."
    case (.taken(let other), .patient):
      check = PatientsMerged.self
      // Whoever writes one dummy for all tells no patients apart on purpose.
      if isDummy { severity = .review }
      message =
        other < 0
        ? "Another patient has this new id in the given map."
        : "Another patient has this new id in entry \(other) of the walk."
    }
    add(
      Pending(
        file: file, path: path, check: check, severity: severity, place: one.place, value: one.new,
        message: message))
  }

  private mutating func take(
    _ shift: ComparisonFacts.Shift, of owner: Owner, file: Int, path: ShownPath
  ) {
    var all = shifts[owner, default: []]
    let place: Int
    if let known = all.firstIndex(where: { $0.days == shift.days }) {
      place = known
    } else {
      all.append(Shifted(days: shift.days))
      place = all.count - 1
    }
    all[place].files += 1
    if shift.isDemanded { all[place].demandedFiles += 1 }
    if all[place].places.count < ComparisonJudge.mostPlaces {
      all[place].places.append((file, path, shift.place, shift.isDemanded))
    }
    shifts[owner] = all
  }

  /// Judges what can be judged only once all pairs were taken in.
  ///
  /// - Returns: all findings, by file and in the order in which they came.
  mutating func finish() throws -> [Pending] {
    for uid in left.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let other = try counterparts.replacement(of: uid, .uid), other != uid else { continue }
      for (file, path, one) in left[uid, default: []] {
        add(
          Pending(
            file: file, path: path, check: UIDLeft.self, severity: .fail, place: one.place, value: one.new,
            message: "An original's UID stands here; at other places it is replaced."))
      }
    }
    let owners = shifts.keys.sorted {
      $0.patient == $1.patient
        ? $0.study.lexicographicallyPrecedes($1.study) : $0.patient.lexicographicallyPrecedes($1.patient)
    }
    for owner in owners { judge(shifts[owner, default: []], ofPatient: owner.patient) }
    return pending.enumerated().sorted { ($0.element.file, $0.offset) < ($1.element.file, $1.offset) }.map(
      \.element)
  }

  /// Reports the dates that were moved by another distance than is declared, or else than most of their patient or
  /// study.
  private mutating func judge(_ all: [Shifted], ofPatient id: [UInt8]) {
    let declared = counterparts.declaredDistance(ofPatient: id)
    let usual = usualDistance(all)
    if scheme == .patient, let usual { counterparts.note(distance: usual, ofPatient: id) }
    guard let distance = declared ?? usual else { return }
    for other in all where other.days != distance {
      for one in other.places {
        // That a date which is to be moved is not, is said where it stands.
        if other.days == 0, one.isDemanded { continue }
        let message: Message =
          switch (other.days == 0, declared != nil, scheme) {
          case (true, true, _): "The date is the original's; the given map says that it is moved."
          case (true, false, .study): "The date is the original's; others of the study are moved."
          case (true, false, _): "The date is the original's; others of the patient are moved."
          case (false, true, _): "The date is moved by another distance than the given map says."
          case (false, false, .study): "The date is moved by another distance than others of the study."
          case (false, false, _): "The date is moved by another distance than others of the patient."
          }
        add(
          Pending(
            file: one.file, path: one.path, check: DateShiftDiffers.self,
            severity: one.isDemanded ? .fail : .review, place: one.place, value: [], message: message))
      }
    }
  }

  /// The distance that most files have; one that the profile asks for goes first. Nil if nothing was moved.
  private func usualDistance(_ all: [Shifted]) -> Int? {
    let usual = all.filter { $0.days != 0 }.max {
      ($0.demandedFiles, $0.files, -($0.places.first?.file ?? 0))
        < ($1.demandedFiles, $1.files, -($1.places.first?.file ?? 0))
    }
    return usual?.days
  }
}
