public import Findings

/// A check that speaks of what was found in an opened value; the opening itself is done once for all of them.
protocol PayloadCheck: Check {}

/// A field inside a value that holds what the profile removes or replaces.
public struct PayloadFieldIdentifies: PayloadCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "payload.field-identifies",
    title: "Field inside a value identifies",
    why:
      "Vendors' headers and protocols repeat the patient's name, id, birth date and the site in fields of their own, which rules for elements do not see.",
    remedy: "Remove the element, or clean the field.",
    source: .ps315("section E.3.10 and Table E.1-1, by analogy"),
    severity: .fail,
    flagged: [
      """
      (0029,0010) LO SIEMENS CSA HEADER
      ↓private.not-removed,payload.field-identifies (0029,1020) LT ### ASCCONV BEGIN ###\\x0AtPatientName = \"\"MORGAN^AVERY\"\"\\x0A### ASCCONV END ###
      """
    ],
    clean: ["(0018,1061) LO tPatientName"])
}

/// A UID of a scanner's inside a value.
public struct PayloadScannerUID: PayloadCheck {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public static let about = CheckDescription(
    id: "payload.scanner-uid",
    title: "UID of a scanner inside a value",
    why: "It leads back to the original study, and often holds the device's serial number and the time.",
    remedy: "Remove the element, or replace the UID as it was replaced elsewhere.",
    source: .ps315("section E.3.10 and Table E.1-1, by analogy"),
    severity: .fail,
    flagged: [
      """
      (0029,0010) LO SIEMENS CSA HEADER
      ↓private.not-removed,payload.scanner-uid (0029,1020) LT ### ASCCONV BEGIN ###\\x0AtReferenceImage0 = \"\"1.3.12.2.1107.5.2.32.35999.2007030911283212345600\"\"\\x0A### ASCCONV END ###
      """
    ],
    clean: ["(0018,1061) LO 1.3"])
}
