internal import DICOM
internal import Findings

/// The element whose value holds what is under examination.
struct Embedding {
  /// The element's path, and what may be shown of it.
  let path: ElementPath
  let keyword: PublicName?
  let creator: CreatorLabel?
  /// The levels inside the value down to the data set.
  let steps: [InnerPath.Step]
  /// The element in the file.
  let range: Range<Int>

  /// A place in the data set as one in the file. Offsets in a value say nothing of the file.
  func place(of inner: Place) -> Place {
    var steps = steps
    if let path = inner.path { steps.append(.element(path)) }
    if let inside = inner.inner { steps += inside.steps }
    return .inside(path, keyword: keyword, creator: creator, InnerPath(steps), bytes: range)
  }
}
