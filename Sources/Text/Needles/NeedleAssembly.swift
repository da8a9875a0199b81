internal import Dispatch
internal import Glibc
internal import Synchronization

/// How many values a list has of each shape: how sure one of them is depends on it.
struct ListShapes: Sendable {
  /// How many values of the list have so many letters and digits.
  private(set) var shapes: [NeedleBuilder.Shape: Int] = [:]
  /// How many persons the list has.
  let persons: Int

  /// Counts the values of a list.
  init(_ list: IdentifierList) {
    persons = list.persons.count
    for person in list.persons {
      for value in person where value.kind != .personName && value.kind != .birthDate && value.kind != .date {
        shapes[NeedleBuilder.shape(of: value.text.utf8), default: 0] += 1
      }
    }
  }
}

/// The forms of a list, put together.
struct NeedleAssembly: Sendable {
  private(set) var trie = WordTrie()
  private(set) var owners = NeedleOwners()
  private(set) var dates = DateNeedles()
  private(set) var dateOwners = NeedleOwners()
  private var digests: [DigestCollector.Made] = []

  /// How many persons a thread makes the forms of at a time.
  private static let personsOfAPart = 128

  /// The parts of a list that are to be done, and the forms that nobody put to the others yet.
  private struct Parts: Sendable {
    let count: Int
    private var nextToMake = 0
    private var nextToAdd = 0
    private var made: [Int: NeedleForms] = [:]

    init(_ count: Int) { self.count = count }

    mutating func takeNumber() -> Int? {
      guard nextToMake < count else { return nil }
      defer { nextToMake += 1 }
      return nextToMake
    }

    mutating func put(_ forms: NeedleForms, _ number: Int) { made[number] = forms }

    mutating func takeForms() -> NeedleForms? {
      guard let forms = made.removeValue(forKey: nextToAdd) else { return nil }
      nextToAdd += 1
      return forms
    }
  }

  /// The forms of all values of a list, in the order of the list whatever the threads: as many as there are
  /// processors if the list is long. Each part is made by one thread; whoever made one puts those that come next to
  /// the others, unless somebody is at it.
  init(_ list: IdentifierList, options: NeedleOptions) {
    let shapes = ListShapes(list)
    let count = (list.persons.count + Self.personsOfAPart - 1) / Self.personsOfAPart
    let parts = Mutex(Parts(count))
    let assembly = Mutex(NeedleAssembly())
    let addWhatIsMade: @Sendable (inout NeedleAssembly) -> Void = { assembly in
      while let forms = parts.withLock({ $0.takeForms() }) { assembly.add(forms, parts: count) }
    }
    let work: @Sendable (Int) -> Void = { _ in
      var builder = NeedleBuilder(shapes, options: options)
      while let number = parts.withLock({ $0.takeNumber() }) {
        let first = number * Self.personsOfAPart
        for person in first..<min(list.persons.count, first + Self.personsOfAPart) {
          builder.add(list.persons[person], person: person)
        }
        let made = builder.takeMade()
        parts.withLock { $0.put(made, number) }
        _ = assembly.withLockIfAvailable { addWhatIsMade(&$0) }
      }
    }
    let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    if count > 2, processors > 1 {
      DispatchQueue.concurrentPerform(iterations: min(8, processors), execute: work)
    } else {
      work(0)
    }
    self = assembly.withLock { assembly in
      addWhatIsMade(&assembly)
      defer { assembly = NeedleAssembly() }
      return assembly
    }
  }

  private init() {}

  /// Adds the forms of the next persons.
  private mutating func add(_ made: NeedleForms, parts: Int) {
    var start = 0
    for form in made.forms {
      let end = start + Int(form.path.count)
      owners.add(form.owner, form.variant, to: trie.insert(form.path, made.rows[start..<end]), form.traits)
      start = end
    }
    for day in made.days {
      dateOwners.add(
        day.owner, .dateInNotation, to: dates.insert(day.place),
        .init(certainty: .fail, isShort: false, isNumber: true))
    }
    // What comes after is as much, but for what it shares with what came.
    if digests.isEmpty, parts > 2 {
      trie.reserve(trie.count * parts * 3 / 4)
      digests.reserveCapacity(made.digests.made.count * parts)
    }
    digests += made.digests.made
  }

  /// What is looked up, once all forms are in.
  mutating func finish() -> (WordTrie, DigestNeedles) {
    trie.finish()
    return (trie, DigestNeedles(digests))
  }
}
