import Corpus
import Foundation
import Pixels
import Testing

@Test(
  arguments: [
    // height, ink, ground, rotation
    (7, 240, 20, 0), (10, 240, 20, 0), (24, 240, 20, 0), (40, 240, 20, 0), (12, 10, 230, 0), (12, 130, 90, 0),
    (12, 60, 100, 0), (12, 240, 20, 90), (12, 240, 20, 180), (12, 20, 200, 270),
  ] as [(Int, UInt8, UInt8, Int)])
func theGateFindsALineOfEachKind(_ height: Int, _ ink: UInt8, _ ground: UInt8, _ rotation: Int) throws {
  let image = try Drawn.line(
    "Okonkwo 1961", height: height, ink: ink, ground: ground, rotation: rotation, x: 8)
  let line = try #require(TextGate().lines(in: image).first)
  #expect(line.isUpright == (rotation == 90 || rotation == 270))
}

@Test func theGateFindsTextOnNearlyAllGroundsAndSeldomWhereNoneIs() throws {
  var (found, alarms) = (0, 0)
  for seed in 0..<40 as Range<UInt64> {
    let shown = try Drawn.picture(seed: 9_000_000 + seed, hasText: true)
    let image = GreyImage(width: shown.width, height: shown.height, pixels: shown.pixels)
    if !TextGate().lines(in: image).isEmpty { found += 1 }
    let bare = try Drawn.picture(seed: 9_000_000 + seed, hasText: false)
    #expect(bare.words.isEmpty)
    let empty = GreyImage(width: bare.width, height: bare.height, pixels: bare.pixels)
    if !TextGate().lines(in: empty).isEmpty { alarms += 1 }
  }
  #expect(found >= 38)
  #expect(alarms <= 2)
}

@Test(arguments: [
  (0, 0), (1, 1), (1, 5000), (5000, 1), (11, 40), (12, 12), (13, 4000), (33, 31),
])
func picturesOfOddSizesAreLookedAtWithoutFault(_ width: Int, _ height: Int) {
  for step in [0, 1, 97] {
    let pixels = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 &* step &* 31 ^ $0 / 7) }
    let lines = TextGate().lines(in: GreyImage(width: width, height: height, pixels: pixels))
    for line in lines {
      #expect(line.box.x >= 0 && line.box.y >= 0)
      #expect(line.box.x + line.box.width <= width && line.box.y + line.box.height <= height)
    }
  }
}

@Test func theSamePictureGivesTheSameLines() throws {
  let shown = try Drawn.picture(seed: 12, hasText: true)
  let image = GreyImage(width: shown.width, height: shown.height, pixels: shown.pixels)
  #expect(TextGate().lines(in: image).map(\.box) == TextGate().lines(in: image).map(\.box))
}

@Test func theGeneratorDrawsTheSamePictureFromTheSameSeed() throws {
  let (one, other) = (try Drawn.picture(seed: 4, hasText: true), try Drawn.picture(seed: 4, hasText: true))
  #expect(one.pixels == other.pixels)
  #expect(!one.words.isEmpty)
}

@Test(
  arguments: [
    // Four figures turned and sheer upon speckle; dark ones upon darker speckle; one short word of serif letters.
    7_000_163, 7_000_567, 7_000_321,
  ] as [UInt64])
func textUponSpeckleAndOfFewLettersIsFound(_ seed: UInt64) throws {
  let shown = try Drawn.benchPicture(seed: seed, hasText: true)
  let image = GreyImage(width: shown.width, height: shown.height, pixels: shown.pixels)
  #expect(
    TextGate().lines(in: image).contains { line in
      shown.words.contains {
        line.box.overlap(PixelRect(x: $0.x, y: $0.y, width: $0.width, height: $0.height)) > 0
      }
    })
}

@Test(
  arguments: [
    // Squares of a grey wedge in noise; folds of a brain; a curve of measured values.
    7_000_661, 7_000_861, 7_001_125,
  ] as [UInt64])
func marksOfDevicesFoldsAndCurvesAreNoText(_ seed: UInt64) throws {
  let bare = try Drawn.benchPicture(seed: seed, hasText: false)
  let image = GreyImage(width: bare.width, height: bare.height, pixels: bare.pixels)
  #expect(TextGate().lines(in: image).isEmpty)
}

@Test func aRingOfBrightSpotsIsNoText() {
  var pixels = [UInt8](repeating: 6, count: 256 * 256)
  for spot in 0..<26 {
    let angle = Double(spot) / 26 * 2 * Double.pi
    let (x, y) = (128 + Int(58 * cos(angle)), 128 + Int(70 * sin(angle)))
    for row in -4...4 {
      for column in -2...2 where 4 * column * column + row * row <= 18 {
        pixels[(y + row) * 256 + x + column] = UInt8(190 + (spot * 37 + row * 5) % 50)
      }
    }
  }
  #expect(TextGate().lines(in: GreyImage(width: 256, height: 256, pixels: pixels)).isEmpty)
}
