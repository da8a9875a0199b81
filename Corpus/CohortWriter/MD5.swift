internal import Foundation

/// The digest by which keys name values and pixel data: MD5, since the published answer keys use it. RFC 1321.
enum MD5 {
  private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
  private static let constants: [UInt32] = (0..<64).map { UInt32(abs(sin(Double($0 + 1))) * 4_294_967_296) }

  /// The digest as 32 hexadecimal digits.
  static func digest(_ message: [UInt8]) -> String {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
    let full = message.count / 64 * 64
    for start in stride(from: 0, to: full, by: 64) { mix(&state, message[start..<start + 64]) }
    var rest = Array(message[full...]) + [0x80]
    rest += [UInt8](repeating: 0, count: (120 - rest.count % 64) % 64)
    rest += Packing.littleEndian(message.count * 8, 8)
    for start in stride(from: 0, to: rest.count, by: 64) { mix(&state, rest[start..<start + 64]) }
    return String(
      decoding: Packing.hexadecimal(state.flatMap { Packing.littleEndian(Int($0), 4) }), as: UTF8.self)
  }

  private static func mix(_ state: inout [UInt32], _ block: ArraySlice<UInt8>) {
    block.withUnsafeBytes { bytes in
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      for step in 0..<64 {
        let (f, word): (UInt32, Int) =
          switch step / 16 {
          case 0: (b & c | ~b & d, step)
          case 1: (d & b | ~d & c, (5 * step + 1) % 16)
          case 2: (b ^ c ^ d, (3 * step + 5) % 16)
          default: (c ^ (b | ~d), 7 * step % 16)
          }
        let value = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 4, as: UInt32.self))
        let sum = a &+ f &+ constants[step] &+ value
        let shift = shifts[step / 16 * 4 + step % 4]
        (a, d, c, b) = (d, c, b, b &+ (sum << shift | sum >> (32 - shift)))
      }
      state[0] &+= a
      state[1] &+= b
      state[2] &+= c
      state[3] &+= d
    }
  }
}
