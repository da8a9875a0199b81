import DICOM
import Foundation
import Lint
import Rules
import Testing

/// Configurations of other tools, and what is said of them.
enum Linted {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let tables: Result<StandardTables, any Error> = Result {
    try StandardTables(from: ResourceFolder(path: root + "/Rules/Tables"))
  }

  /// Judges a text by the Basic Profile with options.
  static func report(
    _ text: String, _ format: ToolFormat? = nil, options: Set<ProfileOption> = []
  ) throws -> LintReport {
    let tables = try tables.get()
    let source = try ProfileSource.named(
      "basic", folder: ResourceFolder(path: root + "/Rules/Profiles"), tables: tables, checks: [])
    return try Linter(tables).lint(
      Array(text.utf8), file: "file", format: format,
      profile: source.compiled(adding: options, tables: tables))
  }

  /// What is said of one row.
  static func row(_ tag: String, _ report: LintReport) throws -> LintedRow {
    try #require(report.rows.first { $0.tag == tag })
  }
}

@Suite struct CTPTests {
  private func script(_ lines: String) -> String {
    "<?xml version=\"1.0\"?>\n<script>\n\(lines)\n</script>\n"
  }

  @Test(arguments: [
    // a script of PatientID, whose row is Z/D; what it comes to
    ("@remove()", Treatment.removed, Coverage.covered), ("@empty()", .emptied, .covered),
    ("", .emptied, .covered),
    ("@keep()", .kept, .weaker), ("@require()", .kept, .weaker), ("ANON", .dummy, .covered),
    ("@param(@SUBJECT)", .dummy, .covered), ("@hash(this,16)", .hashed, .covered),
    ("@hashptid(@SITEID,PatientID)", .hashed, .covered), ("@contents(this)", .kept, .weaker),
    ("X-@contents(PatientName)", .kept, .weaker), ("@always()YES", .dummy, .covered),
    ("@append(){more}", .kept, .weaker), ("@if(this,exists){@remove()}{@keep()}", .kept, .weaker),
    ("@if(this,matches,\"a)b\"){@remove()}{@empty()}", .emptied, .covered),
    ("@if(this,exists){@keep()}", .kept, .weaker),
    ("@select(){@remove()}{@hash(this)}", .hashed, .covered), ("@call(id,x)", .unclear, .unclear),
    ("@truncate(this,3)", .cleaned, .unclear), ("@quarantine()", .removed, .covered),
    ("\\@keep()", .dummy, .covered),
  ])
  func aScriptComesToItsLeastProtectivePart(_ text: String, _ treatment: Treatment, _ coverage: Coverage)
    throws
  {
    let report = try Linted.report(script("<e en=\"T\" t=\"00100020\" n=\"PatientID\">\(text)</e>"))
    #expect(report.format == .ctp)
    let row = try Linted.row("(0010,0020)", report)
    #expect(row.treatment == treatment && row.coverage == coverage)
  }

  @Test func whatIsNotEnabledIsNotThere() throws {
    let report = try Linted.report(script("<e en=\"F\" t=\"00100010\" n=\"PatientName\">@remove()</e>"))
    #expect(try Linted.row("(0010,0010)", report).coverage == .uncovered)
  }

  @Test func theGlobalCommandsLeaveWhatCTPAlwaysKeeps() throws {
    let all = ["privategroups", "unspecifiedelements", "overlays", "curves"].map {
      "<r en=\"T\" t=\"\($0)\"/>"
    }
    let report = try Linted.report(script(all.joined()))
    let open = report.rows.filter { $0.coverage != .covered }.map(\.tag)
    // SOP and study UIDs and the description of the image stay; so the UIDs in it are open.
    #expect(
      open == ["(0002,0003)", "(0008,0018)", "(0020,000D)", "(0028,1199)", "(0028,1214)", "(0028,4000)"])
    let some = try Linted.report(script("<r en=\"T\" t=\"privategroups\"/><r en=\"T\" t=\"curves\"/>"))
    #expect(try Linted.row("(odd group)", some).coverage == .covered)
    #expect(try Linted.row("(50xx,xxxx)", some).coverage == .uncovered)
    #expect(some.notes.contains { $0.contains("'curves' does nothing") })
    let kept = try Linted.report(script(all.joined() + "<k en=\"T\" t=\"0010\"/>"))
    #expect(try Linted.row("(0010,0010)", kept).coverage == .uncovered)
  }

  @Test func shiftedDatesAreCoveredUnderTheirOptionOnly() throws {
    let text = script("<e en=\"T\" t=\"00080020\" n=\"StudyDate\">@incrementdate(this,-100)</e>")
    #expect(try Linted.row("(0008,0020)", Linted.report(text)).coverage == .weaker)
    let option = try Linted.report(text, options: [.retainModifiedDates])
    #expect(try Linted.row("(0008,0020)", option).coverage == .covered)
  }

  @Test(arguments: [
    // a script, what is said
    ("<script><e en=\"T\" t=\"0010\">x</e></script>", "file:1: expected a tag of eight"),
    ("<script>\n<x/></script>", "file:2: unknown element <x>"), ("<profile/>", "expected <script>"),
    ("<script><e t=\"00100010\"><b/></e></script>", "an element in an element"),
    ("<script>", "ends inside an element"),
    ("<!DOCTYPE script [<!ENTITY a \"b\">]><script/>", "document type"),
    ("<script><r en=\"T\" t=\"everything\"/></script>", "unknown command"),
    ("<script><e en=\"T\" t=\"00100010\">&evil;</e></script>", "unknown entity"),
    ("<script><e en=\"T\" t=\"00080018\">@uid</e></script>", "RSNA Anonymizer"),
    ("<script>text</script>", "found text"),
  ])
  func whatCTPWouldNotUnderstandIsAnError(_ text: String, _ said: String) throws {
    do {
      _ = try Linted.report(text)
      Issue.record("read")
    } catch let error as LintError {
      #expect("\(error)".contains(said), "\(error)")
    }
  }
}

@Suite struct RecipeTests {
  @Test(arguments: [
    // lines of %header, a tag, what it comes to
    ("REMOVE PatientID", "(0010,0020)", Treatment.removed), ("REMOVE endswith:ID", "(0010,0020)", .removed),
    ("REMOVE startswith:Patient", "(0010,0020)", .removed),
    ("REMOVE contains:tient", "(0010,0020)", .removed),
    ("BLANK (0010,0020)", "(0010,0020)", .emptied), ("BLANK 00100020", "(0010,0020)", .emptied),
    ("REMOVE ALL\nKEEP PatientID", "(0010,0020)", .kept),
    ("BLANK ALL\nREMOVE PatientID", "(0010,0020)", .removed),
    ("REPLACE PatientID var:id", "(0010,0020)", .dummy),
    ("REPLACE StudyInstanceUID func:pydicom_uuid", "(0020,000D)", .newUID),
    ("REPLACE PatientID func:mine", "(0010,0020)", .unclear),
    ("JITTER StudyDate 31", "(0008,0020)", .shifted),
    ("REMOVE PatientID func:is_mine", "(0010,0020)", .unclear),
    ("REMOVE values:names", "(0010,0020)", .unclear),
    ("REMOVE select:VR:PN", "(0010,0010)", .removed), ("REMOVE select:group:0010", "(0010,0020)", .removed),
    ("REMOVE except:Date", "(0010,0020)", .removed), ("REMOVE except:Date", "(0008,0020)", .untouched),
    ("REMOVE PatientName", "(0010,0020)", .untouched), ("# REMOVE PatientID", "(0010,0020)", .untouched),
    ("REMOVE ALL", "(odd group)", .removed), ("REMOVE contains:P", "(odd group)", .untouched),
  ])
  func anActionMeetsItsFields(_ lines: String, _ tag: String, _ treatment: Treatment) throws {
    let report = try Linted.report("FORMAT dicom\n\n%header\n\n\(lines)\n")
    #expect(report.format == .deid)
    #expect(try Linted.row(tag, report).treatment == treatment)
  }

  @Test func actionsOutsideOfTheHeaderChangeNothing() throws {
    let report = try Linted.report(
      "FORMAT dicom\n%filter greylist\nLABEL x\n  contains Modality CT\n%header\n")
    #expect(report.notes.contains { $0.contains("no actions") })
    #expect(report.count(.covered) == 0)
  }

  @Test func aListOfFieldsIsTakenIn() throws {
    let report = try Linted.report(
      "FORMAT dicom\n%fields mine\nFIELD startswith:Patient\n%header\nREMOVE fields:mine\n")
    #expect(try Linted.row("(0010,0010)", report).treatment == .removed)
  }
}

@Suite struct JSONTests {
  @Test(arguments: [
    // a dictionary, a tag, what it comes to
    ("{}", "(0010,0010)", Treatment.emptied), ("{\"(0x0010, 0x0010)\":\"keep\"}", "(0010,0010)", .kept),
    (
      "{\"(0x0008, 0x1030)\":{\"action\":\"regexp\",\"find\":\"a\",\"replace\":\"b\"}}", "(0008,1030)",
      .cleaned
    ),
    ("{\"(0x0008, 0x1030)\":{\"action\":\"replace_with_value\",\"value\":\"b\"}}", "(0008,1030)", .dummy),
    // The tool does not delete a date but sets it.
    ("{\"(0x0008, 0x0022)\":\"delete\"}", "(0008,0022)", .dummy), ("{}", "(0010,0012)", .untouched),
    ("{}", "(odd group)", .removed), ("{}", "(0020,000D)", .newUID),
  ])
  func aDictionaryStandsOnTheToolsOwnActions(_ text: String, _ tag: String, _ treatment: Treatment) throws {
    let report = try Linted.report(text, .dicomAnonymizer)
    #expect(try Linted.row(tag, report).treatment == treatment)
    #expect(report.notes.contains { $0.contains("top level only") })
  }

  @Test(arguments: [
    // a request, a tag, what it comes to
    ("{}", "(0008,1030)", Treatment.removed), ("{\"Keep\":[\"StudyDescription\"]}", "(0008,1030)", .kept),
    ("{\"Keep\":[\"0008-1030\"]}", "(0008,1030)", .kept),
    ("{\"Replace\":{\"StudyDate\":\"\"}}", "(0008,0020)", .dummy),
    ("{\"Remove\":[\"PatientName\"]}", "(0010,0010)", .removed), ("{}", "(0010,0010)", .dummy),
    ("{}", "(0008,0018)", .newUID), ("{}", "(0008,0020)", .emptied),
    ("{\"KeepPrivateTags\":true}", "(odd group)", .kept),
    ("{}", "(odd group)", .removed), ("{}", "(0010,0012)", .untouched), ("{}", "(60xx,3000)", .removed),
  ])
  func aRequestStandsOnOrthancsProfile(_ text: String, _ tag: String, _ treatment: Treatment) throws {
    let report = try Linted.report(text, .orthanc)
    #expect(try Linted.row(tag, report).treatment == treatment)
  }

  @Test(arguments: [
    ("{\"Keep\":[\"Nobody\"]}", ToolFormat.orthanc, "unknown attribute 'Nobody'"),
    ("{\"Keeps\":[]}", .orthanc, "Keeps: unknown member"),
    ("{\"DicomVersion\":\"2008\"}", .orthanc, "only 2023b"),
    ("{\"(0x0010, 0x0010)\":\"erase\"}", .dicomAnonymizer, "unknown action 'erase'"),
    ("{\"0x00100010\":\"keep\"}", .dicomAnonymizer, "expected a tag"),
    ("[]", .orthanc, "expected a JSON object"),
    ("{\"Keep\":\"x\"}", .orthanc, "another type"),
  ])
  func whatTheToolWouldNotUnderstandIsAnError(_ text: String, _ format: ToolFormat, _ said: String) throws {
    do {
      _ = try Linted.report(text, format)
      Issue.record("read")
    } catch let error as LintError {
      #expect("\(error)".contains(said), "\(error)")
    }
  }

  @Test(arguments: [
    ("<script/>", ToolFormat.ctp), ("{\"(0x0010,0x0010)\":\"keep\"}", .dicomAnonymizer),
    ("{\"Keep\":[]}", .orthanc),
    ("FORMAT dicom\n%header\nREMOVE ALL", .deid),
  ])
  func theToolIsFoundOut(_ text: String, _ format: ToolFormat) throws {
    #expect(try Linted.report(text).format == format)
    #expect(throws: LintError.self) { try Linted.report("hello") }
  }
}

@Suite struct CoverageTests {
  /// Every action against every treatment; what protects more is never judged worse.
  @Test func lessProtectionIsNeverBetter() throws {
    for action in Action.allCases {
      let text = try Linted.report("{}", .orthanc).rows.first { $0.action == action.rawValue }
      if action != .k, action != .c { #expect(text != nil, "\(action) stands in the table") }
    }
    let kept = try Linted.report("FORMAT dicom\n%header\nKEEP ALL")
    #expect(kept.count(.weaker) == kept.rows.count)
    let none = try Linted.report("FORMAT dicom\n%header\nKEEP Nothing")
    #expect(none.count(.uncovered) == none.rows.count && none.rows.count > 650)
    let all = try Linted.report("FORMAT dicom\n%header\nREMOVE ALL")
    #expect(all.isCovered)
  }

  @Test func optionsThatKeepAskForLess() throws {
    let text = "FORMAT dicom\n%header\nREMOVE ALL\nKEEP StudyInstanceUID"
    #expect(try Linted.row("(0020,000D)", Linted.report(text)).coverage == .weaker)
    #expect(try Linted.report(text, options: [.retainUIDs]).isCovered)
  }

  @Test func theReportIsJSON() throws {
    let report = try Linted.report("{}", .orthanc)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(report.json())) as? [String: Any])
    #expect(object["format"] as? String == "orthanc")
    #expect((object["rows"] as? [Any])?.count == report.rows.count)
  }
}
