internal import DICOM
public import Findings
internal import Synchronization

/// At which places of which outputs an audit reported something that fails or needs review, or that is damage.
///
/// A class, since results come from several threads.
public final class ReportedPlaces: Sendable {
  /// A finding that says of damage.
  struct Damage {
    let check: CheckID
    /// The output's path below its folder, as reports show it.
    let file: String
    /// The element's path; nil for the file.
    let path: String?
  }

  /// What the checks of a comparison report that is damage and no leak.
  private static let damaging: Set<String> = [
    "compare.kept-value-changed", "compare.items-lost", "compare.attribute-lost", "compare.safe-private-lost",
    "compare.pixels-changed", "compare.pixels-lossy", "compare.pixels-lost", "compare.geometry-changed",
    "compare.reference-broken", "compare.reference-number-broken", "compare.uids-merged",
    "compare.patients-merged", "compare.patient-split", "compare.uid-inconsistent",
    "compare.date-shift-differs",
  ]

  private let state = Mutex<[String: Set<String>]>([:])
  private let damage = Mutex<[Damage]>([])

  /// Nothing was reported yet.
  public init() {}

  /// Takes the result of a file.
  public func add(_ result: FileResult) {
    let damaged = result.findings.filter { ReportedPlaces.damaging.contains($0.check.description) }.map {
      Damage(
        check: $0.check, file: result.path.description,
        path: ReportedPlaces.names($0.place).first { $0 != "file" })
    }
    if !damaged.isEmpty { damage.withLock { $0 += damaged } }
    let places = result.findings.filter { $0.severity != .note }.flatMap { ReportedPlaces.names($0.place) }
    guard !places.isEmpty else { return }
    state.withLock { $0[result.path.description, default: []].formUnion(places) }
  }

  /// Whether something was reported at a place of an output.
  ///
  /// - Parameters:
  ///   - path: the element's path, or `file`, `preamble` or `trailing`.
  ///   - name: the output's path below its folder, as reports show it.
  func contains(_ path: String, in name: String) -> Bool {
    state.withLock { all in
      guard let places = all[name] else { return false }
      if places.contains(path) { return true }
      // What stands outside of elements is reported at the file or its bytes.
      guard path.hasPrefix("(") else { return places.contains("file") }
      // A sequence that is reported as a whole.
      var path = path[...]
      while let dot = path.lastIndex(of: ".") {
        path = path[..<dot]
        if let bracket = path.lastIndex(of: "["), places.contains(String(path[..<bracket])) { return true }
      }
      return false
    }
  }

  /// What was reported that is damage, in no order.
  var damages: [Damage] { damage.withLock { $0 } }

  private static func names(_ place: Place) -> [String] {
    switch place {
    case .file, .bytes, .between: ["file"]
    case .element(let path, _, _, _), .inside(let path, _, _, _, _), .missing(let path, _),
      .picture(let path, _, _, _):
      [path.description]
    }
  }
}
