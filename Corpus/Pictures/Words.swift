/// Words that pictures show; all names and numbers are invented.
enum Words {
  private static let names = [
    "SORENSEN", "Okonkwo", "MARLOWE", "Beatrix", "HENRIK", "Valdez", "TANAKA", "Ingrid", "KOWALSKI",
    "Abernathy",
    "LINDQVIST", "Phillipa", "MONTAGUE", "Quentin", "FAIRWEATHER", "Josephine", "ZUNIGA", "Wexford",
  ]
  private static let annotations = [
    "Gain", "Depth", "cm", "Hz", "dB", "kV", "mAs", "Abdomen", "THORAX", "Axial", "SUPINE", "Series", "Image",
    "DFOV",
    "Tilt", "BONE", "mm", "FR", "MI", "TIS", "LEFT", "RIGHT", "Portable", "Thyroid", "Long", "Trans",
    "Hospital",
    "RADIOLOGY", "Dept", "Name", "DOB", "ID", "Acc", "Ref", "Dr", "Female", "Male", "Scan", "Study", "Date",
  ]
  private static let months = [
    "JAN", "Feb", "Mar", "APR", "May", "Jun", "JUL", "Aug", "Sep", "OCT", "Nov", "DEC",
  ]

  /// One word of two characters or more.
  static func one(_ random: inout SplitMix64) -> String {
    let number = { (digits: Int, random: inout SplitMix64) -> String in
      (0..<digits).map { _ in String(random.within(0...9)) }.joined()
    }
    let (year, month, day) = (random.within(1931...2024), random.within(1...12), random.within(1...28))
    let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    switch random.within(0...9) {
    case 0, 1: return random.one(of: names)
    case 2: return random.one(of: names) + (random.happens(0.5) ? "-" : ",") + random.one(of: names)
    case 3: return "\(year)-\(two(month))-\(two(day))"
    case 4: return "\(two(day))/\(two(month))/\(year)"
    case 5: return two(day) + random.one(of: months) + "\(year)"
    case 6: return number(random.within(3...9), &random)
    case 7: return "\(two(random.within(0...23))):\(two(random.within(0...59))):\(two(random.within(0...59)))"
    default: return random.one(of: annotations)
    }
  }
}
