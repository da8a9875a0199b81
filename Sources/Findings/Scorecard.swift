/// What an anonymizer made of a corpus whose leaks are known: the result of `deid-audit benchmark`.
///
/// All text in it comes from tables of the program, from the command line or from the clock; none from a data set.
public struct Scorecard: Sendable {
  /// The anonymizer that was run.
  public struct Subject: Sendable {
    /// The command as it was given, with `{in}` and `{out}`.
    public let command: String
    /// What the anonymizer calls itself and its version, as the caller says.
    public let name: String
    /// How long it ran, in seconds.
    public let seconds: Double
    /// Its exit code.
    public let exitCode: Int

    /// Names an anonymizer.
    public init(command: String, name: String, seconds: Double, exitCode: Int) {
      self.command = command
      self.name = name
      self.seconds = seconds
      self.exitCode = exitCode
    }
  }

  /// The corpus that it was given.
  public struct Corpus: Sendable {
    /// The seed of the generator.
    public let seed: UInt64
    /// How many invented persons it holds.
    public let patients: Int
    /// How many files it holds.
    public let files: Int

    /// Names a corpus.
    public init(seed: UInt64, patients: Int, files: Int) {
      self.seed = seed
      self.patients = patients
      self.files = files
    }
  }

  /// What became of one planted leak, over all files that have it.
  public struct Leak: Sendable {
    /// The row of the table of leaks.
    public let id: String
    /// The kind of study and the place in it.
    public let place: String
    /// The form in which the value stands there.
    public let form: String
    /// The clause that it breaks.
    public let clause: String
    /// The action that is right.
    public let action: String
    /// In how many places it was planted.
    public var planted = 0
    /// In how many of them the planted bytes or pixels are still in the output.
    public var left = 0
    /// In how many of them nothing can be said, since the file has no counterpart among the outputs or cannot be read.
    public var unknown = 0
    /// How many of those left an audit of the output alone does not report at the place.
    public var unseenAlone = 0
    /// How many of those left an audit with the originals does not report at the place.
    public var unseenCompared = 0

    /// Describes a leak that was planted nowhere yet.
    public init(id: String, place: String, form: String, clause: String, action: String) {
      self.id = id
      self.place = place
      self.form = form
      self.clause = clause
      self.action = action
    }
  }

  /// How often one thing that a check or a key asks for was done.
  public struct Share: Sendable {
    /// What was asked for.
    public let name: String
    /// In how many places.
    public let asked: Int
    /// In how many it was done.
    public let done: Int
    /// In how many it was done by a stricter reading; nil if there is none.
    public let doneStrictly: Int?

    /// Names a share.
    public init(name: String, asked: Int, done: Int, doneStrictly: Int? = nil) {
      self.name = name
      self.asked = asked
      self.done = done
      self.doneStrictly = doneStrictly
    }
  }

  /// A kind of damage.
  public struct Damage: Sendable {
    /// What was damaged.
    public let name: String
    /// In how many places.
    public let places: Int
    /// In how many files.
    public let files: Int

    /// Names a kind of damage.
    public init(name: String, places: Int, files: Int) {
      self.name = name
      self.places = places
      self.files = files
    }
  }

  /// The program's version.
  public let toolVersion: String
  /// When the run began, ISO 8601 in UTC.
  public let startedAt: String
  /// The anonymizer.
  public let subject: Subject
  /// The corpus.
  public let corpus: Corpus
  /// The profile and the options by which it is judged.
  public let profile: String
  /// How many of the corpus' files have a counterpart among the outputs.
  public let paired: Int
  /// How many of the outputs have none among the corpus' files.
  public let unpairedOutputs: Int
  /// The leaks, in the order of their table.
  public let leaks: [Leak]
  /// By action of Table E.1-1: elements, and those with which it was done.
  public let actions: [Share]
  /// By action of the MIDI-B challenge: checks, those that pass, and those that pass strictly.
  public let challenge: [Share]
  /// What was damaged.
  public let damage: [Damage]

  /// Puts a scorecard together.
  public init(
    toolVersion: String, startedAt: String, subject: Subject, corpus: Corpus, profile: String, paired: Int,
    unpairedOutputs: Int, leaks: [Leak], actions: [Share], challenge: [Share], damage: [Damage]
  ) {
    self.toolVersion = toolVersion
    self.startedAt = startedAt
    self.subject = subject
    self.corpus = corpus
    self.profile = profile
    self.paired = paired
    self.unpairedOutputs = unpairedOutputs
    self.leaks = leaks
    self.actions = actions
    self.challenge = challenge
    self.damage = damage
  }

  /// How many kinds of leaks were planted.
  public var kindsPlanted: Int { leaks.count { $0.planted > 0 } }
  /// How many kinds of leaks are left in at least one place.
  public var kindsLeft: Int { leaks.count { $0.left > 0 } }
  /// How many of the corpus' files have no output, so that nothing is known of their leaks.
  public var withoutOutput: Int { corpus.files - paired }
  /// How many kinds of leaks are left that an audit of the output alone does not report everywhere.
  public var kindsUnseenAlone: Int { leaks.count { $0.unseenAlone > 0 } }
  /// How many kinds of leaks are left that an audit with the originals does not report everywhere.
  public var kindsUnseenCompared: Int { leaks.count { $0.unseenCompared > 0 } }
}
