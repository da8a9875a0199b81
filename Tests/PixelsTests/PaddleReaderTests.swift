import Foundation
import Testing

@testable import Pixels

/// Where the PP-OCR reader's library and model are; nil if they are not installed.
private let installed = ProcessInfo.processInfo.environment["PADDLE_DIR"].flatMap { folder in
  let names = ["libonnxruntime.so", "rec.onnx"]
  return names.allSatisfy { FileManager.default.isReadableFile(atPath: "\(folder)/\($0)") } ? folder : nil
}

/// Why tests of the reader do not run.
private let missing: Comment = "the PP-OCR text reader is not in PADDLE_DIR: `make install-paddle` gets it"

@Suite(.serialized, .enabled(if: installed != nil, missing)) struct PaddleReaderTests {
  @Test(
    arguments: [
      // ink, ground, rotation
      (240, 20, 0), (20, 230, 0), (240, 20, 90), (240, 20, 180), (240, 20, 270), (120, 60, 0),
    ] as [(UInt8, UInt8, Int)])
  func aLineIsReadWhicheverWayItIsDrawn(_ ink: UInt8, _ ground: UInt8, _ rotation: Int) throws {
    let image = try Drawn.line("MARLOWE 2847", ink: ink, ground: ground, rotation: rotation)
    var finder = TextFinder(reader: try PaddleReader(folder: #require(installed)))
    let words = finder.find(in: image).flatMap(\.reading.words)
    #expect(words.map(\.text) == ["MARLOWE", "2847"])
    #expect(words.allSatisfy { $0.rotation == rotation && $0.confidence > 0.8 })
    let name = try #require(words.first)
    let truth =
      switch rotation {
      case 90: PixelRect(x: 256, y: 40, width: 14, height: 100)
      case 180: PixelRect(x: 180, y: 256, width: 100, height: 14)
      case 270: PixelRect(x: 50, y: 180, width: 14, height: 100)
      default: PixelRect(x: 40, y: 50, width: 100, height: 14)
      }
    #expect(5 * name.box.overlap(truth) > 4 * truth.area, "\(name.box)")
    #expect(4 * name.box.area < 5 * truth.area, "\(name.box)")
  }

  @Test(arguments: [7, 8, 10, 20, 34])
  func textIsReadFromSevenPixelsUp(_ height: Int) throws {
    let image = try Drawn.line("Zuniga 1987", height: height, x: 20)
    var finder = TextFinder(reader: try PaddleReader(folder: #require(installed)))
    #expect(finder.find(in: image).flatMap(\.reading.words).map(\.text) == ["Zuniga", "1987"])
  }

  @Test func aLineWithNoTimeLeftIsCutShort() throws {
    let image = try Drawn.line("TANAKA 4711")
    var reader = try PaddleReader(folder: #require(installed))
    let line = try #require(TextGate().lines(in: image).first)
    let reading = reader.read(line, in: image, deadline: .zero)
    #expect(reading.isCutShort)
    #expect(reading.words.isEmpty)
  }

  @Test func twoReadersInOneProcessReadTheSame() throws {
    let image = try Drawn.line("TANAKA 4711")
    let folder = try #require(installed)
    var first = TextFinder(reader: try PaddleReader(folder: folder))
    var second = TextFinder(reader: try PaddleReader(folder: folder))
    for _ in 0..<3 {
      #expect(first.find(in: image).flatMap(\.reading.words).map(\.text) == ["TANAKA", "4711"])
      #expect(second.find(in: image).flatMap(\.reading.words).map(\.text) == ["TANAKA", "4711"])
    }
  }

  @Test func theLibraryHasNoAddressToReportTo() throws {
    let path = try #require(installed) + "/libonnxruntime.so"
    let library = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    #expect(library.range(of: Data("OrtGetApiBase".utf8)) != nil)
    for address in ["events.data.microsoft.com", "/onnxruntime.db"] {
      #expect(library.range(of: Data(address.utf8)) == nil, "\(address)")
    }
  }

  @Test func aModelThatIsNoneIsRefused() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("paddle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/libonnxruntime.so",
      withDestinationPath: try #require(installed) + "/libonnxruntime.so")
    try Data("no model".utf8).write(to: folder.appendingPathComponent("rec.onnx"))
    #expect(throws: PaddleReaderError.modelUnusable(name: "rec.onnx")) {
      _ = try PaddleReader(folder: folder.path)
    }
  }
}

@Suite struct PaddleReaderWithoutModelTests {
  @Test func whatIsMissingIsSaidWithHowItIsHad() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("paddle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    let refusal = { () -> String in
      do throws(PaddleReaderError) {
        _ = try PaddleReader(folder: folder.path)
        return "none"
      } catch {
        return error.description
      }
    }
    #expect(
      refusal()
        == "the PP-OCR text reader has no libonnxruntime.so in its folder: `make install-paddle` gets it")
    try Data("no library".utf8).write(to: folder.appendingPathComponent("libonnxruntime.so"))
    #expect(
      refusal() == "the PP-OCR text reader has no rec.onnx in its folder: `make install-paddle` gets it")
    try Data("no model".utf8).write(to: folder.appendingPathComponent("rec.onnx"))
    #expect(
      refusal()
        == "the PP-OCR text reader cannot load libonnxruntime.so: `make install-paddle` gets one that fits")
  }

  @Test(
    arguments: [
      // likeliest class of each step, what is read
      ([0, 1, 1, 0, 2, 0], ["a@1-2", "b@4-4"]),
      ([1, 0, 1], ["a@0-0", "a@2-2"]),
      ([1, 1, 2, 2], ["a@0-1", "b@2-3"]),
      ([1, 3, 2], ["a@0-0", " @1-1", "b@2-2"]),
      ([0, 0], []),
      ([], []),
    ] as [([Int], [String])])
  func equalStepsAreOneCharacterAndTheFirstClassIsNone(_ steps: [Int], _ read: [String]) {
    let classes = RecognizedCharacter.classes(named: "a\nb\n")
    #expect(classes == ["", "a", "b", " "])
    let probabilities = steps.flatMap { best in classes.indices.map { $0 == best ? Float(0.9) : 0.03 } }
    let characters = probabilities.withUnsafeBufferPointer {
      RecognizedCharacter.decode($0, steps: steps.count, classes: classes)
    }
    #expect(characters.map { "\($0.text)@\($0.steps.lowerBound)-\($0.steps.upperBound)" } == read)
    #expect(characters.allSatisfy { $0.confidence == 0.9 })
  }

  @Test func wordsPartAtSpacesAndAtWideGaps() {
    let characters = [("a", 2), ("b", 5), (" ", 7), ("c", 9), ("d", 20)].map { text, step in
      RecognizedCharacter(text: text, steps: step...step, confidence: 1)
    }
    let words = RecognizedCharacter.words(characters, widestGap: 6).map { $0.map(\.text).joined() }
    #expect(words == ["ab", "c", "d"])
  }

  @Test(arguments: [1, 1279, 1280, 1281, 5000])
  func longLinesAreReadInPartsThatEndWhereThereIsNoInk(_ width: Int) {
    // A light column at every hundredth; all else is ink.
    let pixels = (0..<48).flatMap { _ in (0..<width).map { $0 % 100 == 99 ? UInt8(255) : 10 } }
    let parts = PaddleReader.parts(of: GreyImage(width: width, height: 48, pixels: pixels))
    #expect(parts.first?.lowerBound == 0)
    #expect(parts.last?.upperBound == width)
    #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(parts.allSatisfy { !$0.isEmpty && $0.count <= 1280 })
    #expect(parts.dropLast().allSatisfy { $0.upperBound % 100 == 99 })
  }
}
