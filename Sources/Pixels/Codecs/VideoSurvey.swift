internal import CAVCodec
internal import DICOM

/// What a video holds beside the pixels of its frames.
struct VideoSurvey {
  /// How many frames it has.
  var frames = 0
  /// What is no pixels, each text once; places are in the file.
  var texts: [StreamText] = []
  /// Bytes of all texts, those included that were too many to keep.
  var textInBytes = 0
  /// How many tracks of pictures or sound there are beside the one that is decoded.
  var tracksNotRead = 0

  private var seen: Set<[UInt8]> = []

  /// Keeps a text, unless it was there before, or there is more than ``PixelLimits/streamTextInBytes``.
  mutating func add(_ kind: StreamText.Kind, _ bytes: [UInt8], at offset: Int) {
    guard !bytes.isEmpty, textInBytes <= PixelLimits.streamTextInBytes, seen.insert(bytes).inserted else {
      return
    }
    textInBytes += bytes.count
    guard textInBytes <= PixelLimits.streamTextInBytes else { return }
    texts.append(StreamText(kind: kind, range: offset..<offset + bytes.count, bytes: bytes))
  }
}

extension Video {
  /// How the units of a track are coded and divided.
  private struct Track {
    let coding: VideoUserData.Coding
    let lengthSize: Int?
  }

  /// Counts the frames and gathers what is no pixels, by going through the video without decoding it. Nothing can be
  /// decoded afterwards.
  ///
  /// - Throws: ``PixelError`` if there are more frames than ``PixelLimits/frames``.
  func survey() throws(PixelError) -> VideoSurvey {
    var survey = VideoSurvey()
    guard let format, let packet else { return survey }
    let start = bytes.fileOffset(0) ?? 0  // a video without bytes was not opened
    // Some demultiplexers meet tracks, or make room for them, while they read on.
    var tracks: [Int32: Track] = [:]
    var texts: Set<Int32> = []
    var container = VideoContainer(bytes)
    while library.readPacket(format, packet) >= 0 {
      let index = packet.pointee.stream_index
      if index == stream { survey.frames += 1 }
      guard survey.frames <= PixelLimits.frames else {
        library.clearPacket(packet)
        throw .attributeInvalid(.numberOfFrames, survey.frames)
      }
      if tracks[index] == nil, !texts.contains(index) {
        if let track = look(at: index, start, &survey) {
          tracks[index] = track
        } else if isText(index) {
          texts.insert(index)
        }
      }
      let begin = Int(packet.pointee.pos)
      if (0...bytes.length).contains(begin), packet.pointee.size > 0 {
        container.add(packet: begin..<begin + Int(packet.pointee.size))
      }
      let place = begin >= 0 ? bytes.fileOffset(begin) ?? start : start
      if let data = packet.pointee.data, packet.pointee.size > 0 {
        let content = UnsafeBufferPointer(start: data, count: Int(packet.pointee.size))
        if let track = tracks[index] {
          for part in VideoUserData.parts(of: content, track.coding, lengthSize: track.lengthSize) {
            survey.add(.userData, part, at: place)
          }
        } else if texts.contains(index) {
          survey.add(.track, Array(content), at: place)
        }
      }
      library.clearPacket(packet)
    }
    if let error = bytes.error { throw error }
    readMetadata(format.pointee, start, &survey)
    for part in try parts(of: container, format.pointee) {
      let offset = bytes.fileOffset(part.range.lowerBound) ?? start
      survey.add(part.kind, try bytes.content(of: part.range), at: offset)
    }
    survey.tracksNotRead = (0..<Int32(clamping: format.pointee.nb_streams)).count { index in
      guard index != stream, let kind = parameters(index)?.codec_type else { return false }
      return kind == AVMEDIA_TYPE_VIDEO || kind == AVMEDIA_TYPE_AUDIO
    }
    return survey
  }

  /// What in the container belongs to nothing, for those whose every byte can be accounted for.
  private func parts(
    of container: VideoContainer, _ format: AVFormatContext
  ) throws(PixelError) -> [VideoContainer.Part] {
    guard let name = format.iformat?.pointee.name else { return [] }
    let kind = String(decoding: Video.bytes(name), as: UTF8.self)
    if kind.hasPrefix("mov,") { return try container.mp4() }
    if kind == "mpegts" { return try container.transportStream() }
    return []
  }

  private func parameters(_ index: Int32) -> AVCodecParameters? {
    guard let format, index >= 0, index < format.pointee.nb_streams else { return nil }
    return format.pointee.streams[Int(index)]?.pointee.codecpar?.pointee
  }

  /// Whether a track has neither pictures nor sound: captions, or data.
  private func isText(_ index: Int32) -> Bool {
    guard let kind = parameters(index)?.codec_type else { return false }
    return kind != AVMEDIA_TYPE_VIDEO && kind != AVMEDIA_TYPE_AUDIO
  }

  /// Says how a track of pictures is coded, and gathers the user data of its configuration; nil for other tracks.
  private func look(at index: Int32, _ start: Int, _ survey: inout VideoSurvey) -> Track? {
    guard let parameters = parameters(index) else { return nil }
    let coding: VideoUserData.Coding
    switch parameters.codec_id {
    case AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO: coding = .mpeg2
    case AV_CODEC_ID_H264: coding = .h264
    case AV_CODEC_ID_HEVC: coding = .hevc
    default: return nil
    }
    let configuration = UnsafeBufferPointer(
      start: parameters.extradata, count: Int(max(0, parameters.extradata_size)))
    let lengthSize = VideoUserData.lengthSize(configuration: configuration, coding)
    let parts = VideoUserData.parts(ofConfiguration: configuration, coding)
    for part in parts { survey.add(.userData, part, at: start) }
    return Track(coding: coding, lengthSize: lengthSize)
  }

  // MARK: metadata

  /// Gathers the names and values that the container gives to the whole, its programs, tracks and chapters.
  private func readMetadata(_ format: AVFormatContext, _ start: Int, _ survey: inout VideoSurvey) {
    add(format.metadata, start, &survey)
    for index in 0..<Int(format.nb_streams) {
      guard let track = format.streams[index]?.pointee else { continue }
      add(track.metadata, start, &survey)
    }
    for index in 0..<Int(format.nb_programs) {
      add(format.programs[index]?.pointee.metadata, start, &survey)
    }
    for index in 0..<Int(format.nb_chapters) {
      add(format.chapters[index]?.pointee.metadata, start, &survey)
    }
  }

  private func add(_ entries: OpaquePointer?, _ start: Int, _ survey: inout VideoSurvey) {
    var last: UnsafeMutablePointer<AVDictionaryEntry>?
    while let entry = library.entry(entries, "", last, AV_DICT_IGNORE_SUFFIX) {
      last = entry
      guard let name = entry.pointee.key, let value = entry.pointee.value else { continue }
      let bytes = Video.bytes(name) + [UInt8(ascii: "=")] + Video.bytes(value)
      survey.add(.metadata, bytes, at: start)
    }
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    var bytes: [UInt8] = []
    while text[bytes.count] != 0 { bytes.append(UInt8(bitPattern: text[bytes.count])) }
    return bytes
  }
}
