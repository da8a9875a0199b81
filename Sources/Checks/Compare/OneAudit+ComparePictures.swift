internal import DICOM
internal import Findings
internal import Pixels
internal import Rules

extension OneAudit {
  /// How many areas of a file are reported one by one.
  private static let mostAreas = 200

  /// Has the pictures compared with the original's where their bytes, or what describes them, differ.
  mutating func comparePictures(_ auditor: inout FileAuditor) {
    guard rules.scope == .all, let reader = auditor.pictures, let comparison, let original else { return }
    guard comparison.mayPicturesDiffer else {
      countPixelData(as: nil, &auditor)
      return
    }
    let seen = reader.compare(original: original.path, output: filePath, at: nil)
    if let words = seen.failure {
      report.gap(
        .pictureNotReadable, at: .file, lengthInBytes: 0,
        "The pictures were not all compared with the original's: \(PublicName(fromTable: words)).")
    }
    let elements =
      seen.elements.map { element($0, isOverlay: false) } + seen.overlays.map { element($0, isOverlay: true) }
    for one in elements { coverPictures(one) }
    let areas = areas(of: elements)
    let hasMasks = areas.contains { $0.kind != .changed }
    let examined = ExaminedPictureComparison(
      elements: elements, areas: areas, lost: lost(seen),
      lines: hasMasks ? lines(of: reader.look(at: original.path)) : nil)
    for (place, check) in rules.checks.pictureComparisonChecks.enumerated() {
      report.speaker = rules.checks.pictureComparisonIndex[place]
      auditor.examined[report.speaker] += 1
      check.examine(examined, &report)
    }
    countPixelData(as: OneAudit.disposition(of: seen), &auditor)
  }

  /// What was done with the pixel data of a file as a whole; nil if their pictures could not all be compared.
  private static func disposition(of seen: PictureComparison) -> Disposition? {
    let top = seen.elements.filter { $0.output.path.steps.isEmpty }
    guard seen.failure == nil, !top.isEmpty,
      !top.contains(where: { $0.problem != nil || !$0.notCompared.isEmpty })
    else { return nil }
    if top.allSatisfy(\.hasSameSamples) { return .kept }
    let isPartly = top.allSatisfy { element in
      element.frames.allSatisfy {
        $0.likeness == .identical || $0.likeness == .areas || $0.likeness == .rounding
      }
    }
    return isPartly ? .cleanedInPart : .replaced
  }

  /// Counts the pixel data that were compared as pictures.
  ///
  /// - Parameter disposition: what was done with them; nil for what their bytes tell.
  private mutating func countPixelData(as disposition: Disposition?, _ auditor: inout FileAuditor) {
    guard let pending = comparison?.pendingPixelData else { return }
    for one in pending {
      auditor.inventory.count(pixelData: one.tag, as: disposition ?? one.byBytes, report)
    }
  }

  private func element(_ compared: PixelDataComparison, isOverlay: Bool) -> ExaminedPictureComparison.Element
  {
    let path = compared.output.path
    let place =
      pictures.first { $0.path == path }?.place
      ?? .element(path, keyword: rules.tables.attribute(path.tag)?.keyword, creator: nil, bytes: 0..<0)
    return ExaminedPictureComparison.Element(compared: compared, place: place, isOverlay: isOverlay)
  }

  /// Says what of an element could not be compared.
  private mutating func coverPictures(_ one: ExaminedPictureComparison.Element) {
    if let words = one.compared.problem {
      report.gap(
        .pictureNotReadable, at: one.place, lengthInBytes: 0,
        "The pictures were not compared with the original's: \(PublicName(fromTable: words)).")
    }
    let lost = one.compared.notCompared
    guard let words = lost.first?.problem else { return }
    report.gap(
      .pictureNotReadable, at: one.place, lengthInBytes: 0,
      "\(lost.count) frames were not compared with the original's: \(PublicName(fromTable: words)).")
  }

  private func lost(_ seen: PictureComparison) -> [Place] {
    seen.onlyInOriginal.map(\.path).filter {
      $0.steps.isEmpty && rules.tables.bulkKind(of: $0.tag) == .pixels
    }
    .map { .missing($0, keyword: rules.tables.attribute($0.tag)?.keyword) }
  }

  private func areas(of elements: [ExaminedPictureComparison.Element]) -> [ExaminedPictureComparison.Area] {
    var areas: [ExaminedPictureComparison.Area] = []
    for element in elements {
      let path = element.compared.output.path
      for frame in element.compared.frames {
        for area in frame.areas {
          if let known = areas.firstIndex(where: {
            $0.kind == area.kind && $0.rectangle == area.rectangle && $0.place.path == path
          }) {
            areas[known].frames += 1
            continue
          }
          guard areas.count < OneAudit.mostAreas else { continue }
          areas.append(
            ExaminedPictureComparison.Area(
              place: .picture(
                path, keyword: rules.tables.attribute(path.tag)?.keyword, frame: frame.frame + 1,
                PictureRectangle(x: area.x, y: area.y, width: area.width, height: area.height)),
              originalPath: element.compared.original.path, kind: area.kind, rectangle: area.rectangle))
        }
      }
    }
    return areas
  }

  private func lines(of seen: SeenPictures) -> [ExaminedPictureComparison.OriginalLine] {
    seen.pictures.flatMap { picture in
      picture.lines.map { line in
        ExaminedPictureComparison.OriginalLine(
          path: picture.place.path, frame: (picture.place.frame ?? 0) + 1,
          rectangle: PixelRect(x: line.x, y: line.y, width: line.width, height: line.height))
      }
    }
  }
}
