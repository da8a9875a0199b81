internal import DICOM
internal import Glibc

/// The folder that holds tables and profiles.
public struct ResourceFolder: Sendable {
  /// The path, without a slash at its end.
  public let path: String

  /// Takes a folder.
  public init(path: String) { self.path = path }

  /// Finds the folder `name` of the target `target`: in `$DEID_AUDIT_RESOURCES`, in `share/deid-audit` beside the
  /// `bin` folder of an installed program, or beside the program where the package manager builds it.
  ///
  /// - Throws: ``TableError`` with the places that were looked at.
  public static func locate(target: String, _ name: String) throws(TableError) -> ResourceFolder {
    var places: [String] = []
    if let given = getenv("DEID_AUDIT_RESOURCES") {
      places.append("\(String(cString: given))/\(target)/\(name)")
    }
    let program = programFolder()
    places.append("\(program)/../share/deid-audit/\(target)/\(name)")
    places.append("\(program)/deid-audit_\(target).resources/\(name)")
    for place in places where access(place, R_OK) == 0 { return ResourceFolder(path: place) }
    throw TableError(file: name, row: 0, expected: "to find it at " + places.joined(separator: " or "))
  }

  /// All bytes of a file in the folder.
  ///
  /// - Throws: ``TableError`` if it cannot be read.
  public func bytes(of name: String) throws(TableError) -> [UInt8] {
    do {
      return try FileBytes(path: Array("\(path)/\(name)".utf8)).all()
    } catch {
      throw TableError(file: name, row: 0, expected: "to read it in \(path): \(error.text)")
    }
  }

  private static func programFolder() -> String {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return "." }
    let path = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }
}
