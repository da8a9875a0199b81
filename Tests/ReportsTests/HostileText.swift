/// Names that somebody may have given to a file, a creator or a profile in the hope that a report obeys them.
enum HostileText {
  static let payloads: [String] = [
    "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "'><img src=x onerror=alert(1)>", "</style><b>x",
    "</script><script>alert(1)</script>", "</title><h1>Clean</h1>", "javascript:alert(1)", "<!--", "-->",
    "<![CDATA[x]]>", "&lt;b&gt;", "&#60;b&#62;", "<a href=javascript:alert(1)>x</a>",
    "<iframe src=//x.example>",
    "<base href=//x.example/>", "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//x.example>",
    "<form action=//x.example><input>", "</td></tr></table>", "<details open ontoggle=alert(1)>",
    "` onfocus=alert(1) x=`",
    "\u{202E}moc.elpmaxe\u{202C}", "\u{2066}x\u{2069}", "a\u{2028}b\u{2029}c", "a\u{0}b",
    "\u{1B}[31mred\u{1B}[0m",
    "\u{1B}]8;;http://x.example\u{7}link\u{1B}]8;;\u{7}", "\u{9B}31m",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\u{FEFF}x\u{200B}y\u{200F}", "${7*7}{{7*7}}", "a\nb\r\nc\td", "\u{E0041}\u{E0042}", "<plaintext>",
    "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">", "\\\"}],\"end\":{", "%3Cscript%3E",
    "<xmp>",
  ]

  /// A payload for each number.
  @Sendable static func name(_ number: Int) -> String { payloads[number % payloads.count] }
}
