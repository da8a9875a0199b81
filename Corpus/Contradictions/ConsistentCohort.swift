/// Two hundred invented patients with two studies each, in which nothing contradicts.
///
/// Patients come in four kinds, fifty of each, so that nobody is alone. Their ids are drawn; their days are all those
/// of one shift a patient.
public struct ConsistentCohort {
  /// How many patients.
  public static let patients = 200

  /// The first of the four files of a patient: two images of a first study, one of a second, a structure set upon it.
  private static func first(of patient: Int) -> Int { 4 * patient }

  /// The files, patient after patient.
  public var files: [InventedFile] = []

  /// Makes the cohort, the same one every time.
  public init() {
    for patient in 0..<ConsistentCohort.patients {
      for number in 0..<4 { files.append(ConsistentCohort.file(patient, number)) }
    }
  }

  /// The pseudonym of a patient.
  public static func id(_ patient: Int) -> String {
    // A multiplication modulo 2^16 + 1 mixes the order.
    let mixed = (patient + 1) * 40_503 % 65_537
    let letters = ["Q", "R", "T", "V", "W", "X", "Y", "Z"]
    return letters[mixed % 8] + letters[mixed / 8 % 8] + "\(mixed)" + letters[mixed / 64 % 8]
  }

  /// (0008,0018) of a patient's file, from 0.
  static func instance(_ patient: Int, _ number: Int) -> String { "2.25.9\(1_000 + patient)\(number)" }

  private static func file(_ patient: Int, _ number: Int) -> InventedFile {
    let study = number < 2 ? 0 : 1
    var file = InventedFile(name: "P\(patient)/S\(study)/F\(number)")
    // The second study is half a year after the first.
    let month = 1 + patient % 6 + 6 * study
    let day = "2021" + (month < 10 ? "0" : "") + "\(month)" + "\(10 + patient * 7 % 18)"
    let time = "\(10 + patient % 8)\(10 + patient % 49)\(10 + study)"
    file.set("(0008,0018) UI", instance(patient, number))
    file.set("(0008,0020) DA", day)
    file.set("(0008,0021) DA", day)
    file.set("(0008,0022) DA", day)
    file.set("(0008,0023) DA", day)
    file.set("(0008,0030) TM", time)
    file.set("(0008,0031) TM", time)
    file.set("(0008,0032) TM", time)
    file.set("(0008,0033) TM", time)
    file.set("(0008,0050) SH", "A\(patient)\(study)")
    file.set("(0010,0020) LO", id(patient))
    if patient % 5 == 0 { file.set("(0010,0010) PN", "N\(id(patient))^V") }
    file.set("(0010,0030) DA", patient % 2 == 0 ? "19500101" : "19700101")
    file.set("(0010,0040) CS", patient % 4 < 2 ? "F" : "M")
    file.set("(0010,1010) AS", patient % 2 == 0 ? "071Y" : "051Y")
    file.set("(0012,0052) FD", study == 0 ? "10" : "\(10 + days(patient))")
    file.set("(0012,0053) CS", "ENROLLMENT")
    file.set("(0020,000D) UI", "2.25.7\(1_000 + patient)\(study)")
    file.set("(0020,000E) UI", "2.25.8\(1_000 + patient)\(study)\(number == 3 ? 1 : 0)")
    file.set("(0020,0010) SH", "\(study + 1)")
    file.set("(0020,0011) IS", "1")
    file.set("(0020,0013) IS", "\(number + 1)")
    file.set("(0020,0052) UI", "2.25.6\(1_000 + patient)\(study)")
    file.set("(0028,0303) CS", "MODIFIED")
    if number == 3 {
      file.sopClass = "1.2.840.10008.5.1.4.1.1.481.3"
      file.set("(0020,0011) IS", "2")
      file.set("(0008,0060) CS", "RTSTRUCT")
      file.references = [("1.2.840.10008.5.1.4.1.1.2", instance(patient, 2))]
    }
    return file
  }

  /// The days between a patient's studies: six months from the month of the first.
  private static func days(_ patient: Int) -> Int { [181, 181, 184, 183, 184, 183][patient % 6] }

  /// Writes the files.
  public func write(to folder: String) throws {
    let bases = try Case.texts(in: CorpusFolder.path("Bases"))
    for file in files { try Cohort.write(file.bytes(bases), to: "\(folder)/\(file.name)") }
  }

  /// Changes a file.
  mutating func change(_ patient: Int, _ number: Int, _ body: (inout InventedFile) -> Void) {
    body(&files[ConsistentCohort.first(of: patient) + number])
  }

  /// Changes all files of a patient.
  mutating func change(_ patient: Int, _ body: (inout InventedFile) -> Void) {
    for number in 0..<4 { change(patient, number, body) }
  }
}
