internal import Rules

extension TextDetectors {
  /// The most digits of a number that tells nothing by itself: a year has four, and is looked at as a date.
  private static let mostDigits = 4

  /// Whether a text consists of nothing but words of imaging and everyday marks, single and double letters, and short
  /// numbers, so that nobody needs to read it once no detector found anything in it.
  ///
  /// A word that is in no table may be a name that is in no table either.
  public func areWordsKnown(_ text: ArraySlice<UInt8>) -> Bool {
    guard !text.isEmpty, text.count < 1 << 16 else { return text.isEmpty }
    var areKnown = true
    text.withUnsafeBufferPointer { text in
      classes.withUnsafeBufferPointer { classes in
        words.withLookup { words in
          withUnsafeTemporaryAllocation(of: Token.self, capacity: text.count) { buffer in
            var tokenizer = Tokenizer(text, classes, words)
            let count = tokenizer.run(into: buffer).count
            areKnown = buffer[..<count].allSatisfy { TextDetectors.isKnown($0) }
          }
        }
      }
    }
    return areKnown
  }

  /// A name without the titles before it and the degrees behind it: `Avery Morgan` of `Dr. Avery Morgan, MD`; all of
  /// the text if nothing else would be left.
  public func withoutTitles(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard !text.isEmpty, text.count < 1 << 10 else { return text }
    var words: (first: Int, last: Int)?
    text.withUnsafeBufferPointer { text in
      classes.withUnsafeBufferPointer { classes in
        self.words.withLookup { lookup in
          withUnsafeTemporaryAllocation(of: Token.self, capacity: text.count) { buffer in
            var tokenizer = Tokenizer(text, classes, lookup)
            let tokens = buffer[..<tokenizer.run(into: buffer).count]
            let isOfName: (Token) -> Bool = { $0.mark != .title && $0.mark != .degree }
            if let first = tokens.first(where: isOfName), let last = tokens.last(where: isOfName) {
              words = (Int(first.start), Int(last.end))
            }
          }
        }
      }
    }
    guard let words else { return text }
    return text[text.startIndex + words.first..<text.startIndex + words.last]
  }

  private static func isKnown(_ token: Token) -> Bool {
    if token.isNumber { return token.length <= mostDigits }
    if token.shape.contains(.ideographic) { return false }
    return token.length <= 2 || token.facts.isImaging || token.mark != nil && !token.facts.isName
  }
}
