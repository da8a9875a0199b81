internal import DICOM
internal import Yams

/// What readers of YAML files have in common: nodes that are checked, and errors with line and column.
protocol YAMLFileReader {
  /// The file that is read, for errors.
  var file: String { get }
}

extension YAMLFileReader {
  /// How long a file may be.
  private static var longestFile: Int { 4 << 20 }

  /// Reads a file's bytes, which must be UTF-8 and not too long.
  func text(of path: String) throws(ProfileError) -> String {
    let bytes: [UInt8]
    do {
      let file = try FileBytes(path: Array(path.utf8))
      guard file.state.lengthInBytes <= Self.longestFile else {
        throw ProfileError(path, "longer than \(Self.longestFile) bytes")
      }
      bytes = try file.all()
    } catch let error as SystemError {
      throw ProfileError(path, "cannot be read: \(error.text)")
    } catch let error as ProfileError {
      throw error
    } catch {
      throw ProfileError(path, "cannot be read")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw ProfileError(path, "not UTF-8") }
    return text
  }

  /// Reads a file as one YAML node.
  func compose(_ path: String) throws(ProfileError) -> Node { try compose(text: text(of: path), path) }

  /// Reads text as one YAML node.
  func compose(text: String, _ path: String) throws(ProfileError) -> Node {
    // Aliases can make a small file expand without end, and no profile needs them.
    do {
      // All scalars are read as text here; what they mean depends on the key.
      let parser = try Parser(yaml: text, resolver: .basic)
      guard let node = try parser.singleRoot() else {
        throw ProfileError(path, "expected a YAML mapping, found nothing")
      }
      return node
    } catch let error as ProfileError {
      throw error
    } catch let error as YamlError {
      throw Self.error(path, error)
    } catch {
      throw ProfileError(path, "not YAML")
    }
  }

  private static func error(_ path: String, _ error: YamlError) -> ProfileError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      ProfileError(path, line: mark.line, column: mark.column, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      ProfileError(
        path, line: context.mark.line, column: context.mark.column,
        "duplicate key \(duplicates.map { "'\($0)'" }.joined(separator: ", "))")
    default: ProfileError(path, "not YAML: \(error)")
    }
  }

  /// An error at a node.
  func error(_ node: Node, _ message: String) -> ProfileError {
    ProfileError(file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, message)
  }

  /// The keys and values of a mapping in the order of the file.
  func mapping(_ node: Node, _ expected: String) throws(ProfileError) -> [(key: Node, value: Node)] {
    guard case .mapping(let mapping) = node else { throw error(node, "expected \(expected)") }
    return mapping.map { ($0.key, $0.value) }
  }

  /// The items of a list.
  func sequence(_ node: Node, _ expected: String) throws(ProfileError) -> [Node] {
    guard case .sequence(let sequence) = node else { throw error(node, "expected \(expected)") }
    return Array(sequence)
  }

  /// The text of a scalar.
  func text(_ node: Node, _ expected: String) throws(ProfileError) -> String {
    guard case .scalar(let scalar) = node else { throw error(node, "expected \(expected)") }
    return scalar.string
  }

  /// The value of a key; nil if the mapping does not have it.
  func value(_ key: String, _ mapping: [(key: Node, value: Node)]) -> Node? {
    mapping.first { $0.key.string == key }?.value
  }

  /// Refuses keys that have no effect.
  func checkKeys(_ mapping: [(key: Node, value: Node)], _ known: [String]) throws(ProfileError) {
    for (key, _) in mapping {
      let name = try text(key, "a key")
      guard known.contains(name) else {
        throw error(key, "unknown key '\(name)'; expected one of \(known.joined(separator: ", "))")
      }
    }
  }
}
