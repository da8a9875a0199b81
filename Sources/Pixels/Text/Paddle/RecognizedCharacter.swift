/// A character that the model saw, and the steps it saw it in.
struct RecognizedCharacter: Equatable {
  let text: String
  /// The first and the last step, counted from the left end of the line.
  var steps: ClosedRange<Int>
  /// The highest probability it had in a step.
  var confidence: Float

  /// The middle of its steps.
  var middle: Float { Float(steps.lowerBound + steps.upperBound + 1) / 2 }

  /// The characters of a model: the first class is no character, the last the space between words.
  static func classes(named names: String) -> [String] {
    var lines = names.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return [""] + lines + [" "]
  }

  /// The likeliest class of each step, equal neighbours taken as one: connectionist temporal classification, read
  /// greedily.
  static func decode(
    _ probabilities: UnsafeBufferPointer<Float>, steps: Int, classes: [String]
  ) -> [RecognizedCharacter] {
    precondition(probabilities.count == steps * classes.count)
    var characters: [RecognizedCharacter] = []
    var last = 0
    for step in 0..<steps {
      var (best, highest) = (0, -Float.infinity)
      let row = step * classes.count
      for index in classes.indices where probabilities[row + index] > highest {
        (best, highest) = (index, probabilities[row + index])
      }
      if best != 0 {
        if best == last {
          let index = characters.count - 1
          characters[index].steps = characters[index].steps.lowerBound...step
          characters[index].confidence = max(characters[index].confidence, highest)
        } else {
          characters.append(
            RecognizedCharacter(text: classes[best], steps: step...step, confidence: highest))
        }
      }
      last = best
    }
    return characters
  }

  /// Parts characters where the model saw a space, or where they stand as far apart as words do.
  ///
  /// - Parameter widestGap: how many steps there are from the middle of a character to that of the next in a word.
  static func words(_ characters: [RecognizedCharacter], widestGap: Float) -> [[RecognizedCharacter]] {
    var words: [[RecognizedCharacter]] = [[]]
    for character in characters {
      if character.text == " " {
        words.append([])
        continue
      }
      if let last = words[words.count - 1].last, character.middle - last.middle > widestGap {
        words.append([])
      }
      words[words.count - 1].append(character)
    }
    return words.filter { !$0.isEmpty }
  }
}
