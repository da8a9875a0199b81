internal import Glibc

/// Makes characters of the probabilities of steps.
enum LineDecoder {
  /// A character and where it was seen.
  struct Character {
    let text: String
    let steps: Range<Int>
    /// The least of the logarithms of the probabilities that it was read with.
    var certainty: Float
  }

  /// The likeliest code of each step, put together.
  static func characters(_ steps: LineNetwork.Steps, _ codes: CharacterCodes) -> [Character] {
    var characters: [Character] = []
    var certainty: Float = 0
    var last = codes.nothing
    for step in 0..<steps.count {
      let from = step * steps.classes
      var best = 0
      for code in 1..<steps.classes
      where steps.probabilities[from + code] > steps.probabilities[from + best] {
        best = code
      }
      let here = max(-20, logf(steps.probabilities[from + best]))
      defer { last = best }
      if best == codes.nothing {
        certainty = min(certainty, here)
      } else if best == last, let character = characters.last {
        characters[characters.count - 1] = Character(
          text: character.text, steps: character.steps.lowerBound..<step + 1,
          certainty: min(character.certainty, here))
      } else if let text = codes.texts[best] {
        if text == " ", !characters.isEmpty {
          characters[characters.count - 1].certainty = min(
            characters[characters.count - 1].certainty, certainty)
          certainty = 0
        }
        characters.append(Character(text: text, steps: step..<step + 1, certainty: min(certainty, here)))
        certainty = 0
      }
    }
    if !characters.isEmpty {
      characters[characters.count - 1].certainty = min(characters[characters.count - 1].certainty, certainty)
    }
    return characters
  }
}
