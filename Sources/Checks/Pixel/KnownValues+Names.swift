internal import DICOM
internal import Text

extension KnownValues {
  /// Adds a person's name: each word of it, and its parts without blanks in the orders in which names are written.
  mutating func addName(_ text: String) {
    let name = PersonName(text: text)
    for group in PersonName.Representation.allCases {
      let components = [PersonName.Component.familyName, .givenName, .middleName].map {
        name.text(group, $0).text
      }
      addName(components: components.map { KnownValues.words(of: $0).filter { !isDummy($0) } })
    }
  }

  /// - Parameter components: the words of family, given and middle name.
  private mutating func addName(components: [[String]]) {
    var components = components
    if components[1].isEmpty, components[2].isEmpty, components[0].count == 2 || components[0].count == 3 {
      // A name that was not taken apart by its writer: in both orders.
      let words = components[0]
      components = [[words[words.count - 1]], [words[0]], words.count == 3 ? [words[1]] : []]
    }
    let (family, given, middle) = (components[0], components[1], components[2])
    for words in components {
      for word in words where !GenericWords.inNames.contains(word.uppercased()) {
        insert(words: [word], .personName)
      }
      if words.count > 1 { insert(words: words, .personName) }
    }
    for joined in [family + given, given + family, family + given + middle, given + middle + family]
    where joined.count > 1 {
      insert(words: joined, .personName)
    }
  }
}
