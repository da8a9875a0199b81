internal import DICOM
internal import Rules

/// One thing that a data set holds, by which it is known again in another file.
struct ContentTrait: Hashable {
  /// How much a trait says.
  enum Kind: Int {
    /// A value, or the UID of a study, a series or a frame of reference.
    case plain
    /// A number that few files have, or many of them in one value.
    case telling
    /// What the object is made of: samples of a waveform, contours, a document, an overlay.
    case bulk
    /// A UID that names something else.
    case mention
  }

  /// A mix of place and value; of UIDs of the value alone.
  let hash: Int64
  let kind: Kind
}

/// What a data set holds, in the words that an anonymizer leaves: every value with the tags that lead to it.
struct ContentTraits {
  /// How many traits of a file are kept. Of more, those with the smallest hashes: the same ones in its counterpart.
  private static let most = 512
  /// Longer values are known by a digest.
  private static let longest = 1_024
  /// Values from here on may be what the object is made of.
  private static let shortestBulk = 64
  /// How many different bytes such a value has at least; less is an empty grid or a table that many files have.
  private static let fewestBytes = 8

  private(set) var all: Set<ContentTrait> = []

  /// Reads a file.
  ///
  /// - Returns: nil if it is no DICOM file, or the system does not show it.
  init?(path: [UInt8], _ tables: StandardTables) {
    let file: FileBytes
    do throws(SystemError) { file = try FileBytes(path: path) } catch { return nil }
    var reader = FileReader(file, dictionary: tables)
    switch reader.content {
    case .empty, .notDICOM: return nil
    case .part10, .bareDataSet: break
    }
    var places = [Fingerprint64()]
    while let event = reader.next() {
      switch event {
      case .sequenceBegin(let element):
        var place = places[places.count - 1]
        place.mix(ContentTraits.tag(element))
        places.append(place)
      case .sequenceEnd where places.count > 1: places.removeLast()
      case .element(let element):
        note(element, places[places.count - 1], depth: places.count - 1, &reader, tables)
      default: break
      }
    }
    if all.count > ContentTraits.most {
      all = Set(all.sorted { $0.hash < $1.hash }.prefix(ContentTraits.most))
    }
  }

  private mutating func note(
    _ element: Element, _ place: Fingerprint64, depth: Int, _ reader: inout FileReader,
    _ tables: StandardTables
  ) {
    guard !element.value.isEmpty, element.tag.group != 0x0002, !element.tag.isGroupLength else { return }
    guard element.value.count <= ContentTraits.longest, let whole = reader.value(of: element) else {
      guard let digest = reader.sha256(of: element.value) else { return }
      let kind =
        ContentTraits.isMadeOf(element.tag) && isVaried(element, reader) ? ContentTrait.Kind.bulk : .telling
      add(ContentTraits.tag(element), Array(digest.utf8), place, kind)
      return
    }
    let value = whole.trimmed(for: element.vr)
    guard !value.isEmpty else { return }
    if element.vr == .ui {
      if element.tag == .sopInstanceUID || element.tag == .sopClassUID { return }
      for uid in value.split(separator: 0x5C) where tables.uidName(uid) == nil {
        let isOwner = depth == 0 && FileEntry.isOwner(element.tag)
        all.insert(ContentTrait(hash: Fingerprint64(of: uid).stored, kind: isOwner ? .plain : .mention))
      }
      return
    }
    var plain: [UInt8] = []
    FileEntry.append(value, element, to: &plain)
    add(ContentTraits.tag(element), plain, place, ContentTraits.kind(element, value))
  }

  private mutating func add(_ tag: Tag, _ value: [UInt8], _ place: Fingerprint64, _ kind: ContentTrait.Kind) {
    var hash = place
    hash.mix(tag, value[...])
    all.insert(ContentTrait(hash: hash.stored, kind: kind))
  }

  private func isVaried(_ element: Element, _ reader: borrowing FileReader) -> Bool {
    let middle = element.value.lowerBound + element.value.count / 2
    do throws(SystemError) {
      let some = try reader.values.bytes(middle..<min(middle + 4_096, element.value.upperBound))
      return some[...].hasDifferentBytes(ContentTraits.fewestBytes)
    } catch { return false }
  }

  private static func kind(_ element: Element, _ value: ArraySlice<UInt8>) -> ContentTrait.Kind {
    if value.count >= shortestBulk, isMadeOf(element.tag), value.hasDifferentBytes(fewestBytes) {
      return .bulk
    }
    switch element.vr {
    case .ds: return value.count { (0x30...0x39).contains($0) } >= 3 ? .telling : .plain
    // Whole and round numbers have zeros where others have digits.
    case .fl, .fd, .of, .od: return value.count { $0 != 0 } >= 4 ? .telling : .plain
    case .ob, .ow, .ol, .ov, .us, .ss, .ul, .sl: return value.count >= shortestBulk ? .telling : .plain
    default: return .plain
    }
  }

  /// Whether an element holds what its object is about.
  static func isMadeOf(_ tag: Tag) -> Bool {
    switch tag.rawValue {
    // Encapsulated Document, Point Coordinates Data, Contour Data, Waveform Data.
    case 0x0042_0011, 0x0066_0016, 0x3006_0050, 0x5400_1010: true
    default: tag == .numericValue || (0x6000...0x60FF).contains(tag.group) && tag.element == 0x3000
    }
  }

  /// A tag without the block that a private creator happened to get.
  private static func tag(_ element: Element) -> Tag {
    guard element.creator != nil else { return element.tag }
    return Tag(element.tag.group, element.tag.element & 0x00FF)
  }
}
