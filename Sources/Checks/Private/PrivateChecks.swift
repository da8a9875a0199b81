internal import DICOM
public import Findings
internal import Rules

/// A private element that nothing keeps.
public struct PrivateNotRemoved: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "private.not-removed",
    title: "Private element is not removed",
    why: "Only its maker knows what it holds; names, dates and serial numbers have been found in many.",
    remedy: "Remove private elements, or keep those of Table E.3.10-1 under the option Retain Safe Private.",
    source: .ps315("section E.3.10 and Table E.1-1, private attributes"),
    severity: .fail,
    flagged: ["(0029,0010) LO SIEMENS CSA HEADER\n↓(0029,1008) CS IMAGE NUM 4"],
    clean: ["! options retain-safe-private\n(00E1,0010) LO ELSCINT1\n(00E1,1021) DS 1.5"])

  static let concern = Concern.isPrivate

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.privateRule == .remove, !examined.tag.isPrivateCreator else { return }
    if examined.isEmpty {
      report.add(.note, examined, "The private element is present without a value.")
    } else if examined.isValueLoaded, examined.vr.isText {
      report.add(
        .fail, examined, "The private element holds \(Evidence(of: examined.value)); nothing keeps it.")
    } else if examined.isSequence {
      report.add(.fail, examined, "The private sequence has items; nothing keeps it.")
    } else {
      report.add(
        .fail, examined, "The private element holds \(examined.element.value.count) bytes; nothing keeps it.")
    }
  }
}

/// A private element whose block no creator reserves.
public struct PrivateWithoutCreator: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "private.without-creator",
    title: "Private element without a creator",
    why: "Nothing says what it is, so no list can know it to be safe.",
    remedy: "Remove the element.",
    source: .ps35("section 7.8.1"),
    severity: .fail,
    flagged: [
      "↓(0029,1008) LO A7",
      "↓private.creator-without-elements (0029,0010) LO SIEMENS CSA HEADER\n↓(0029,1108) LO A7",
    ],
    clean: ["(0010,0020) LO"])

  static let concern = Concern.isPrivate

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.tag.element >= 0x1000, examined.element.creator == nil, !examined.tag.isGroupLength else {
      return
    }
    report.add(examined.isEmpty ? .note : .fail, examined, "No private creator reserves the element's block.")
  }
}

/// A private element with a number that the standard does not give to private elements.
public struct PrivateIllegalNumber: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "private.illegal-number",
    title: "Private element with an illegal number",
    why: "Rules for private elements go by block and creator; an element outside of both slips through them.",
    remedy: "Remove the element.",
    source: .ps35("section 7.8.1"),
    severity: .fail,
    flagged: ["↓(0029,0003) LO A7", "↓(0029,0200) LO A7"],
    clean: ["(0010,0020) LO"])

  static let concern = Concern.isPrivate

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    let tag = examined.tag
    let isReserved = tag.group < 0x0008 || tag.group == 0xFFFF
    let isBetween = !tag.isGroupLength && tag.element < 0x0010 || (0x0100..<0x1000).contains(tag.element)
    guard isReserved || isBetween else { return }
    report.add(
      examined.isEmpty ? .note : .fail, examined, "The standard gives this number to no private element.")
  }
}

/// A private element whose VR is not the one that a published list knows it by.
public struct PrivateVRDiffers: ElementCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "private.vr-differs",
    title: "Kept private element has another VR than the list",
    why: "A list vouches for an element as it knows it; with another VR it holds something else.",
    remedy: "Look at the value; remove the element if it is not what the list describes.",
    source: .ps315("section E.3.10"),
    severity: .review,
    flagged: ["! options retain-safe-private\n(00E1,0010) LO ELSCINT1\n↓(00E1,1021) LO 1.5"],
    clean: ["! options retain-safe-private\n(00E1,0010) LO ELSCINT1\n(00E1,1021) DS 1.5"])

  static let concern = Concern.isPrivate

  static func examine(_ examined: borrowing ExaminedElement, _ report: inout CheckReport) {
    guard examined.privateRule == .safe, let creator = examined.element.creator,
      let written = examined.element.writtenVR, written != .un,
      let listed = examined.tables.safePrivateEntry(
        creator: String(decoding: creator, as: UTF8.self), tag: examined.tag)?.vr, listed != written
    else { return }
    report.add(.review, examined, "The VR is \(written); Table E.3.10-1 knows the element as \(listed).")
  }
}

/// A private creator that reserves a block without elements.
public struct CreatorWithoutElements: LevelCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "private.creator-without-elements",
    title: "Private creator without elements",
    why: "It tells what was there, and may itself name a site or a project.",
    remedy: "Remove the creator with its elements.",
    source: .ps315("Table E.1-1, private attributes"),
    severity: .note,
    flagged: ["↓note (0029,0010) LO SIEMENS CSA HEADER", "↓review (0029,0010) LO WESTWOOD PROJECT"],
    clean: ["! options retain-safe-private\n(00E1,0010) LO ELSCINT1\n(00E1,1021) DS 1.5"])

  static func examine(_ level: borrowing ExaminedLevel, _ report: inout CheckReport) {
    for block in level.creators where block.elements == 0 {
      let isRegistered =
        level.tables.isRegistered(creator: String(decoding: block.creator, as: UTF8.self)) != nil
      let place = report.place(of: block, below: level.steps)
      if isRegistered {
        report.add(.note, at: place, "The creator reserves a block that has no elements.")
      } else {
        report.add(
          .review, at: place,
          "The creator \(Evidence(of: block.creator[...])) stands in no published list and reserves a block without elements."
        )
      }
    }
  }
}

/// A block that is reserved twice, or a creator that reserves two blocks.
public struct CreatorTwice: LevelCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "private.creator-twice",
    title: "Private creator reserves twice",
    why: "Programs differ in which of two they believe, so one may take a private element for a safe one.",
    remedy: "Remove the private elements of both blocks.",
    source: .ps35("section 7.8.1"),
    severity: .review,
    flagged: [
      "↓private.creator-without-elements (0029,0010) LO SIEMENS CSA HEADER\n↓private.creator-twice,private.creator-without-elements (0029,0011) LO SIEMENS CSA HEADER"
    ],
    clean: ["(0010,0020) LO"])

  static func examine(_ level: borrowing ExaminedLevel, _ report: inout CheckReport) {
    // The usual few need no sets.
    if level.creators.count <= 8, areDistinct(level.creators) { return }
    var blocks: Set<Tag> = []
    var names: Set<[UInt8]> = []
    for block in level.creators {
      let name = [UInt8(block.tag.group >> 8), UInt8(block.tag.group & 0xFF)] + block.creator
      let isNewBlock = blocks.insert(block.tag).inserted
      let isNewName = names.insert(name).inserted
      guard !isNewBlock || !isNewName else { continue }
      let place = report.place(of: block, below: level.steps)
      if isNewBlock {
        report.add(.review, at: place, "The creator reserves another block of the same group already.")
      } else {
        report.add(.review, at: place, "The block is reserved already.")
      }
    }
  }

  private static func areDistinct(_ blocks: [ReservedBlock]) -> Bool {
    for later in blocks.indices {
      for earlier in 0..<later where blocks[earlier].tag.group == blocks[later].tag.group {
        if blocks[earlier].tag == blocks[later].tag || blocks[earlier].creator == blocks[later].creator {
          return false
        }
      }
    }
    return true
  }
}

extension CheckReport {
  /// The place of a private creator element.
  func place(of block: ReservedBlock, below steps: [ElementPath.Step]) -> Place {
    .element(ElementPath(steps, block.tag), keyword: nil, creator: label(block.creator), bytes: block.range)
  }
}
