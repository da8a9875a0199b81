internal import DICOM
public import Findings
internal import Synchronization

/// At which places of which outputs an audit reported something that fails or needs review.
///
/// A class, since results come from several threads.
public final class ReportedPlaces: Sendable {
  private let state = Mutex<[String: Set<String>]>([:])

  /// Nothing was reported yet.
  public init() {}

  /// Takes the result of a file.
  public func add(_ result: FileResult) {
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

  private static func names(_ place: Place) -> [String] {
    switch place {
    case .file, .bytes, .between: ["file"]
    case .element(let path, _, _, _), .inside(let path, _, _, _, _), .missing(let path, _),
      .picture(let path, _, _, _):
      [path.description]
    }
  }
}
