internal import DICOM

/// The three tables of PALETTE COLOR, as 8-bit colours. PS3.3 section C.7.6.3.1.5.
public struct Palette: Sendable {
  /// The stored value that the first entry is for; lower ones have the first colour, higher ones the last.
  public let first: Int
  /// Red, green, blue: as many entries each.
  let tables: [[UInt8]]

  /// Reads the tables, plain or segmented.
  ///
  /// - Throws: ``PixelError`` if one is missing or contradicts its descriptor.
  init(_ attributes: PixelAttributes, isSigned: Bool) throws(PixelError) {
    let names: [(descriptor: Tag, plain: Tag, segmented: Tag)] = [
      (
        .redPaletteColorLookupTableDescriptor, .redPaletteColorLookupTableData,
        .segmentedRedPaletteColorLookupTableData
      ),
      (
        .greenPaletteColorLookupTableDescriptor, .greenPaletteColorLookupTableData,
        .segmentedGreenPaletteColorLookupTableData
      ),
      (
        .bluePaletteColorLookupTableDescriptor, .bluePaletteColorLookupTableData,
        .segmentedBluePaletteColorLookupTableData
      ),
    ]
    var tables: [[UInt8]] = []
    var first = 0
    for name in names {
      guard let descriptor = attributes.bytes(name.descriptor), let announced = descriptor.uint16(at: 0),
        let begin = descriptor.uint16(at: 1), let bits = descriptor.uint16(at: 2)
      else { throw .attributeMissing(name.descriptor) }
      guard bits == 8 || bits == 16 else { throw .attributeInvalid(name.descriptor, bits) }
      // 65,536 does not fit into 16 bits and is written as 0.
      let count = announced == 0 ? PixelLimits.paletteEntries : announced
      if tables.isEmpty { first = isSigned && begin > 0x7FFF ? begin - 0x10000 : begin }
      if let data = attributes.bytes(name.plain) {
        tables.append(try Palette.plain(data, count: count, bits: bits, name.plain))
      } else if let data = attributes.bytes(name.segmented) {
        let entries = try Palette.expanded(data, count: count, bits: bits, name.segmented)
        tables.append(entries.map { bits == 16 ? UInt8($0 >> 8) : UInt8($0 & 0xFF) })
      } else {
        throw .attributeMissing(name.plain)
      }
    }
    let shortest = tables.map(\.count).min() ?? 0
    guard shortest > 0 else { throw .attributeMissing(.redPaletteColorLookupTableData) }
    self.first = first
    self.tables = tables.map { Array($0.prefix(shortest)) }
  }

  private static func plain(
    _ data: PixelAttributes.Value, count: Int, bits: Int, _ tag: Tag
  ) throws(PixelError) -> [UInt8] {
    // 8-bit entries are packed two to a word, or each in a word of its own.
    if bits == 8, data.bytes.count < 2 * count {
      guard data.bytes.count >= count else { throw .truncated(needed: count, left: data.bytes.count) }
      return Array(data.bytes.prefix(count))
    }
    guard data.count >= count else { throw .truncated(needed: 2 * count, left: data.bytes.count) }
    var entries: [Int] = []
    for index in 0..<count {
      guard let entry = data.uint16(at: index) else { throw .attributeMissing(tag) }
      entries.append(entry)
    }
    // Some tables say 16 bits and hold 8-bit entries; taking their high bytes would make everything black.
    let isWide = bits == 16 && entries.contains { $0 > 0xFF }
    return entries.map { UInt8(isWide ? $0 >> 8 : $0 & 0xFF) }
  }

  /// Expands a segmented table. PS3.3 section C.7.9.2.
  private static func expanded(
    _ data: PixelAttributes.Value, count: Int, bits: Int, _ tag: Tag
  ) throws(PixelError) -> [Int] {
    var numbers: [Int] = []
    if bits == 8 {
      numbers = data.bytes.map(Int.init)
    } else {
      numbers = (0..<data.count).compactMap { data.uint16(at: $0) }
    }
    var entries: [Int] = []
    var position = 0
    var stack: [(resume: Int, left: Int)] = []
    while entries.count < count {
      if let top = stack.last, top.left == 0 {
        position = top.resume
        stack.removeLast()
        continue
      }
      guard position + 1 < numbers.count else { break }
      if !stack.isEmpty { stack[stack.count - 1].left -= 1 }
      let length = numbers[position + 1]
      switch numbers[position] {
      case 0:
        guard length > 0, position + 2 + length <= numbers.count else {
          throw .attributeInvalid(tag, length)
        }
        entries += numbers[position + 2..<position + 2 + length]
        position += 2 + length
      case 1:
        guard length > 0, position + 2 < numbers.count, let last = entries.last else {
          throw .attributeInvalid(tag, length)
        }
        let goal = numbers[position + 2]
        for step in 1...length { entries.append(last + (goal - last) * step / length) }
        position += 3
      case 2:
        let width = bits == 8 ? 4 : 2
        // Indirect segments do not nest.
        guard stack.isEmpty, length > 0, position + 2 + width <= numbers.count else {
          throw .attributeInvalid(tag, length)
        }
        let words = numbers[position + 2..<position + 2 + width]
        let offset = words.reversed().reduce(0) { $0 << (bits == 8 ? 8 : 16) | $1 }
        stack.append((position + 2 + width, length))
        position = bits == 8 ? offset : offset / 2
      case let kind: throw .attributeInvalid(tag, kind)
      }
    }
    guard entries.count >= count else { throw .truncated(needed: count, left: entries.count) }
    return Array(entries.prefix(count))
  }

  /// The index of the entry for a stored value.
  @inline(__always)
  func entry(for value: Int) -> Int { min(max(value - first, 0), tables[0].count - 1) }
}

extension Palette {
  /// Red, green and blue of each index.
  func colours(of samples: Samples) -> [UInt8] {
    var colours: [UInt8] = []
    colours.reserveCapacity(samples.count * 3)
    func add(_ value: Int) {
      let entry = entry(for: value)
      for table in tables { colours.append(table[entry]) }
    }
    switch samples {
    case .uint8(let all): for value in all { add(Int(value)) }
    case .int8(let all): for value in all { add(Int(value)) }
    case .uint16(let all): for value in all { add(Int(value)) }
    case .int16(let all): for value in all { add(Int(value)) }
    case .uint32(let all): for value in all { add(Int(value)) }
    case .int32(let all): for value in all { add(Int(value)) }
    // Indices are integers; a description with a palette has no other samples.
    case .float, .double: for _ in 0..<samples.count { add(0) }
    }
    return colours
  }
}
