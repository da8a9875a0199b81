internal import ArgumentParser
internal import Checks
internal import Findings
internal import Glibc
internal import Rules

/// A site's configuration and what it was read from.
///
/// It is read from `--config`, or else from `.deid-audit.yml` in the current folder. What lies in the files under audit
/// is never read of itself: whoever makes those files would decide what is found in them.
struct AuditConfiguration {
  /// The name of the file in the current folder.
  static let usualName = ".deid-audit.yml"

  let site: SiteConfiguration
  let ignores: [IgnoreRule]

  /// Finds and reads the configuration; nil if there is none.
  ///
  /// - Throws: a wrong argument if the file cannot be used, or lies in what is audited and was not named.
  static func find(_ options: IntegrationOptions, for walks: [FolderWalk], _ setup: Setup) throws -> Self? {
    guard !options.noConfig else { return nil }
    if let file = options.config { return try AuditConfiguration(file, setup) }
    guard access(usualName, F_OK) == 0, let folder = realpath(".", nil) else { return nil }
    defer { free(folder) }
    var places = [String(cString: folder) + "/" + usualName]
    if let target = realpath(usualName, nil) {
      places.append(String(cString: target))
      free(target)
    }
    guard !places.contains(where: { place in walks.contains { $0.contains(Array(place.utf8)) } }) else {
      throw Failure.argument(
        "\(usualName): lies in what is audited, which does not decide on its own audit; "
          + "name it with --config, or leave it out with --no-config")
    }
    return try AuditConfiguration(usualName, setup)
  }

  private init(_ file: String, _ setup: Setup) throws {
    do throws(ProfileError) {
      site = try SiteConfiguration(file: file, checks: Set(setup.checks.descriptions.map(\.id.description)))
    } catch {
      throw Failure.argument("\(error)")
    }
    var rules: [IgnoreRule] = []
    for rule in site.ignores {
      let place = "\(file):\(rule.line):\(rule.column)"
      guard let path = PathPattern(rule.path) else {
        throw Failure.argument(
          "\(place): '\(rule.path)' is no pattern for paths below the audited folder, such as phantoms/**")
      }
      if let expires = rule.expires, !Day.isOne(expires) {
        throw Failure.argument("\(place): '\(expires)' is no day such as 2031-12-31")
      }
      rules.append(IgnoreRule(check: rule.check, path: path, reason: rule.reason, expires: rule.expires))
    }
    ignores = rules
  }
}

extension AuditOptions {
  /// The options with what the configuration adds to them: what was given on the command line stays.
  ///
  /// - Throws: a wrong argument if both together cannot be used.
  func configured(by configuration: AuditConfiguration?) throws -> AuditOptions {
    guard let site = configuration?.site else { return self }
    var options = self
    options.givenProfile = givenProfile ?? site.profile
    if options.options.isEmpty { options.options = site.options }
    if site.areOptionsFromClaim == true { options.optionsFromClaim = true }
    options.givenScope = try givenScope ?? site.scope.map(AuditOptions.scope)
    options.givenPixels = try givenPixels ?? site.pixels.map(PixelChoice.init)
    options.givenTextReader = try givenTextReader ?? site.textReader.map(AuditOptions.textReader)
    options.ocrLanguages = ocrLanguages ?? site.ocrLanguages
    options.identifiers = identifiers ?? site.identifiers
    options.key = key ?? site.key
    options.threads = threads ?? site.threads
    if site.hidesNames == true { options.hideNames = true }
    if integration.failOn == nil, !integration.strict {
      options.integration.failOn = site.failOn.flatMap(Severity.init(rawValue:))
    }
    options.integration.maxFindings = integration.maxFindings ?? site.mostFindings
    options.integration.baseline = integration.baseline ?? site.baseline
    try options.validate()
    return options
  }
}
