import DICOM
import Foundation
import Testing

/// UIDs. All written here are invented, in the shape of those that makers' equipment makes.
@Suite struct ValuesIdentifier {
  @Test(arguments: [
    ("1.2.3", true), ("1.02.3", false), ("1.00", false), ("1.0", true), ("1..3", false), ("", false),
    ("1.2.", false),
    (".1", false), ("0.0", true), ("1.2.a", false), ("1 .2", false), ("1", true), (".", false),
    (String(repeating: "1", count: 64), true), (String(repeating: "1", count: 65), false),
  ])
  func aUIDIsMadeAsTheStandardSays(_ text: String, _ isWellFormed: Bool) {
    #expect(UniqueIdentifier(Array(text.utf8)[...]).isWellFormed == isWellFormed)
    #expect(UniqueIdentifier(Array((text + "\0").utf8)[...]).isWellFormed == isWellFormed)
  }

  @Test(
    arguments: [
      ("1.2.3", .none), ("1.2.3\0", .lawful), ("1.2.34\0", .unlawful), ("1.2.3 ", .unlawful),
      ("1.2.3\0\0", .unlawful),
      ("", .none), ("\0", .unlawful),
    ] as [(String, UniqueIdentifier.Padding)])
  func paddingIsOneNULThatMakesTheLengthEven(_ text: String, _ padding: UniqueIdentifier.Padding) {
    #expect(UniqueIdentifier(Array(text.utf8)[...]).padding == padding)
  }

  @Test(arguments: [
    ("1.2.840", "1.2.840", true), ("1.2.840.1", "1.2.840", true), ("1.2.8401", "1.2.840", false),
    ("1.2.84", "1.2.840", false), ("1.2.840\0", "1.2.840", true), ("1.2.840", "", false),
  ])
  func aRootEndsAtAnArc(_ text: String, _ root: String, _ isBelow: Bool) {
    #expect(UniqueIdentifier(Array(text.utf8)[...]).hasPrefix(root: root.utf8) == isBelow)
  }

  @Test func arcsAreWhatStandsBetweenDots() {
    #expect(UniqueIdentifier(Array("1.23..4\0".utf8)[...]).arcs.map { $0.count } == [1, 2, 0, 1])
  }

  @Test(
    arguments: [
      // UID, kinds and arcs in order, scheme
      (
        "1.3.12.2.1107.5.2.99.12345.2007030911283212345600000",
        [(.deviceSerial, 8..<9), (.dateTime, 9..<10)], .siemens
      ),
      (
        "1.3.12.2.1107.5.2.99.12345.30000007030911283212345600001",
        [(.deviceSerial, 8..<9), (.dateTime, 9..<10)], .siemens
      ),
      // One digit more before the day: day and month do not exist.
      ("1.3.12.2.1107.5.2.99.12345.30000000703091128321234560000", [(.deviceSerial, 8..<9)], .siemens),
      (
        "1.3.12.2.1107.5.2.99.12345.0.2007030911283212345", [(.deviceSerial, 8..<9), (.dateTime, 10..<11)],
        .siemens
      ),
      (
        "1.3.12.2.1107.5.2.99.12345.20070309112832123.0.0.0", [(.deviceSerial, 8..<9), (.dateTime, 9..<10)],
        .siemens
      ),
      (
        "1.3.12.2.1107.5.4.3.123456789012345.19950922.121803.6",
        [(.deviceSerial, 8..<9), (.dateTime, 9..<11)], .siemens
      ),
      ("1.3.12.2.1107.5.9.1", [], .siemens),
      ("1.2.840.113619.2.99.3.2831183.1.1725985206.4", [(.deviceSerial, 7..<8), (.unixTime, 9..<10)], .ge),
      (
        "1.2.840.113619.2.99.1234567.7654321.12345.1525985206.123",
        [(.deviceSerial, 6..<7), (.unixTime, 9..<10)], .ge
      ),
      (
        "1.2.840.113619.2.99.1234.1234567890123.321.987654321.55",
        [(.deviceSerial, 7..<8), (.unixTime, 9..<10)], .ge
      ),
      ("1.2.840.113619.2.99.1", [], .ge),
      (
        "1.3.46.670589.11.12345.5.0.1234.2011030511223344556", [(.deviceSerial, 5..<6), (.dateTime, 9..<10)],
        .philips
      ),
      ("1.3.46.670589.14.1000.210.4.123456.20180305112233.1.1", [(.dateTime, 9..<10)], .philips),
      ("1.3.46.670589.33.1.63680712345678901234.26893612345678901234", [], .philips),
      ("1.2.276.0.7230010.3.1.4.8323329.12345.1551784272.987654", [(.unixTime, 10..<11)], .generic),
      ("1.2.826.0.1.3680043.8.498.20190305", [(.date, 8..<9)], .generic),
      ("1.2.826.0.1.3680043.8.498.20190230", [], .generic),
      ("1.2.826.0.1.3680043.8.498.19690305", [], .generic),
      ("1.2.826.0.1.3680043.8.498.201903051122", [(.dateTime, 8..<9)], .generic),
      ("1.2.826.0.1.3680043.8.498.20190305112233", [(.dateTime, 8..<9)], .generic),
      ("1.2.826.0.1.3680043.8.498.20190305112233456", [(.dateTime, 8..<9)], .generic),
      ("1.2.826.0.1.3680043.8.498.20190305992233456", [], .generic),
      ("1.2.826.0.1.3680043.8.498.0999999999", [], .generic),
      ("1.2.826.0.1.3680043.8.498.999999999", [], .generic),
      ("1.2.826.0.1.3680043.8.498.4102444799", [], .generic),
      ("1.2.840.10008.5.1.4.1.1.20190305", [], .generic), ("1.2.826.020190305.20190305", [], .generic),
      ("", [], .generic),
      // uuid.UUID("6fa459ea-ee8a-11ca-894e-db77e160355e").int of Python: a random number for the node.
      ("2.25.148397667964594475076877856878972908894", [(.dateTime, 2..<3)], .uuid),
      // uuid.UUID("6fa459ea-ee8a-11ca-894e-da77e160355e").int: a network address.
      (
        "2.25.148397667964594475076877855779461281118", [(.dateTime, 2..<3), (.networkAddress, 2..<3)], .uuid
      ),
      // uuid.UUID("16fd2706-8baf-433b-82eb-8c7fada847da").int: version 4.
      ("2.25.30557458545051273974580095999394990042", [], .uuid), ("2.25.1234567", [], .uuid),
      ("2.25.20190305", [], .uuid), ("2.25", [], .uuid),
    ] as [(String, [(UniqueIdentifier.Disclosure, Range<Int>)], UniqueIdentifier.Scheme)])
  func aUIDGivesAwayWhatItsFormTells(
    _ text: String, _ expected: [(UniqueIdentifier.Disclosure, Range<Int>)], _ scheme: UniqueIdentifier.Scheme
  ) {
    let uid = UniqueIdentifier(Array(text.utf8)[...])
    let found = uid.disclosingArcs
    #expect(found.map(\.kind) == expected.map(\.0))
    #expect(found.map(\.arcs) == expected.map(\.1))
    #expect(found.allSatisfy { $0.scheme == scheme })
    let kinds = Set(expected.map(\.0))
    #expect(uid.disclosures == (kinds.contains(.dateTime) ? kinds.union([.date]) : kinds))
  }

  @Test(
    arguments: [
      // Python's uuid module: number, version, whether the variant is the standard's, clock, network address
      ("148397667964594475076877856878972908894", 1, true, true, false),
      ("30557458545051273974580095999394990042", 4, true, false, false),
      // uuid.uuid5(NAMESPACE_DNS, "example.org") and uuid.uuid3 of it
      ("227049862543700996132132948954571891125", 5, true, false, false),
      ("5916863099883717224942887026746001755", 3, true, false, false),
      // 6fa459ea-ee8a-11ca-094e-db77e160355e: the variant of before
      ("148397667964594475067654484842118133086", 1, false, false, false),
      ("0", 0, false, false, false), ("340282366920938463463374607431768211455", 15, false, false, false),
    ] as [(String, Int, Bool, Bool, Bool)])
  func aUUIDSaysWhatItWasMadeFrom(
    _ number: String, _ version: Int, _ isStandard: Bool, _ hasClock: Bool, _ hasAddress: Bool
  ) throws {
    let uuid = try #require(UniqueIdentifier(Array("2.25.\(number)".utf8)[...]).uuid)
    #expect(uuid.version == version)
    #expect(uuid.isStandardVariant == isStandard)
    #expect(uuid.hasClock == hasClock)
    #expect(uuid.hasNetworkAddress == hasAddress)
  }

  @Test(arguments: [
    "2.25", "2.25.", "2.251.1", "1.25.1", "2.25.340282366920938463463374607431768211456", "2.25.x",
  ])
  func whatIsNoNumberOf128BitsIsNoUUID(_ text: String) {
    #expect(UniqueIdentifier(Array(text.utf8)[...]).uuid == nil)
  }

  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/../shared/corpus/vendor-siemens"
  private static let isThere = FileManager.default.fileExists(atPath: folder)

  /// The UIDs below a root that stand anywhere in the published sample files, each once.
  private static func identifiers(below root: String) throws -> Set<[UInt8]> {
    let mark = Data(root.utf8)
    var found: Set<[UInt8]> = []
    for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      let url = URL(fileURLWithPath: folder + "/" + path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      let data = try Data(contentsOf: url)
      var start = data.startIndex
      while let range = data.range(of: mark, in: start..<data.endIndex) {
        let uid = data[range.lowerBound...].prefix(64).prefix { $0 == 0x2E || $0 &- 0x30 <= 9 }
        found.insert(Array(uid))
        start = range.upperBound
      }
    }
    return found
  }

  @Test(.enabled(if: isThere, "../shared/corpus/vendor-siemens is not here"))
  func theUIDsOfPublishedSiemensFilesGiveAwaySerialNumberAndTime() throws {
    let all = try ValuesIdentifier.identifiers(below: "1.3.12.2.1107.5.").map { UniqueIdentifier($0[...]) }
    let made = all.filter { $0.isWellFormed && $0.arcs.count > 9 }
    #expect(made.count == 243)
    #expect(made.count { $0.disclosures.isSuperset(of: [.deviceSerial, .dateTime]) } == 243)
  }
}
