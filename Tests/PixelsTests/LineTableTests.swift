import Foundation
import Testing

@testable import Pixels

/// A network whose weights follow from their places, as a table.
private func netTable() -> [UInt8] {
  var text = "layer,output,bias,weights\n"
  for (name, outputs, inputs) in [
    ("first", 16, 16), ("second", 16, 256), ("third", 32, 144), ("fourth", 16, 130), ("fifth", 1, 16),
  ] {
    for output in 0..<outputs {
      let weights = (0..<inputs).map { "\(Double((output * 31 + $0 * 17) % 23 - 11) / 100)" }
      text += "\(name),\(output),\(Double(output * 5 % 7 - 3) / 10),\(weights.joined(separator: " "))\n"
    }
  }
  return Array(text.utf8)
}

@Test(
  arguments: [
    // trees, level, and what PyTorch 2.13 gives for the same weights and input
    (1.5, 1, -0.255_709_6), (-9, 2, -0.234_475_8), (30, 0, -0.270_930_5),
  ] as [(Float, Int, Float)])
func theNetworkGivesWhatPyTorchGives(_ trees: Float, _ level: Int, _ expected: Float) throws {
  let cutting = (0..<LineCutting.rows * LineCutting.columns).map { Float($0 * 7 % 13 - 6) / 6 }
  let score = try LineNet(table: netTable()).score(cutting, trees: trees, level: level)
  #expect(abs(score + LineNet.border - expected) < 1e-4 * max(1, abs(expected)))
}

@Test(
  arguments: [
    ("0", 0), ("-0.25", -0.25), ("12.5", 12.5), ("1.234e-05", 1.234e-5), ("-7e+02", -700), ("1e3", 1000),
  ] as [(String, Float)])
func aNumberIsReadAsItIsWritten(_ text: String, _ expected: Float) throws {
  let number = try #require(NumberTable.number(Array(text.utf8)[...]))
  #expect(abs(number - expected) <= 1e-6 * abs(expected))
}

@Test(arguments: ["", "-", ".", "1,5", "1.2.3", "nan", "inf", "0x10", "1e", "1e999", " 1", "1 ", "+1"])
func whatIsNoNumberIsNotRead(_ text: String) {
  #expect(NumberTable.number(Array(text.utf8)[...]) == nil)
}

@Test func theTablesThatAreCompiledInAreWhole() throws {
  let values = [Float](repeating: 1, count: LineFeatures.names.count)
  for stage in ["marks", "lines"] {
    let trees = try LineTrees(table: PackageResources.line_trees_csv, stage: stage)
    #expect(try #require(trees.score(values)).isFinite)
  }
  let net = try LineNet(table: PackageResources.line_net_csv)
  let cutting = [Float](repeating: 0, count: LineCutting.rows * LineCutting.columns)
  #expect(net.score(cutting, trees: 0, level: 0).isFinite)
}

@Test func aTableThatIsDamagedIsRefused() throws {
  let whole = netTable()
  let text = String(decoding: whole, as: UTF8.self)
  for broken in [
    "", "layer,output,bias\n", text.replacing("second,3,", with: "second,4,"),
    text.replacing("third", with: "zeroth"), text.replacing("fifth,0,", with: "fifth,0,x"),
    text + "sixth,0,0,0\n", String(text.dropLast(8)), text.replacing("bias", with: "base"),
  ] {
    #expect(throws: NumberTableError.self) { try LineNet(table: Array(broken.utf8)) }
  }
  let trees = String(decoding: PackageResources.line_trees_csv, as: UTF8.self)
  for broken in [
    "", trees.replacing("marks,", with: "blobs,"), trees.replacing("characters", with: "letters"),
    trees.replacing("lines,", with: "marks,"), trees.replacing("threshold1", with: "limit1"),
    trees.replacing("\nmarks,", with: "\nmarks,,"),
  ] {
    #expect(throws: NumberTableError.self) {
      _ = try LineTrees(table: Array(broken.utf8), stage: "marks")
      _ = try LineTrees(table: Array(broken.utf8), stage: "lines")
    }
  }
}

@Test func aLineIsCutOutTheSameWayUpright() {
  var across = GreyImage(width: 90, height: 40, pixels: Array(repeating: 20, count: 3600))
  var upright = GreyImage(width: 40, height: 90, pixels: Array(repeating: 20, count: 3600))
  for index in 0..<400 {
    let (x, y) = (10 + index % 50, 12 + index * index % 11)
    across.pixels[y * 90 + x] = UInt8(index % 251)
    upright.pixels[x * 40 + y] = UInt8(index % 251)
  }
  let one = LineCutting.cut(
    PixelRect(x: 10, y: 12, width: 50, height: 11), of: PaddedPlane(across), isUpright: false)
  let other = LineCutting.cut(
    PixelRect(x: 12, y: 10, width: 11, height: 50), of: PaddedPlane(upright), isUpright: true)
  #expect(one == other)
  #expect(one.count == LineCutting.rows * LineCutting.columns)
}
