public import Findings
internal import Text

/// A check that speaks of a known value that was found among the bytes.
protocol KnownValueCheck: Check {}

/// A value of the run's list of identifiers, or of the originals, stands in the file.
public struct ListedValuePresent: KnownValueCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "known.listed",
    title: "A listed person's value stands in the file",
    why:
      "The list says whom the data are about: where one of its values stands, in whatever form, the person is in the data. What is sure fails; short and common values, and what chance may have put there, are to review; dates are notes if the list has so many that most files have one of them. Two values of one person weigh more together. Not looked for are numbers and single words of fewer than three characters, and words of more than 64 bytes.",
    remedy: "Remove the value, also from the bytes that no element rule reaches.",
    source: .ps315("section E.1.1"),
    severity: .fail,
    flagged: [
      "! identifiers name,id;Morgan^Avery,00482913\n↓(0018,7062) LT seen by Avery Morgan"
    ],
    clean: ["! identifiers name,id;Morgan^Avery,00482913\n(0018,7062) LT seen"])
}

/// A value that identifies at one place stands at another one as well.
public struct FoundValueRepeated: KnownValueCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "known.repeated",
    title: "A value that identifies elsewhere stands here too",
    why:
      "Whoever was found by name in one place can be found by the same name in others, where nothing else tells that it is one. A family name that is a word of imaging, and other values that texts have by chance, are looked for with the rest of the name only.",
    remedy: "Remove the value at all places.",
    source: .ps315("section E.1.1"),
    severity: .fail,
    flagged: [
      "↓text.person-name (0018,7062) LT Patient: Mr Avery Morgan\n↓known.repeated,text.person-name:review (0018,1061) LO morgan_avery"
    ],
    clean: ["(0018,1061) LO trigger3"])
}
