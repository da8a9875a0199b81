extension FrameComparison {
  /// Judges anew what was found as in a picture of many levels: an overlay has two.
  ///
  /// A rectangle is painted over where dots were only cleared, or where it had some and is filled; other dots that were
  /// set are another drawing. No encoding of an overlay has loss.
  mutating func judgeAsOverlay(_ original: GreyImage, _ output: GreyImage) {
    areas = areas.map { area in
      let rows = (area.y..<area.y + area.height).map { row in
        row * original.width + area.x..<row * original.width + area.x + area.width
      }
      let isOnlyCleared = !rows.joined().contains { output.pixels[$0] > original.pixels[$0] }
      let isFilled = rows.joined().allSatisfy { output.pixels[$0] > 0 }
      let hadDots = rows.joined().contains { original.pixels[$0] > 0 }
      return ChangedArea(
        kind: isOnlyCleared || isFilled && hadDots ? .masked : .changed, x: area.x, y: area.y,
        width: area.width, height: area.height, changedPixels: area.changedPixels)
    }
    if likeness == .lossy { likeness = .replaced }
  }
}
