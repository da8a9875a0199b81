internal import DICOM

/// Places as records of a store have them.
extension Place {
  /// Writes the place.
  func write(_ record: inout RecordWriter) {
    switch self {
    case .file: record.number(0)
    case .bytes(let range):
      record.number(1)
      Place.write(range, &record)
    case .element(let path, let keyword, let creator, let range):
      record.number(2)
      path.write(&record)
      Place.write(keyword, &record)
      record.optional(creator) { $1.write(&$0) }
      Place.write(range, &record)
    case .inside(let path, let keyword, let creator, let inner, let range):
      record.number(3)
      path.write(&record)
      Place.write(keyword, &record)
      record.optional(creator) { $1.write(&$0) }
      inner.write(&record)
      Place.write(range, &record)
    case .missing(let path, let keyword):
      record.number(4)
      path.write(&record)
      Place.write(keyword, &record)
    case .picture(let path, let keyword, let frame, let area):
      record.number(5)
      path.write(&record)
      Place.write(keyword, &record)
      for number in [frame, area.x, area.y, area.width, area.height] { record.number(number) }
    case .between(let path, let keyword):
      record.number(6)
      record.optional(path) { $1.write(&$0) }
      Place.write(keyword, &record)
    }
  }

  /// Reads a place.
  init(_ record: inout RecordReader) throws(RecordError) {
    switch try record.number() {
    case 0: self = .file
    case 1: self = .bytes(try Place.range(&record))
    case 2:
      self = .element(
        try ElementPath(&record), keyword: try Place.keyword(&record), creator: try Place.creator(&record),
        bytes: try Place.range(&record))
    case 3:
      self = .inside(
        try ElementPath(&record), keyword: try Place.keyword(&record), creator: try Place.creator(&record),
        try InnerPath(&record), bytes: try Place.range(&record))
    case 4: self = .missing(try ElementPath(&record), keyword: try Place.keyword(&record))
    case 5:
      self = .picture(
        try ElementPath(&record), keyword: try Place.keyword(&record), frame: try record.number(),
        PictureRectangle(
          x: try record.number(), y: try record.number(), width: try record.number(),
          height: try record.number()))
    case 6:
      self = .between(
        try record.optional { reader throws(RecordError) in try ElementPath(&reader) },
        keyword: try Place.keyword(&record))
    default: throw RecordError()
    }
  }

  private static func write(_ range: Range<Int>, _ record: inout RecordWriter) {
    record.number(range.lowerBound)
    record.number(range.count)
  }

  private static func range(_ record: inout RecordReader) throws(RecordError) -> Range<Int> {
    let start = try record.number()
    let count = try record.number()
    let (end, isTooLarge) = start.addingReportingOverflow(count)
    guard count >= 0, !isTooLarge else { throw RecordError() }
    return start..<end
  }

  private static func write(_ keyword: PublicName?, _ record: inout RecordWriter) {
    record.optional(keyword) { $0.text($1.description) }
  }

  private static func keyword(_ record: inout RecordReader) throws(RecordError) -> PublicName? {
    try record.optional { reader throws(RecordError) in try reader.name() }
  }

  private static func creator(_ record: inout RecordReader) throws(RecordError) -> CreatorLabel? {
    try record.optional { reader throws(RecordError) in try CreatorLabel(&reader) }
  }
}

extension ElementPath {
  func write(_ record: inout RecordWriter) {
    record.list(steps) {
      $0.tag($1.sequence)
      $0.number($1.item)
    }
    record.tag(tag)
  }

  init(_ record: inout RecordReader) throws(RecordError) {
    let steps = try record.list { reader throws(RecordError) in
      Step(try reader.tag(), item: try reader.number())
    }
    self.init(steps, try record.tag())
  }
}

extension InnerPath {
  func write(_ record: inout RecordWriter) {
    record.list(steps) { record, step in
      switch step {
      case .named(let name):
        record.number(0)
        record.text(name.description)
      case .item(let item):
        record.number(1)
        record.number(item)
      case .field(let number):
        record.number(2)
        record.number(number)
      case .element(let path):
        record.number(3)
        path.write(&record)
      }
    }
  }

  init(_ record: inout RecordReader) throws(RecordError) {
    self.init(
      try record.list { reader throws(RecordError) in
        switch try reader.number() {
        case 0: .named(try reader.name())
        case 1: .item(try reader.number())
        case 2: .field(try reader.number())
        case 3: .element(try ElementPath(&reader))
        default: throw RecordError()
        }
      })
  }
}

extension CreatorLabel {
  /// Writes the name or the shape.
  public func write(_ record: inout RecordWriter) {
    switch self {
    case .registered(let name):
      record.flag(true)
      record.text(name.description)
    case .unregistered(let evidence):
      record.flag(false)
      evidence.write(&record)
    }
  }

  /// Reads a name or a shape.
  public init(_ record: inout RecordReader) throws(RecordError) {
    self = try record.flag() ? .registered(try record.name()) : .unregistered(try Evidence(&record))
  }
}

extension Evidence {
  /// Writes the shape.
  public func write(_ record: inout RecordWriter) {
    record.number(lengthInBytes)
    record.text(shape)
  }

  /// Reads a shape.
  public init(_ record: inout RecordReader) throws(RecordError) {
    lengthInBytes = try record.number()
    shape = try record.text()
  }
}
