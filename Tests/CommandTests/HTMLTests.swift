import Foundation
import Testing

/// What a browser makes of a page: its elements in order, without text, and how wide it is.
private func shape(_ page: String, width: Int) throws -> String {
  // The policy of the page lets no other script run, so the test measures on a copy without it.
  let probe = """
    <script>addEventListener("load",()=>{const d=document.documentElement;document.title=
    "width "+d.scrollWidth+" of "+innerWidth+" elements "+document.querySelectorAll("*").length})</script></head>
    """
  let copy = Program.temporary("probe.html")
  defer { unlink(copy) }
  let text = try String(contentsOfFile: page, encoding: .utf8)
    .replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "").replacing("</head>", with: probe)
  try text.write(toFile: copy, atomically: true, encoding: .utf8)
  let run = try Program.run(
    "chromium",
    [
      "--headless", "--no-sandbox", "--disable-gpu", "--window-size=\(width),900",
      "--virtual-time-budget=5000", "--dump-dom", "file://\(copy)",
    ])
  return try #require(run.output.firstMatch(of: /<title>(width .*?)<\/title>/)).1.description
}

@Test(.enabled(if: Program.has("chromium"), "needs chromium"), arguments: [1280, 500])
func theReportDoesNotOverflow(_ width: Int) throws {
  let folder = try Program.studies()
  let page = Program.temporary("report.html")
  defer { for path in [folder, page] { try! FileManager.default.removeItem(atPath: path) } }  // made here
  _ = try Program.run("deid-audit", ["scan", folder, "--html", page, "-q"])
  let shape = try shape(page, width: width)
  let numbers = shape.split(separator: " ").compactMap { Int($0) }
  #expect(numbers[0] <= numbers[1], "\(shape)")
  #expect(numbers[2] > 500, "\(shape)")
}

@Test(.enabled(if: Program.has("chromium"), "needs chromium"))
func hostileNamesChangeNothingInTheReport() throws {
  func page(_ name: (Int) -> String) throws -> String {
    let folder = Program.temporary("hostile")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for index in 0..<10 {
      try "x".write(toFile: folder + "/\(index)" + name(index), atomically: true, encoding: .utf8)
    }
    let page = Program.temporary("hostile.html")
    #expect(try Program.run("deid-audit", ["scan", folder, "--html", page, "-q"]).status == 2)
    try FileManager.default.removeItem(atPath: folder)
    return page
  }
  let payloads = [
    "<script>alert(1)<", "\"><svg onload=alert(1)>", "'><img src=x onerror=alert(1)>", "\u{202E}txt.exe",
    "\u{2028}x",
    "<style>*{display:none}", "javascript:alert(1)", "&lt;b&gt;", "\u{7}\u{1B}[31m", "{{7*7}}${7*7}",
  ]
  let hostile = try page { payloads[$0] }
  let harmless = try page { _ in "plain" }
  defer { for path in [hostile, harmless] { unlink(path) } }
  let left = try shape(hostile, width: 1280)
  #expect(left == (try shape(harmless, width: 1280)))
  let text = try String(contentsOfFile: hostile, encoding: .utf8)
  #expect(!text.contains("\u{202E}") && !text.contains("\u{1B}") && !text.contains("<svg onload"))
}
