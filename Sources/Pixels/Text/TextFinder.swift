/// Finds and reads the text of one picture after the other: gate, cache and recognizer in their order.
///
/// One for the frames of a file or a series, so that what repeats is read once.
public struct TextFinder: ~Copyable {
  private let gate: TextGate
  private var reader: any LineReader & ~Copyable
  private var cache: CandidateCache
  /// How long one line may take.
  private let deadline: Duration

  /// A finder with a recognizer of these languages.
  public init(
    gate: TextGate = TextGate(), languages: String = "eng", folder: String? = nil,
    deadline: Duration = .seconds(2)
  ) throws(TextReaderError) {
    self.gate = gate
    self.deadline = deadline
    cache = CandidateCache()
    reader = try TextReader(languages: languages, folder: folder)
  }

  /// A finder with another recognizer.
  public init(
    gate: TextGate = TextGate(), reader: consuming some LineReader & ~Copyable,
    deadline: Duration = .seconds(2)
  ) {
    self.gate = gate
    self.deadline = deadline
    cache = CandidateCache()
    self.reader = consume reader
  }

  /// How many lines were read, and how many had been read in an earlier picture.
  public var counts: (read: Int, repeated: Int) { (cache.misses, cache.hits) }

  /// The lines of text that a picture shows, with what was read of each.
  ///
  /// A line with no words is text-like and could not be read: that is a finding as well.
  public mutating func find(in picture: GreyImage) -> [(line: TextLine, reading: LineReading)] {
    var found: [(line: TextLine, reading: LineReading)] = []
    for line in LineMerger.merged(gate.lines(in: picture)) {
      if let reading = cache.reading(of: line, in: picture) {
        found.append((line, reading))
        continue
      }
      let reading = reader.read(line, in: picture, deadline: deadline)
      cache.remember(reading, of: line, in: picture)
      found.append((line, reading))
    }
    return found
  }
}
