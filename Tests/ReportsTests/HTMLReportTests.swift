import DICOM
import Findings
import Foundation
import Testing

@testable import Reports

@Suite struct HTMLReportTests {
  private func text(_ run: SampleRun) throws -> String { String(decoding: try run.html(), as: UTF8.self) }

  @Test(arguments: [
    // put in, what stands on the page
    ("<b>&\"'`", "&lt;b&gt;&amp;&quot;&#39;&#96;"), ("\u{202E}x", "\\u{202e}x"), ("a\u{0}b", "a\\u{0}b"),
    ("\u{2028}", "\\u{2028}"), ("\u{1B}[31m", "\\u{1b}[31m"), ("Ömer 漢", "Ömer 漢"), ("plain", "plain"),
  ])
  func whatIsPutIntoMarkupIsEscaped(_ value: String, _ shown: String) {
    let html: HTML = "<p title=\"\(value)\">\(value)</p>"
    #expect(String(decoding: html.bytes, as: UTF8.self) == "<p title=\"\(shown)\">\(shown)</p>")
  }

  @Test func thePageNamesNoOtherHost() throws {
    let page = try text(SampleRun())
    for sign in ["http:", "https:", "src=", "//", "url(", "@import", " style="] {
      // The script's own comments begin with two slashes, and stand in the script alone.
      let markup = page.replacing(try Folder.text("Templates/report.js"), with: "")
      #expect(!markup.contains(sign), "\(sign)")
    }
    #expect(page.contains("default-src 'none'".replacing("'", with: "&#39;")))
  }

  @Test func styleAndScriptEndNoElement() throws {
    #expect(!(try Folder.text("Templates/report.css")).contains("<"))
    #expect(!(try Folder.text("Templates/report.js")).contains("</"))
    #expect(!(try Folder.text("Templates/report.js")).contains("<!--"))
  }

  @Test func noReportPromisesAnything() throws {
    let run = SampleRun(scope: .attributes)
    for report in [try text(run), run.terminal(), String(decoding: run.json, as: UTF8.self)] {
      for word in ["anonym", "complian", "compliant", "certif", "guarant"] {
        #expect(!report.lowercased().contains(word), "\(word)")
      }
    }
  }

  @Test func theVerdictComesFirstAndTheScopeWithIt() throws {
    let page = try text(SampleRun(scope: .attributes))
    let banner = try #require(page.range(of: "<h1>Flagged</h1>\n<p class=\"scope\">Attributes only"))
    #expect(banner.lowerBound < (try #require(page.range(of: "<h2>"))).lowerBound)
    #expect(!(try text(SampleRun())).contains("Attributes only"))
  }

  @Test func everyReasonStandsOnThePageAndInTheSummary() throws {
    let run = SampleRun()
    let page = try text(run)
    let summary = run.terminal(width: 400)
    let reasons = run.verdict(run.tally).reasons
    #expect(reasons.count == 6)
    for reason in reasons {
      #expect(page.contains("<li>\(reason.text)</li>"))
      #expect(summary.contains("- \(reason.text)\n"))
    }
  }

  @Test func aLinkLeadsToEachCheckOnce() throws {
    let page = try text(SampleRun())
    for check in SampleRun.checks {
      #expect(page.components(separatedBy: "id=\"check-\(check.id)\"").count == 2)
      #expect(page.contains("href=\"#check-\(check.id)\""))
    }
  }

  @Test func aRunWithoutFilesHasAPage() throws {
    let verdict = Verdict(Tally(), demands: [], strict: false, isInterrupted: false)
    let page = String(
      decoding: HTMLReport(SampleRun().run, Tally(), verdict).page(style: "", script: ""), as: UTF8.self)
    #expect(page.contains("<h1>Not fully checked</h1>"))
    #expect(page.contains("No DICOM file could be read"))
  }

  @Test(arguments: [
    // part, whole, words
    (0, 0, "0 %"), (0, 10, "0 %"), (10, 10, "100 %"), (1, 1_000_000, "< 0.1 %"),
    (999_999, 1_000_000, "99.9 %"),
    (1, 3, "33.3 %"), (Int.max / 2, Int.max, "50.0 %"),
  ])
  func sharesAreNeverRoundedAway(_ part: Int, _ whole: Int, _ words: String) {
    #expect(Wording.percent(part, of: whole) == words)
  }

  @Test(arguments: [
    (0, "0"), (1_234, "1234"), (12_345, "12 345"), (1_234_567, "1 234 567"), (100_000, "100 000"),
  ])
  func numbersStandInGroupsOfThree(_ number: Int, _ text: String) {
    #expect(Wording.grouped(number, by: " ") == text)
  }
}
