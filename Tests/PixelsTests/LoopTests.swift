import Corpus
import DICOM
import Testing

@testable import Pixels

/// What stays the same from frame to frame is looked at once, and what does not is never missed.
@Suite(.serialized) struct LoopTests {
  private static let side = 320
  private static let ground = [UInt8](repeating: 20, count: side * side)

  /// Looks at all frames of a file as a worker does; pictures of the same bytes have what the first of them has.
  private func look(_ frames: [[UInt8]], wantsThumbnail: Bool = false) throws -> [SeenPicture] {
    var file = PictureFile(rows: Self.side, columns: Self.side, frames: "\(frames.count)")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(frames.count * Self.side * Self.side)
    for frame in frames { bytes.append(contentsOf: frame) }
    file.pixels = PictureFile.native(bytes)
    let source = try file.source()
    #expect(source.frameCount == frames.count)
    var looker = FrameLooker(source, wantsCrops: false, wantsThumbnail: wantsThumbnail)
    var finder = try TextFinder()
    var seen: [SeenPicture] = []
    for index in frames.indices {
      var picture = SeenPicture(number: index, place: PicturePlace(ElementPath([], .pixelData), frame: index))
      try looker.look(at: index, &picture, &finder)
      if let earlier = picture.sameAs { picture.take(seen[earlier]) }
      seen.append(picture)
    }
    return seen
  }

  private func words(_ picture: SeenPicture) -> [String] {
    picture.lines.flatMap(\.words).map(\.text)
  }

  /// A frame whose clock, far from the caption, shows another grey each time.
  private func ticking(_ pixels: [UInt8], _ time: Int) -> [UInt8] {
    var pixels = pixels
    for row in 300..<310 {
      for column in 300..<310 { pixels[row * Self.side + column] = UInt8(time % 200) }
    }
    return pixels
  }

  @Test(
    arguments: [
      // ink, whether something moves meanwhile
      (240, false), (45, true),
    ] as [(UInt8, Bool)])
  func aCaptionInFrame300OnlyIsFoundThere(_ ink: UInt8, _ moves: Bool) throws {
    let caption = try Drawn.line("TANAKA 4711", ink: ink).pixels
    let seen = try look(
      (0..<320).map { frame in
        let pixels = frame == 299 ? caption : Self.ground
        return moves ? ticking(pixels, frame) : pixels
      })
    #expect(seen.filter { !$0.lines.isEmpty }.map(\.place.frame) == [299])
    #expect(words(seen[299]) == ["TANAKA", "4711"])
    let line = try #require(seen[299].lines.first)
    let box = PixelRect(x: line.x, y: line.y, width: line.width, height: line.height)
    let truth = PixelRect(x: 40, y: 50, width: 120, height: 14)
    #expect(2 * box.overlap(truth) > truth.area && box.area < 2 * truth.area, "\(box)")
    #expect(seen[299].preview != nil)
  }

  @Test func aCaptionThatChangesByOneLetterInOneFrameIsFound() throws {
    let (usual, other) = (try Drawn.line("TANAKA 4711").pixels, try Drawn.line("TANAKA 4712").pixels)
    let seen = try look((0..<120).map { ticking($0 == 77 ? other : usual, $0) })
    for (index, picture) in seen.enumerated() {
      #expect(words(picture) == (index == 77 ? ["TANAKA", "4712"] : ["TANAKA", "4711"]), "frame \(index)")
    }
    // A report shows a frame only where it has something new.
    #expect(seen.filter { $0.preview != nil }.map(\.place.frame) == [0, 77])
  }

  @Test func onlyAFirstFrameWithoutTextIsShownSmall() throws {
    let caption = try Drawn.line("TANAKA 4711").pixels
    let seen = try look([Self.ground, Self.ground.map { $0 + 1 }], wantsThumbnail: true)
    #expect(seen.map { $0.thumbnail != nil } == [true, false])
    #expect(try look([Self.ground]).map { $0.thumbnail != nil } == [false])
    #expect(try look([caption, Self.ground], wantsThumbnail: true).allSatisfy { $0.thumbnail == nil })
  }

  @Test func aFrameOfTheSameBytesIsNotLookedAtAgain() throws {
    let caption = try Drawn.line("TANAKA 4711").pixels
    let seen = try look((0..<40).map { $0 % 3 == 1 ? caption : Self.ground })
    #expect(seen.map(\.sameAs) == (0..<40).map { $0 < 2 ? nil : $0 % 3 == 1 ? 1 : 0 })
    #expect(seen.map { words($0).isEmpty } == (0..<40).map { $0 % 3 != 1 })
  }

  /// Every line that the gate finds in a whole picture is found when only a part of it is looked at.
  @Test func aPartialLookFindsWhatAWholeOneFinds() throws {
    var (lines, parts, missed) = (0, 0, 0)
    var finder = try TextFinder()
    for seed in 0..<30 as Range<UInt64> {
      let first = try Drawn.picture(seed: 7_100_000 + seed, hasText: seed % 3 > 0, width: 640, height: 512)
      let other = try Drawn.picture(seed: 7_200_000 + seed, hasText: true, width: 640, height: 512)
      var image = GreyImage(width: 640, height: 512, pixels: first.pixels)
      var memory = LoopMemory()
      _ = memory.find(in: image, way: "", leastScore: 0, by: &finder)
      // A piece of the other picture at its place.
      let (x, y) = (Int(seed * 37 % 400), Int(seed * 53 % 380))
      for row in y..<min(512, y + 90) {
        for column in x..<min(640, x + 200) {
          image.pixels[row * 640 + column] = other.pixels[row * 640 + column]
        }
      }
      let found = memory.find(in: image, way: "", leastScore: 0, by: &finder).map(\.line.box)
      parts += memory.counts.parts
      for line in LineMerger.merged(TextGate().lines(in: image)) {
        lines += 1
        if !found.contains(where: { 2 * $0.overlap(line.box) >= line.box.area }) { missed += 1 }
      }
    }
    #expect(lines > 100 && parts > 20, "\(lines) lines, \(parts) parts")
    #expect(missed == 0)
  }

  @Test func regionsHoldWhatChangedAndDoNotOverlap() {
    let old = GreyImage(width: 1000, height: 700, pixels: [UInt8](repeating: 0, count: 700_000))
    var new = old
    #expect(ChangedTiles(from: old, to: new).count == 0)
    #expect(ChangedTiles(from: old, to: new).regions(holding: []).isEmpty)
    for (x, y) in [(0, 0), (999, 699), (500, 300)] { new.pixels[y * 1000 + x] = 1 }
    let changes = ChangedTiles(from: old, to: new)
    #expect(changes.count == 3)
    #expect(
      changes.regions(holding: []).sorted { $0.x < $1.x } == [
        PixelRect(x: 0, y: 0, width: 128, height: 128), PixelRect(x: 384, y: 128, width: 256, height: 256),
        PixelRect(x: 896, y: 512, width: 104, height: 188),
      ])
    #expect(
      changes.regions(holding: [PixelRect(x: 90, y: 100, width: 400, height: 20)]).count == 2)
    #expect(changes.touches(PixelRect(x: 448, y: 256, width: 1, height: 1)))
    #expect(!changes.touches(PixelRect(x: 447, y: 256, width: 1, height: 1)))
  }
}
