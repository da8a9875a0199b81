import DICOM
import Foundation
import Pixels
import Testing

private let corpus =
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path + "/../shared/corpus/transfer-syntax"

/// Small compressed files of every codec.
private let seeds = [
  "cornerstone3D/no-pixel-spacing.dcm", "pydicom-data/liver_deflate.dcm",
  "pydicom/test_files/SC_rgb_rle_16bit.dcm",
  "dicom-test-files/WG04/JPLL/NM1_JPLL", "dicom-test-files/WG04/JPLY/NM1_JPLY",
  "dicom-test-files/WG04/JLSL/NM1_JLSL", "dicom-test-files/WG04/J2KR/NM1_J2KR",
  "pydicom-data/HTJ2KLossless_08_RGB.dcm", "pydicom-data/liver_rle.dcm",
  "cornerstone3D/TestPattern_JPEG-Baseline_YBR422.dcm", "cornerstone3D/TestPattern_Palette_16.dcm",
]

private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }
}

/// Decodes all that a file holds; everything must end as a frame or as an error.
private func decodeAll(_ bytes: [UInt8]) -> (frames: Int, errors: Int) {
  let pictures = Pictures(FileReader(bytes, dictionary: NoDictionary()))
  var frames = 0
  var errors = 0
  for bitmap in pictures.bitmaps {
    guard case .success(let source) = bitmap.source else {
      errors += 1
      continue
    }
    for index in 0..<min(source.frameCount, 2) {
      do throws(PixelError) {
        let frame = try source.frame(index)
        #expect(frame.samples.count == frame.size.width * frame.size.height * frame.size.components)
        for rendering in source.renderings(of: frame) {
          #expect(rendering.image.pixels.count == frame.size.width * frame.size.height)
        }
        _ = try source.unusedBitPlanes(index)
        _ = try source.streamTexts(index)
        frames += 1
      } catch {
        errors += 1
      }
    }
  }
  for overlay in pictures.overlays {
    do throws(PixelError) {
      for index in 0..<min(overlay.frameCount, 2) { _ = try overlay.image(index) }
    } catch {
      errors += 1
    }
  }
  return (frames, errors)
}

@Test(
  .enabled(if: FileManager.default.fileExists(atPath: corpus), "needs published sample files"),
  arguments: seeds)
func aPublishedFileWithRandomChangesEndsAsFramesOrErrors(_ name: String) throws {
  let good = Array(try Data(contentsOf: URL(fileURLWithPath: "\(corpus)/\(name)")))
  #expect(decodeAll(good).frames > 0)
  var random = Generator(state: 20_260_102)
  // Where description and the beginnings of codestreams lie, changes tell more.
  let head = good.firstRange(of: [0xE0, 0x7F, 0x10, 0x00])?.lowerBound ?? good.count / 2
  for round in 0..<24 {
    var bytes = good
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let near = max(0, head - 600)..<min(good.count, head + 400)
      let place =
        round % 3 == 0 ? Int.random(in: 0..<good.count, using: &random) : Int.random(in: near, using: &random)
      bytes[place] =
        [0, 1, 0x7F, 0xFF, UInt8.random(in: 0...255, using: &random)][
          Int.random(in: 0..<5, using: &random)]
    }
    if round % 4 == 0 { bytes.removeLast(Int.random(in: 1..<good.count - head, using: &random)) }
    _ = decodeAll(bytes)
  }
}

@Test func everyPrefixOfAFragmentedFileEndsAsFramesOrErrors() {
  var run = [UInt8](repeating: 0, count: 64)
  run[0] = 1
  run[4] = 64
  let file = PictureFile(
    transferSyntax: "1.2.840.10008.1.2.5", frames: "2",
    pixels: PictureFile.fragments([0, 74], [run + [0xF9, 5], run + [0xF9, 6]]))
  let bytes = file.bytes
  #expect(decodeAll(bytes).frames == 2)
  for length in 0..<bytes.count { _ = decodeAll(Array(bytes.prefix(length))) }
}

@Test(
  arguments: [
    // the segments before the scan
    [0xFF, 0xC5, 0, 11, 8, 0, 2, 0, 4, 1, 1, 0x11, 0], [0xFF, 0xC7, 0, 11, 8, 0, 2, 0, 4, 1, 1, 0x11, 0],
    [0xFF, 0xDE, 0, 11, 8, 0, 2, 0, 4, 1, 1, 0x11, 0, 0xFF, 0xC0, 0, 11, 8, 0, 2, 0, 4, 1, 1, 0x11, 0],
  ] as [[UInt8]])
func hierarchicalJPEGIsNamedAsWhatItIs(_ segments: [UInt8]) {
  let stream: [UInt8] =
    [0xFF, 0xD8] + segments + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xFF, 0xD9]
  var file = PictureFile(transferSyntax: "1.2.840.10008.1.2.4.55")
  file.pixels = PictureFile.fragments([], [stream])
  #expect(file.failure() == .unsupported(.hierarchicalJPEG))
  #expect("\(PixelError.unsupported(.hierarchicalJPEG))" == "hierarchical JPEG cannot be decoded")
}
