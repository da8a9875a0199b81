internal import Rules

/// Finds numbers of devices, implants and vehicles.
struct DeviceDetector {
  let scan: TextScan

  init(_ scan: TextScan) { self.scan = scan }

  func run(_ found: inout [Detection]) {
    gs1(&found)
    if scan.hints.classes.contains(.plus) { hibc(&found) }
    for index in scan.tokens.indices {
      if scan.mark(index) == .serialLabel || DeviceDetector.isSerial(scan, index) { serial(index, &found) }
    }
    if scan.hints.longestRun >= 17 { vehicle(&found) }
  }

  /// `(01)04012345678901(21)A1234`: GS1 General Specifications, application identifier 01 and its check digit.
  private func gs1(_ found: inout [Detection]) {
    var from = 0
    while let start = scan.find("(01)", from: from) {
      from = start + 4
      guard from + 14 <= scan.text.count else { return }
      var text = Compact()
      for place in from..<from + 14 where (0x30...0x39).contains(scan.text[place]) {
        _ = text.append(scan.text[place])
      }
      guard text.count == 14, CheckDigits.gs1(text, 0, 14) else { continue }
      var end = from + 14
      while end < scan.text.count, scan.text[end] > 0x20 { end += 1 }
      found.add(.deviceNumber, start..<end, .fail, .gs1UDI)
      from = end
    }
  }

  private static let hibcAlphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%".utf8)

  /// `+A123BJC5D6E71G`: ANSI/HIBC 2, the sum of all values modulo 43 is the last character.
  private func hibc(_ found: inout [Detection]) {
    for start in scan.text.indices where scan.text[start] == 0x2B {
      guard start + 8 < scan.text.count, (0x41...0x5A).contains(scan.text[start + 1]),
        start == 0 || scan.text[start - 1] == 0x20 || scan.text[start - 1] == 0x2A
          || scan.text[start - 1] == 0x3A
      else { continue }
      var end = start
      while end < min(start + 61, scan.text.count), scan.text[end] != 0x20,
        DeviceDetector.hibcAlphabet.contains(scan.text[end])
      { end += 1 }
      guard (9...60).contains(end - start) else { continue }
      var sum = 0
      for place in start..<end - 1 { sum += DeviceDetector.hibcAlphabet.firstIndex(of: scan.text[place])! }
      guard DeviceDetector.hibcAlphabet[sum % 43] == scan.text[end - 1] else { continue }
      found.add(.deviceNumber, start..<end, .fail, .hibcUDI)
    }
  }

  /// Whether a token is the N of `S/N`.
  static func isSerial(_ scan: TextScan, _ index: Int) -> Bool {
    guard index > 0, scan.gap(index, is: "/"), scan.tokens[index].length == 1,
      scan.tokens[index - 1].length == 1
    else {
      return false
    }
    return scan.text[Int(scan.tokens[index].start)] | 0x20 == 0x6E
      && scan.text[Int(scan.tokens[index - 1].start)] | 0x20 == 0x73
  }

  /// `S/N: 12345`, `Serial No. AB-1234`.
  private func serial(_ index: Int, _ found: inout [Detection]) {
    var next = index + 1
    var needsMark = scan.tokens[index].facts.value == 1 && scan.mark(index) == .serialLabel
    while next < scan.tokens.count, next < index + 3, [.numberLabel, .serialLabel].contains(scan.mark(next)),
      scan.gap(next).count <= 3, !scan.isGlued(next + 1)
    {
      needsMark = false
      next += 1
    }
    guard next < scan.tokens.count, scan.gap(next).count <= 4, !needsMark || scan.gap(next, has: ":#=") else {
      return
    }
    var last = next
    var digits = 0
    while last < min(next + 16, scan.tokens.count) {
      if last > next, scan.gap(last).count > 1 || scan.gap(last, has: " ,;:") { break }
      if scan.tokens[last].isNumber { digits += Int(scan.tokens[last].length) }
      last += 1
    }
    guard last > next, digits >= 3 else { return }
    found.add(
      .deviceNumber, scan.range(next, last - 1), scan.context == .deviceText ? .review : .fail, .serialNumber)
  }

  /// Vehicle identification numbers: 17 letters and digits without I, O and Q, with the check digit of 49 CFR 565.15.
  private func vehicle(_ found: inout [Detection]) {
    var index = 0
    while index < scan.tokens.count {
      var last = index
      while scan.isGlued(last + 1) { last += 1 }
      let range = scan.range(index, last)
      if range.count == 17, last > index, !scan.isGlued(index), isVehicle(range) {
        found.add(.deviceNumber, range, scan.context == .freeText ? .fail : .review, .vehicleNumber)
      }
      index = last + 1
    }
  }

  private static let vehicleValues = [
    1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9,
  ]
  private static let vehicleWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

  private func isVehicle(_ range: Range<Int>) -> Bool {
    var sum = 0
    var letters = 0
    for (offset, place) in range.enumerated() {
      let byte = scan.text[place]
      switch byte {
      case 0x30...0x39: sum += Int(byte - 0x30) * DeviceDetector.vehicleWeights[offset]
      case 0x41...0x5A where ![0x49, 0x4F, 0x51].contains(byte):
        letters += 1
        sum += DeviceDetector.vehicleValues[Int(byte - 0x41)] * DeviceDetector.vehicleWeights[offset]
      default: return false
      }
    }
    let check = scan.text[range.lowerBound + 8]
    return letters >= 3 && (sum % 11 == 10 ? 0x58 : UInt8(0x30 + sum % 11)) == check
  }
}
