/// A person's name taken apart into words, in one character set.
struct NameParts: Hashable {
  /// The words of family, given and middle name as bytes.
  var family: [[UInt8]]
  var given: [[UInt8]]
  var middle: [[UInt8]]

  /// All three in an order, for what is done to each.
  var all: [[[UInt8]]] { [family, given, middle] }

  /// The readings of a name as text: one for each component group, both orders if the writer did not take it apart.
  static func readings(of text: String) -> [[[String]]] {
    var readings: [[[String]]] = []
    for group in text.utf8.split(separator: 0x3D).map({ text[$0.startIndex..<$0.endIndex] }) {
      let components = group.utf8.split(separator: 0x5E, omittingEmptySubsequences: false)
        .map { words(group[$0.startIndex..<$0.endIndex]) }
      if components.count > 1 {
        readings.append([components[0], components[1], components.count > 2 ? components[2] : []])
        continue
      }
      let halves = group.split(separator: ",", maxSplits: 1).map { words($0) }
      if halves.count == 2, !halves[0].isEmpty, let given = halves[1].first {
        readings.append([halves[0], [given], Array(halves[1].dropFirst())])
      } else {
        let words = components[0]
        guard words.count > 1 else {
          readings.append([words, [], []])
          continue
        }
        let last = words.count - 1
        readings.append([[words[last]], [words[0]], Array(words[1..<last])])
        readings.append([[words[0]], Array(words[1...1]), Array(words[2...])])
      }
    }
    return readings
  }

  private static func words(_ text: Substring) -> [String] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return text.utf8.split {
        !(0x61...0x7A).contains($0 | 0x20) && !(0x30...0x39).contains($0) && $0 != 0x27 && $0 != 0x2D
      }
      .filter { $0.contains { (0x61...0x7A).contains($0 | 0x20) } }
      .map { String(decoding: $0, as: UTF8.self) }
    }
    return text.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" && $0 != "-" }
      .map(String.init)
      .filter { word in word.contains { $0.isLetter } }
  }

  /// The name with each word turned into another one.
  func mapWords(_ turn: ([UInt8]) -> [UInt8]) -> NameParts {
    var parts = self
    parts.family = family.map(turn)
    parts.given = given.map(turn)
    parts.middle = middle.map(turn)
    return parts
  }

  /// Encodes all words in the same way; nil if one cannot be encoded.
  init?<Word>(_ words: [[Word]], _ encode: (Word) -> [UInt8]?) {
    var parts: [[[UInt8]]] = []
    for component in words {
      var encoded: [[UInt8]] = []
      for word in component {
        guard let bytes = encode(word) else { return nil }
        encoded.append(bytes)
      }
      parts.append(encoded)
    }
    (family, given, middle) = (parts[0], parts[1], parts[2])
  }
}

/// Names without the accents of their letters.
enum AccentFolding {
  /// What stands for a letter with an accent, and what its language writes where there are no accents.
  private static let pairs: [(letters: String, plain: String, written: String?)] = [
    ("ÀÁÂÃĀĂĄǍ", "A", nil), ("Ä", "A", "AE"), ("Å", "A", "AA"), ("Æ", "AE", nil), ("ÇĆĈĊČ", "C", nil),
    ("ĎĐÐ", "D", nil), ("ÈÉÊËĒĔĖĘĚ", "E", nil), ("ĜĞĠĢ", "G", nil), ("ĤĦ", "H", nil), ("ÌÍÎÏĨĪĬĮİ", "I", nil),
    ("Ĵ", "J", nil), ("Ķ", "K", nil), ("ĹĻĽĿŁ", "L", nil), ("ÑŃŅŇ", "N", nil), ("ÒÓÔÕŌŎŐ", "O", nil),
    ("Ö", "O", "OE"), ("Ø", "O", "OE"), ("Œ", "OE", nil), ("ŔŖŘ", "R", nil), ("ŚŜŞŠȘ", "S", nil),
    ("ŢŤŦȚ", "T", nil), ("Þ", "TH", nil), ("ÙÚÛŨŪŬŮŰŲ", "U", nil), ("Ü", "U", "UE"), ("Ŵ", "W", nil),
    ("ÝŶŸ", "Y", nil), ("ŹŻŽ", "Z", nil),
  ]

  private static let tables: [[Unicode.Scalar: String]] = [false, true].map { isWritten in
    var table: [Unicode.Scalar: String] = ["ß": "ss", "ẞ": "SS", "ı": "i"]
    for (letters, plain, written) in pairs {
      for letter in letters.unicodeScalars {
        let folded = isWritten ? written ?? plain : plain
        table[letter] = folded
        let lower = letter.properties.lowercaseMapping.unicodeScalars
        if lower.count == 1, let small = lower.first { table[small] = folded.lowercased() }
      }
    }
    return table
  }

  /// The word with plain letters, and as its language writes it without accents, each if it is another word.
  static func forms(of word: String) -> [String] {
    var forms: [String] = []
    for table in tables {
      var folded = ""
      for scalar in word.unicodeScalars {
        if let plain = table[scalar] {
          folded += plain
        } else if !(0x0300...0x036F).contains(scalar.value) {
          folded.unicodeScalars.append(scalar)
        }
      }
      forms.append(folded)
    }
    return forms[0] == forms[1] ? [forms[0]] : forms
  }
}
