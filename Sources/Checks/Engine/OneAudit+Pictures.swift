internal import DICOM
internal import Findings
internal import Pixels
internal import Rules

/// An element with pictures, until they are looked at.
struct PendingPicture {
  let path: ElementPath
  let place: Place
  let lengthInBytes: Int
}

/// A value of the file that a picture may show.
struct KnownValue {
  let tag: Tag
  let vr: VR
  let text: String
}

extension WordVerdict {
  /// How grave it is.
  fileprivate var weight: Int {
    switch self {
    case .harmless: 0
    case .noise: 1
    case .readable: 2
    case .identifier: 3
    }
  }
}

extension OneAudit {
  /// The longest value that is looked for in pictures, in bytes.
  private static let longestKnownValue = 256

  /// Keeps a value that a picture may show.
  mutating func keepKnown(_ examined: borrowing ExaminedElement) {
    switch examined.vr {
    case .pn, .lo, .sh, .da, .tm, .dt, .as, .ae, .st, .lt, .cs:
      guard !examined.isEmpty, examined.isValueLoaded,
        examined.value.count <= OneAudit.longestKnownValue
      else { return }
      known.append(
        KnownValue(
          tag: examined.tag, vr: examined.vr,
          text: examined.characterSet.decode(examined.value, vr: examined.vr).text))
    default: break
    }
  }

  /// Has the pictures looked at, asks the picture checks, and says what was not seen.
  mutating func lookAtPictures(_ auditor: inout FileAuditor) {
    guard let reader = auditor.pictures, !pictures.isEmpty || hidesPictures else { return }
    let seen = reader.look(at: filePath, wantsThumbnail: namesHarmlessPart)
    count(seen)
    showSmall(seen)
    for picture in pictures { cover(picture, seen) }
    // Pictures inside of private values: the value's bytes are accounted for where it stands.
    for count in seen.counts where !pictures.contains(where: { $0.path == count.path }) {
      cover(PendingPicture(path: count.path, place: .file, lengthInBytes: 0), seen)
    }
    if let words = seen.failure, pictures.isEmpty {
      report.gap(
        .pictureNotReadable, at: .file, lengthInBytes: 0,
        "Pictures in other values were not looked at: \(PublicName(fromTable: words)).")
    }
    if showsPerson, let first = pictures.first {
      report.gap(
        .recognizableFeatures, at: first.place, lengthInBytes: 0,
        "Pictures of a head or a person: whether a face can be made out was not checked.")
    }
    let examined = examine(seen)
    for (place, check) in rules.checks.pictureChecks.enumerated() {
      report.speaker = rules.checks.pictureIndex[place]
      auditor.examined[report.speaker] += 1
      check.examine(examined, &report)
    }
  }

  /// Keeps a small picture for the report if the file shows what may be shown: no text or mark like it was seen in any of
  /// its pictures, all were looked at, and the file says that they show a part of the body other than the head.
  private mutating func showSmall(_ seen: SeenPictures) {
    guard namesHarmlessPart, !hidesPictures, seen.failure == nil, seen.irregularities.isEmpty,
      seen.pictures.allSatisfy({ $0.lines.isEmpty && $0.parts.isEmpty && $0.problem == nil })
    else { return }
    result.thumbnail = seen.pictures.lazy.compactMap(\.thumbnail).first
  }

  /// Whether the file is of a modality that shows no persons from outside, names a part of the body other than the head
  /// and nothing of a head, and does not say that its pixels identify.
  private var namesHarmlessPart: Bool {
    let facts = context.facts
    let modalities = ["CR", "CT", "DX", "MG", "MR", "NM", "PT", "RF", "US", "XA"]
    let parts = [
      "ABDOMEN", "ANKLE", "AORTA", "ARM", "BLADDER", "BREAST", "CHEST", "COLON", "ELBOW", "FEMUR", "FINGER",
      "FOOT",
      "FOREARM", "HAND", "HEART", "HIP", "HUMERUS", "KIDNEY", "KNEE", "LEG", "LIVER", "LSPINE", "LUNG",
      "PANCREAS",
      "PELVIS", "PROSTATE", "SHOULDER", "SPLEEN", "SSPINE", "THIGH", "THORAX", "TSPINE", "UTERUS", "WRIST",
    ]
    return modalities.contains(facts.modality) && parts.contains(facts.bodyPart)
      && !OneAudit.headWords.contains { facts.region.contains($0) }
      && facts.burnedIn.map { $0.elementsEqual("YES".utf8) } != true
      && facts.recognizable.map { $0.elementsEqual("YES".utf8) } != true
  }

  /// Counts what was looked at. Of an element that was not come to it is not known how many frames it has: it counts
  /// as one.
  private mutating func count(_ seen: SeenPictures) {
    let broken = Set(seen.pictures.filter { $0.problem != nil }.map(\.place))
    let framed = Set(seen.pictures.filter { $0.place.frame != nil }.map(\.place.path))
    // A document as a whole has no frame; its pages count, and it does if it has none.
    let whole = Set(seen.pictures.map(\.place)).subtracting(broken).filter {
      $0.frame != nil || !framed.contains($0.path)
    }
    let all = seen.counts.reduce(0) { $0 + max(1, $1.frames) }
    let notComeTo = pictures.count { picture in !seen.counts.contains { $0.path == picture.path } }
    result.pictures.lookedAt = whole.count
    result.pictures.notLookedAt = max(0, all - whole.count) + notComeTo
  }

  /// Says what of an element was not looked at.
  private mutating func cover(_ picture: PendingPicture, _ seen: SeenPictures) {
    let whole = picture.lengthInBytes
    guard let count = seen.counts.first(where: { $0.path == picture.path }) else {
      let words = seen.failure ?? "nothing was found in it"
      return report.gap(
        .pictureNotReadable, at: picture.place, lengthInBytes: whole,
        "The pictures were not looked at: \(PublicName(fromTable: words)).")
    }
    var problems: [(words: String, frames: Int)] = []
    for one in seen.pictures where one.place.path == picture.path {
      guard let words = one.problem else { continue }
      if let index = problems.firstIndex(where: { $0.words == words }) {
        problems[index].frames += 1
      } else {
        problems.append((words, 1))
      }
    }
    let frames = max(1, count.frames)
    for problem in problems {
      report.gap(
        .pictureNotReadable, at: picture.place, lengthInBytes: whole / frames * min(frames, problem.frames),
        "\(problem.frames) of \(frames) frames: \(PublicName(fromTable: problem.words)).")
    }
    if count.asked < count.frames {
      report.gap(
        .framesLeftOut, at: picture.place,
        lengthInBytes: whole / frames * (count.frames - count.asked),
        "\(count.asked) of \(count.frames) frames were looked at.")
    }
  }

  /// Judges what was read.
  private func examine(_ seen: SeenPictures) -> ExaminedPictures {
    // Most pictures show no text, and what is known of a file takes a while to prepare.
    lazy var judge = makeJudge()
    var lines: [ExaminedPictures.Line] = []
    // For each line its place in `lines`, and the picture that showed it last.
    var places: [String: (index: Int, picture: Int)] = [:]
    // What repeats in many frames is judged once.
    var verdicts: [String: WordVerdict] = [:]
    var harmless = 0
    var parts: [ExaminedPictures.Part] = []
    var previews = 0
    for picture in seen.pictures {
      for line in picture.lines {
        let asRead = line.words.map { "\($0.text) \($0.confidence)" }.joined(separator: " ")
        var verdict = verdicts[asRead] ?? verdict(on: line.words, by: judge)
        verdicts[asRead] = verdict
        // What was not read to its end may go on in another way.
        if line.isCutShort, verdict == .harmless { verdict = .noise }
        if verdict == .harmless {
          harmless += 1
          continue
        }
        let text = line.words.map(\.text).joined(separator: " ")
        // The same text at about the same place of another frame is the same line.
        let key = "\(picture.place.path) \(line.key)"
        if let (index, last) = places[key] {
          if last != picture.number { lines[index].frames += 1 }
          places[key] = (index, picture.number)
          continue
        }
        places[key] = (lines.count, picture.number)
        previews += picture.preview == nil ? 0 : 1
        lines.append(
          ExaminedPictures.Line(
            place: place(of: picture, line), text: text, verdict: verdict,
            rendering: PublicName(fromTable: line.rendering),
            crop: line.crop, preview: previews <= OneAudit.mostPreviews ? picture.preview : nil))
      }
      for part in picture.parts {
        guard let text = TextRun.text(in: part.bytes), !rules.tables.isCodecMark(text) else { continue }
        let words = text.split(separator: " ").map { SeenWord(text: String($0), confidence: 1) }
        parts.append(
          ExaminedPictures.Part(
            kind: PublicName(fromTable: part.kind), offset: part.offset, lengthInBytes: part.bytes.count,
            text: text, verdict: verdict(on: words, by: judge)))
      }
    }
    return ExaminedPictures(
      lines: lines, harmless: harmless, parts: parts,
      irregularities: seen.irregularities.map { ($0.path, $0.words) }.map { path, words in
        (pictures.first { $0.path == path }?.place ?? .file, PublicName(fromTable: words))
      },
      frames: seen.pictures.count { $0.problem == nil }, facts: context.facts)
  }

  /// Prepares the search for the file's own values.
  private func makeJudge() -> WordJudge {
    var values = KnownValues(tables: rules.tables)
    for one in known { values.add(tag: one.tag, vr: one.vr, text: one.text) }
    return WordJudge(known: values, tables: rules.tables)
  }

  /// What a line is by the file's own values and by the run's list of identifiers; the graver one.
  private func verdict(on words: [SeenWord], by judge: WordJudge) -> WordVerdict {
    let own = judge.judge(line: words)
    guard let listed = rules.listJudge?.judge(line: words) else { return own }
    return own.weight >= listed.weight ? own : listed
  }

  /// How many findings of a file carry a picture.
  private static let mostPreviews = 3

  private func place(of picture: SeenPicture, _ line: SeenLine) -> Place {
    .picture(
      picture.place.path, keyword: rules.tables.attribute(picture.place.path.tag)?.keyword,
      frame: (picture.place.frame ?? 0) + 1,
      PictureRectangle(x: max(0, line.x), y: max(0, line.y), width: line.width, height: line.height))
  }

  private static let headWords = [
    "HEAD", "BRAIN", "SKULL", "FACE", "FACIAL", "SINUS", "ORBIT", "CRANI", "NEURO", "IAC",
  ]

  /// Whether the file says that it shows a head in slices, or a person from outside.
  private var showsPerson: Bool {
    let facts = context.facts
    // Visible light: photographs and videos of persons. PS3.4 section B.5.
    let visible = ["1.2.840.10008.5.1.4.1.1.77.1.4", "1.2.840.10008.5.1.4.1.1.77.1.4.1"]
    if visible.contains(where: { facts.sopClass.elementsEqual($0.utf8) }) { return true }
    guard ["CT", "MR", "PT", "NM"].contains(facts.modality) else { return false }
    return OneAudit.headWords.contains { facts.region.contains($0) }
  }
}

/// Text among bytes that may be anything.
enum TextRun {
  /// The printable runs of four bytes or more, divided by blanks; nil if there is none with a letter.
  static func text(in bytes: [UInt8]) -> String? {
    var runs: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in (bytes + [0]).enumerated() where !(0x20...0x7E).contains(byte) {
      if index - start >= 4, !isRamp(bytes[start..<index]) { runs.append(bytes[start..<index]) }
      start = index + 1
    }
    let text = runs.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    return text.contains(where: \.isLetter) ? text : nil
  }

  private static func isRamp(_ run: ArraySlice<UInt8>) -> Bool {
    isRamp(steps: zip(run, run.dropFirst()).count { isStep(from: $0, to: $1) }, of: run.count)
  }

  /// Whether most bytes of a run are steps from the ones before them, as in a lookup table and in no language.
  ///
  /// - Parameters:
  ///   - steps: how many bytes are such steps, by ``isStep(from:to:)``.
  ///   - count: how many bytes the run has, the first one included.
  static func isRamp(steps: Int, of count: Int) -> Bool { count >= 8 && 4 * steps >= 3 * (count - 1) }

  /// Whether a byte is the one before it or a neighbour of that.
  static func isStep(from last: UInt8, to byte: UInt8) -> Bool { abs(Int(byte) - Int(last)) <= 1 }
}
