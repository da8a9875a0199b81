internal import ArgumentParser

@main
struct DeidAudit: ParsableCommand {
  /// The program's version.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "deid-audit",
    abstract: "Says whether anonymized DICOM files really are.",
    discussion: """
      Reads every element of every file, judges it by DICOM PS3.15 Annex E, and accounts for every byte.
      Exit codes: 0 clean, 1 flagged, 2 not fully checked, 64 wrong arguments.
      """,
    version: version,
    subcommands: [
      ScanCommand.self,
      CompareCommand.self,
      ScoreCommand.self,
      BenchmarkCommand.self,
      LintCommand.self,
      ProfileCommand.self,
      ExplainCommand.self,
      ElementsCommand.self,
      FramesCommand.self,
      ShowCommand.self,
      PixelsCommand.self,
      VerifyCommand.self,
      SealCommand.self,
      KeyCommand.self,
      QueryCommand.self,
      DiffCommand.self,
      DecideCommand.self,
      WorkerCommand.self,
    ])
}
