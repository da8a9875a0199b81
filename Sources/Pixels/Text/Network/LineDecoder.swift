internal import Glibc

/// Makes characters of the probabilities of steps.
enum LineDecoder {
  /// A character and where it was seen.
  struct Character {
    let text: String
    fileprivate let code: Int
    fileprivate(set) var steps: Range<Int>
    /// The logarithm of the probability that nothing else stands there: the least of its steps, and of those before and
    /// behind it.
    fileprivate(set) var certainty: Float
  }

  /// The least certainty that is told.
  private static let least: Float = -20

  /// The likeliest code of each step, put together.
  static func characters(_ steps: LineNetwork.Steps, _ codes: CharacterCodes) -> [Character] {
    var characters: [Character] = []
    var last = codes.nothing
    steps.probabilities.withUnsafeBufferPointer { probabilities in
      for step in 0..<steps.count {
        let here = UnsafeBufferPointer(
          rebasing: probabilities[step * steps.classes..<(step + 1) * steps.classes])
        var best = 0
        for code in 1..<here.count where here[code] > here[best] { best = code }
        if best != codes.nothing {
          if best == last {
            characters[characters.count - 1].steps =
              characters[characters.count - 1].steps.lowerBound..<step + 1
          } else {
            characters.append(
              Character(text: codes.texts[best] ?? "", code: best, steps: step..<step + 1, certainty: 0))
          }
        }
        last = best
      }
      for index in characters.indices {
        characters[index].certainty = certainty(of: index, characters, probabilities, steps, codes.nothing)
      }
    }
    return characters.filter { !$0.text.isEmpty }
  }

  /// What a step says may be nothing, the character, or one of its neighbours: where one ends and the next begins is
  /// never sure.
  private static func certainty(
    of index: Int, _ characters: [Character], _ probabilities: UnsafeBufferPointer<Float>,
    _ steps: LineNetwork.Steps, _ nothing: Int
  ) -> Float {
    let code = characters[index].code
    let before = index > 0 ? characters[index - 1] : nil
    let behind = index + 1 < characters.count ? characters[index + 1] : nil
    var certainty: Float = 0
    for step in (before?.steps.upperBound ?? 0)..<(behind?.steps.lowerBound ?? steps.count) {
      let from = step * steps.classes
      var sum = probabilities[from + nothing] + probabilities[from + code]
      if let before, before.code != code { sum += probabilities[from + before.code] }
      if let behind, behind.code != code, behind.code != before?.code {
        sum += probabilities[from + behind.code]
      }
      certainty = min(certainty, max(least, logf(sum)))
    }
    return certainty
  }
}
