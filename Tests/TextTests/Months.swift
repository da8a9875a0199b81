import Foundation
import Rules
import Text

/// The names of months, loaded once for all tests of this target.
let months: MonthNames = {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  do { return MonthNames(try WordLists(ResourceFolder(path: root + "/Rules/Tables"))) } catch {
    preconditionFailure("\(error)")
  }
}()
