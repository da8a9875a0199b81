internal import Cohort
internal import DICOM
internal import Findings
internal import Rules

/// By how many days dates were moved, wherever they stand: all of a patient have to agree.
extension OneAudit {
  /// Keeps by how many days a date was moved.
  mutating func noteShift(
    _ examined: borrowing ExaminedElement, _ original: ArraySlice<UInt8>, _ vr: VR
  ) {
    guard examined.isValueLoaded, !examined.rule.isOnKeepList, examined.privateRule != .remove else { return }
    switch examined.demanded {
    // A dummy needs no distance.
    case .k, .z, .d, .x: return
    default: break
    }
    guard !profile.isCustomaryDummy(examined.value, tag: examined.tag, vr: examined.vr),
      !profile.isDeclaredDummy(examined.value, tag: examined.tag, vr: examined.vr),
      let from = DayShift.date(original, vr), let to = DayShift.date(examined.value, examined.vr)
    else { return }
    comparison?.facts.note(
      shift: to.dayNumber - from.dayNumber, isDemanded: examined.demanded == .c,
      at: report.place(of: examined.element))
  }

  /// Keeps by how many days the dates in a text were moved.
  mutating func noteShiftInText(_ examined: borrowing ExaminedElement, _ original: OriginalElement) {
    guard original.disposition == .cleanedInPart || original.disposition == .replaced, examined.isValueLoaded,
      isDateKept(in: examined), original.value.count(where: { (0x30...0x39).contains($0) }) >= 4
    else { return }
    for days in shifts(from: original.value, to: examined.value) {
      comparison?.facts.note(shift: days, isDemanded: false, at: report.place(of: examined.element))
    }
  }

  /// Keeps by how many days the dates in the fields of an opened value were moved, such as those of a CSA header.
  mutating func noteShifts(in opened: OpenedValue, _ examined: borrowing ExaminedElement) {
    guard let original = examined.original, isDateKept(in: examined),
      let bytes = comparison?.wholeValue(of: original)
    else { return }
    let before = OpenedPayload.open(bytes[...], creator: examined.element.creator)
    // Fields answer by name and number, those that share both in their order; the last stands first, to be taken off.
    var fields: [[UInt8]: [PayloadField]] = [:]
    for field in before.fields.reversed() { fields[before.key(of: field), default: []].append(field) }
    for field in opened.payload.fields {
      guard let counterpart = fields[opened.payload.key(of: field)]?.popLast(),
        let old = text(before.value(of: counterpart), counterpart.encoding),
        let new = text(opened.payload.value(of: field), field.encoding)
      else { continue }
      for days in shifts(from: old, to: new) {
        comparison?.facts.note(shift: days, isDemanded: false, at: opened.place(of: field))
      }
    }
  }

  /// Whether dates in a value are to stay in some way: a dummy needs no distance.
  private func isDateKept(in examined: borrowing ExaminedElement) -> Bool {
    switch examined.demanded {
    case .z, .d, .x: false
    default: examined.privateRule != .remove
    }
  }

  /// By how many days each date in a text was moved; 0 only for one that the original has as a date of its own, since a
  /// number may look like a date. None if the texts have not as many.
  private mutating func shifts(from original: ArraySlice<UInt8>, to text: ArraySlice<UInt8>) -> [Int] {
    let (before, after) = (Days.inText(original), Days.inText(text))
    guard before.count == after.count else { return [] }
    if before.isEmpty {
      return original == text ? [] : shiftOfDate(from: original, to: text).map { [$0] } ?? []
    }
    var days: [Int] = []
    for (old, new) in zip(before, after) where old != new || comparison?.originalDays.contains(old) == true {
      days.append(Int(new - old))
    }
    return days
  }

  /// By how many days a text that is a date and nothing else was moved, if all readings of it agree.
  private func shiftOfDate(from original: ArraySlice<UInt8>, to text: ArraySlice<UInt8>) -> Int? {
    let before = DateShape.readings(of: String(decoding: original, as: UTF8.self))
    let after = DateShape.readings(of: String(decoding: text, as: UTF8.self))
    guard let first = before.first, before.count == after.count else { return nil }
    let days = after[0].dayNumber - first.dayNumber
    guard days != 0, zip(before, after).allSatisfy({ $1.dayNumber - $0.dayNumber == days }) else {
      return nil
    }
    return days
  }
}

extension OpenedPayload {
  /// What a field is found again by in another value of its kind: the names down to it and its number.
  fileprivate func key(of field: PayloadField) -> [UInt8] {
    var key = withUnsafeBytes(of: field.index.littleEndian) { Array($0) }
    var (name, depth) = (field.name, 0)
    while name >= 0, depth < 64 {
      key.append(0)
      key += bytes(ofName: name)
      name = names[Int(name)].parent
      depth += 1
    }
    return key
  }
}
