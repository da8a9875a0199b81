import DICOM
import Foundation
import Rules
import Testing

enum Tables {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let folder = ResourceFolder(path: root + "/Rules/Tables")
  static let profiles = ResourceFolder(path: root + "/Rules/Profiles")
  static let all: Result<StandardTables, any Error> = Result { try StandardTables(from: folder) }
  static let checks: Set<String> = ["attribute.not-in-table", "claim.missing"]
}

@Test func theTablesAreThoseThatTheSourcesName() throws {
  let sources = try String(contentsOfFile: Tables.folder.path + "/SOURCES.md", encoding: .utf8)
  let editions = try Tables.all.get().editions()
  #expect(editions.count == 39)
  for edition in editions { #expect(sources.contains(edition.sha256), "\(edition.table)") }
}

@Test(arguments: [
  // tag, keyword, first VR
  ("(0010,0010)", "PatientName", "PN"), ("(6002,3000)", "OverlayData", "OB"),
  ("(5010,3000)", "CurveData", "OB"),
  ("(7FE0,0010)", "PixelData", "OB"), ("(0020,3100)", "SourceImageIDs", "CS"),
])
func theDictionaryKnowsAnAttribute(_ tag: String, _ keyword: String, _ vr: String) throws {
  let entry = try Tables.all.get().attribute(try #require(Tag(tag)))
  #expect(entry?.keyword.description == keyword)
  #expect(entry?.vrs.first?.description == vr)
}

@Test(
  arguments: [
    // SOP class, tag, sequence, strictest type: PS3.3 tables A.3-1, C.7-1, C.7-3, C.7-5a, C.8-3, A.20.3-1
    ("1.2.840.10008.5.1.4.1.1.2", "(0010,0010)", nil, .type2),
    ("1.2.840.10008.5.1.4.1.1.2", "(0008,0018)", nil, .type1),
    ("1.2.840.10008.5.1.4.1.1.2", "(0028,0010)", nil, .type1),
    ("1.2.840.10008.5.1.4.1.1.2", "(0018,0060)", nil, .type2),
    ("1.2.840.10008.5.1.4.1.1.2", "(0008,0021)", nil, .type3),
    ("1.2.840.10008.5.1.4.1.1.481.5", "(300A,0002)", nil, .type1),
    ("1.2.840.10008.5.1.4.1.1.2", "(0008,1150)", "(0008,1140)", .type1),
    ("1.2.840.10008.5.1.4.1.1.2", "(300A,0002)", nil, nil),
  ] as [(String, String, String?, AttributeType?)])
func anIODKnowsTheTypeOfAnAttribute(
  _ sopClass: String, _ tag: String, _ sequence: String?, _ type: AttributeType?
) throws {
  let iod = try #require(try Tables.all.get().iod(forSOPClass: Array(sopClass.utf8)[...]))
  let types = iod.types(of: try #require(Tag(tag)), in: sequence.flatMap { Tag($0) })
  #expect(types?.strictest == type)
}

@Test(
  arguments: [
    // name, kind, what it holds, attribute, name as printed
    ("tReferenceImage12", .siemensProtocol, .otherUID, "(0008,1155)", "tReferenceImage#"),
    (
      "sSliceArray.asSlice[3].dThickness", .siemensProtocol, .technical, nil, "sSliceArray.asSlice.dThickness"
    ),
    ("sWhatever.tPatientName", .siemensProtocol, .patientName, "(0010,0010)", nil),
    ("UsedPatientWeight", .csa1, .weight, "(0010,1030)", "UsedPatientWeight"),
    ("NOTES", .geProtocol, .freeText, "(0020,4000)", "NOTES"),
    ("2.5.4.3", .der, .certificate, "(0400,0115)", "2.5.4.3"), ("Eva Muster", .csa2, nil, nil, nil),
    ("NOTES", .csa2, nil, nil, nil),
  ] as [(String, PayloadKind, PayloadFieldMeaning.Content?, String?, String?)])
func theNameOfAPayloadsFieldIsKnown(
  _ name: String, _ kind: PayloadKind, _ content: PayloadFieldMeaning.Content?, _ tag: String?,
  _ printed: String?
) throws {
  let fields = try Tables.all.get().payloadFields
  let meaning = fields.meaning(of: Array(name.utf8)[...], in: kind)
  #expect(meaning?.content == content)
  #expect(meaning?.attribute?.description == tag)
  #expect(fields.publicName(of: Array(name.utf8)[...], in: kind)?.description == printed)
}

@Test func aTableSaysWhoseWordsATextIs() throws {
  let tables = try Tables.all.get()
  #expect(tables.textOrigin(of: try #require(Tag("(0018,1020)"))) == .device)
  #expect(tables.textOrigin(of: try #require(Tag("(0008,0116)"))) == .code)
  #expect(tables.textOrigin(of: .patientName) == nil)
  #expect(tables.textOrigin(creator: "MMCPrivate", tag: Tag(0x0009, 0x1012)) == .person)
  #expect(tables.textOrigin(creator: "Image Private Header", tag: Tag(0x0065, 0x2040)) == .device)
  #expect(tables.textOrigin(creator: "Image Private Header", tag: Tag(0x0065, 0x2041)) == nil)
}

/// Names that pydicom's dictionary lacks, and one that it has.
@Test(arguments: [
  ("SIEMENS MR SDI 02", "(0021,114F)", "Ima Coil String"),
  ("SIEMENS MR SDS 01", "(0021,1022)", "Sequence File Owner"),
  ("SIEMENS MR HEADER", "(0051,100F)", "CoilString"),
])
func aPrivateElementHasAName(_ creator: String, _ tag: String, _ name: String) throws {
  let tag = try #require(Tag(tag))
  #expect(try Tables.all.get().privateEntry(creator: creator, tag: tag)?.name.description == name)
}

@Test func anUnknownSOPClassHasNoIOD() throws {
  #expect(try Tables.all.get().iod(forSOPClass: Array("1.2.3".utf8)[...]) == nil)
}

@Test(arguments: ["basic", "gate", "public-research", "radiotherapy"])
func aShippedProfileCanBeUsed(_ name: String) throws {
  let checks = try String(contentsOfFile: Tables.root + "/Rules/CHECKS.md", encoding: .utf8)
  let ids = Set(checks.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) })
  let tables = try Tables.all.get()
  let source = try ProfileSource.named(name, folder: Tables.profiles, tables: tables, checks: ids)
  #expect(try source.compiled(adding: [], tables: tables).rule(for: .patientName).action == .z)
}

@Test(arguments: [
  // YAML, part of the message, line
  ("extends: nowhere", "cannot be read", 0), ("atributes: {}", "unknown key 'atributes'", 1),
  ("options:\n  - clean-everything", "unknown option", 2),
  ("options: [retain-uids, retain-uids]", "in force already", 1),
  ("options: [retain-longitudinal-full-dates, retain-longitudinal-modified-dates]", "exclude each other", 1),
  ("attributes:\n  PatientsName: X", "unknown keyword", 2),
  ("attributes:\n  (0010,00AA): X", "unknown tag", 2),
  ("attributes:\n  PatientName: Y", "unknown action", 2),
  ("attributes:\n  PatientName: U", "can never apply", 2),
  ("attributes:\n  PatientName: X\n  PatientName: Z", "duplicate", 2),
  ("keep: [PatientName]", "never applies", 1),
  ("keep: [Manufacturer]", "already", 1),
  ("private:\n  - creator: ONE\n    elements: ['(0028,xx10)']", "is even", 3),
  ("private:\n  - creator: ONE", "expected the key 'elements'", 2), ("allowlist: closed", "unknown word", 1),
  ("severities:\n  attribute.nonsense: fail", "unknown check", 2),
  ("severities:\n  claim.missing: loud", "unknown severity", 2),
  ("dummies:\n  - for: PN\n    patterns: ['*']", "takes every value", 3),
  ("dummies:\n  - for: PN", "at least one", 2),
  ("options: clean-descriptors", "expected a list", 1), ("- a\n- b", "expected a mapping", 1),
  ("a: [", "node content", 2), ("", "nothing", 0),
])
func aMistakeInAProfileIsNamedWithItsLine(_ text: String, _ part: String, _ line: Int) throws {
  let path = NSTemporaryDirectory() + "profile-\(UUID().uuidString).yml"
  defer { unlink(path) }
  try text.write(toFile: path, atomically: true, encoding: .utf8)
  let error = #expect(throws: ProfileError.self) {
    try ProfileSource.named(
      path, folder: Tables.profiles, tables: try Tables.all.get(), checks: Tables.checks)
  }
  let said = error.map { "\($0)" } ?? "nothing"
  #expect(said.contains(part), "\(said)")
  #expect(line == 0 || error?.line == line, "\(said)")
}

@Test func aProfileThatExtendsItselfIsRefused() throws {
  let path = NSTemporaryDirectory() + "cycle-\(UUID().uuidString).yml"
  defer { unlink(path) }
  try "extends: \(path)".write(toFile: path, atomically: true, encoding: .utf8)
  let error = #expect(throws: ProfileError.self) {
    try ProfileSource.named(path, folder: Tables.profiles, tables: try Tables.all.get(), checks: [])
  }
  #expect(error?.description.contains("extends itself") == true)
}

@Test func aSitesOwnRulesAreInForce() throws {
  let path = NSTemporaryDirectory() + "site-\(UUID().uuidString).yml"
  defer { unlink(path) }
  let text = """
    extends: basic
    attributes: {PatientName: X}
    keep: [BeamName]
    private:
      - {creator: ONE, elements: ['(0029,xx10)']}
    dummies:
      - {for: PatientID, patterns: ['SUBJ####']}
      - {for: PN, values: [Nobody]}
    severities: {claim.missing: 'off'}
    """
  try text.write(toFile: path, atomically: true, encoding: .utf8)
  let tables = try Tables.all.get()
  let source = try ProfileSource.named(path, folder: Tables.profiles, tables: tables, checks: Tables.checks)
  let profile = try source.compiled(adding: [], tables: tables)
  #expect(profile.rule(for: .patientName).action == .x)
  #expect(profile.rule(for: Tag(0x300A, 0x00C2)).isOnKeepList)
  #expect(profile.privateRule(creator: Array("ONE".utf8), tag: Tag(0x0029, 0x1010)) == .listed)
  #expect(profile.privateRule(creator: Array("ONE".utf8), tag: Tag(0x0029, 0x1011)) == .remove)
  #expect(profile.isDeclaredDummy(Array("subj0042".utf8)[...], tag: .patientID, vr: .lo))
  #expect(!profile.isDeclaredDummy(Array("subj042".utf8)[...], tag: .patientID, vr: .lo))
  #expect(profile.isDeclaredDummy(Array("NOBODY".utf8)[...], tag: .patientName, vr: .pn))
  #expect(profile.severity(ofCheck: "claim.missing") == .off)
}

@Test(arguments: [
  ("keep-list.csv", "tag,keyword,vr,reason\n\"(0008,0070)\",Maker,LO,r\n", 2),
  ("keep-list.csv", "tag,keyword\n", 1),
  ("implementation-versions.csv", "prefix,kind,program,source\nA,fridge,x,y\n", 2),
  ("uid-roots.csv", "root,owner,kind,discloses,source\n1.2,A,fridge,x,y\n", 2),
  ("PS3.15-2026c-E.1-1.csv", "tag,name\n", 1),
  ("customary-dummies.csv", "scope,kind,value,source\nQQ,literal,a,b\n", 2),
  ("bulk-elements.csv", "tag_mask,kind,source\n60xx3000,smell,b\n", 2),
  ("text-contexts.csv", "kind,name,creator,context,source\nattribute,Manufactured,,device,a\n", 2),
  ("text-contexts.csv", "kind,name,creator,context,source\nattribute,Manufacturer,,fridge,a\n", 2),
  ("text-contexts.csv", "kind,name,creator,context,source\nprivate-element,(0029),ONE,device,a\n", 2),
  ("text-contexts.csv", "kind,name,creator,context,source\nattribute,Manufacturer,,device,\n", 2),
  ("private-elements.csv", "private_creator,data_element,vr,vm,name,source\nONE,29,LO,1,a,b\n", 2),
  ("place-words.csv", "word,kind,source\nMAS,state,a\n", 2),
  ("place-words.csv", "word,kind,source\nweg,path,a\n", 2),
  (
    "cohort-attributes.csv",
    "tag,keyword,entity,severity,event,risk,source\n\"(0010,0010)\",PatientName,person,review,,,a\n", 2
  ),
  (
    "reference-numbers.csv",
    "tag,keyword,names,names_keyword,of,source\n\"(0008,1160)\",Rows,\"(0028,0008)\",NumberOfFrames,,a\n", 2
  ),
  (
    "reference-numbers.csv",
    "tag,keyword,names,names_keyword,of,source\n\"(0008,1160)\",ReferencedFrameNumber,\"(0028,0008)\",NumberOfFrames,x,a\n",
    2
  ),
  ("zip-areas.csv", "area,source\n36,a\n", 2),
  ("harmless-annotations.csv", "term,kind,source\nL,marker,a\nl,marker,a\n", 3),
  ("harmless-annotations.csv", "term,kind,source\nL,sound,a\n", 2),
  ("payload-fields.csv", "kind,name,holds,keyword,source\nbox,a,technical,,b\n", 2),
  ("payload-fields.csv", "kind,name,holds,keyword,source\ncsa,a,technical,PatientName,b\n", 2),
  ("payload-fields.csv", "kind,name,holds,keyword,source\ncsa,a,free-text,Rows,b\n", 2),
  ("payload-fields.csv", "kind,name,holds,keyword,source\ncsa,a1,technical,,b\n", 2),
  ("payload-fields.csv", "kind,name,holds,keyword,source\ncsa,a,technical,,b\ncsa,a,technical,,b\n", 3),
])
func aDamagedTableIsRefusedWithFileAndRow(_ file: String, _ content: String, _ row: Int) throws {
  let folder = NSTemporaryDirectory() + "tables-\(UUID().uuidString)"
  try FileManager.default.copyItem(atPath: Tables.folder.path, toPath: folder)
  try content.write(toFile: folder + "/" + file, atomically: true, encoding: .utf8)
  let error = #expect(throws: TableError.self) { try StandardTables(from: ResourceFolder(path: folder)) }
  #expect(error?.file == file)
  #expect(error?.row == row)
  try FileManager.default.removeItem(atPath: folder)
}

@Test(
  arguments: [
    // text, whether all of it is an encoder's
    (
      "x264 - core 164 r3095 baee400 - H.264/MPEG-4 AVC codec - Copyleft 2003-2022 - "
        + "http://www.videolan.org/x264.html - options: cabac=1 ref=3 deblock=1:0:0 analyse=0x3:0x113 me=hex "
        + "aq=1:1.00", true
    ),
    (
      "Nx265 (build 199) - 3.5+1-f0c1022b6:[Linux][GCC 12.2.0][64 bit] 8bit+10bit+12bit - H.265/HEVC codec - "
        + "Copyright 2013-2018 (c) Multicoreware, Inc - http://x265.org - options: cpuid=1111039 no-wpp info "
        + "scenecut-aware-qp=0conformance-window-offsets right=0", true
    ),
    ("x264 - core 164 - options: cabac=1 Westwood", false), ("x264 - core 164 - options: me=westwood", false),
    ("x264 - core 164 - options: cabac=1 patient=1", false), ("x264 Westwood - options: cabac=1", false),
    ("x264 - core 164 - options: cabac=1 19620311", false), ("Lavc59.37.100 libx264", true), ("x264", false),
  ])
func theTextOfAnEncoderIsAMarkOnlyAsAWhole(_ text: String, _ isMark: Bool) throws {
  #expect(try Tables.all.get().isCodecMark(text) == isMark)
}
