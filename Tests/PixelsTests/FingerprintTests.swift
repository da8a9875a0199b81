import Pixels
import Testing

/// Pictures of a series: each is a little further along than the one before.
private func slices(_ count: Int, step: Int = 3) -> [ComparedPicture] {
  let wide = ComparedPicture(width: 160 + step * count, height: 120, seed: 5)
  return (0..<count).map { slice in
    var picture = ComparedPicture(width: 160, height: 120)
    picture.fill(PixelRect(x: 0, y: 0, width: 160, height: 120)) { x, y in
      wide.samples[y * wide.width + x + slice * step]
    }
    return picture
  }
}

private func fingerprint(_ picture: ComparedPicture) throws -> PixelFingerprint {
  try #require(try PixelFingerprint(of: picture.file.pictures))
}

@Test func aPictureIsFoundByItsSamplesAndWorkedOverByItsMeans() throws {
  let series = slices(12)
  var index = FingerprintIndex()
  for (number, picture) in series.enumerated() { index.add(try fingerprint(picture), number: number) }
  for (number, picture) in series.enumerated() {
    #expect(index.match(try fingerprint(picture)) == .same([number], allFrames: true))
    var output = picture
    output.fill(PixelRect(x: 0, y: 0, width: 70, height: 14)) { _, _ in 0 }
    output.fill(PixelRect(x: 100, y: 110, width: 60, height: 10)) { _, _ in 255 }
    guard case .similar(number, let distance, let next) = index.match(try fingerprint(output)) else {
      Issue.record("\(number): \(index.match(try fingerprint(output)))")
      continue
    }
    #expect(distance < 0.02 && next > 2 * distance)
    output.samples = output.samples.map { $0 / 2 + 40 }
    guard case .similar(number, _, _) = index.match(try fingerprint(output)) else {
      Issue.record("\(number) in another scale: \(index.match(try fingerprint(output)))")
      continue
    }
  }
}

@Test func whatIsThereTwiceOrAsNearIsNotGuessed() throws {
  var index = FingerprintIndex()
  let picture = ComparedPicture()
  index.add(try fingerprint(picture), number: 4)
  index.add(try fingerprint(picture), number: 7)
  #expect(index.match(try fingerprint(picture)) == .same([4, 7], allFrames: true))
  var output = picture
  output.fill(PixelRect(x: 0, y: 0, width: 20, height: 20)) { _, _ in 0 }
  #expect(index.match(try fingerprint(output)) == .ambiguous([4, 7]))
  #expect(index.match(try fingerprint(ComparedPicture(seed: 8))) == .none)
  #expect(index.match(try fingerprint(ComparedPicture(width: 80))) == .none)
}

@Test func encodersThatWriteMoreBitsThanCountMakeTheSameFingerprint() throws {
  let picture = ComparedPicture(bits: 8)
  var wide = picture.file
  wide.allocated = 16
  wide.stored = 8
  wide.pixels = PictureFile.native(picture.samples.flatMap { [UInt8($0), 0] })
  let plain = try fingerprint(picture)
  let widened = try PixelFingerprint(of: wide.pictures)
  #expect(widened == plain && !plain.means.isFlat)
  var blank = picture
  blank.samples = picture.samples.map { _ in 7 }
  #expect(try fingerprint(blank).means.isFlat)
}

@Test(arguments: [2, 5, 10, 20])
func aPictureThatWasMadeBrighterIsFound(_ offset: Int) throws {
  var index = FingerprintIndex()
  let series = slices(12)
  for (number, picture) in series.enumerated() { index.add(try fingerprint(picture), number: number) }
  var output = series[5]
  output.samples = output.samples.map { $0 + offset }
  guard case .similar(5, _, _) = index.match(try fingerprint(output)) else {
    Issue.record("\(index.match(try fingerprint(output)))")
    return
  }
}

@Test func masksOfOtherBrightnessDoNotHideAPictureInAnotherScale() throws {
  var index = FingerprintIndex()
  let series = slices(12)
  for (number, picture) in series.enumerated() { index.add(try fingerprint(picture), number: number) }
  var output = series[5]
  output.samples = output.samples.map { $0 / 4 + 20 }
  output.fill(PixelRect(x: 0, y: 0, width: 53, height: 15)) { _, _ in 250 }
  output.fill(PixelRect(x: 80, y: 108, width: 80, height: 12)) { _, _ in 250 }
  guard case .similar(5, _, _) = index.match(try fingerprint(output)) else {
    Issue.record("\(index.match(try fingerprint(output)))")
    return
  }
}

@Test func masksAreHeldAgainstText() {
  let text = [
    PixelRect(x: 10, y: 10, width: 100, height: 12), PixelRect(x: 10, y: 30, width: 80, height: 12),
    PixelRect(x: 10, y: 60, width: 60, height: 12),
  ]
  let areas = [
    PixelRect(x: 8, y: 9, width: 60, height: 14), PixelRect(x: 60, y: 9, width: 52, height: 14),
    PixelRect(x: 12, y: 31, width: 20, height: 10), PixelRect(x: 200, y: 200, width: 30, height: 30),
  ]
  let cover = TextCover(areas: areas, original: text, output: [text[2]])
  #expect(cover.coveredText == [true, true, true, false])
  #expect(cover.left.map(\.rectangle) == [text[1], text[2]])
  #expect(cover.left.map(\.isSeen) == [false, true])
  #expect(abs(cover.left[0].coveredPart - 200.0 / 960) < 1e-9 && cover.left[1].coveredPart == 0)
}
