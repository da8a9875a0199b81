/// Scores lines by their features.
enum LineScore {
  /// Above 0: text.
  static func score(_ features: LineFeatures) -> Float {
    features.values[0] - 3 + features.values[4]
  }
}
