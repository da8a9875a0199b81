import Pixels
import Testing

private let hasFFmpeg = OutsideProgram.isInstalled("ffmpeg")

private let width = 96
private let height = 64

/// A video of moving bars, 12 frames.
private func video(
  _ file: String, _ arguments: [String], more: [String] = [], inputs: [(name: String, bytes: [UInt8])] = []
) throws -> [UInt8] {
  let source = ["-f", "lavfi", "-i", "testsrc2=size=\(width)x\(height):rate=12:duration=1"]
  return try OutsideProgram.output(
    "ffmpeg", ["-nostdin", "-v", "error", "-y"] + source + more + ["-pix_fmt", "yuv420p"] + arguments,
    file: file, inputs: inputs)
}

private func file(_ bytes: [UInt8], _ syntax: String = "1.2.840.10008.1.2.4.102", fragments: Int = 1)
  -> PictureFile
{
  // Every fragment but the last has an even number of bytes.
  let length = max(2, bytes.count / fragments & ~1)
  let parts = (0..<fragments).map { index in
    Array(bytes[index * length..<(index == fragments - 1 ? bytes.count : (index + 1) * length)])
  }
  return PictureFile(
    transferSyntax: syntax, rows: height, columns: width, samples: 3, interpretation: "YBR_PARTIAL_420",
    frames: "12", pixels: PictureFile.fragments([], parts))
}

/// Luminance and differences of colour for each pixel, of frames as ffmpeg writes them plane by plane.
private func pixels(ofPlanes planes: ArraySlice<UInt8>) -> [UInt8] {
  let bytes = Array(planes)
  var pixels: [UInt8] = []
  let chroma = width * height
  for row in 0..<height {
    for column in 0..<width {
      let place = chroma + row / 2 * (width / 2) + column / 2
      pixels += [bytes[row * width + column], bytes[place], bytes[place + width * height / 4]]
    }
  }
  return pixels
}

@Test(
  .enabled(if: hasFFmpeg, "needs ffmpeg"),
  arguments: [
    // what, transfer syntax, file, encoder, fragments
    ("MPEG-2", "100", "a.m2v", ["-c:v", "mpeg2video", "-b:v", "2M", "-bf", "2"], 1),
    ("MPEG-2 in a program stream", "100", "a.mpg", ["-c:v", "mpeg2video", "-b:v", "2M", "-f", "vob"], 1),
    ("H.264", "102", "a.h264", ["-c:v", "libx264", "-preset", "fast"], 1),
    ("H.264 in MP4", "102", "a.mp4", ["-c:v", "libx264", "-preset", "fast"], 1),
    ("H.264 in MP4 in five fragments", "102.1", "a.mp4", ["-c:v", "libx264"], 5),
    ("H.264 in a transport stream", "102", "a.ts", ["-c:v", "libx264"], 1),
    ("HEVC", "107", "a.hevc", ["-c:v", "libx265", "-x265-params", "log-level=none"], 1),
    ("HEVC in MP4", "107", "a.mp4", ["-c:v", "libx265", "-x265-params", "log-level=none"], 1),
  ] as [(String, String, String, [String], Int)])
func framesOfAVideoAreThoseOfItsOwnProgram(
  _ what: String, _ syntax: String, _ name: String, _ encoder: [String], _ fragments: Int
) throws {
  let bytes = try video(name, encoder)
  let raw = try OutsideProgram.output(
    "ffmpeg",
    [
      "-nostdin", "-v", "error", "-i", name, "-vsync", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p",
    ],
    file: "a.raw", inputs: [(name, bytes)])
  let length = width * height * 3 / 2
  let source = try file(bytes, "1.2.840.10008.1.2.4.\(syntax)", fragments: fragments).source()
  #expect(source.frameCount == 12, "\(what)")
  #expect(raw.count == 12 * length, "\(what)")
  #expect(source.irregularities.isEmpty, "\(what)")
  // Forwards, and back to the first.
  for index in Array(0..<12) + [0] {
    let frame = try source.frame(index)
    #expect(
      frame.samples.littleEndianBytes == pixels(ofPlanes: raw[index * length..<(index + 1) * length]),
      "\(what), frame \(index)")
  }
}

/// Whether one of the parts of a kind holds a text.
private func holds(_ texts: [StreamText], _ kind: StreamText.Kind, _ text: String) -> Bool {
  texts.contains { $0.kind == kind && !$0.bytes.ranges(of: Array(text.utf8)).isEmpty }
}

private let note = "086f3693-b7b3-4f2c-9653-21492feee5b8+Seen in Westwood"

@Test(
  .enabled(if: hasFFmpeg, "needs ffmpeg"),
  arguments: [
    // what, file, arguments, kind, text
    (
      "a title", "a.mp4", ["-c:v", "libx264", "-metadata", "title=Doe Elm Street"], .metadata,
      "title=Doe Elm Street"
    ),
    (
      "a time", "a.mp4", ["-c:v", "libx264", "-metadata", "creation_time=2031-05-06T07:08:09Z"], .metadata,
      "creation_time=2031-05-06T07:08:09"
    ),
    (
      "a name of a track", "a.mkv", ["-c:v", "libx264", "-metadata:s:v:0", "title=Room 7"], .metadata,
      "title=Room 7"
    ),
    (
      "the name of a programme", "a.ts", ["-c:v", "libx264", "-metadata", "service_name=Westwood"], .metadata,
      "service_name=Westwood"
    ),
    (
      "a key of its own", "a.mov",
      ["-c:v", "libx264", "-movflags", "use_metadata_tags", "-metadata", "ward=North"], .metadata,
      "ward=North"
    ),
    (
      "a message between slices", "a.h264",
      ["-c:v", "libx264", "-bsf:v", "h264_metadata=sei_user_data=\(note)"], .userData, "Seen in Westwood"
    ),
    (
      "a message between slices in MP4", "a.mp4",
      ["-c:v", "libx264", "-bsf:v", "h264_metadata=sei_user_data=\(note)"], .userData, "Seen in Westwood"
    ),
    (
      "a message between slices in a transport stream", "a.ts",
      ["-c:v", "libx264", "-bsf:v", "h264_metadata=sei_user_data=\(note)"], .userData, "Seen in Westwood"
    ),
    (
      "an encoder's word of itself", "a.hevc",
      ["-c:v", "libx265", "-x265-params", "log-level=none:info=1"], .userData, "x265 "
    ),
    (
      "the same in MP4", "a.mp4",
      ["-c:v", "libx265", "-x265-params", "log-level=none:info=1"], .userData, "x265 "
    ),
  ] as [(String, String, [String], StreamText.Kind, String)])
func textBesideThePixelsOfAVideoIsFound(
  _ what: String, _ name: String, _ arguments: [String], _ kind: StreamText.Kind, _ text: String
) throws {
  let bytes = try video(name, arguments)
  let file = file(bytes)
  let source = try file.source()
  let texts = try source.streamTexts(0)
  #expect(holds(texts, kind, text), "\(what)")
  #expect(texts.allSatisfy { source.range.contains($0.range.lowerBound) })
  #expect(try source.streamTexts(1).isEmpty)
}

@Test(.enabled(if: hasFFmpeg, "needs ffmpeg"))
func userDataOfMPEG2IsFound() throws {
  var bytes = try video("a.m2v", ["-c:v", "mpeg2video", "-b:v", "2M"])
  // Behind the header of the group of pictures, which has 4 bytes, before its first picture.
  let group = try #require(bytes.firstRange(of: [0, 0, 1, 0xB8]))
  bytes.insert(contentsOf: [0, 0, 1, 0xB2] + Array("Seen in Westwood".utf8), at: group.upperBound + 4)
  let source = try file(bytes, "1.2.840.10008.1.2.4.100").source()
  #expect(holds(try source.streamTexts(0), .userData, "Seen in Westwood"))
  #expect(try source.frame(11).damage == nil)
}

@Test(.enabled(if: hasFFmpeg, "needs ffmpeg"))
func captionsAreTextAndSoundIsNamed() throws {
  let captions = Array("1\n00:00:00,000 --> 00:00:01,000\nSeen in Westwood\n".utf8)
  let bytes = try video(
    "a.mp4", ["-map", "0", "-map", "1", "-map", "2", "-c:v", "libx264", "-c:a", "aac", "-c:s", "mov_text"],
    more: ["-i", "a.srt", "-f", "lavfi", "-i", "sine=duration=1"], inputs: [("a.srt", captions)])
  let source = try file(bytes).source()
  #expect(holds(try source.streamTexts(0), .track, "Seen in Westwood"))
  #expect(source.irregularities == [.tracksNotRead(1)])
}

@Test(.enabled(if: hasFFmpeg, "needs ffmpeg"))
func everyPrefixOfAVideoEndsAsFramesOrAsAnError() throws {
  let bytes = try video("a.mp4", ["-c:v", "libx264", "-movflags", "+faststart"])
  for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
    let pictures = file(Array(bytes.prefix(length))).pictures
    guard case .success(let source) = pictures.bitmaps[0].source else { continue }
    for index in 0..<source.frameCount {
      switch Result(catching: { () throws(PixelError) in try source.frame(index) }) {
      case .success(let frame): #expect(frame.samples.count == width * height * 3)
      case .failure: break
      }
    }
  }
}

private func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
  PictureFile.le32(content.count + 8).reversed() + Array(name.utf8) + content
}

@Test(
  .enabled(if: hasFFmpeg, "needs ffmpeg"),
  arguments: [
    // what, file, what is put behind the video, kind
    ("a free box", "a.mp4", box("free", Array("Seen in Westwood".utf8)), .box(0x6672_6565)),
    ("a box of its own", "a.mov", box("uuid", Array("Seen in Westwood".utf8)), .box(0x7575_6964)),
    ("a further box of data", "a.mp4", box("mdat", Array("Seen in Westwood".utf8)), .behindEnd),
    ("bytes that are no box", "a.mp4", Array("Seen in Westwood".utf8), .behindEnd),
    ("bytes behind the last packet", "a.ts", Array("Seen in Westwood".utf8), .behindEnd),
    (
      "an empty packet", "a.ts",
      [0x47, 0x1F, 0xFF, 0x10] + Array("Seen in Westwood".utf8) + [UInt8](repeating: 0xFF, count: 168),
      .behindEnd
    ),
  ] as [(String, String, [UInt8], StreamText.Kind)])
func bytesOfAVideosContainerThatBelongToNothingAreFound(
  _ what: String, _ name: String, _ more: [UInt8], _ kind: StreamText.Kind
) throws {
  let bytes = try video(name, ["-c:v", "libx264"])
  let plain = try file(bytes).source().streamTexts(0)
  #expect(plain.allSatisfy { $0.kind == .metadata || $0.kind == .userData }, "\(what)")
  let source = try file(bytes + more).source()
  let texts = try source.streamTexts(0)
  #expect(holds(texts, kind, "Seen in Westwood"), "\(what)")
  #expect(texts.count == plain.count + 1, "\(what)")
  #expect(try source.frame(11).damage == nil)
}
