import Foundation
import Testing

/// Stores that are kept, as a user has them.
@Suite(.serialized) struct StoreTests {
  /// Runs `body` with a new folder that holds the built-in corpus as `c`, plain headers as `h` and a key as `key`.
  private func work(headers: Int = 120, _ body: (String) throws -> Void) throws {
    let folder = Program.temporary("store")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try! FileManager.default.removeItem(atPath: folder) }  // made here
    #expect(try Program.run("make-corpus", [folder + "/d/c"]).status == 0)
    let script = Program.root + "/Tests/Tools/make_headers.py"
    #expect(try Program.run("python3", [script, "\(headers)", folder + "/d/h"]).status == 0)
    #expect(try Program.run("deid-audit", ["key", "new", folder + "/key"]).status == 0)
    try body(folder)
  }

  private func audit(_ folder: String, _ arguments: String, prefix: String = "") throws -> Program.Run {
    try Program.run(
      "sh",
      [
        "-c",
        "cd '\(folder)' && \(prefix) '\(Program.folder)/deid-audit' scan --scope attributes --threads 1 -q \(arguments)",
      ])
  }

  /// A report without the time of the run and the digest over it.
  private func report(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter {
      !$0.hasPrefix("\"end\"")
    }.joined(separator: "\n").replacing(/"startedAt":"[^"]*"/, with: "")
  }

  private func remove(store: String) throws {
    for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: store + end) {
      try FileManager.default.removeItem(atPath: store + end)
    }
  }

  /// A page without the times of the run.
  private func page(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8).replacing(/20\d\d-\d\d-\d\dT[0-9:]*Z/, with: "")
  }

  @Test(.enabled(if: Program.has("python3")))
  func whatComesOutOfAStoreIsTranslatedLikeTheRest() throws {
    try work(headers: 4) { folder in
      let key = "--key key --language de"
      _ = try audit(folder, "d --html none.html \(key)")
      _ = try audit(folder, "d --store s.sqlite --html first.html \(key)")
      _ = try audit(folder, "d --store s.sqlite --html second.html \(key)")
      let without = try page(folder + "/none.html")
      #expect(without.contains("<html lang=\"de\">") && without.count > 50_000)
      #expect(try page(folder + "/first.html") == without)
      #expect(try page(folder + "/second.html") == without)
    }
  }

  @Test(.enabled(if: Program.has("python3")), arguments: ["", "--key key"])
  func anAuditThatIsKilledGoesOnAndReportsAsIfItHadNotBeen(_ key: String) throws {
    // The moments at which fifty audits are killed, half of them with a key.
    let kills = 25
    try work { folder in
      let begin = Date()
      _ = try audit(folder, "d --store whole.sqlite --json whole.json \(key)")
      let seconds = Date().timeIntervalSince(begin)
      let whole = try report(folder + "/whole.json")
      #expect(whole.count > 10_000)
      var interrupted = 0
      for number in 0..<kills {
        try remove(store: folder + "/s.sqlite")
        let moment = Double.random(in: 0..<seconds)
        let killed = Process()
        killed.executableURL = URL(fileURLWithPath: Program.folder + "/deid-audit")
        killed.currentDirectoryURL = URL(fileURLWithPath: folder)
        killed.arguments =
          [
            "scan", "d", "--scope", "attributes", "--threads", "1", "-q", "--store", "s.sqlite", "--json",
            "s.json",
          ]
          + key.split(separator: " ").map(String.init)
        try killed.run()
        Thread.sleep(forTimeInterval: moment)
        kill(killed.processIdentifier, SIGKILL)
        killed.waitUntilExit()
        if try Program.run("deid-audit", ["query", folder + "/s.sqlite"]).status == 2 { interrupted += 1 }
        let resumed = try audit(folder, "d --store s.sqlite --json r.json \(key)")
        #expect(resumed.errors.isEmpty, "\(resumed.errors)")
        #expect(try report(folder + "/r.json") == whole, "killed after \(moment) s, number \(number)")
      }
      // Else no moment was in the middle of anything.
      #expect(interrupted > kills / 5)
    }
  }

  @Test(.enabled(if: Program.has("strace") && Program.has("python3"), "needs strace"))
  func whatIsUnchangedIsNotOpenedAgain() throws {
    try work { folder in
      let opened = "strace -f -qq -e trace=open,openat,openat2 -o trace"
      func dicom() throws -> Int {
        try String(contentsOfFile: folder + "/trace", encoding: .utf8).split(separator: "\n").count {
          $0.contains("d/h/") && !$0.contains("O_DIRECTORY")
        }
      }
      Thread.sleep(forTimeInterval: 0.2)  // a file this young is not taken for unchanged
      _ = try audit(folder, "d/h --store s.sqlite --json first.json", prefix: opened)
      #expect(try dicom() >= 120)
      _ = try audit(folder, "d/h --store s.sqlite --json second.json", prefix: opened)
      #expect(try dicom() == 0)
      #expect(try report(folder + "/first.json") == report(folder + "/second.json"))
      // One has other content, another a new time alone.
      let script = "printf x >> d/h/000/000/0/03.dcm; touch d/h/000/000/0/04.dcm; sleep 0.2"
      #expect(try Program.run("sh", ["-c", "cd '\(folder)'; \(script)"]).status == 0)
      _ = try audit(folder, "d/h --store s.sqlite --json third.json", prefix: opened)
      #expect((2...3).contains(try dicom()))
      _ = try audit(folder, "d/h --json fourth.json --manifest m")
      #expect(try report(folder + "/third.json") == report(folder + "/fourth.json"))
      _ = try audit(folder, "d/h --store s.sqlite --json fifth.json", prefix: opened)
      #expect(try dicom() == 0)
    }
  }

  @Test(.enabled(if: Program.has("python3")))
  func otherRulesTakeNothingFromTheStore() throws {
    try work(headers: 40) { folder in
      for options in ["", "--option clean-descriptors", "--profile gate", "--key key", "--hide-names"] {
        _ = try audit(folder, "d --store s.sqlite --json s.json \(options)")
        _ = try audit(folder, "d --manifest m --json r.json \(options)")
        #expect(try report(folder + "/s.json") == report(folder + "/r.json"), "\(options)")
      }
    }
  }

  @Test(.enabled(if: Program.has("python3")))
  func twoAuditsAreComparedAndFindingsAreAskedForAndDecided() throws {
    try work(headers: 40) { folder in
      func run(_ arguments: String) throws -> Program.Run {
        try Program.run("sh", ["-c", "cd '\(folder)' && '\(Program.folder)/deid-audit' \(arguments)"])
      }
      _ = try audit(folder, "d --store s.sqlite --key key")
      #expect(try run("diff s.sqlite").status == 64)
      let fails = try run("query s.sqlite --severity fail")
      #expect(fails.status == 0)
      let first = try #require(fails.output.split(separator: "\n").first { $0.contains("us-name-kept") })
      let fields = first.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      #expect(fields.count == 7 && fields[5].isEmpty)
      let decided = try run(
        "decide s.sqlite \(fields[4]) accept --reason 'a name of a phantom' --who me --file \(fields[2])")
      #expect(decided.status == 0, "\(decided.errors)")
      #expect(try run("decide s.sqlite k0 accept --reason none").status == 64)
      // A name goes, an address comes.
      try FileManager.default.removeItem(atPath: folder + "/d/c/ct-nested-address.dcm")
      try FileManager.default.copyItem(
        atPath: folder + "/d/c/us-name-kept.dcm", toPath: folder + "/d/c/us-new.dcm")
      _ = try audit(folder, "d --store s.sqlite --key key")
      let after = try run("query s.sqlite --check '*' --file '*us-name-kept*'").output.split(separator: "\n")
      #expect(after.count { $0.contains("\taccepted\t") } >= 1)
      #expect(after.count { !$0.contains("\taccepted\t") } >= 1)
      let undecided = try run("query s.sqlite --undecided --file '*us-name-kept*'").output.split(
        separator: "\n")
      #expect(undecided.count < after.count && undecided.allSatisfy { !$0.contains("\taccepted\t") })
      let difference = try run("diff s.sqlite")
      #expect(difference.status == 1)
      let lines = difference.output.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("+") && $0.contains("us-new") })
      #expect(lines.contains { $0.hasPrefix("-") && $0.contains("ct-nested-address") })
      #expect(
        lines.dropLast().allSatisfy {
          $0.contains("us-new") || $0.contains("nested") || $0.contains("cohort.")
        })
      _ = try audit(folder, "d --store t.sqlite --key key")
      #expect(try run("diff s.sqlite t.sqlite").status == 0)
    }
  }

  @Test(.enabled(if: getuid() == 0 && Program.has("python3"), "needs the right to mount a small disk"))
  func aFullDiskIsSaidAndWhatWasThereStays() throws {
    try work { folder in
      let disk = folder + "/disk"
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
      guard try Program.run("mount", ["-t", "tmpfs", "-o", "size=2m", "none", disk]).status == 0 else {
        return  // in a container without that right
      }
      defer { _ = try! Program.run("umount", ["-l", disk]) }  // mounted here
      _ = try audit(folder, "d/h/000/000/0 --store disk/s.sqlite --json disk/r.json")
      let report = try Data(contentsOf: URL(fileURLWithPath: disk + "/r.json"))
      let before = try Program.run("deid-audit", ["query", disk + "/s.sqlite"])
      #expect(before.status == 0)
      _ = try Program.run("sh", ["-c", "dd if=/dev/zero of='\(disk)/rest' bs=4k 2>/dev/null"])
      let none = try audit(folder, "d --store disk/s.sqlite --json disk/r.json")
      #expect(none.status != 0 && none.errors.contains("store cannot be"), "\(none.errors)")
      // Room to begin, and not to end.
      _ = try Program.run("truncate", ["-s", "-300K", disk + "/rest"])
      let full = try audit(folder, "d --store disk/s.sqlite --json disk/r.json")
      let words = ["is full", "No space left"]
      #expect(full.status != 0 && words.contains { full.errors.contains($0) }, "\(full.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: disk + "/r.json")) == report)
      _ = try Program.run("sh", ["-c", "dd if=/dev/zero of='\(disk)/more' bs=4k 2>/dev/null"])
      let scratch = try audit(folder, "d --json s.json", prefix: "TMPDIR='\(disk)'")
      #expect(scratch.status != 0 && scratch.errors.contains("is full"), "\(scratch.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/s.json"))
      let left = try FileManager.default.contentsOfDirectory(atPath: disk)
      #expect(!left.contains { $0.contains("partial") || $0.hasPrefix("deid-audit-") }, "\(left)")
      for name in ["rest", "more"] { try FileManager.default.removeItem(atPath: disk + "/" + name) }
      // The run that failed is in the store, without an end; what the one before it found is as it was.
      #expect(try audit(folder, "d/h/000/000/0 --store disk/s.sqlite").errors.isEmpty)
      #expect(try Program.run("deid-audit", ["query", disk + "/s.sqlite"]).output == before.output)
    }
  }
}
