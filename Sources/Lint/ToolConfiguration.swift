internal import DICOM
internal import Rules

/// Why a configuration cannot be read.
public struct LintError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The line, from 1; 0 if it is not known.
  public let line: Int
  /// What is wrong and what was expected.
  public let message: String

  /// `script.xml:7: …`.
  public var description: String { line == 0 ? "\(file): \(message)" : "\(file):\(line): \(message)" }
}

/// What formats can be read.
public enum ToolFormat: String, Sendable, CaseIterable, Encodable {
  /// The script of RSNA CTP's DicomAnonymizer, XML.
  case ctp
  /// A recipe of pydicom/deid.
  case deid
  /// A dictionary of KitwareMedical/dicom-anonymizer, JSON.
  case dicomAnonymizer = "dicom-anonymizer"
  /// The body of Orthanc's `/anonymize`, JSON.
  case orthanc

  /// The tool's name for people.
  public var tool: String {
    switch self {
    case .ctp: "RSNA CTP DicomAnonymizer"
    case .deid: "pydicom/deid"
    case .dicomAnonymizer: "dicom-anonymizer"
    case .orthanc: "Orthanc"
    }
  }
}

/// An attribute as a configuration may name it.
struct LintedAttribute {
  /// The tag; one of them for a repeating group or for private elements.
  let tag: Tag
  /// The keyword, and the name as printed; empty for private elements.
  let keyword: String, name: String
  /// The VRs of the dictionary.
  let vrs: [VR]
  /// What the Basic Profile of the edition that the tool is built on demands; nil if that has no row.
  let builtIn: Action?

  /// Whether it is a private element.
  var isPrivate: Bool { tag.isPrivate }
  /// Whether it is a sequence.
  var isSequence: Bool { vrs == [.sq] }
}

/// A tool's configuration that was read: what it makes of each attribute.
protocol ToolConfiguration {
  /// Facts about the configuration that no single row shows.
  var notes: [String] { get }
  /// What the tool does with an attribute.
  func treatment(of attribute: LintedAttribute) -> Treatment
}
