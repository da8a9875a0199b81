/// Forms of values as they are made: rows of words taken apart into what a ``WordTrie`` keeps of them.
///
/// They are made by several threads, and put into one tree by one of them in the order of the list.
struct NeedleForms: Sendable {
  /// One form.
  struct Form: Sendable {
    let owner: ValueOf
    let variant: NeedleVariant
    let traits: NeedleOwners.Traits
    let path: WordTrie.Path
  }

  /// The forms in the order in which they were made.
  private(set) var forms: [Form] = []
  /// What stands for each row that leads to a form, one form after the other.
  private(set) var rows: [UInt64] = []
  /// Days that are looked for, by their places in ``DateNeedles``.
  var days: [(place: Int, owner: ValueOf)] = []
  /// Digests that are looked for.
  var digests = DigestCollector()

  /// Has none yet.
  init() {}

  /// Adds a row of words, at least one of them of more than one byte.
  mutating func add(
    _ words: [TextWord], _ variant: NeedleVariant, _ owner: ValueOf, _ traits: NeedleOwners.Traits
  ) {
    let path = WordTrie.path(of: words, appendingTo: &rows)
    forms.append(Form(owner: owner, variant: variant, traits: traits, path: path))
  }
}
