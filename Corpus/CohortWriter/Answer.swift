/// What a right anonymizer does to one element of one file, or to a leak in it: a row of the cohort's answer key.
public struct Answer: Sendable {
  /// What was done in the clean twin.
  public enum Disposition: String, Sendable {
    /// The value stays; the element goes; it stays without a value; it gets a dummy.
    case kept, removed, emptied, replaced
    /// Part of the value is taken out or rewritten; the UID is replaced; the date is moved; pixels are painted over.
    case cleaned, uidReplaced = "uid-replaced", dateShifted = "date-shifted", masked
  }

  /// What the keys of the MIDI-B challenge demand, with the text that has to stay or go.
  public struct Demand: Sendable {
    /// The action.
    public let action: MIDIAction
    /// The text.
    public let text: String
  }

  /// The path, such as `(0040,0275)[0].(0040,0007)`; `file` or `preamble` for leaks outside of elements.
  public var path: String
  /// The path as the challenge's script writes it: `<(0040,0275)>[<0000>]<(0040,0007)>`.
  public var scriptPath: String
  /// The attribute's name.
  public var name: String
  /// The VR; empty outside of elements.
  public var vr: String
  /// The id of the leak that is planted here; empty for what scanners write anyway.
  public var leak: String
  /// The letters of 45 CFR 164.514(b)(2)(i) that the leak falls under; empty where there is no leak.
  public internal(set) var hipaa = ""
  /// The attribute's type in the IOD where it matters for the action; 3 elsewhere.
  public var type = 3
  /// What of the value must go; empty where there is no leak.
  public var planted: String
  /// The value as text, as pydicom prints it; empty for binary values and sequences.
  public var value: String
  /// MD5 of the value's bytes without padding; empty for sequences.
  public var digest: String
  /// The action of the basic profile, as PS3.15 Table E.1-1 has it.
  public var basic: String
  /// The actions of options, by the option.
  public var options: [(option: String, action: String)]
  /// What the clean twin shows.
  public var done: Disposition
  /// What the challenge's keys demand.
  public var demands: [Demand]
  /// Where in the pixels it is.
  public var rectangle: PlantedRectangle?

  /// The header of the key as CSV.
  public static let header =
    "file,sop_instance_uid,path,vr,leak,planted,md5,basic,options,done,midi,rectangle\n"

  /// The row of the key as CSV.
  ///
  /// - Parameter file: the original file's path below the folder.
  public func row(file: String, instance: String) -> String {
    let options = options.map { "\($0.option)=\($0.action)" }.joined(separator: ";")
    let midi = demands.map(\.action.rawValue).joined(separator: ";")
    let box = rectangle.map { "\($0.x) \($0.y) \($0.width) \($0.height) \($0.frame)" }
    let fields = [file, instance, path, vr, leak, planted, digest, basic, options, done.rawValue, midi]
    return (fields + [box ?? ""]).map(CohortTable.field).joined(separator: ",") + "\n"
  }
}
