/// What the outputs of a model mean.
///
/// Models of writings with thousands of characters spell each with several codes: those are not read here.
struct CharacterCodes {
  /// The code of no character.
  let nothing: Int
  /// The text of each code; nil for those that mean none.
  let texts: [String?]

  /// Reads the components of a model: characters, a line each, and the codes of each of them.
  init(
    characters: ModelBytes, codes: ModelBytes, nothing: Int, count: Int
  ) throws(LineModelError) {
    var (characters, codes) = (characters, codes)
    let lines = String(decoding: try characters.take(characters.left), as: UTF8.self).split(separator: "\n")
    let all = try codes.count(of: 5)
    guard lines.count >= all + 1 else { throw .truncated(offset: characters.offset) }
    var texts = [String?](repeating: nil, count: count)
    for index in 0..<all {
      _ = try codes.take(1)
      guard try codes.number(Int32.self) == 1 else { throw .notSupported(offset: codes.offset) }
      let code = Int(try codes.number(Int32.self))
      guard code >= 0, code < count else { throw .truncated(offset: codes.offset) }
      guard code != nothing else { continue }
      let text = lines[index + 1].prefix { $0 != " " }
      // The first is the space, and is called by this name since lines are split at spaces.
      texts[code] = index == 0 ? " " : String(text)
    }
    (self.nothing, self.texts) = (nothing, texts)
  }
}
