/// What devices draw into pictures besides text: rulers, cross-hairs, grey bars, arrows, frames.
enum DeviceMarks: CaseIterable {
  case ruler, crossHair, greyBar, stepWedge, arrow, frame, calipers

  /// Draws the marks somewhere near an edge or, for cross-hairs and calipers, anywhere.
  func draw(on canvas: inout Canvas, _ random: inout SplitMix64) {
    let value: Float = random.happens(0.8) ? random.within(150...255) : random.within(0...60)
    let (width, height) = (canvas.width, canvas.height)
    switch self {
    case .ruler: ruler(&canvas, value, &random)
    case .crossHair:
      let (x, y) = (random.within(40...width - 40), random.within(40...height - 40))
      let reach = random.happens(0.5) ? random.within(6...30) : width
      canvas.fill(x: x - reach, y: y, width: 2 * reach + 1, height: 1, value)
      canvas.fill(x: x, y: y - reach, width: 1, height: 2 * reach + 1, value)
    case .greyBar:
      let (x, y) = (random.happens(0.5) ? 8 : width - 24, height / 4)
      let length = random.within(height / 8...height / 2)
      for row in 0..<length {
        canvas.fill(x: x, y: y + row, width: 12, height: 1, 255 - Float(row) * 255 / Float(length))
      }
    case .stepWedge:
      let (steps, size) = (random.within(6...16), random.within(8...20))
      let (x, y) = (random.within(4...60), random.within(20...height - 40))
      let gap = random.happens(0.5) ? 0 : 3
      for step in 0..<steps {
        canvas.fill(
          x: x + step * (size + gap), y: y, width: size, height: size, Float(step) * 255 / Float(steps - 1))
      }
    case .arrow:
      let (x, y) = (random.within(40...width - 40), random.within(40...height - 40))
      let (tipX, tipY) = (Float(x), Float(y))
      for from in [(tipX - 25, tipY - 18), (tipX - 9, tipY), (tipX, tipY - 9)] {
        canvas.trace([(from.0, from.1, 2), (tipX, tipY, 2)], value: value)
      }
    case .frame:
      canvas.fill(x: 2, y: 2, width: width - 4, height: 1, value)
      canvas.fill(x: 2, y: height - 3, width: width - 4, height: 1, value)
      canvas.fill(x: 2, y: 2, width: 1, height: height - 4, value)
      canvas.fill(x: width - 3, y: 2, width: 1, height: height - 4, value)
    case .calipers:
      for _ in 0..<2 {
        let (x, y) = (random.within(40...width - 40), random.within(40...height - 40))
        canvas.fill(x: x - 4, y: y, width: 9, height: 1, value)
        canvas.fill(x: x, y: y - 4, width: 1, height: 9, value)
      }
    }
  }

  private func ruler(_ canvas: inout Canvas, _ value: Float, _ random: inout SplitMix64) {
    let isUpright = random.happens(0.6)
    let span = isUpright ? canvas.height : canvas.width
    let step = random.within(5...24)
    let (short, long) = (random.within(3...8), random.within(9...16))
    let margin = random.within(4...30)
    let edge = random.happens(0.5) ? margin : (isUpright ? canvas.width : canvas.height) - margin - long
    let thick = random.within(1...2)
    let hasSpine = random.happens(0.5)
    var (place, tick) = (span / 8, 0)
    while place < span * 7 / 8 {
      let length = tick % 5 == 0 ? long : short
      if isUpright {
        canvas.fill(x: edge, y: place, width: length, height: thick, value)
      } else {
        canvas.fill(x: place, y: edge, width: thick, height: length, value)
      }
      (place, tick) = (place + step, tick + 1)
    }
    guard hasSpine else { return }
    if isUpright {
      canvas.fill(x: edge, y: span / 8, width: 1, height: span * 3 / 4, value)
    } else {
      canvas.fill(x: span / 8, y: edge, width: span * 3 / 4, height: 1, value)
    }
  }
}
