import Testing

@testable import Pixels

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private func noise(_ width: Int, _ height: Int, seed: UInt64) -> GreyImage {
  var random = SplitMix(state: seed)
  return GreyImage(
    width: width, height: height,
    pixels: (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &random) })
}

@Test(arguments: [(1, 1), (1, 300), (300, 1), (7, 5), (320, 240), (513, 511)])
func libpngReadsWhatWasWritten(_ width: Int, _ height: Int) throws {
  let image = noise(width, height, seed: UInt64(width * height))
  let read = try DocumentPictures(PNGImage(image).bytes).page(0)
  #expect((read.image.width, read.image.height) == (width, height))
  #expect(read.image.pixels == image.pixels)
}

@Test func coloursAreWrittenInTheirOrder() throws {
  let bytes = PNGImage(width: 3, height: 1, rgb: [255, 0, 0, 0, 255, 0, 0, 0, 255]).bytes
  // Red is darker than green and brighter than blue to Leptonica as to anybody.
  let read = try DocumentPictures(bytes).page(0).image.pixels
  #expect(read[0] > read[2] && read[1] > read[0])
}

@Test(arguments: 0..<40)
func pixelsUnderACoverHaveNoInfluence(_ seed: UInt64) throws {
  var random = SplitMix(state: seed)
  let (width, height) = (Int.random(in: 1...900, using: &random), Int.random(in: 1...900, using: &random))
  let first = noise(width, height, seed: seed)
  let covers = (0..<Int.random(in: 1...4, using: &random)).map { _ in
    PixelRect(
      x: Int.random(in: -20..<width, using: &random), y: Int.random(in: -20..<height, using: &random),
      width: Int.random(in: 0...200, using: &random), height: Int.random(in: 0...60, using: &random))
  }
  var second = first
  for cover in covers {
    let margin = CoveredPicture.margin
    for y in max(0, cover.y - margin)..<max(0, min(height, cover.y + cover.height + margin)) where y >= 0 {
      for x in max(0, cover.x - margin)..<max(0, min(width, cover.x + cover.width + margin)) where x >= 0 {
        second.pixels[y * width + x] = UInt8.random(in: 0...255, using: &random)
      }
    }
  }
  let pictures = [CoveredPicture(first, covering: covers), CoveredPicture(second, covering: covers)]
  #expect(pictures[0].bytes == pictures[1].bytes)
  #expect(max(pictures[0].width, pictures[0].height) <= CoveredPicture.longestSide)
}

@Test func besideACoverOnlyTheMeanOfACellIsShown() throws {
  let image = noise(100, 80, seed: 1)
  let cover = PixelRect(x: 20, y: 20, width: 30, height: 10)
  let read = try DocumentPictures(CoveredPicture(image, covering: [cover]).bytes).page(0).image
  // Cells that the cover does not reach: a whole one, and what is left of one in the corner.
  for (columns, rows) in [(0..<16, 0..<16), (96..<100, 64..<80)] {
    let pixels = rows.flatMap { y in columns.map { Int(image.pixels[y * 100 + $0]) } }
    let mean = (Double(pixels.reduce(0, +)) / Double(pixels.count)).rounded()
    for y in rows { for x in columns { #expect(Double(read.pixels[y * 100 + x]) == mean, "\(x) \(y)") } }
  }
  // Inside the outline nothing but the cover.
  for y in 18..<32 { for x in 18..<52 { #expect(read.pixels[y * 100 + x] == 0) } }
  // On the outline its colour.
  #expect(read.pixels[17 * 100 + 17] > 0)
}
