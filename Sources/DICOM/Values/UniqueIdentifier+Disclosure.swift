/// What the arcs of a UID give away.
///
/// The schemes of makers are reverse-engineered, from published files of theirs; only arcs whose form fits
/// are named.
extension UniqueIdentifier {
  /// A kind of thing that a UID gives away.
  public enum Disclosure: Hashable, Sendable {
    /// A day.
    case date
    /// A day and a time of day.
    case dateTime
    /// Seconds since 1970.
    case unixTime
    /// The number of a device, or what stands for one.
    case deviceSerial
    /// A network address: the node of a UUID of version 1, 2 or 6.
    case networkAddress
  }

  /// By whose rule the arcs were read.
  public enum Scheme: Sendable {
    /// Below 1.3.12.2.1107.5: device type, model, serial number, then `YYYYMMDDhhmmss…` or
    /// `300000YYMMDDhhmmss…`.
    case siemens
    /// Below 1.2.840.113619.2: product, equipment numbers, seconds since 1970, counter.
    case ge
    /// Below 1.3.46.670589: product, serial number, then `YYYYMMDDhhmmss…`.
    case philips
    /// Below 2.25.
    case uuid
    /// Any other.
    case generic
  }

  /// Arcs that give something away. The arcs' digits are not in it.
  public struct DisclosingArcs: Equatable, Sendable {
    /// What they give away.
    public let kind: Disclosure
    /// Which arcs, from 0.
    public let arcs: Range<Int>
    /// By whose rule.
    public let scheme: Scheme
  }

  /// The kinds of what is given away; a day and time counts as a day, too.
  public var disclosures: Set<Disclosure> {
    var kinds = Set(disclosingArcs.map(\.kind))
    if kinds.contains(.dateTime) { kinds.insert(.date) }
    return kinds
  }

  /// What is given away, by ascending arcs. Empty for the standard's own UIDs and for what is no UID.
  ///
  /// Under any scheme: an arc of 8 digits that is a date of 1970 to 2099 (with 6 digits of a time of day in
  /// the arc behind it, or without), one of 12, or 14 and more, that begins with a date and a time, and one
  /// of 10 digits that is a time from September 2001 to January 2038 in seconds since 1970. A random number
  /// passes for a date and time less than once in ten thousand.
  public var disclosingArcs: [DisclosingArcs] {
    guard isWellFormed, !hasPrefix(root: "1.2.840.10008".utf8) else { return [] }
    let scheme = scheme
    if scheme == .uuid { return uuidArcs }
    let arcs = arcs
    var found: [DisclosingArcs] = []
    var place = scheme == .generic ? 1 : scheme == .philips ? 5 : 6
    while place < arcs.count {
      if let (kind, count) = UniqueIdentifier.moment(in: arcs, at: place, scheme) {
        found.append(DisclosingArcs(kind: kind, arcs: place..<place + count, scheme: scheme))
        place += count
      } else {
        place += 1
      }
    }
    if let device = UniqueIdentifier.device(in: arcs, scheme, before: found.first?.arcs.lowerBound) {
      found.append(DisclosingArcs(kind: .deviceSerial, arcs: device..<device + 1, scheme: scheme))
      found.sort { $0.arcs.lowerBound < $1.arcs.lowerBound }
    }
    return found
  }

  private var scheme: Scheme {
    if hasPrefix(root: "1.3.12.2.1107.5".utf8) { return .siemens }
    if hasPrefix(root: "1.2.840.113619.2".utf8) { return .ge }
    if hasPrefix(root: "1.3.46.670589".utf8) { return .philips }
    return hasPrefix(root: "2.25".utf8) ? .uuid : .generic
  }

  private var uuidArcs: [DisclosingArcs] {
    guard let uuid, uuid.hasClock else { return [] }
    var found = [DisclosingArcs(kind: .dateTime, arcs: 2..<3, scheme: .uuid)]
    if uuid.hasNetworkAddress {
      found.append(DisclosingArcs(kind: .networkAddress, arcs: 2..<3, scheme: .uuid))
    }
    return found
  }

  /// The date or time that begins with an arc, and of how many arcs it is.
  private static func moment(
    in arcs: [ArraySlice<UInt8>], at place: Int, _ scheme: Scheme
  ) -> (Disclosure, count: Int)? {
    let arc = arcs[place]
    switch arc.count {
    case 8:
      guard isDate(arc) else { return nil }
      let isTimeNext = place + 1 < arcs.count && arcs[place + 1].count == 6 && isTime(arcs[place + 1])
      return isTimeNext ? (.dateTime, 2) : (.date, 1)
    case 9 where scheme == .ge:
      // Before September 2001; GE's came out from 1980 on.
      return (315_532_800..<1_000_000_000).contains(number(arc)) ? (.unixTime, 1) : nil
    case 10:
      return (1_000_000_000...2_147_483_647).contains(number(arc)) ? (.unixTime, 1) : nil
    case 12, 14...:
      if isDate(arc.prefix(8)), isTime(arc.dropFirst(8).prefix(6)) { return (.dateTime, 1) }
      guard scheme == .siemens, arc.count >= 18, arc.starts(with: [0x33, 0x30, 0x30, 0x30, 0x30, 0x30]) else {
        return nil
      }
      let rest = arc.dropFirst(6)
      return isShortDate(rest.prefix(6)) && isTime(rest.dropFirst(6).prefix(6)) ? (.dateTime, 1) : nil
    default: return nil
    }
  }

  /// The arc that holds the number of a device, by the scheme of a maker.
  private static func device(in arcs: [ArraySlice<UInt8>], _ scheme: Scheme, before moment: Int?) -> Int? {
    switch scheme {
    case .siemens: return arcs.count > 8 && arcs[8].count >= 4 && moment != 8 ? 8 : nil
    case .philips:
      // Magnetic resonance only: product 11, then the serial number.
      guard arcs.count > 6, arcs[4].elementsEqual([0x31, 0x31]), arcs[5].count >= 4, moment != 5 else {
        return nil
      }
      return 5
    case .ge:
      guard let moment, moment > 6 else { return nil }
      return (6..<moment).first { arcs[$0].count >= 6 }
    case .uuid, .generic: return nil
    }
  }

  private static func isDate(_ digits: ArraySlice<UInt8>) -> Bool {
    guard let date = DateValue(digits) else { return false }
    return (1_970...2_099).contains(date.year)
  }

  /// `YYMMDD`, in this century: makers use it since 2000.
  private static func isShortDate(_ digits: ArraySlice<UInt8>) -> Bool {
    let number = number(digits)
    return DateValue(year: 2_000 + number / 10_000, month: number / 100 % 100, day: number % 100) != nil
  }

  /// `hhmm` or `hhmmss`.
  private static func isTime(_ digits: ArraySlice<UInt8>) -> Bool {
    guard let time = TimeValue(digits) else { return false }
    return time.minute != nil
  }

  /// At most 18 digits as a number.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.prefix(18).reduce(0) { $0 * 10 + Int($1 & 15) }
  }
}
