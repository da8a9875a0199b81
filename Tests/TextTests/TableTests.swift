import Foundation
import Rules
import Testing

@Test(arguments: [
  ("person-names.csv", "name,given\n", 1),
  ("person-names.csv", "name,given,surname,also\nANNA,7,2,\nBERT,0,0,\n", 3),
  ("person-names.csv", "name,given,surname,also\nANNA,7,2,x\n", 2),
  ("imaging-words.csv", "word,source\nAXIAL,\n", 2),
  ("text-marks.csv", "word,kind,value,source\nDR,song,0,a\n", 2),
  ("text-marks.csv", "word,kind,value,source\nDR,title,many,a\n", 2),
  ("text-marks.csv", "word,kind,value,source\nDR,title,1001,a\n", 2),
  ("text-marks.csv", "word,kind,value,source\nDR,title,0,\n", 2),
  ("person-names.csv", "name,given,surname,also\nBERT,7,2,\nANNA,7,2,\n", 3),
  ("person-names.csv", "name,given,surname,also\nANNABELLA,7,2,\nANNABELLA,7,2,\n", 3),
  ("person-names.csv", "name,given,surname,also\nANNABELLA,7,2,\nANNABELL,7,2,\n", 3),
  ("person-names.csv", "name,given,surname,also\nANNA\nBERT,7,2,\n", 2),
  ("person-names.csv", "name,given,surname,also\nANNA,7,2", 2),
  ("imaging-words.csv", "word,source\nAXIAL,a\nAXIAL,a\n", 3),
])
func aDamagedTableOfWordsIsRefusedWithFileAndRow(_ file: String, _ content: String, _ row: Int) throws {
  let folder = NSTemporaryDirectory() + "words-\(UUID().uuidString)"
  try FileManager.default.copyItem(atPath: Detecting.root + "/Rules/Tables", toPath: folder)
  try content.write(toFile: folder + "/" + file, atomically: true, encoding: .utf8)
  let error = #expect(throws: TableError.self) { try WordLists(ResourceFolder(path: folder)) }
  #expect(error?.file == file)
  #expect(error?.row == row)
  try FileManager.default.removeItem(atPath: folder)
}
