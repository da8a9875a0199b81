/// How a recognizer wants lines to be cut out.
struct CropStyle {
  /// How many rows the crop has; nil to make characters 30 pixels high.
  var rows: Int?
  /// How much there is above and below the line, in heights of its characters.
  var margin: Float
  /// How much there is before and behind it, and how much where it was found by the ground between its letters, since
  /// then the first and the last of them may be missing.
  var lead: Float
  var longLead: Float
  /// Whether what comes in over the edges is cleared, and what has no ink is cut off before and behind the line.
  var isTrimmed = false
  /// The longest crop, in pixels; longer lines are made narrower.
  var longest: Int

  /// For Tesseract, which looks for the line itself.
  static let tesseract = CropStyle(margin: 0.3, lead: 0.67, longLead: 1.5, longest: 4000)

  /// For PP-OCR, which sees all of the crop.
  static func paddle(rows: Int) -> CropStyle {
    CropStyle(rows: rows, margin: 0.3, lead: 1, longLead: 1.5, longest: 4000)
  }

  /// For the network of a Tesseract model. It was trained with lines that fill the rows from the highest character to
  /// the lowest and begin at the edge; what is before them is read as characters.
  static func network(rows: Int) -> CropStyle {
    CropStyle(rows: rows, margin: 0.4, lead: 1, longLead: 1.5, isTrimmed: true, longest: 12000)
  }
}

/// A line cut out of a picture for a recognizer: upright, dark on light, of the height that it reads best.
struct LineCrop {
  /// How high characters are made where the number of rows does not say it.
  static let characterHeight: Float = 30

  let image: GreyImage
  private let source: PixelRect
  private let rotation: Int
  private let scale: (x: Float, y: Float)

  /// Whether the line is lighter than its ground: the smaller part of its pixels is ink.
  static func isLight(_ line: TextLine, in picture: GreyImage) -> Bool {
    let (low, high) = (percentile(line.box, picture, 0.05), percentile(line.box, picture, 0.95))
    return percentile(line.box, picture, 0.5) - low <= high - percentile(line.box, picture, 0.5)
  }

  private static func percentile(_ box: PixelRect, _ picture: GreyImage, _ share: Float) -> Int {
    var counts = [Int](repeating: 0, count: 256)
    for row in box.y..<box.y + box.height {
      for pixel in picture.pixels[row * picture.width + box.x..<row * picture.width + box.x + box.width] {
        counts[Int(pixel)] += 1
      }
    }
    return percentile(counts, of: box.area, share)
  }

  /// The grey that a share of the pixels is below, from how many there are of each.
  static func percentile(_ counts: [Int], of all: Int, _ share: Float) -> Int {
    var left = Int(Float(all) * share)
    for (value, count) in counts.enumerated() {
      left -= count
      if left < 0 { return value }
    }
    return 255
  }

  /// Cuts a line out, turned back by `rotation` degrees, which the text is turned clockwise.
  init(_ line: TextLine, in picture: GreyImage, rotation: Int, isLight: Bool, style: CropStyle) {
    let thickness = line.isUpright ? line.box.width : line.box.height
    let height = max(4, line.characterHeight, thickness * 3 / 4)
    // Above and below other lines begin; before and behind there must be ground, or its ends are misread.
    let lead = Int(Float(height) * (line.isLight != isLight ? style.longLead : style.lead))
    let margin = max(1, Int((Float(height) * style.margin).rounded()))
    let wide = line.box.grown(by: lead, inWidth: picture.width, height: picture.height)
    let near = line.box.grown(by: margin, inWidth: picture.width, height: picture.height)
    var box =
      line.isUpright
      ? PixelRect(x: near.x, y: wide.y, width: near.width, height: wide.height)
      : PixelRect(x: wide.x, y: near.y, width: wide.width, height: near.height)
    let turned = Self.turned(picture, box, rotation)
    var ink = InkLevels(turned, isLight: isLight, window: 4 * height)
    if style.isTrimmed {
      ink.clear(outside: Self.turned(line.box, in: box, rotation))
      let used = ink.columns(with: (height + 5) / 10)
      box = Self.columns(used, of: box, rotation)
      ink.cut(to: used)
    }
    let rows = style.rows ?? max(1, Int(Float(ink.height) * Self.characterHeight / Float(height)))
    let down =
      style.rows.map { Float($0) / Float(ink.height) } ?? Self.characterHeight / Float(height)
    let across = min(down, Float(style.longest) / Float(ink.width))
    (source, self.rotation, scale) = (box, rotation, (across, down))
    image = ink.scaled(width: max(1, Int(Float(ink.width) * across)), height: rows, by: scale)
  }

  /// The pixels of a box, turned so that the text runs from left to right.
  private static func turned(_ picture: GreyImage, _ box: PixelRect, _ rotation: Int) -> GreyImage {
    let isUpright = rotation == 90 || rotation == 270
    let (width, height) = isUpright ? (box.height, box.width) : (box.width, box.height)
    var pixels = [UInt8](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let (column, row) =
          switch rotation {
          case 90: (box.width - 1 - y, x)
          case 180: (box.width - 1 - x, box.height - 1 - y)
          case 270: (y, box.height - 1 - x)
          default: (x, y)
          }
        pixels[y * width + x] = picture.pixels[(box.y + row) * picture.width + box.x + column]
      }
    }
    return GreyImage(width: width, height: height, pixels: pixels)
  }

  /// A rectangle within a box, as it lies when the box is turned.
  private static func turned(_ inner: PixelRect, in box: PixelRect, _ rotation: Int) -> PixelRect {
    let (left, top) = (inner.x - box.x, inner.y - box.y)
    let (right, bottom) = (box.width - left - inner.width, box.height - top - inner.height)
    return switch rotation {
    case 90: PixelRect(x: top, y: right, width: inner.height, height: inner.width)
    case 180: PixelRect(x: right, y: bottom, width: inner.width, height: inner.height)
    case 270: PixelRect(x: bottom, y: left, width: inner.height, height: inner.width)
    default: PixelRect(x: left, y: top, width: inner.width, height: inner.height)
    }
  }

  /// The part of a box that some of its columns are, as they are counted when it is turned.
  private static func columns(_ columns: Range<Int>, of box: PixelRect, _ rotation: Int) -> PixelRect {
    let (start, count) = (columns.lowerBound, columns.count)
    return switch rotation {
    case 90: PixelRect(x: box.x, y: box.y + start, width: box.width, height: count)
    case 180: PixelRect(x: box.x + box.width - columns.upperBound, y: box.y, width: count, height: box.height)
    case 270: PixelRect(x: box.x, y: box.y + box.height - columns.upperBound, width: box.width, height: count)
    default: PixelRect(x: box.x + start, y: box.y, width: count, height: box.height)
    }
  }

  /// A rectangle of the crop as one of the picture.
  func inPicture(left: Int, top: Int, right: Int, bottom: Int) -> PixelRect {
    let (x0, x1) = (Int(Float(left) / scale.x), Int((Float(right) / scale.x).rounded(.up)))
    let (y0, y1) = (Int(Float(top) / scale.y), Int((Float(bottom) / scale.y).rounded(.up)))
    let (width, height) = (x1 - x0, y1 - y0)
    return switch rotation {
    case 90: PixelRect(x: source.x + source.width - y1, y: source.y + x0, width: height, height: width)
    case 180:
      PixelRect(
        x: source.x + source.width - x1, y: source.y + source.height - y1, width: width, height: height)
    case 270: PixelRect(x: source.x + y0, y: source.y + source.height - x1, width: height, height: width)
    default: PixelRect(x: source.x + x0, y: source.y + y0, width: width, height: height)
    }
  }
}
