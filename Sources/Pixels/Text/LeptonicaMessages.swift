internal import CLeptonica

/// What Leptonica, which Tesseract stands on, may say on standard error.
enum LeptonicaMessages {
  /// Nothing: its messages tell sizes and places of what is read.
  static func silence() {
    // Where it is not installed there is nothing to silence.
    guard let library = DynamicLibrary("liblept.so.5"),
      let setSeverity = library.function("setMsgSeverity", deid_lept_set_severity.self)
    else { return }
    _ = setSeverity(Int32(L_SEVERITY_NONE))
  }
}
