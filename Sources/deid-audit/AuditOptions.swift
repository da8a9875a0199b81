internal import ArgumentParser
internal import Checks
internal import DICOM
internal import Findings
internal import Glibc
internal import Pixels
internal import Rules
internal import Text

/// What every command that audits takes: by what to judge, where to look, what to write.
struct AuditOptions: ParsableArguments {
  @Option(
    name: .customLong("profile"),
    help: "basic, gate, public-research, radiotherapy, or a path to a YAML file.")
  var givenProfile: String?
  @Option(
    name: .customLong("option"), parsing: .singleValue,
    help: "An option of PS3.15 that is in force; repeat for more.")
  var options: [String] = []
  @Flag(help: "Take the options from each file's own claim (0012,0064).") var optionsFromClaim = false
  @Option(
    name: .customLong("scope"), help: "all, or attributes: leave pictures out.",
    transform: AuditOptions.scope)
  var givenScope: Scope?
  @Option(
    name: .customLong("pixels"), help: "Which frames of pictures to look at: all, sample:N of each, or none.",
    transform: PixelChoice.init)
  var givenPixels: PixelChoice?
  @Option(help: "The languages that text in pictures is read in, such as eng+deu; eng if not given.")
  var ocrLanguages: String?
  @Option(
    name: .customLong("text-reader"),
    help: "Which recognizer reads text in pictures: tesseract, or paddle (see 'make install-paddle').",
    transform: AuditOptions.textReader)
  var givenTextReader: TextReaderName?
  @Option(help: "The folder of the PP-OCR reader.") var paddleDir = TextReaderName.paddleFolder
  @OptionGroup(title: "Continuous integration") var integration: IntegrationOptions
  @Option(help: "Write the report as JSON; - for standard output.") var json: String?
  @Option(help: "Write the report as HTML.") var html: String?
  @Option(
    help: "Write an annex to a data protection impact assessment: HTML if it ends in .html, else Markdown.")
  var dpia: String?
  @Option(help: "The language of the HTML report, the annex and the summary: en, de or fr.")
  var language = "en"
  @Option(help: "Write the values that findings are about, as JSON Lines, mode 0600.") var evidence: String?
  @Option(help: "Read every byte and write the SHA-256 of every file, as sha256sum does.") var manifest:
    String?
  @Option(help: "The site's key for fingerprints; see 'deid-audit key new'.") var key: String?
  @Option(
    help:
      "A CSV, TSV or JSON Lines file of values to look for in every byte and in pictures: name, id, birth date, any more."
  )
  var identifiers: String?
  @Flag(help: "Name files by number only; the evidence file has no names either.") var hideNames = false
  @Flag(name: .shortAndLong, help: "Print nothing but errors.") var quiet = false
  @OptionGroup var cohort: CohortOptions
  @Option(help: "How many threads; all cores if not given.") var threads: Int?

  private static let usualLanguage = "eng"

  /// The profile's name or path, the scope, the frames and the recognizer: what was asked for, or else the usual.
  var profile: String { givenProfile ?? "basic" }
  var scope: Scope { givenScope ?? .all }
  var pixels: PixelChoice { givenPixels ?? .all }
  var textReader: TextReaderName { givenTextReader ?? .tesseract }

  static func scope(_ word: String) throws -> Scope {
    guard let scope = Scope(rawValue: word) else {
      throw ValidationError("unknown scope '\(word)'; expected all or attributes")
    }
    return scope
  }

  static func textReader(_ word: String) throws -> TextReaderName {
    guard let name = TextReaderName(rawValue: word) else {
      throw ValidationError("unknown text reader '\(word)'; expected tesseract or paddle")
    }
    return name
  }

  /// The files that will be written, standard output aside.
  private var outputs: [String] {
    [json == "-" ? nil : json, html, dpia, evidence, manifest, cohort.store].compactMap(\.self)
      + integration.outputs
  }

  func validate() throws {
    // Without a key whatever else stood at the same place later would be accepted as well.
    if key == nil, integration.baseline != nil || integration.writeBaseline != nil {
      throw ValidationError(
        "a baseline takes --key: without one a fingerprint says where something stands, not what; see 'deid-audit key new'"
      )
    }
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads takes 1 to 256") }
    // Without its model the usual language is no wrong argument: pictures are 'not checked' then.
    if let ocrLanguages, textReader == .tesseract {
      let folder = TextModels.folder
      let missing = TextModels.missing(of: ocrLanguages, in: folder).map { "'\($0)'" }
      guard missing.isEmpty else {
        throw ValidationError(
          "--ocr-languages: there is no model of \(missing.joined(separator: ", ")) in \(folder)")
      }
    }
    guard Set(outputs).count == outputs.count else { throw ValidationError("two outputs have the same path") }
  }

  /// The rules that the options ask for.
  ///
  /// - Parameter identifiers: values to look for everywhere; nil if there are none.
  /// - Throws: a wrong argument, or ``Failure`` if the program's tables cannot be used.
  func rules(_ setup: Setup, identifiers: IdentifierList?) throws -> AuditRules {
    let source = try setup.profile(profile)
    let chosen = try Setup.options(options)
    let siteKey = try key.map { path throws(Failure) in try KeyFile.read(path) }
    do {
      return try AuditRules(
        tables: setup.tables, checks: setup.checks, source: source, options: chosen,
        areOptionsFromClaim: optionsFromClaim, scope: scope, key: siteKey, writesEvidence: evidence != nil,
        identifiers: identifiers)
    } catch let error as TableError {
      throw Failure("The program's tables cannot be used. \(error)")
    } catch {
      throw Failure.argument("\(error)")
    }
  }

  /// What was decided about findings before; a baseline that cannot be used is a wrong argument.
  ///
  /// - Parameter ignores: the rules of the configuration.
  func decisions(_ ignores: [IgnoreRule]) throws -> Decisions {
    let today = String(Clock.now().prefix(10))
    guard let path = integration.baseline, let key else {
      return Decisions(baseline: nil, ignores: ignores, today: today)
    }
    let siteKey = try KeyFile.read(key)
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileBytes(path: Array(path.utf8)).all() } catch {
      throw Failure.argument("\(path): \(error.text)")
    }
    do throws(BaselineError) {
      let baseline = try BaselineFile.read(bytes, file: path, key: siteKey)
      return Decisions(baseline: baseline, ignores: ignores, today: today)
    } catch {
      throw Failure.argument("\(error)")
    }
  }

  /// The values of `--identifiers`; nil if there are none.
  func identifierList(_ tables: StandardTables) throws -> IdentifierList? {
    try identifiers.map { try AuditOptions.identifierList($0, MonthNames(tables.words)) }
  }

  /// The walk over what is to be audited.
  static func walk(_ paths: [String]) throws -> FolderWalk {
    do throws(FolderWalk.RootError) { return try FolderWalk(paths) } catch {
      throw Failure.argument("\(error)")
    }
  }

  /// Reads a list of identifiers; a wrong one is a wrong argument.
  private static func identifierList(_ path: String, _ months: MonthNames) throws -> IdentifierList {
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileBytes(path: Array(path.utf8)).all() } catch {
      throw Failure.argument("\(path): \(error.text)")
    }
    do throws(IdentifierListError) { return try IdentifierList(bytes, file: path, months) } catch {
      throw Failure.argument("\(error)")
    }
  }

  /// How workers look at pictures; nil if they are out of scope or not asked for.
  var pictureSettings: PictureReader.Settings? {
    guard scope == .all, pixels != .none else { return nil }
    var settings = PictureReader.Settings()
    if case .sample(let count) = pixels { settings.mostFrames = count }
    settings.reader =
      textReader == .paddle
      ? .paddle(folder: paddleDir) : .tesseract(languages: ocrLanguages ?? Self.usualLanguage)
    settings.wantsCrops = evidence != nil
    // A store has them for pages that are made later.
    settings.wantsThumbnails = html != nil || cohort.store != nil
    return settings
  }

  /// Refuses to write where the audit reads.
  func refuseOutputs(in walk: FolderWalk) throws { try AuditOptions.refuse(outputs, in: walk) }

  /// Refuses to write files into what is walked.
  static func refuse(_ outputs: [String], in walk: FolderWalk) throws {
    for path in outputs {
      let folder = path.contains("/") ? String(path[..<path.lastIndex(of: "/")!]) : "."  // there is a slash
      guard let resolved = realpath(folder.isEmpty ? "/" : folder, nil) else {
        throw Failure.argument("\(path): \(String(cString: strerror(errno)))")
      }
      defer { free(resolved) }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let whole = Array(String(cString: resolved).utf8) + [0x2F] + Array(name.utf8)
      guard !walk.contains(whole) else {
        throw Failure.argument("\(path): lies in or over what is audited; write it elsewhere")
      }
    }
  }
}

/// The recognizers by name.
enum TextReaderName: String {
  case tesseract, paddle

  /// Where `make install-paddle` puts the reader.
  static var paddleFolder: String {
    (getenv("HOME").map { String(cString: $0) } ?? "") + "/.local/share/deid-audit/paddle"
  }
}

/// Which frames of pictures are looked at.
enum PixelChoice: Equatable, CustomStringConvertible {
  case all, none
  case sample(Int)

  init(_ word: String) throws {
    switch word {
    case "all": self = .all
    case "none": self = .none
    default:
      guard word.hasPrefix("sample:"), let count = Int(word.dropFirst(7)), (1...1_000_000).contains(count)
      else {
        throw ValidationError("'\(word)' is none of all, none and sample:N")
      }
      self = .sample(count)
    }
  }

  var description: String {
    switch self {
    case .all: "all"
    case .none: "none"
    case .sample(let count): "sample:\(count)"
    }
  }
}
