internal import Foundation

/// A file to be made, and what is expected to be found in it.
public struct Case: Sendable {
  /// Something that is expected to be found.
  public struct Mark: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The check's id.
    public let check: String
    /// The path of the element; empty for a finding about the file.
    public let path: String
    /// The severity; nil if it is the check's own.
    public let severity: String?

    /// `attribute.removed-present (0010,1040) fail`.
    public var description: String {
      [check, path, severity ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Orders by check, then path.
    public static func < (left: Mark, right: Mark) -> Bool { left.description < right.description }
  }

  /// What the pictures of the file are to be taken to show: such a case tests the judgement, not the recognizer.
  public struct Shown: Sendable {
    /// What it is.
    public enum Kind: Sendable {
      /// Nothing; a line of text; marks like text that cannot be read; text beside the pixels in a codestream; pixel data
      /// that does not fit together.
      case nothing, text, marks, streamText, irregularity
      /// A line of text in the original, by its rectangle; how the pictures differ from the original's.
      case originalLine, compared
    }

    /// What it is.
    public let kind: Kind
    /// The text.
    public let text: String
  }

  /// Why a folder of cases could not be read.
  public struct LoadError: Error, CustomStringConvertible {
    /// The file and what was expected.
    public let description: String
  }

  /// The name: the file's without its ending, or the example's text.
  public let name: String
  /// The check that the case is about.
  public let check: String
  /// The file's bytes.
  public let bytes: [UInt8]
  /// What is expected to be found.
  public let marks: [Mark]
  /// The profile to judge by.
  public let profile: String
  /// The options in force.
  public let options: [String]
  /// What its pictures are to be taken to show.
  public let shown: [Shown]
  /// The lines of the list of identifiers that the audit is given; none if there is no list.
  public let identifiers: [String]
  /// The path of the file below the folder that is audited; empty if its name does not matter.
  public let fileName: String
  /// The files of a case that compares originals with outputs, the case's own first; empty for others.
  public let pairs: [CasePair]

  /// Makes a case of a text.
  ///
  /// - Parameters:
  ///   - bases: the texts that `! base` can name; `minimal-ct` is the one without a directive.
  ///   - instance: what `{n}` stands for.
  public init(
    name: String, check: String, text: String, bases: [String: String], instance: Int = 1
  ) throws(NotationError) {
    let sections = CaseSections(text)
    let notation = try Notation(sections.output, instance: instance)
    var plan = Plan()
    for directive in notation.directives { try plan.apply(directive) }
    if plan.base != "none" {
      guard let base = bases[plan.base] else {
        throw NotationError(line: 0, expected: "the base '\(plan.base)'")
      }
      plan.nodes = try Notation(base, instance: instance).nodes
    }
    plan.merge(notation)
    self.name = name
    self.check = check
    bytes = plan.bytes()
    profile = plan.profile
    options = plan.options
    shown = plan.shown
    identifiers = plan.identifiers
    fileName = plan.fileName
    let compared = try sections.pairs(check: check, bases: bases)
    pairs = compared.map(\.pair)
    marks = compared.isEmpty ? plan.marks(check: check) : compared.flatMap(\.marks).sorted()
  }

  /// Reads every case below a folder: `<check id>/<name>.flagged.txt` and `.clean.txt`.
  public static func all(in folder: String, bases: [String: String]) throws -> [Case] {
    var cases: [Case] = []
    for check in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      for file in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(check)").sorted() {
        let path = "\(folder)/\(check)/\(file)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        do {
          let made = try Case(name: String(file.dropLast(4)), check: check, text: text, bases: bases)
          guard file.hasSuffix(made.marks.isEmpty ? ".clean.txt" : ".flagged.txt") else {
            throw NotationError(line: 0, expected: "marks in a flagged case and none in a clean one")
          }
          cases.append(made)
        } catch {
          throw LoadError(description: "\(path): \(error)")
        }
      }
    }
    return cases
  }

  /// Reads the texts of a folder, by name without ending.
  public static func texts(in folder: String) throws -> [String: String] {
    var texts: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where file.hasSuffix(".txt") {
      texts[String(file.dropLast(4))] = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    }
    return texts
  }

  /// How many instances a text asks for by `! instances`; 1 if it does not.
  public static func instances(of text: String) throws(NotationError) -> Int {
    for directive in try Notation(text).directives where directive.name == "instances" {
      guard let count = directive.arguments.first.flatMap({ Int($0) }), count > 0 else {
        throw NotationError(line: directive.line, expected: "a number of instances")
      }
      return count
    }
    return 1
  }
}

/// The folders that the texts stand in.
public enum CorpusFolder {
  /// The path of `Bases`, `Cases`, `Planted`, `Studies` or `Bench`.
  public static func path(_ name: String) -> String {
    // Where the variable says, or where `make install` puts them, beside the folder of the program.
    let given = ProcessInfo.processInfo.environment["DEID_AUDIT_RESOURCES"]
    for place in [given, Bundle.main.bundlePath + "/../share/deid-audit"].compactMap({ $0 }) {
      let path = "\(place)/Corpus/\(name)"
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return Bundle.module.bundlePath + "/" + name
  }
}
