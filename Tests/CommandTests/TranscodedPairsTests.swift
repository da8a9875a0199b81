import Foundation
import Testing

/// Pairs that `compare` finds by pixels alone: outputs are renamed, have other UIDs, and no number of their series.
@Suite(.serialized) struct TranscodedPairsTests {
  /// Another program that encodes a file, and what it leaves of the samples.
  struct Encoder: Sendable, CustomTestStringConvertible {
    let program: String
    let arguments: [String]
    let isLossless: Bool
    /// Whether it makes 8 bits of 12.
    var isRescaling = false
    var testDescription: String { ([program] + arguments).joined(separator: " ") }

    static let dcmtk = [
      Encoder(program: "dcmcjpeg", arguments: ["+e1"], isLossless: true),
      Encoder(program: "dcmcrle", arguments: [], isLossless: true),
      Encoder(program: "dcmcjpls", arguments: [], isLossless: true),
      Encoder(program: "dcmcjpls", arguments: ["+en", "+md", "4"], isLossless: false),
      Encoder(program: "dcmcjpeg", arguments: ["+ee", "+q", "80"], isLossless: false),
      Encoder(program: "dcmcjpeg", arguments: ["+eb", "+q", "80"], isLossless: false, isRescaling: true),
    ]
    static let gdcm = [
      Encoder(program: "gdcmconv", arguments: ["--j2k"], isLossless: true),
      Encoder(program: "gdcmconv", arguments: ["--rle"], isLossless: true),
      Encoder(program: "gdcmconv", arguments: ["--jpeg"], isLossless: true),
      Encoder(program: "gdcmconv", arguments: ["--lossy", "--j2k", "-r", "8"], isLossless: false),
    ]

    func encode(_ input: String, _ output: String) throws {
      let names = program == "gdcmconv" ? ["-i", input, "-o", output] : [input, output]
      let run = try Program.run(program, arguments + names)
      try #require(run.status == 0, "\(self): \(run.errors)")
    }
  }

  /// A slice of a body of ellipses in which all moves on by three pixels from one to the next, of 12 bits: neighbours are
  /// as far from each other as slices of a head a millimetre apart.
  private struct Slice {
    static let (width, height) = (192, 160)
    var samples: [Int]

    init(_ number: Int) {
      var state = UInt64(number + 1)
      samples = []
      for y in 0..<Slice.height {
        for x in 0..<Slice.width {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          var value = 0.0
          // Centre, radii and brightness: a body, a bone that moves, two organs of which one grows.
          let organs: [(x: Double, y: Double, wide: Double, high: Double, value: Double)] = [
            (96, 80, 84, 66, 1_000), (60 + 3 * Double(number), 70, 14, 20, 1_500),
            (130, 60 + 3 * Double(number), 20, 16, -500), (96, 112, 10 + 3 * Double(number), 14, 600),
          ]
          for one in organs {
            let (across, down) = ((Double(x) - one.x) / one.wide, (Double(y) - one.y) / one.high)
            if across * across + down * down < 1 { value += one.value }
          }
          samples.append(min(4_095, max(0, Int(value) + Int(state >> 33) % 60)))
        }
      }
    }

    /// Paints a rectangle over.
    mutating func mask(x: Int, y: Int, width: Int, height: Int) {
      for row in y..<y + height {
        for column in x..<x + width { samples[row * Slice.width + column] = 0 }
      }
    }

    private static func le16(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }

    private static func element(_ group: Int, _ number: Int, _ vr: String, _ value: [UInt8]) -> [UInt8] {
      let padded = value.count % 2 == 0 ? value : value + [vr == "UI" ? 0 : 0x20]
      let head = le16(group) + le16(number) + Array(vr.utf8)
      let length = le16(padded.count & 0xFFFF) + le16(padded.count >> 16)
      return head + (vr == "OW" ? [0, 0] + length : le16(padded.count)) + padded
    }

    /// The slice as a file of a scanner, or of an anonymizer that left nothing but the picture.
    func file(_ uid: String, number: Int, isOriginal: Bool) -> [UInt8] {
      func text(_ group: Int, _ number: Int, _ vr: String, _ value: String) -> [UInt8] {
        Slice.element(group, number, vr, Array(value.utf8))
      }
      func short(_ group: Int, _ number: Int, _ value: Int) -> [UInt8] {
        Slice.element(group, number, "US", Slice.le16(value))
      }
      let ct = "1.2.840.10008.5.1.4.1.1.2"
      let meta =
        text(0x0002, 0x0002, "UI", ct) + text(0x0002, 0x0003, "UI", uid)
        + text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1")
      var bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
      bytes += Slice.element(0x0002, 0x0000, "UL", Slice.le16(meta.count) + [0, 0]) + meta
      bytes += text(0x0008, 0x0016, "UI", ct) + text(0x0008, 0x0018, "UI", uid)
      bytes += text(0x0008, 0x0060, "CS", "CT")
      bytes += text(0x0010, 0x0010, "PN", isOriginal ? "Quenby^Odile" : "X")
      bytes += text(0x0010, 0x0020, "LO", isOriginal ? "QX-77120" : "P1")
      if !isOriginal { bytes += text(0x0012, 0x0062, "CS", "YES") }
      let study = isOriginal ? "2.25.7001" : "2.25.8001"
      bytes += text(0x0020, 0x000D, "UI", study) + text(0x0020, 0x000E, "UI", study + ".1")
      if isOriginal { bytes += text(0x0020, 0x0013, "IS", "\(number + 1)") }
      bytes += short(0x0028, 0x0002, 1) + text(0x0028, 0x0004, "CS", "MONOCHROME2")
      bytes += short(0x0028, 0x0010, Slice.height) + short(0x0028, 0x0011, Slice.width)
      bytes += short(0x0028, 0x0100, 16) + short(0x0028, 0x0101, 12) + short(0x0028, 0x0102, 11)
      bytes += short(0x0028, 0x0103, 0)
      return bytes + Slice.element(0x7FE0, 0x0010, "OW", samples.flatMap(Slice.le16))
    }
  }

  /// How many slices there are, which of them has a mask in the output, and which has no original.
  private static let (count, masked, orphan) = (12, 4, 8)
  private static let mask = (x: 48, y: 56, width: 48, height: 32)

  /// A name that says nothing, in another order than the numbers.
  private static func name(_ number: Int) -> String { "f\(number * 7 % count)" }

  /// What a comparison of the series with what an encoder makes of it says: each pair with the way in which it was
  /// found, and the findings of each output.
  private func compare(
    _ encoder: Encoder
  ) throws -> (pairs: [Int: (original: Int, way: String)], findings: [Int: [[String: Any]]]) {
    let folder = Program.temporary("transcoded")
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    for name in ["in", "out"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    for number in 0..<Self.count {
      let slice = Slice(number)
      if number != Self.orphan {
        try Data(slice.file("2.25.70\(number)", number: number, isOriginal: true)).write(
          to: URL(fileURLWithPath: "\(folder)/in/\(number)"))
      }
      var output = slice
      if number == Self.masked {
        output.mask(x: Self.mask.x, y: Self.mask.y, width: Self.mask.width, height: Self.mask.height)
      }
      let plain = folder + "/plain"
      try Data(output.file("2.25.80\(number)", number: number, isOriginal: false)).write(
        to: URL(fileURLWithPath: plain))
      try encoder.encode(plain, "\(folder)/out/\(Self.name(number))")
    }
    let json = folder + "/report.json"
    let run = try Program.run(
      "deid-audit",
      [
        "compare", folder + "/in", folder + "/out", "--write-maps", folder + "/maps", "--json", json, "-q",
        "--text-reader", "tesseract",
      ], environment: ["OMP_THREAD_LIMIT": "1"])
    try #require([0, 1, 2].contains(run.status), "\(run.errors)")
    let numbers = Dictionary(uniqueKeysWithValues: (0..<Self.count).map { (Self.name($0), $0) })
    var pairs: [Int: (original: Int, way: String)] = [:]
    let rows = try String(contentsOfFile: folder + "/maps/pairs.csv", encoding: .utf8)
    for row in rows.split(separator: "\n").dropFirst() {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false)
      let original = Int(fields[0].split(separator: "/").last ?? "")
      guard let original, let output = numbers[String(fields[1].split(separator: "/").last ?? "")] else {
        continue
      }
      pairs[output] = (original, String(fields[2]))
    }
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any])
    var findings: [Int: [[String: Any]]] = [:]
    for file in try #require(report["files"] as? [[String: Any]]) {
      let path = try #require(file["path"] as? String)
      if let number = numbers[path] { findings[number] = file["findings"] as? [[String: Any]] }
    }
    return (pairs, findings)
  }

  private func expectPairs(_ encoder: Encoder) throws {
    let found = try compare(encoder)
    for number in 0..<Self.count where number != Self.orphan {
      let pair = found.pairs[number]
      #expect(pair?.original == number, "\(encoder): \(number)")
      let isExact = encoder.isLossless && number != Self.masked
      #expect(pair?.way == (isExact ? "pixel-fingerprint" : "pixel-likeness"), "\(encoder): \(number)")
    }
    #expect(found.pairs[Self.orphan] == nil, "\(encoder): its own original is missing")
    func ids(_ number: Int) -> Set<String> {
      Set((found.findings[number] ?? []).compactMap { $0["check"] as? String })
    }
    #expect(ids(Self.orphan).contains("compare.unpaired"))
    for number in 0..<Self.count where number != Self.orphan {
      #expect(
        ids(number).contains("compare.pixels-masked") == (number == Self.masked), "\(encoder): \(number)")
      let isLossy = !encoder.isLossless && !encoder.isRescaling
      #expect(ids(number).contains("compare.pixels-lossy") == isLossy, "\(encoder): \(number)")
      #expect(ids(number).contains("compare.pixels-changed") == encoder.isRescaling, "\(encoder): \(number)")
    }
    let messages = (found.findings[0] ?? []).compactMap { $0["message"] as? String }
    #expect(messages.contains { $0.contains(" dB") } == !encoder.isLossless, "\(encoder): \(messages)")
    let masks = (found.findings[Self.masked] ?? []).filter {
      $0["check"] as? String == "compare.pixels-masked"
    }
    let place = try #require(masks.first?["place"] as? [String: Any])
    let rectangle = try #require(place["rectangle"] as? [String: Int])
    #expect(masks.count == 1, "\(encoder)")
    let wanted = ["x": Self.mask.x, "y": Self.mask.y, "width": Self.mask.width, "height": Self.mask.height]
    for (key, value) in wanted {
      // Loss blurs the edge of a mask.
      let difference = abs((rectangle[key] ?? 0) - value)
      #expect(difference <= (encoder.isLossless ? 0 : 16), "\(encoder): \(key) of \(rectangle)")
    }
    #expect(ids(Self.masked).contains("compare.mask-misses-text"), "the mask covers no text")
  }

  @Test(
    .enabled(
      if: ["dcmcjpeg", "dcmcrle", "dcmcjpls"].allSatisfy(Program.has), "needs dcmcjpeg, dcmcrle, dcmcjpls"),
    arguments: Encoder.dcmtk)
  func whatDCMTKEncodedFindsItsOriginal(_ encoder: Encoder) throws { try expectPairs(encoder) }

  @Test(.enabled(if: Program.has("gdcmconv"), "needs gdcmconv"), arguments: Encoder.gdcm)
  func whatGDCMEncodedFindsItsOriginal(_ encoder: Encoder) throws { try expectPairs(encoder) }
}
