/// What reads the lines that the gate finds.
///
/// One a worker: a reader holds a model, and is used by one thread at a time.
public protocol LineReader: ~Copyable {
  /// Reads one line, turned as needed; what is not read when `deadline` is over makes the reading cut short.
  mutating func read(_ line: TextLine, in picture: GreyImage, deadline: Duration) -> LineReading

  /// Reads the lines of a picture, in their order: what some of them tell of how the picture is turned helps the others.
  mutating func read(_ lines: [TextLine], in picture: GreyImage, deadline: Duration) -> [LineReading]
}

extension LineReader where Self: ~Copyable {
  /// Reads the lines of a picture, each for itself.
  public mutating func read(
    _ lines: [TextLine], in picture: GreyImage, deadline: Duration
  ) -> [LineReading] {
    var readings: [LineReading] = []
    for line in lines { readings.append(read(line, in: picture, deadline: deadline)) }
    return readings
  }
}

extension TextReader: LineReader {
  /// Reads a line; each of the tries ends after `deadline`.
  public mutating func read(_ line: TextLine, in picture: GreyImage, deadline: Duration) -> LineReading {
    read([line], in: picture, deadline: deadline)[0]
  }
}
