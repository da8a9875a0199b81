import Pixels
import Testing

@Suite(.serialized) struct TextReaderTests {
  @Test(
    arguments: [
      // ink, ground, rotation
      (240, 20, 0), (20, 230, 0), (240, 20, 90), (240, 20, 180), (240, 20, 270), (120, 60, 0),
    ] as [(UInt8, UInt8, Int)])
  func aLineIsReadWhicheverWayItIsDrawn(_ ink: UInt8, _ ground: UInt8, _ rotation: Int) throws {
    let image = try Drawn.line("MARLOWE 2847", ink: ink, ground: ground, rotation: rotation)
    var finder = try TextFinder()
    let found = finder.find(in: image)
    let words = found.flatMap(\.reading.words)
    #expect(words.map(\.text).joined(separator: " ") == "MARLOWE 2847")
    #expect(words.allSatisfy { $0.rotation == rotation && $0.confidence > 0.5 })
    let name = try #require(words.first)
    let truth =
      switch rotation {
      case 90: PixelRect(x: 256, y: 40, width: 14, height: 85)
      case 180: PixelRect(x: 195, y: 256, width: 85, height: 14)
      case 270: PixelRect(x: 50, y: 195, width: 14, height: 85)
      default: PixelRect(x: 40, y: 50, width: 85, height: 14)
      }
    #expect(2 * name.box.overlap(truth) > truth.area, "\(name.box)")
    #expect(name.box.area < 3 * truth.area, "\(name.box)")
  }

  @Test func aCaptionIsReadOnceHoweverManyFramesShowIt() throws {
    var finder = try TextFinder()
    let caption = try Drawn.line("TANAKA 4711")
    let bare = GreyImage(width: 320, height: 320, pixels: Array(repeating: 20, count: 320 * 320))
    for _ in 0..<20 {
      let words = finder.find(in: caption).flatMap(\.reading.words).map(\.text)
      #expect(words == ["TANAKA", "4711"])
    }
    #expect(finder.find(in: bare).isEmpty)
    #expect(finder.counts.read == 1)
    #expect(finder.counts.repeated == 19)
  }

  @Test func aCaptionThatAppearsOrChangesInOneFrameIsRead() throws {
    var finder = try TextFinder()
    let bare = GreyImage(width: 320, height: 320, pixels: Array(repeating: 20, count: 320 * 320))
    let frames = try (0..<30).map { frame in
      switch frame {
      case 20: try Drawn.line("TANAKA 4712")
      case 21: try Drawn.line("TANAKA 47123")
      case 10...: try Drawn.line("TANAKA 4711")
      default: bare
      }
    }
    let read = frames.map { finder.find(in: $0).flatMap(\.reading.words).map(\.text) }
    #expect(read[9].isEmpty)
    #expect(read[10] == ["TANAKA", "4711"])
    #expect(read[20] == ["TANAKA", "4712"])
    #expect(read[21] == ["TANAKA", "47123"])
    #expect(read[22] == ["TANAKA", "4711"])
    #expect(finder.counts.read == 3)
  }

  @Test func aLanguageWithoutModelIsAnError() {
    #expect(throws: TextReaderError.modelMissing(language: "xxx")) { _ = try TextReader(languages: "xxx") }
  }

  @Test(
    arguments: [
      // languages, missing
      ("eng", []), ("eng+eng", []), ("xxx", ["xxx"]), ("eng+xxx+yyy", ["xxx", "yyy"]), ("", [""]),
      ("eng+", [""]),
      ("../tessdata/eng", ["../tessdata/eng"]), ("eng ", ["eng "]),
    ] as [(String, [String])])
  func languagesWithoutModelsAreNamed(_ languages: String, _ missing: [String]) {
    #expect(TextModels.missing(of: languages, in: TextModels.folder) == missing)
  }

  @Test func aReadingEndsAtItsDeadline() throws {
    var seed: UInt32 = 1
    let pixels = (0..<1024 * 1024).map { _ -> UInt8 in
      seed = seed &* 1_664_525 &+ 1_013_904_223
      return UInt8(seed >> 24) / 24
    }
    let reader = try TesseractEngine(languages: "eng", folder: TextModels.folder)
    let image = GreyImage(width: 1024, height: 1024, pixels: pixels)
    let time = ContinuousClock().measure {
      let reading = reader.readWhole(image, layout: .sparse, deadline: .milliseconds(200))
      #expect(reading.isCutShort)
    }
    #expect(time < .seconds(8))
  }
}
