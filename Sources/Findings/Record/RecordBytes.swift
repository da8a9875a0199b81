public import DICOM

/// Writes numbers and texts one after another, in the form in which a store keeps what was found in a file.
///
/// Numbers are written in groups of seven bits, the lowest first, so that small ones take a byte.
public struct RecordWriter: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// A record without anything in it.
  public init() {}

  /// Writes a number; one near zero takes a byte, whatever its sign.
  public mutating func number(_ number: Int) {
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Writes a hash: eight bytes.
  public mutating func hash(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes bytes, with their number before them.
  public mutating func bytes(_ more: some Collection<UInt8>) {
    number(more.count)
    bytes.append(contentsOf: more)
  }

  /// Writes a text.
  public mutating func text(_ text: String) { bytes(text.utf8) }

  /// Writes whether something is so.
  public mutating func flag(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Writes what may not be there: whether it is, and then it.
  public mutating func optional<Value>(_ value: Value?, _ write: (inout RecordWriter, Value) -> Void) {
    flag(value != nil)
    if let value { write(&self, value) }
  }

  /// Writes several things, with their number before them.
  public mutating func list<Value>(_ values: [Value], _ write: (inout RecordWriter, Value) -> Void) {
    number(values.count)
    for value in values { write(&self, value) }
  }

  /// Writes a tag.
  public mutating func tag(_ tag: Tag) { number(Int(tag.rawValue)) }
}

/// A record is not one that this version of the program has written.
public struct RecordError: Error, CustomStringConvertible {
  /// Says so.
  public init() {}

  /// What is wrong, without anything of the record.
  public var description: String { "a record of a file is damaged" }
}

/// Reads what a ``RecordWriter`` wrote.
public struct RecordReader {
  private var rest: ArraySlice<UInt8>

  /// Reads from the beginning.
  public init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// Whether all was read.
  public var isAtEnd: Bool { rest.isEmpty }

  private mutating func byte() throws(RecordError) -> UInt8 {
    guard let byte = rest.popFirst() else { throw RecordError() }
    return byte
  }

  /// Reads a number.
  public mutating func number() throws(RecordError) -> Int {
    var number: UInt = 0
    var shift: UInt = 0
    while true {
      let byte = try byte()
      guard shift < 64 else { throw RecordError() }
      number |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Int(bitPattern: number >> 1) ^ -Int(bitPattern: number & 1)
  }

  /// Reads a hash.
  public mutating func hash() throws(RecordError) -> Int64 {
    guard rest.count >= 8 else { throw RecordError() }
    let number = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    rest = rest.dropFirst(8)
    return Int64(bitPattern: number)
  }

  /// Reads a number that counts something that follows, each at least a byte long.
  public mutating func count() throws(RecordError) -> Int {
    let count = try number()
    guard (0...rest.count).contains(count) else { throw RecordError() }
    return count
  }

  /// Reads bytes.
  public mutating func bytes() throws(RecordError) -> ArraySlice<UInt8> {
    let count = try count()
    let bytes = rest.prefix(count)
    rest = rest.dropFirst(count)
    return bytes
  }

  /// Reads a text.
  public mutating func text() throws(RecordError) -> String { String(decoding: try bytes(), as: UTF8.self) }

  /// Reads a name that a report may print: it was one when the record was written.
  public mutating func name() throws(RecordError) -> PublicName { PublicName(fromTable: try text()) }

  /// Reads whether something is so.
  public mutating func flag() throws(RecordError) -> Bool {
    let byte = try byte()
    guard byte < 2 else { throw RecordError() }
    return byte == 1
  }

  /// Reads what may not be there.
  public mutating func optional<Value>(
    _ read: (inout RecordReader) throws(RecordError) -> Value
  ) throws(RecordError) -> Value? {
    guard try flag() else { return nil }
    return try read(&self)
  }

  /// Reads several things.
  public mutating func list<Value>(
    _ read: (inout RecordReader) throws(RecordError) -> Value
  ) throws(RecordError) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }

  /// Reads a tag.
  public mutating func tag() throws(RecordError) -> Tag {
    guard let number = UInt32(exactly: try number()) else { throw RecordError() }
    return Tag(rawValue: number)
  }
}
