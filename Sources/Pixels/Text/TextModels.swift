internal import Glibc

/// Where Tesseract's models of languages are installed.
public enum TextModels {
  /// Where packages put them: Debian, Fedora and others, and an installation of one's own.
  private static let folders = [
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata",
  ]

  /// The folder that `TESSDATA_PREFIX` names, or the first one that exists of where packages put models.
  public static var folder: String {
    if let named = getenv("TESSDATA_PREFIX"), access(named, F_OK) == 0 { return String(cString: named) }
    return folders.first { access($0, F_OK) == 0 } ?? folders[0]
  }

  /// The languages, of some as `eng+deu` names them, that have no model in a folder; an empty name is one.
  public static func missing(of languages: String, in folder: String) -> [String] {
    languages.split(separator: "+", omittingEmptySubsequences: false).map(String.init).filter { language in
      // A model may lie in a folder within, as `script/Latin` does.
      let isName = language.utf8.allSatisfy { $0 < 128 && (Character(UnicodeScalar($0)).isNameOfModel) }
      return !isName || language.isEmpty || access(path(of: language, in: folder), R_OK) != 0
    }
  }

  /// The file of a language's model.
  static func path(of language: String, in folder: String) -> String { "\(folder)/\(language).traineddata" }
}

extension Character {
  fileprivate var isNameOfModel: Bool { isLetter || isNumber || self == "_" || self == "-" || self == "/" }
}
