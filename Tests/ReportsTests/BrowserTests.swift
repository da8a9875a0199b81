import DICOM
import Findings
import Foundation
import Testing

/// The page in a browser.
@Suite(.serialized, .enabled(if: Program.chromium != nil, "needs chromium")) struct BrowserTests {
  /// What a script in the page found out once it was loaded.
  struct Seen: Decodable {
    /// Each element with those around it and the names of its attributes, sorted: rows may change places.
    let structure: [String]
    /// The width of the document, and of the window.
    let width: Int, window: Int
    /// Rows that are shown in tables that the script pages.
    let longRows: [Int]
    /// Milliseconds until the page was loaded.
    let loaded: Int
  }

  /// Says what it saw in the title of the page, which the browser prints with the document.
  static let probe = """

    addEventListener("load", () => {
      for (const part of document.querySelectorAll("details")) part.open = OPEN;
      const elements = Array.from(document.querySelectorAll("*"));
      const around = (e) => (e.parentElement ? around(e.parentElement) + ">" : "") + e.localName;
      const structure = elements.map((e) => [around(e), ...Array.from(e.attributes, (a) => a.name).sort()].join(" "));
      const long = Array.from(document.querySelectorAll("table[data-long]"));
      const seen = {
        structure: STRUCTURE ? structure.sort() : [], width: document.documentElement.scrollWidth, window: innerWidth,
        longRows: long.map((t) => Array.from(t.tBodies[0].rows).filter((r) => !r.hidden).length),
        loaded: Math.round(performance.now()),
      };
      console.log("SEEN " + encodeURIComponent(JSON.stringify(seen)) + " END");
    });
    """

  static func probe(opens: Bool = true, structure: Bool = true) -> String {
    probe.replacing("OPEN", with: "\(opens)").replacing("STRUCTURE", with: "\(structure)")
  }

  /// Opens a page and returns what its probe saw, and every other line of the browser's console.
  ///
  /// - Parameter width: the page is shown in a frame of this width, since windows are never narrow.
  static func open(_ page: [UInt8], width: Int = 1280) throws -> (seen: Seen, console: [String]) {
    let lines = try console(of: page, width: width)
    let answers = lines.compactMap { line -> String? in
      guard let start = line.range(of: "SEEN "), let end = line.range(of: " END") else { return nil }
      return String(line[start.upperBound..<end.lowerBound])
    }
    let answer = try #require(answers.first?.removingPercentEncoding, "\(lines)")
    let seen = try JSONDecoder().decode(Seen.self, from: Data(answer.utf8))
    return (seen, lines.filter { !$0.contains("SEEN ") })
  }

  /// What the browser's console says of a page.
  static func console(of page: [UInt8], width: Int) throws -> [String] {
    try Folder.temporary { folder in
      try Data(page).write(to: folder.appending(path: "page.html"))
      let frame = "<!doctype html><iframe src=page.html width=\(width) height=900 style=border:0></iframe>"
      try Data(frame.utf8).write(to: folder.appending(path: "frame.html"))
      let chromium = try #require(Program.chromium)
      let output = try chromium.run(
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-logging=stderr", "--v=0",
          "--user-data-dir=\(folder.appending(path: "profile").path)", "--window-size=1400,1000",
          "--virtual-time-budget=20000", "--dump-dom", folder.appending(path: "frame.html").path,
        ], in: folder)
      return output.error.split(separator: "\n").map(String.init).filter { $0.contains(":CONSOLE:") }
    }
  }

  @Test(arguments: [390, 768, 1280])
  func nothingOverflowsAndTheConsoleIsSilent(_ width: Int) throws {
    let long: @Sendable (Int) -> String = { String(repeating: "a-very-long-name-\($0)", count: 12) }
    for run in [SampleRun(), SampleRun(name: long), SampleRun(scope: .attributes, name: HostileText.name)] {
      let (seen, console) = try BrowserTests.open(try run.html(probe: BrowserTests.probe()), width: width)
      #expect(seen.window == width)
      #expect(seen.width <= width)
      #expect(console == [])
    }
  }

  @Test func hostileNamesChangeNothingInTheStructureOfThePage() throws {
    let harmless = try BrowserTests.open(
      try SampleRun(name: { "name-\($0 % HostileText.payloads.count)" }).html(probe: BrowserTests.probe()))
    #expect(harmless.seen.structure.count > 300)
    // Each name is all payloads at once, or one of them, another in each place.
    let all: @Sendable (Int) -> String = { "\(HostileText.payloads.joined(separator: " "))\($0)" }
    let names =
      [all]
      + stride(from: 0, to: HostileText.payloads.count, by: 4).map { shift in
        { @Sendable in HostileText.name($0 + shift) }
      }
    for (index, name) in names.enumerated() {
      let hostile = try BrowserTests.open(try SampleRun(name: name).html(probe: BrowserTests.probe()))
      #expect(hostile.seen.structure == harmless.seen.structure, "names \(index)")
      #expect(hostile.console == [], "names \(index)")
    }
  }

  @Test func aPageOf100000FindingsOpensAndIsPaged() throws {
    let large = LargeRun()
    #expect(large.tally.failures + large.tally.reviews == 100_000)
    let page = try large.page(probe: BrowserTests.probe(opens: false, structure: false))
    #expect(page.count < 16_000_000)
    let (seen, console) = try BrowserTests.open(page)
    // All checks, all attributes and the listed files; the long ones show their first page.
    #expect(seen.longRows == [SampleRun.checks.count, 100, 100])
    #expect(seen.loaded < 30_000)
    #expect(seen.width <= 1280)
    #expect(console == [])
    print("100,000 findings: \(page.count) bytes, loaded after \(seen.loaded) ms")
  }

  @Test func longTablesArePagedFilteredAndSorted() throws {
    let probe = """

      addEventListener("load", () => {
        const table = document.querySelectorAll("table[data-long]")[1];
        const tools = table.parentElement.previousElementSibling;
        const [back, next] = tools.querySelectorAll("button");
        const first = () => Array.from(table.tBodies[0].rows).find((row) => !row.hidden).cells[5].textContent;
        const said = [tools.querySelector("output").textContent];
        next.click();
        said.push(tools.querySelector("output").textContent, back.disabled);
        table.tHead.querySelectorAll("button")[5].click();
        said.push(first(), table.tHead.rows[0].cells[5].getAttribute("aria-sort"));
        const input = tools.querySelector("input");
        input.value = "maker 1999";
        input.dispatchEvent(new Event("input"));
        setTimeout(() => {
          said.push(tools.querySelector("output").textContent);
          console.log("SAID " + encodeURIComponent(JSON.stringify(said)) + " END");
        }, 2000);
      });
      """
    let lines = try BrowserTests.console(of: try LargeRun().page(probe: probe), width: 1280)
    let line = try #require(lines.first { $0.contains("SAID ") })
    let said = line.split(separator: "SAID ")[1].split(separator: " END")[0]
    #expect(
      String(said).removingPercentEncoding == """
        ["Rows 1 to 100 of 20000","Rows 101 to 200 of 20000",false,"2500","descending","11 rows (20000 in all)"]
        """)
  }

  @Test func aPageThatWasChangedDoesNotRunItsScript() throws {
    // The policy names the script's hash: one more statement and the browser refuses it.
    let page = String(decoding: try SampleRun().html(), as: UTF8.self)
    let changed = page.replacing("\"use strict\";", with: "\"use strict\";console.log(\"SEEN ran END\");")
    let console = try BrowserTests.console(of: Array(changed.utf8), width: 1280)
    #expect(!console.contains { $0.contains("SEEN ") })
    #expect(console.contains { $0.contains("Content Security Policy") })
  }
}
