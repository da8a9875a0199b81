internal import DICOM

/// Where references to other files lead.
extension FileAuditor {
  /// Of how many instances the numbers are kept: those of a few series, which the contours of a structure set name.
  private static let mostNumbered = 4_096

  /// What became of a reference to an instance; nil if the instance is none of the originals.
  mutating func reference(from original: ArraySlice<UInt8>, to new: ArraySlice<UInt8>) -> ReferenceOutcome? {
    guard let counterparts, failure == nil else { return nil }
    do {
      switch try counterparts.output(ofInstance: Array(original)) {
      case nil: return nil
      case .some(.none): return .lost
      case .output(let uid): return uid.elementsEqual(new) ? .resolved : .broken
      }
    } catch {
      failure = error
      return nil
    }
  }

  /// The numbers in an instance of the originals and in its output that references name; nil if the instance is none
  /// of the originals or has no output.
  mutating func numbers(ofInstance uid: [UInt8]) -> NumberedPair? {
    if let known = numbered[uid] { return known }
    guard let counterparts, failure == nil else { return nil }
    var pair: NumberedPair?
    do {
      if let files = try counterparts.files(ofInstance: uid), let before = numbers(inFile: files.original),
        let after = numbers(inFile: files.output)
      {
        pair = NumberedPair(before: before, after: after)
      }
    } catch {
      failure = error
      return nil
    }
    if numbered.count >= FileAuditor.mostNumbered { numbered.removeAll(keepingCapacity: true) }
    numbered[uid] = .some(pair)
    return pair
  }

  /// - Returns: nil if the file cannot be read any more, which is said where it is audited or compared.
  private mutating func numbers(inFile path: [UInt8]) -> ReferableNumbers? {
    do throws(SystemError) {
      var reader = FileReader(try FileBytes(path: path), dictionary: rules.tables)
      return ReferableNumbers(&reader, rules.tables)
    } catch {
      return nil
    }
  }
}
