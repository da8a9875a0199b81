internal import DICOM
internal import Findings

extension WalkEntry.Kind {
  /// What an entry that is not a file leaves unchecked. A link to something inside the walked folders leaves
  /// nothing: its target is audited where it stands.
  var gap: NotChecked? {
    switch self {
    case .file, .symbolicLink(leadsInside: true): nil
    case .symbolicLink(leadsInside: false):
      NotChecked(
        .symbolicLink, at: .file, lengthInBytes: 0,
        message: "The link leads out of the audited folders, or nowhere; it was not followed.")
    case .special:
      NotChecked(.specialFile, at: .file, lengthInBytes: 0, message: "A device, a pipe or a socket.")
    case .unreadable(let words):
      NotChecked(
        .cannotList, at: .file, lengthInBytes: 0,
        message: "The system refused: \(PublicName(fromTable: words)).")
    }
  }
}
