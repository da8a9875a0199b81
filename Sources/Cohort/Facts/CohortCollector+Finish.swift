internal import DICOM
internal import Rules

/// What follows from a file's facts once all of them are there.
extension CohortCollector {
  /// How many days series, acquisition and injection may lie from the study's day.
  private static var nearInDays: Int64 { 7 }
  /// How many seconds what was acquired may be stored before it was acquired, by clocks that differ.
  private static var clockInSeconds: Int64 { 300 }

  /// Ends the collection.
  ///
  /// - Parameters:
  ///   - name: the path below the folder that is audited, as bytes.
  ///   - lengthInBytes: of the file.
  public consuming func finish(name: [UInt8], lengthInBytes: Int) -> CohortFacts {
    let study = moments.first { $0.event == .study && $0.day != nil }
    facts.day = study?.day
    facts.second = moments.first { $0.event == .study && $0.second != nil }?.second
    facts.birth = moments.first { $0.event == .birth && $0.day != nil }?.day
    facts.digest = rules.key.hash([contentHash, Int64(lengthInBytes), facts.series, facts.sopClass])
    facts.pathHash = rules.key.hash(name.map(CohortCollector.capital)[...])
    if facts.role == .directory { finishDirectory(name) }
    finishPatient()
    if let day = facts.day {
      compareEvents(with: day)
      compareAge(with: day)
      compareDays(with: day, name)
    }
    return facts
  }

  // MARK: patient

  private mutating func finishPatient() {
    let isDummy =
      rules.profile.isCustomaryDummy(patientID[...], tag: .patientID, vr: .lo)
    guard !patientID.isEmpty, !isDummy else {
      facts.isWithoutPatientID = true
      facts.patient = facts.study == 0 ? 0 : rules.key.hash([facts.study, 1])
      return
    }
    facts.patient = rules.key.hash(patientID[...])
    var loose = patientID.filter { Days.isDigit($0) || $0 >= 0x80 || CohortCollector.isLetter($0) }
      .map(CohortCollector.capital)
    let zeros = loose.prefix { $0 == 0x30 }.count
    loose.removeFirst(zeros)
    facts.loosePatient = rules.key.hash(loose[...])
    let digits = patientID.reversed().prefix { Days.isDigit($0) }.count
    if (1...12).contains(digits) {
      facts.number = patientID.suffix(digits).reduce(0) { $0 * 10 + Int64($1 & 15) }
      facts.stem = rules.key.hash(patientID.dropLast(digits))
    }
    facts.carried = carried()
  }

  private static func isLetter(_ byte: UInt8) -> Bool { capital(byte) >= 0x41 && capital(byte) <= 0x5A }

  /// What of the person the patient id carries.
  private func carried() -> CarriedParts {
    var parts: CarriedParts = []
    var births: [Int64] = []
    if let birth = facts.birth { births = [Days.year(birth)] }
    if let day = facts.day, let age = facts.age, facts.ageStep == 366 {
      births += [Days.year(day - age), Days.year(day - age - 364)]
    }
    var index = 0
    while index < patientID.count {
      var end = index
      if Days.isDigit(patientID[index]) {
        while end < patientID.count, Days.isDigit(patientID[end]) { end += 1 }
        parts.formUnion(carried(in: patientID[index..<end], births))
      } else if CohortCollector.isLetter(patientID[index]) {
        while end < patientID.count, CohortCollector.isLetter(patientID[end]) { end += 1 }
        if isInitials(patientID[index..<end]) { parts.insert(.initials) }
      }
      index = max(end, index + 1)
    }
    return parts
  }

  private func carried(in digits: ArraySlice<UInt8>, _ births: [Int64]) -> CarriedParts {
    let number = digits.prefix(18).reduce(Int64(0)) { $0 * 10 + Int64($1 & 15) }
    switch digits.count {
    case 4: return births.contains(number) ? .birthYear : []
    case 8:
      guard let date = DateValue(digits) else { return [] }
      let day = Days.since1970(date)
      if day == facts.birth { return .birthDate }
      return day == facts.day ? .studyDate : []
    default: return []
    }
  }

  /// Whether two or three letters are the first ones of the name's components, in the order of the name or of speech.
  private func isInitials(_ letters: ArraySlice<UInt8>) -> Bool {
    guard letters.count == 2 || letters.count == 3, patientName != patientID.map(CohortCollector.capital)
    else {
      return false
    }
    let parts = patientName.split(whereSeparator: { $0 == 0x5E || $0 == 0x20 })
    guard parts.count >= letters.count else { return false }
    let first = parts.prefix(3).compactMap(\.first)
    let written = letters.map(CohortCollector.capital)
    guard first.count >= written.count else { return false }
    let family = first[0]
    let given = Array(first[1..<written.count])
    return written == [family] + given || written == given + [family]
  }

  // MARK: dates

  private mutating func compareEvents(with study: Int64) {
    if let birth = facts.birth, birth > study {
      mark(.dayOrder, rules.slots.birthDate, rules.slots.studyDate)
    }
    var acquisition: (day: Int64, slot: Int)?
    for moment in moments {
      guard let day = moment.day else { continue }
      switch moment.event {
      case .acquisition, .injection, .performed:
        if abs(day - study) > Self.nearInDays {
          mark(.apart, moment.slot, rules.slots.studyDate)
        } else if day < study - 1 {
          mark(.dayOrder, rules.slots.studyDate, moment.slot)
        }
        if moment.event == .acquisition, acquisition == nil { acquisition = (day, moment.slot) }
      case .series:
        // What is made from images may be made much later.
        if day < study - 1 { mark(.dayOrder, rules.slots.studyDate, moment.slot) }
      case .secondary, .birth, .study, .content, .creation: break
      }
    }
    guard let acquisition, abs(acquisition.day - study) <= Self.nearInDays else {
      compareLater(with: study, rules.slots.studyDate, tolerance: 1)
      return
    }
    compareLater(with: acquisition.day, acquisition.slot, tolerance: 0)
    compareTimes(onDay: acquisition.day)
  }

  /// Compares content, creation and what was made later with the day before which they cannot be.
  private mutating func compareLater(with earlier: Int64, _ slot: Int, tolerance: Int64) {
    var last = (day: earlier, slot: slot)
    for event in [CohortAttribute.Event.content, .creation] {
      guard let moment = moments.first(where: { $0.event == event && $0.day != nil }), let day = moment.day
      else { continue }
      if day < last.day - tolerance {
        mark(.dayOrder, last.slot, moment.slot)
      } else {
        last = (day, moment.slot)
      }
    }
    for moment in moments where moment.event == .secondary {
      if let day = moment.day, day < earlier - 1 { mark(.dayOrder, slot, moment.slot) }
    }
  }

  private mutating func compareTimes(onDay day: Int64) {
    func time(_ event: CohortAttribute.Event) -> (second: Int64, slot: Int)? {
      let isOnDay = moments.contains { $0.event == event && $0.day == day }
      guard isOnDay || event == .injection else { return nil }
      let moment = moments.first { $0.event == event && $0.second != nil && ($0.day ?? day) == day }
      return moment.flatMap { moment in moment.second.map { ($0, moment.slot) } }
    }
    guard let acquisition = time(.acquisition) else { return }
    if let content = time(.content), content.second < acquisition.second - Self.clockInSeconds {
      mark(.timeOrder, acquisition.slot, content.slot)
    }
    if let injection = time(.injection), injection.second > acquisition.second + 3_600 {
      mark(.timeOrder, injection.slot, acquisition.slot)
    }
  }

  private mutating func compareAge(with study: Int64) {
    guard let birth = facts.birth, let age = facts.age, birth <= study else { return }
    // A birth date of which only the year was kept is off by up to a year.
    if abs(study - birth - age) > facts.ageStep + 366 { mark(.age, rules.slots.age, rules.slots.birthDate) }
  }

  /// Compares days that stand in UIDs, opened values and the file's name with those of the attributes.
  private mutating func compareDays(with study: Int64, _ name: [UInt8]) {
    let known = moments.compactMap(\.day)
    func isKnown(_ day: Int64) -> Bool { known.contains { abs($0 - day) <= 1 } }
    for (slot, day) in dayInUID {
      if abs(day - study) > 1 {
        if !isKnown(day) { mark(.inUID, slot, day: day) }
      } else if isModified {
        mark(.sameThoughModified, slot)
      }
    }
    for day in daysInPayloads where !isKnown(day) { mark(.inPayload, -1, day: day) }
    for day in Days.inText(name[...]) where !isKnown(day) { mark(.inPath, -1, day: day) }
  }

  // MARK: DICOMDIR

  private mutating func finishDirectory(_ name: [UInt8]) {
    let folder = name.lastIndex(of: 0x2F).map { Array(name[...$0]).map(CohortCollector.capital) } ?? []
    for (path, instance) in recordPaths {
      facts.directory.append(
        CohortFacts.DirectoryEntry(path: rules.key.hash((folder + path)[...]), instance: instance))
    }
  }
}
