internal import CLeptonica

/// What Leptonica, which Tesseract stands on, may say on standard error.
enum LeptonicaMessages {
  /// Nothing: its messages tell sizes and places of what is read.
  static func silence() {
    setMsgSeverity(Int32(L_SEVERITY_NONE))
  }
}
