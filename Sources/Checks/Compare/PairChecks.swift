public import Findings

/// A file that no file of the other side answers to.
public struct FileUnpaired: PairCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.unpaired",
    title: "File has no counterpart",
    why: "An original without output was lost; an output without original cannot be compared.",
    remedy: "Find out why the anonymizer left the file out or added it; give a UID map if it is there.",
    source: .ps315("section E.1.1"),
    severity: .review,
    flagged: [
      "! flagged compare.unpaired\n! original\n(0008,0050) SH 4711\n! lost\n(0020,0013) IS 77",
      "! original\n(0008,0050) SH 4711\n! next\n(0020,0013) IS 77\n! flagged compare.unpaired",
    ],
    clean: ["! original\n(0008,0050) SH 4711"])

  static func examine(_ remark: PairingRemark, isOutput: Bool, _ report: inout CheckReport) {
    guard remark == .unpaired else { return }
    if isOutput {
      report.add(.review, at: .file, "None of the originals answers to the file; it was judged alone.")
    } else {
      report.add(.review, at: .file, "None of the outputs answers to the original.")
    }
  }
}

/// A file with the SOP Instance UID of another one.
public struct InstanceTwice: PairCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.instance-twice",
    title: "Two files have the same SOP Instance UID",
    why: "Two instances became one, or a file was written twice; an archive keeps only one of them.",
    remedy: "Make a new UID for each instance.",
    source: .ps33("section C.12.1"),
    severity: .review,
    flagged: [
      "! original\n(0008,0050) SH 4711\n! next\n(0008,0018) UI {uid:instance#1}\n! flagged compare.instance-twice\n! flagged compare.uids-merged (0008,0018)\n! original\n(0008,0050) SH 4711"
    ],
    clean: ["! original\n(0008,0050) SH 4711\n! next\n(0008,0016) UI 1.2.840.10008.5.1.4.1.1.2\n! original"])

  static func examine(_ remark: PairingRemark, isOutput: Bool, _ report: inout CheckReport) {
    guard case .duplicate(let other) = remark else { return }
    report.add(.review, at: .file, "File \(other) of the same side has the same SOP Instance UID.")
  }
}

/// A file to which several of the other side would answer.
public struct PairAmbiguous: PairCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "compare.pair-ambiguous",
    title: "Several files would answer to this one",
    why: "What was compared may not be the file's own original, so that findings by comparison may be wrong.",
    remedy: "Give the anonymizer's UID map by --uid-map, or keep the files' paths.",
    source: .ps315("section E.1.1"),
    severity: .review,
    flagged: [
      "! named a.dcm\n! flagged compare.pair-ambiguous\n! flagged compare.pair-ambiguous\n! flagged compare.pair-ambiguous\n! original\n! named x.dcm\n(0020,0013) IS 1\n! lost\n! named y.dcm\n(0020,0013) IS 1\n(0020,0032) DS -100\\-100\\1"
    ],
    clean: ["! named a.dcm\n! original\n! named x.dcm"])

  static func examine(_ remark: PairingRemark, isOutput: Bool, _ report: inout CheckReport) {
    guard case .ambiguous(let alternatives) = remark else { return }
    if isOutput {
      report.add(.review, at: .file, "\(alternatives) originals would answer to the file.")
    } else {
      report.add(.review, at: .file, "\(alternatives) outputs would answer to the original.")
    }
  }
}
