/// What reads the lines that the gate finds.
///
/// One a worker: a reader holds a model, and is used by one thread at a time.
public protocol LineReader: ~Copyable {
  /// Reads one line, turned as needed; what is not read when `deadline` is over makes the reading cut short.
  mutating func read(_ line: TextLine, in picture: GreyImage, deadline: Duration) -> LineReading
}

extension TextReader: LineReader {
  /// Reads a line; each of the tries ends after `deadline`.
  public mutating func read(_ line: TextLine, in picture: GreyImage, deadline: Duration) -> LineReading {
    read(line, in: picture, layout: .line, deadline: deadline)
  }
}
