/// Finds and reads the text of one picture after the other: gate, cache and recognizer in their order.
///
/// One for the frames of a file or a series, so that what repeats is read once.
public struct TextFinder: ~Copyable {
  private var gate: TextGate
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
  ///
  /// - Parameter leastScore: lines that score less are no text.
  public mutating func find(
    in picture: GreyImage, leastScore: Float = 0
  ) -> [(line: TextLine, reading: LineReading)] {
    gate.leastScore = leastScore
    let lines = LineMerger.merged(gate.lines(in: picture))
    var readings = lines.map { cache.reading(of: $0, in: picture) }
    let unread = lines.indices.filter { readings[$0] == nil }
    for (index, reading) in zip(
      unread, reader.read(unread.map { lines[$0] }, in: picture, deadline: deadline))
    {
      cache.remember(reading, of: lines[index], in: picture)
      readings[index] = reading
    }
    return zip(lines, readings).compactMap { line, reading in reading.map { (line, $0) } }
  }
}
