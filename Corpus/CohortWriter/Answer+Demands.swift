extension Answer {
  /// What a key of the MIDI-B challenge demands of an element, by what a right anonymizer does to it.
  ///
  /// - Parameters:
  ///   - type: the attribute's type in the IOD, where the cohort's texts say one.
  ///   - cleanText: what stays of a value that is cleaned.
  ///   - isEncoded: whether the value is not the planted words but an encoding of them.
  mutating func demand(type: Int, cleanText: String, isEncoded: Bool = false) {
    let isText = !value.isEmpty
    switch done {
    case .kept where isText:
      demands = [Demand(action: .textRetained, text: value)]
      if type == 1 { demands.append(Demand(action: .textNotNull, text: value)) }
    case .kept: demands = [Demand(action: .tagRetained, text: "")]
    case .removed, .emptied, .replaced:
      let isBinary = ["OB", "OW", "UN"].contains(vr)
      let gone = isBinary || leak.isEmpty || isEncoded ? value : planted
      demands = gone.isEmpty ? [] : [Demand(action: .textRemoved, text: gone)]
      if done == .emptied { demands.append(Demand(action: .tagRetained, text: "")) }
      if done == .replaced { demands.append(Demand(action: .textNotNull, text: "")) }
      if path == "(0010,0020)" { demands = [Demand(action: .patientIDConsistent, text: value)] }
    case .cleaned:
      demands = planted.isEmpty ? [] : [Demand(action: .textRemoved, text: planted)]
      // Words that the planted text has as well cannot be asked for: the script looks for them anywhere.
      let gone = planted.lowercased()
      let rest = cleanText.split(separator: " ").filter { !gone.contains($0.lowercased()) }
      if !rest.isEmpty, vr != "OB" {
        demands.append(Demand(action: .textRetained, text: rest.joined(separator: " ")))
      }
    case .dateShifted: demands = [Demand(action: .dateShifted, text: value)]
    case .uidReplaced:
      demands = [Demand(action: .uidChanged, text: value), Demand(action: .uidConsistent, text: value)]
    case .masked: demands = [Demand(action: .pixelsHidden, text: planted)]
    }
  }

  /// A value of text, numbers or tags as pydicom 2.2.1 prints it, which the challenge's script runs with: several in
  /// brackets, texts then in quotation marks; tags with a blank and in lower case.
  static func printed(_ text: String, vr: String) -> String {
    let isText = ["AE", "AS", "CS", "DA", "DT", "LO", "PN", "SH", "TM", "UI", "UC"].contains(vr)
    let isNumber = ["DS", "IS", "US", "SS", "UL", "SL", "FL", "FD"].contains(vr)
    let isTag = vr == "AT"
    let values = text.split(separator: "\\", omittingEmptySubsequences: false).map { value in
      if isTag { return value.lowercased().replacing(",", with: ", ") }
      // Python writes 60 as 60.0, which Swift's Double does as well.
      return ["FL", "FD"].contains(vr) ? Double(value).map { "\($0)" } ?? String(value) : String(value)
    }
    guard isText || isNumber || isTag, !text.isEmpty else { return text }
    guard values.count > 1 else { return values[0] }
    return "[" + values.map { isText ? "'\($0)'" : $0 }.joined(separator: ", ") + "]"
  }
}
