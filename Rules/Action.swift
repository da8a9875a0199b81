public import DICOM

/// An action code of PS3.15 Table E.1-1a.
public enum Action: String, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case x = "X", z = "Z", d = "D", k = "K", c = "C", u = "U", zd = "Z/D", xz = "X/Z", xd = "X/D", xzd =
    "X/Z/D",
    xzu = "X/Z/U*"

  /// The code as reports print it.
  public var name: PublicName { PublicName(fromTable: rawValue) }

  /// The unconditional action that a code comes to for an attribute of a type; an attribute that the IOD does not
  /// know counts as type 3, a conditional type as its unconditional one. PS3.15 Table E.1-1a.
  public func resolved(for type: AttributeType?) -> Action {
    let type = type?.unconditional ?? .type3
    switch self {
    case .x, .z, .d, .k, .c, .u: return self
    case .zd: return type == .type1 ? .d : .z
    case .xz: return type == .type3 ? .x : .z
    case .xd: return type == .type1 ? .d : .x
    case .xzd: return type == .type1 ? .d : type == .type2 ? .z : .x
    case .xzu: return type == .type1 ? .u : type == .type2 ? .z : .x
    }
  }

  /// Whether the action depends on the attribute's type.
  public var isConditional: Bool {
    switch self {
    case .x, .z, .d, .k, .c, .u: false
    case .zd, .xz, .xd, .xzd, .xzu: true
    }
  }

  /// What the code asks of an output, in plain words.
  public var demand: String {
    switch self {
    case .x: "The attribute is removed; a sequence goes with all its items."
    case .z: "The attribute is emptied, or holds a dummy value that is valid for its VR."
    case .d: "The attribute holds a dummy value: not empty, not the original, valid for its VR."
    case .k: "The attribute is kept; a sequence is kept and its items are cleaned."
    case .c: "The attribute holds a value of similar meaning without anything that identifies."
    case .u: "The attribute holds a new UID, the same one wherever the old one stood."
    case .zd: "Emptied, or a dummy value where the IOD requires a value (type 1)."
    case .xz: "Removed, or emptied where the IOD requires the attribute (types 1 and 2)."
    case .xd: "Removed, or a dummy value where the IOD requires a value (type 1)."
    case .xzd:
      "Removed, emptied where the IOD requires the attribute (type 2), a dummy where it requires a value (type 1)."
    case .xzu: "Removed, emptied (type 2), or a sequence whose UIDs are replaced (type 1)."
    }
  }
}

/// How an IOD requires an attribute, from what requires most to what requires least. PS3.5 section 7.4.
public enum AttributeType: UInt8, Sendable, Comparable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case type1, type1C, type2, type2C, type3

  /// Reads `1`, `1C`, `2`, `2C` or `3`; nil for anything else.
  init?(_ code: some BidirectionalCollection<UInt8>) {
    let isConditional = code.count == 2 && code.last == UInt8(ascii: "C")
    guard code.count == 1 || isConditional else { return nil }
    switch code.first {
    case UInt8(ascii: "1"): self = isConditional ? .type1C : .type1
    case UInt8(ascii: "2"): self = isConditional ? .type2C : .type2
    case UInt8(ascii: "3") where !isConditional: self = .type3
    default: return nil
    }
  }

  /// Without the condition.
  public var unconditional: AttributeType {
    switch self {
    case .type1, .type1C: .type1
    case .type2, .type2C: .type2
    case .type3: .type3
    }
  }

  /// Whether one requires more than another.
  public static func < (left: AttributeType, right: AttributeType) -> Bool { left.rawValue < right.rawValue }
}

/// The types that the modules of an IOD give one attribute at one place.
public struct AttributeTypes: Sendable, Equatable {
  /// The one that requires most.
  public var strictest: AttributeType
  /// The one that requires least.
  public var weakest: AttributeType
  /// How many paths of the IOD's modules lead there.
  var paths = 0

  init(_ type: AttributeType) {
    strictest = type
    weakest = type
  }

  /// Takes another module's type into account.
  mutating func add(_ type: AttributeType) {
    paths += 1
    strictest = min(strictest, type)
    weakest = max(weakest, type)
  }
}

/// An option of the Basic Application Level Confidentiality Profile. PS3.15 section E.3, PS3.16 CID 7050.
public enum ProfileOption: String, Sendable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case cleanPixelData = "clean-pixel-data", cleanRecognizableVisualFeatures =
    "clean-recognizable-visual-features",
    cleanGraphics = "clean-graphics", cleanStructuredContent = "clean-structured-content",
    cleanDescriptors = "clean-descriptors", retainFullDates = "retain-longitudinal-full-dates",
    retainModifiedDates = "retain-longitudinal-modified-dates",
    retainPatientCharacteristics = "retain-patient-characteristics",
    retainDeviceIdentity = "retain-device-identity", retainUIDs = "retain-uids",
    retainSafePrivate = "retain-safe-private", retainInstitutionIdentity = "retain-institution-identity"

  /// The code that claims the option, of the scheme DCM. PS3.16 CID 7050.
  public var code: String {
    switch self {
    case .cleanPixelData: "113101"
    case .cleanRecognizableVisualFeatures: "113102"
    case .cleanGraphics: "113103"
    case .cleanStructuredContent: "113104"
    case .cleanDescriptors: "113105"
    case .retainFullDates: "113106"
    case .retainModifiedDates: "113107"
    case .retainPatientCharacteristics: "113108"
    case .retainDeviceIdentity: "113109"
    case .retainUIDs: "113110"
    case .retainSafePrivate: "113111"
    case .retainInstitutionIdentity: "113112"
    }
  }

  /// The code of the Basic Profile itself.
  public static let basicProfileCode = "113100"

  /// The option that a code claims.
  public init?(code: String) {
    guard let option = ProfileOption.allCases.first(where: { $0.code == code }) else { return nil }
    self = option
  }

  /// The column of `PS3.15-2026c-E.1-1.csv`; nil for options that concern pixels only.
  var column: String? {
    switch self {
    case .cleanPixelData, .cleanRecognizableVisualFeatures: nil
    case .cleanGraphics: "clean_graphics"
    case .cleanStructuredContent: "clean_structured_content"
    case .cleanDescriptors: "clean_descriptors"
    case .retainFullDates: "retain_longitudinal_full_dates"
    case .retainModifiedDates: "retain_longitudinal_modified_dates"
    case .retainPatientCharacteristics: "retain_patient_characteristics"
    case .retainDeviceIdentity: "retain_device_identity"
    case .retainUIDs: "retain_uids"
    case .retainSafePrivate: "retain_safe_private"
    case .retainInstitutionIdentity: "retain_institution_identity"
    }
  }
}
