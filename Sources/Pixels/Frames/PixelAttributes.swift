internal import DICOM

/// The attributes of one data set or item that say how its pixels are encoded and shown, as they stand in the file.
struct PixelAttributes: Equatable {
  /// A value and how its numbers are ordered.
  struct Value: Equatable {
    let bytes: [UInt8]
    let isBigEndian: Bool
  }

  private var values: [Tag: Value] = [:]

  /// Whether anything was kept.
  var isEmpty: Bool { values.isEmpty }

  /// Whether an element's value is to be kept.
  static func wants(_ tag: Tag) -> Bool {
    switch tag {
    case .samplesPerPixel, .photometricInterpretation, .planarConfiguration, .numberOfFrames, .rows, .columns,
      .bitsAllocated, .bitsStored, .highBit, .pixelRepresentation, .windowCenter, .windowWidth,
      .rescaleIntercept, .rescaleSlope, .redPaletteColorLookupTableDescriptor,
      .greenPaletteColorLookupTableDescriptor, .bluePaletteColorLookupTableDescriptor,
      .redPaletteColorLookupTableData, .greenPaletteColorLookupTableData, .bluePaletteColorLookupTableData,
      .segmentedRedPaletteColorLookupTableData, .segmentedGreenPaletteColorLookupTableData,
      .segmentedBluePaletteColorLookupTableData, .extendedOffsetTable, .lutDescriptor, .lutData,
      .pixelPaddingValue, .pixelPaddingRangeLimit:
      true
    default: tag.isOverlay && tag.element < 0x0200
    }
  }

  /// Keeps a value.
  mutating func keep(_ tag: Tag, _ bytes: ArraySlice<UInt8>, isBigEndian: Bool) {
    values[tag] = Value(bytes: Array(bytes), isBigEndian: isBigEndian)
  }

  /// The bytes of a value; nil if it is not there.
  func bytes(_ tag: Tag) -> Value? { values[tag] }

  /// The first number of a US value; nil if it is not there, or has no 16-bit number.
  func uint16(_ tag: Tag, at index: Int = 0) -> Int? { values[tag]?.uint16(at: index) }

  /// The first number of an IS value; nil if it is not there, or is no number.
  func integer(_ tag: Tag) -> Int? {
    guard let text = texts(tag).first else { return nil }
    return Int(text)
  }

  /// The numbers of a DS value; those that are no finite numbers are left out.
  func decimals(_ tag: Tag) -> [Double] { texts(tag).compactMap(Double.init).filter(\.isFinite) }

  /// The values of a text without padding, ASCII.
  func texts(_ tag: Tag) -> [String] {
    guard let value = values[tag] else { return [] }
    return value.bytes.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map {
      let part = $0.trimmed(for: .cs)
      return String(decoding: part, as: UTF8.self)
    }
  }
}

extension PixelAttributes.Value {
  /// How many 16-bit numbers there are.
  var count: Int { bytes.count / 2 }

  /// The 16-bit number at an index; nil if there are fewer.
  func uint16(at index: Int) -> Int? {
    guard index < count else { return nil }
    let first = Int(bytes[2 * index])
    let second = Int(bytes[2 * index + 1])
    return isBigEndian ? first << 8 | second : second << 8 | first
  }

  /// All 64-bit numbers; nil if one is beyond what an offset may be, or bytes are left over.
  var uint64s: [Int]? {
    guard bytes.count % 8 == 0 else { return nil }
    var numbers: [Int] = []
    for start in stride(from: 0, to: bytes.count, by: 8) {
      let part = bytes[start..<start + 8]
      let number = (isBigEndian ? Array(part) : part.reversed()).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard number < 1 << 62 else { return nil }
      numbers.append(Int(number))
    }
    return numbers
  }
}
