import DICOM
import Pixels
import Testing

private let box = PixelRect(x: 21, y: 34, width: 58, height: 19)

/// What was done to a rectangle of a picture, and what it is to be seen as.
private let workings:
  [(what: String, work: @Sendable (inout ComparedPicture) -> Void, kind: ChangedArea.Kind)] = [
    ("painted black", { $0.fill(box) { _, _ in 0 } }, .masked),
    ("painted grey", { $0.fill(box) { _, _ in 100 } }, .masked),
    (
      "a mosaic",
      { picture in
        let old = picture
        picture.fill(box) { x, y in
          let (left, top) = (x - (x - box.x) % 12, y - (y - box.y) % 12)
          var sum = 0
          for row in top..<top + 6 {
            for column in left..<left + 6 { sum += old.samples[row * old.width + column] }
          }
          return sum / 36
        }
      }, .coarsened
    ),
    (
      "another picture",
      { picture in
        let other = ComparedPicture(bits: picture.bits, seed: 9)
        let width = picture.width
        picture.fill(box) { x, y in other.samples[y * width + x] }
      }, .changed
    ),
  ]

@Test(arguments: workings.indices, [8, 12])
func whatWasDoneToARectangleIsSeenWhereItWasDone(_ number: Int, _ bits: Int) throws {
  let original = ComparedPicture(bits: bits)
  var output = original
  workings[number].work(&output)
  let found = try original.file.compared(with: output.file)
  let frame = try #require(found.frames.first)
  let changed = zip(original.samples, output.samples).filter { $0 != $1 }
  #expect(frame.likeness == .areas)
  #expect(frame.changedPixels == changed.count)
  #expect(frame.areas.map(\.kind) == [workings[number].kind], "\(workings[number].what)")
  let area = try #require(frame.areas.first).rectangle
  // A sample may be what it was by chance, at the edge as well.
  #expect(area.overlap(box) == area.area && area.area > box.area * 9 / 10)
  #expect(frame.outside.sumOfSquares == 0 && frame.psnr == nil)
  let squares = changed.reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
  #expect(frame.whole.sumOfSquares == squares)
  #expect(frame.peak == Double(1 << bits - 1))
  #expect(!found.isIdentical && found.geometry.isEmpty)
}

@Test func twoMasksAreTwoAreasAndARingIsNotTheWholePicture() throws {
  let original = ComparedPicture()
  var output = original
  output.fill(PixelRect(x: 0, y: 0, width: 40, height: 16)) { _, _ in 0 }
  output.fill(PixelRect(x: 100, y: 80, width: 40, height: 16)) { _, _ in 0 }
  let two = try #require(try original.file.compared(with: output.file).frames.first)
  #expect(two.areas.count == 2 && two.areas.allSatisfy { $0.kind == .masked })
  output = original
  let whole = PixelRect(x: 0, y: 0, width: 160, height: 120)
  output.fill(whole) { x, y in
    x < 8 || y < 8 || x >= 152 || y >= 112 ? 255 : original.samples[y * 160 + x]
  }
  let ring = try #require(try original.file.compared(with: output.file).frames.first)
  #expect(ring.areas.count > 2 && ring.areas.allSatisfy { $0.kind == .masked })
  #expect(ring.areas.reduce(0) { $0 + $1.rectangle.area } < whole.area / 2)
}

@Test func theSameBytesAreNotDecodedAndTheRestIs() throws {
  let pictures = (1...6).map { ComparedPicture(width: 32, height: 24, seed: $0) }
  var original = pictures[0].file
  original.frames = "6"
  original.pixels = PictureFile.native(pictures.flatMap(\.native))
  let same = try original.compared(with: original)
  #expect(same.isIdentical && same.sameBytes == [0..<6] && same.frames.isEmpty)
  var changed = pictures
  changed[2].fill(PixelRect(x: 4, y: 4, width: 9, height: 9)) { _, _ in 0 }
  var output = original
  output.pixels = PictureFile.native(changed.flatMap(\.native))
  let found = try original.compared(with: output)
  #expect(found.sameBytes == [0..<2, 3..<6] && found.frames.map(\.frame) == [2])
  #expect(found.frames.first?.areas.first?.rectangle == PixelRect(x: 4, y: 4, width: 9, height: 9))
  output.frames = "4"
  output.pixels = PictureFile.native(pictures.prefix(4).flatMap(\.native))
  let fewer = try original.compared(with: output)
  #expect(!fewer.isIdentical && fewer.frameCounts.original == 6 && fewer.frameCounts.output == 4)
  #expect(fewer.geometry.map(\.attribute) == [.frames] && fewer.sameBytes == [0..<4])
}

/// The same picture in two encodings.
private func colours(_ interpretation: String, planar: Int = 0, _ bytes: [UInt8]) -> PictureFile {
  var file = PictureFile()
  file.rows = 24
  file.columns = 32
  file.samples = 3
  file.interpretation = interpretation
  file.planar = planar
  file.pixels = PictureFile.native(bytes)
  return file
}

@Test func otherEncodingsOfTheSameColoursAreTheSameButForRounding() throws {
  let picture = ComparedPicture(width: 32, height: 24, components: 3)
  let rgb = picture.native
  let planes = (0..<3).flatMap { plane in stride(from: plane, to: rgb.count, by: 3).map { rgb[$0] } }
  let planar = try colours("RGB", rgb).compared(with: colours("RGB", planar: 1, planes))
  #expect(planar.isIdentical && planar.geometry.map(\.attribute) == [.planarConfiguration])
  // PS3.3 section C.7.6.3.1.2.
  var ybr: [UInt8] = []
  for start in stride(from: 0, to: rgb.count, by: 3) {
    let (red, green, blue) = (Double(rgb[start]), Double(rgb[start + 1]), Double(rgb[start + 2]))
    for value in [
      0.299 * red + 0.587 * green + 0.114 * blue, -0.1687 * red - 0.3313 * green + 0.5 * blue + 128,
      0.5 * red - 0.4187 * green - 0.0813 * blue + 128,
    ] {
      ybr.append(UInt8(min(max(value.rounded(), 0), 255)))
    }
  }
  let turned = try #require(try colours("RGB", rgb).compared(with: colours("YBR_FULL", ybr)).frames.first)
  #expect(turned.likeness == .rounding && turned.form == .rgb && turned.changedPixels == 0)
  #expect(turned.whole.greatest > 0 && turned.whole.greatest <= 2)
  var masked = ybr
  for y in 2..<12 {
    for x in 3..<20 { masked.replaceSubrange((y * 32 + x) * 3..<(y * 32 + x) * 3 + 3, with: [0, 128, 128]) }
  }
  let cut = try #require(try colours("RGB", rgb).compared(with: colours("YBR_FULL", masked)).frames.first)
  #expect(cut.likeness == .areas)
  #expect(cut.areas.map(\.rectangle) == [PixelRect(x: 3, y: 2, width: 17, height: 10)])
}

@Test func blackForWhiteIsTheSamePictureIfTheAttributesSaySo() throws {
  let picture = ComparedPicture(bits: 12)
  var inverted = picture
  inverted.samples = picture.samples.map { 4_095 - $0 }
  var output = inverted.file
  output.interpretation = "MONOCHROME1"
  let found = try picture.file.compared(with: output)
  #expect(found.isIdentical && found.frames.first?.form == .inverted)
  #expect(found.geometry.map(\.attribute) == [.photometricInterpretation])
  let wrong = try picture.file.compared(with: inverted.file)
  #expect(wrong.frames.first?.likeness == .rescaled && wrong.frames.first?.scale?.slope == -1)
}

@Test func anotherScaleIsSaidWithItsLineAndWhatIsPaintedOverIsSeenAllTheSame() throws {
  let picture = ComparedPicture(bits: 12)
  var eight = ComparedPicture(bits: 8)
  eight.samples = picture.samples.map { $0 / 16 }
  let found = try #require(try picture.file.compared(with: eight.file).frames.first)
  #expect(found.likeness == .rescaled && found.areas.isEmpty)
  #expect(abs(try #require(found.scale).slope - 1.0 / 16) < 0.001)
  eight.fill(PixelRect(x: 40, y: 40, width: 32, height: 12)) { _, _ in 0 }
  let masked = try #require(try picture.file.compared(with: eight.file).frames.first)
  #expect(masked.likeness == .rescaled && masked.areas.map(\.kind) == [.masked])
  // What is painted over does not pull the line away, and noise is measured in the output's numbers.
  #expect(abs(try #require(masked.scale).slope - 1.0 / 16) < 0.0001)
  let psnr = try #require(masked.psnr)
  #expect(masked.peak < 256 && psnr > 50)
}

@Test func anotherPictureIsNoLossyEncoding() throws {
  let original = ComparedPicture(seed: 1)
  let other = try #require(try original.file.compared(with: ComparedPicture(seed: 4).file).frames.first)
  #expect(other.likeness == .replaced || other.areas.contains { $0.kind == .changed && $0.width > 140 })
}

@Test func picturesThatCannotBeComparedSayWhy() throws {
  let picture = ComparedPicture()
  var wide = ComparedPicture(width: 152)
  wide.width = 152
  let sizes = try picture.file.compared(with: wide.file)
  #expect(sizes.notCompared.first?.problem == "the frames are of different sizes")
  #expect(!sizes.isIdentical && sizes.geometry.map(\.attribute) == [.columns])
  var short = picture.file
  short.pixels = PictureFile.native(Array(picture.native.prefix(100)))
  #expect(!(try picture.file.compared(with: short).isIdentical))
  var none = picture.file
  none.pixels = []
  let missing = PictureComparison(of: picture.file.pictures, none.pictures)
  #expect(missing.onlyInOriginal.map(\.path.description) == ["(7FE0,0010)"] && !missing.isIdentical)
  #expect(missing.elements.isEmpty && missing.onlyInOutput.isEmpty)
}

// MARK: overlays

/// Dots of an overlay as large as an invented picture: a frame of lines and a block of letters' size.
private func drawing(without cut: PixelRect? = nil) -> [Bool] {
  (0..<120 * 160).map { place in
    let (x, y) = (place % 160, place / 160)
    if let cut, cut.overlap(PixelRect(x: x, y: y, width: 1, height: 1)) > 0 { return false }
    return y == 10 || y == 100 || x == 12
      || (30..<60).contains(x) && (40..<52).contains(y) && (x + y) % 3 != 0
  }
}

extension PictureFile {
  /// The file with an overlay plane of 160 by 120 dots, the first of them in the lowest bit.
  fileprivate func withOverlay(_ dots: [Bool]) -> PictureFile {
    var file = self
    var bytes = [UInt8](repeating: 0, count: dots.count / 8)
    for (place, isSet) in dots.enumerated() where isSet { bytes[place / 8] |= 1 << UInt8(place % 8) }
    file.more +=
      PictureFile.element(0x6000, 0x0010, us: 120) + PictureFile.element(0x6000, 0x0011, us: 160)
      + PictureFile.element(0x6000, 0x0040, "G", vr: "CS")
      + PictureFile.element(0x6000, 0x0050, "SS", [1, 0, 1, 0])
      + PictureFile.element(0x6000, 0x0100, us: 1) + PictureFile.element(0x6000, 0x0102, us: 0)
      + PictureFile.element(0x6000, 0x3000, "OW", bytes)
    return file
  }
}

@Test(arguments: [
  // whether the dot was set in the original, what becomes of it
  (true, ChangedArea.Kind.masked), (false, .changed),
])
func oneDotOfAnOverlayIsSeenWhereItIs(_ wasSet: Bool, _ kind: ChangedArea.Kind) throws {
  let file = ComparedPicture().file
  let before = drawing()
  let place = wasSet ? 10 * 160 + 37 : 70 * 160 + 37
  #expect(before[place] == wasSet)
  var after = before
  after[place].toggle()
  let found = PictureComparison(
    of: file.withOverlay(before).pictures, file.withOverlay(after).pictures)
  let overlay = try #require(found.overlays.first)
  #expect(found.overlays.count == 1 && overlay.original.path.description == "(6000,3000)")
  let frame = try #require(overlay.frames.first)
  #expect(frame.likeness == .areas && frame.changedPixels == 1 && !found.isIdentical)
  #expect(frame.areas.map(\.rectangle) == [PixelRect(x: 37, y: wasSet ? 10 : 70, width: 1, height: 1)])
  #expect(frame.areas.map(\.kind) == [kind])
  #expect(found.elements.allSatisfy(\.isIdentical) && found.elements.count == 1)
}

@Test(arguments: [
  // what is cleared: all, or a rectangle
  nil, PixelRect(x: 28, y: 38, width: 40, height: 20),
])
func anOverlayThatIsClearedIsPaintedOver(_ cut: PixelRect?) throws {
  let file = ComparedPicture().file
  let before = drawing()
  let after = cut.map { drawing(without: $0) } ?? before.map { _ in false }
  let found = PictureComparison(
    of: file.withOverlay(before).pictures, file.withOverlay(after).pictures)
  let frame = try #require(found.overlays.first?.frames.first)
  #expect(frame.likeness == .areas && frame.areas.allSatisfy { $0.kind == .masked })
  let cleared = before.indices.filter { before[$0] && !after[$0] }
  #expect(frame.changedPixels == cleared.count)
  for place in cleared {
    let dot = PixelRect(x: place % 160, y: place / 160, width: 1, height: 1)
    #expect(frame.areas.contains { $0.rectangle.overlap(dot) == 1 })
  }
  guard let cut else { return }
  #expect(frame.areas.count == 1 && frame.areas.allSatisfy { $0.rectangle.overlap(cut) == $0.rectangle.area })
}

@Test func anOverlayThatIsDrawnAnewIsAnotherAndNeverEncodedWithLoss() throws {
  let file = ComparedPicture().file
  let before = drawing()
  // All over, the dots of the original are one row further down.
  let shifted = before.indices.map { $0 >= 160 && before[$0 - 160] }
  // Half of all dots at random places.
  let noise = ComparedPicture(bits: 12, seed: 3).samples.map { $0 % 2 == 1 }
  for after in [shifted, noise] {
    let found = PictureComparison(
      of: file.withOverlay(before).pictures, file.withOverlay(after).pictures)
    let frame = try #require(found.overlays.first?.frames.first)
    #expect(frame.likeness != .lossy && frame.likeness != .identical && frame.likeness != .rounding)
    #expect(frame.likeness == .replaced || frame.areas.contains { $0.kind == .changed })
  }
}

@Test func anOverlayThatIsRemovedIsSaidOnceAndThePictureIsAsItWas() throws {
  let file = ComparedPicture().file
  let found = PictureComparison(of: file.withOverlay(drawing()).pictures, file.pictures)
  #expect(found.onlyInOriginal.map(\.path.description) == ["(6000,3000)"] && found.overlays.isEmpty)
  #expect(found.elements.allSatisfy(\.isIdentical) && found.elements.count == 1 && !found.isIdentical)
  let added = PictureComparison(of: file.pictures, file.withOverlay(drawing()).pictures)
  #expect(added.onlyInOutput.map(\.path.description) == ["(6000,3000)"] && added.onlyInOriginal.isEmpty)
}

/// Bits that do not count are no part of what is compared; whether text is in them is looked at by itself.
@Test func anOverlayInUnusedBitsIsNoPartOfThePicture() throws {
  let picture = ComparedPicture(bits: 12)
  var marked = picture
  for (place, isSet) in drawing().enumerated() where isSet { marked.samples[place] |= 0x8000 }
  let original = marked.file
  #expect(try original.source().unusedBitPlanes(0).map(\.bit) == [15])
  let found = try original.compared(with: picture.file)
  #expect(found.isIdentical && found.frames.count == 1 && found.sameBytes.isEmpty && found.geometry.isEmpty)
}

// MARK: palettes

/// A file of indices that are all even, with tables of 16 bits.
private func palette(
  _ indices: [Int], _ table: (_ colour: Int, _ index: Int) -> Int
) -> PictureFile {
  var file = ComparedPicture().file
  file.interpretation = "PALETTE COLOR"
  file.pixels = PictureFile.native(indices.map(UInt8.init))
  // 256 entries from 0 on.
  for colour in 0..<3 {
    file.more += PictureFile.element(0x0028, 0x1101 + colour, "US", [0, 1, 0, 0, 16, 0])
  }
  for colour in 0..<3 {
    let entries = (0..<256).flatMap { PictureFile.le16(table(colour, $0) * 257) }
    file.more += PictureFile.element(0x0028, 0x1201 + colour, "OW", entries)
  }
  return file
}

private let indices = ComparedPicture().samples.map { $0 & 0xFE }

/// A colour that no other index has.
private func ramp(_ colour: Int, _ index: Int) -> Int { (index + 50 * colour) % 256 }

@Test(arguments: [
  // the entry that is another, and whether pixels have its index
  (100, true), (101, false),
])
func anEntryOfAPaletteIsCountedAndIsNoMask(_ entry: Int, _ isUsed: Bool) throws {
  let pixels = indices.count { $0 == entry }
  #expect((pixels > 0) == isUsed)
  let output = palette(indices) { $0 == 2 && $1 == entry ? 255 - ramp($0, $1) : ramp($0, $1) }
  let found = try palette(indices, ramp).compared(with: output)
  #expect(found.geometry.map(\.attribute) == [.palette])
  #expect(found.geometry.first?.palette == PaletteDifference(values: 256, red: 0, green: 0, blue: 1))
  let frame = try #require(found.frames.first)
  #expect(frame.recolouredPixels == pixels && frame.likeness == .identical)
  #expect(frame.areas.isEmpty && frame.changedPixels == 0)
  #expect(found.hasSameSamples && found.isIdentical == !isUsed)
}

@Test func aMaskIsSeenWhereAPaletteIsAnotherAsWell() throws {
  var masked = indices
  for y in 40..<60 { for x in 30..<90 { masked[y * 160 + x] = 0 } }
  let output = palette(masked) { $1 == 100 ? 7 : ramp($0, $1) }
  let frame = try #require(try palette(indices, ramp).compared(with: output).frames.first)
  #expect(frame.likeness == .areas && frame.areas.map(\.kind) == [.masked])
  let box = PixelRect(x: 30, y: 40, width: 60, height: 20)
  #expect(frame.areas.allSatisfy { $0.rectangle.overlap(box) == $0.rectangle.area })
  #expect(frame.recolouredPixels == zip(indices, masked).count { $0 == 100 && $1 == 100 })
}

@Test func theSameColoursByOtherIndicesAreTheSamePicture() throws {
  let output = palette(indices.map { 255 - $0 }) { ramp($0, 255 - $1) }
  let found = try palette(indices, ramp).compared(with: output)
  let frame = try #require(found.frames.first)
  #expect(frame.likeness == .identical && frame.form == .rgb && frame.recolouredPixels == 0)
  #expect(found.geometry.map(\.attribute) == [.palette])
  var colours = ComparedPicture().file
  colours.samples = 3
  colours.interpretation = "RGB"
  colours.pixels = PictureFile.native(
    indices.flatMap { index in (0..<3).map { UInt8(ramp($0, index)) } })
  let written = try palette(indices, ramp).compared(with: colours)
  #expect(written.geometry.map(\.attribute) == [.samples, .photometricInterpretation])
  #expect(written.isIdentical && written.frames.first?.form == .rgb)
}

@Test func aPictureWhosePaletteIsGoneIsNotCompared() throws {
  var output = palette(indices, ramp)
  output.more = []
  let found = try palette(indices, ramp).compared(with: output)
  #expect(found.problem == "the output's pixels: (0028,1101) is missing or unreadable")
  #expect(!found.isIdentical && !found.hasSameSamples && found.frames.isEmpty)
}
