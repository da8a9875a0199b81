internal import FoundationEssentials

/// Any JSON value: a tool's file is read as it is before it is judged.
enum JSONValue: Decodable {
  case text(String), number(Double), flag(Bool), list([JSONValue]), object([String: JSONValue]), null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
      return
    }
    // The order matters: what is none of these is an error.
    if let flag = Self.read({ try container.decode(Bool.self) }) {
      self = .flag(flag)
    } else if let number = Self.read({ try container.decode(Double.self) }) {
      self = .number(number)
    } else if let text = Self.read({ try container.decode(String.self) }) {
      self = .text(text)
    } else if let list = Self.read({ try container.decode([JSONValue].self) }) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// A value that may be of another type.
  private static func read<Value>(_ body: () throws -> Value) -> Value? {
    do { return try body() } catch { return nil }
  }

  /// Reads a file's bytes, of which the root is an object.
  static func object(_ bytes: [UInt8], file: String) throws(LintError) -> [String: JSONValue] {
    do {
      return try JSONDecoder().decode([String: JSONValue].self, from: Data(bytes))
    } catch {
      throw LintError(file: file, line: 0, message: "expected a JSON object")
    }
  }
}
