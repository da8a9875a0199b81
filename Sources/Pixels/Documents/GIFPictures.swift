/// The pictures of a GIF file, one behind the other. GIF89a specification.
///
/// Written here because the library that reads the other formats gives but the first picture of a file.
struct GIFPictures {
  /// One picture, until it is decoded.
  private struct Picture {
    let box: PixelRect
    let isInterlaced: Bool
    /// Brightness by index.
    let colours: [UInt8]
    let transparent: UInt8?
    let codeSize: Int
    /// The ranges of its data.
    let blocks: [Range<Int>]
  }

  /// The size of the screen that all pictures are drawn upon.
  let width: Int
  let height: Int
  /// Comments and metadata, without those of programs.
  private(set) var texts: [[UInt8]] = []
  /// Where the file ends by its own word; nil if it breaks off before.
  private(set) var end: Int?

  private let bytes: [UInt8]
  private var pictures: [Picture] = []

  /// How many pictures there are.
  var count: Int { pictures.count }

  /// Follows the blocks of a file; nothing is decoded yet. Nil if it is no GIF file.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 13, bytes.starts(with: Array("GIF8".utf8)) else { return nil }
    self.bytes = bytes
    width = Int(bytes[6]) | Int(bytes[7]) << 8
    height = Int(bytes[8]) | Int(bytes[9]) << 8
    var at = 13
    var common: [UInt8] = []
    if bytes[10] & 0x80 != 0 {
      let size = 2 << Int(bytes[10] & 7)
      guard let colours = GIFPictures.colours(bytes, at, size) else { return }
      common = colours
      at += 3 * size
    }
    var transparent: UInt8?
    while at < bytes.count {
      switch bytes[at] {
      case 0x3B:
        end = at + 1
        return
      case 0x21:
        guard at + 2 <= bytes.count - 1, let blocks = GIFPictures.blocks(bytes, at + 2) else { return }
        let kind = bytes[at + 1]
        if kind == 0xF9, let first = blocks.ranges.first, first.count >= 4 {
          transparent = bytes[first.lowerBound] & 1 == 1 ? bytes[first.lowerBound + 3] : nil
        } else if kind == 0xFE || kind == 0x01 || kind == 0xFF {
          texts.append(blocks.ranges.flatMap { bytes[$0] })
        }
        at = blocks.end
      case 0x2C:
        guard let behind = add(at, common, transparent) else { return }
        at = behind
        transparent = nil
      default: return
      }
    }
  }

  /// Takes in a picture and gives the offset behind it; nil if it breaks off.
  private mutating func add(_ start: Int, _ common: [UInt8], _ transparent: UInt8?) -> Int? {
    guard start + 10 <= bytes.count else { return nil }
    let head = Array(bytes[start..<start + 10])
    let word = { (offset: Int) in Int(head[offset]) | Int(head[offset + 1]) << 8 }
    let flags = bytes[start + 9]
    var at = start + 10
    var own = common
    if flags & 0x80 != 0 {
      let size = 2 << Int(flags & 7)
      guard let colours = GIFPictures.colours(bytes, at, size) else { return nil }
      own = colours
      at += 3 * size
    }
    guard at < bytes.count, let blocks = GIFPictures.blocks(bytes, at + 1) else { return nil }
    pictures.append(
      Picture(
        box: PixelRect(x: word(1), y: word(3), width: word(5), height: word(7)),
        isInterlaced: flags & 0x40 != 0, colours: own, transparent: transparent, codeSize: Int(bytes[at]),
        blocks: blocks.ranges))
    return blocks.end
  }

  /// The brightness of a table's colours.
  private static func colours(_ bytes: [UInt8], _ start: Int, _ size: Int) -> [UInt8]? {
    guard start + 3 * size <= bytes.count else { return nil }
    return (0..<size).map { index in
      let at = start + 3 * index
      let (red, green, blue) = (Int(bytes[at]), Int(bytes[at + 1]), Int(bytes[at + 2]))
      let brightness: Int = 299 * red + 587 * green + 114 * blue
      return UInt8(brightness / 1000)
    }
  }

  /// The data blocks from an offset on, to the empty one.
  private static func blocks(_ bytes: [UInt8], _ start: Int) -> (ranges: [Range<Int>], end: Int)? {
    var at = start
    var ranges: [Range<Int>] = []
    while at < bytes.count {
      let length = Int(bytes[at])
      if length == 0 { return (ranges, at + 1) }
      guard at + 1 + length <= bytes.count else { return nil }
      ranges.append(at + 1..<at + 1 + length)
      at += 1 + length
    }
    return nil
  }

  /// Draws the pictures up to one of them over each other, as a viewer that shows them in turn.
  ///
  /// - Returns: the picture; nil if its data are damaged. The screen's size has been checked.
  func image(_ index: Int) -> GreyImage? {
    var screen = GreyImage(width: width, height: height, pixels: [UInt8](repeating: 0, count: width * height))
    // What is drawn before may be cleared by a viewer or not; a picture of the whole screen covers it.
    let first = pictures[...index].lastIndex { GIFPictures.covers($0, screen) } ?? 0
    for picture in pictures[first...index] {
      guard draw(picture, on: &screen) else { return nil }
    }
    return screen
  }

  private static func covers(_ picture: Picture, _ screen: GreyImage) -> Bool {
    picture.transparent == nil && picture.box.x == 0 && picture.box.y == 0
      && picture.box.width >= screen.width && picture.box.height >= screen.height
  }

  private func draw(_ picture: Picture, on screen: inout GreyImage) -> Bool {
    let box = picture.box
    guard box.area > 0, box.area <= DocumentLimits.pixelsInPage,
      let indices = GIFPictures.decoded(
        picture.blocks.flatMap { bytes[$0] }, codeSize: picture.codeSize, count: box.area)
    else { return false }
    let rows = picture.isInterlaced ? GIFPictures.interlaced(box.height) : Array(0..<box.height)
    for (line, row) in rows.enumerated() where box.y + row < screen.height {
      for column in 0..<max(0, min(box.width, screen.width - box.x)) {
        let index = indices[line * box.width + column]
        guard index != picture.transparent, Int(index) < picture.colours.count else { continue }
        screen.pixels[(box.y + row) * screen.width + box.x + column] = picture.colours[Int(index)]
      }
    }
    return true
  }

  /// The rows in the order of an interlaced picture.
  private static func interlaced(_ height: Int) -> [Int] {
    [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in
      Array(stride(from: start, to: height, by: step))
    }
  }

  /// Unpacks the codes of a picture; nil if they end too early or are none.
  private static func decoded(_ data: [UInt8], codeSize: Int, count: Int) -> [UInt8]? {
    guard (1...8).contains(codeSize) else { return nil }
    let clear = 1 << codeSize
    // For each code the one before, its last byte, and how many bytes it stands for.
    var before = [Int](repeating: -1, count: 4096)
    var byte = (0..<4096).map { UInt8(truncatingIfNeeded: $0) }
    var length = [Int](repeating: 1, count: 4096)
    var (next, size, last) = (clear + 2, codeSize + 1, -1)
    var (bits, held) = (0, 0)
    var pixels = [UInt8](repeating: 0, count: count)
    var done = 0
    for one in data {
      held |= Int(one) << bits
      bits += 8
      while bits >= size {
        let code = held & ((1 << size) - 1)
        held >>= size
        bits -= size
        if code == clear {
          (next, size, last) = (clear + 2, codeSize + 1, -1)
          continue
        }
        if code == clear + 1 { return done == count ? pixels : nil }
        guard code < next || code == next && last >= 0 && next < 4096 else { return nil }
        if last < 0, code > clear { return nil }
        if last >= 0, next < 4096 {
          var root = code == next ? last : code
          while before[root] >= 0 { root = before[root] }
          (before[next], byte[next], length[next]) = (last, byte[root], length[last] + 1)
          next += 1
          if next == 1 << size, size < 12 { size += 1 }
        }
        let end = done + length[code]
        var (at, place) = (code, end - 1)
        while at >= 0 {
          if place < count { pixels[place] = byte[at] }
          at = before[at]
          place -= 1
        }
        done = end
        if done >= count { return pixels }
        last = code
      }
    }
    return done >= count ? pixels : nil
  }
}
