internal import DICOM

/// The frames of a video by number. Going back starts over.
final class VideoFrames {
  private let values: ValueSource
  private let parts: [Range<Int>]
  private let expected: ExpectedFrame
  private var open: Video?
  /// What is known of it as a whole.
  let survey: VideoSurvey

  /// Goes through the video once, without decoding it.
  ///
  /// - Throws: ``PixelError`` if it cannot be opened, or has more frames than ``PixelLimits/frames``.
  init(_ values: ValueSource, _ parts: [Range<Int>], _ expected: ExpectedFrame) throws(PixelError) {
    self.values = values
    self.parts = parts
    self.expected = expected
    survey = try Video(values, parts, expected).survey()
  }

  /// Decodes up to a frame.
  ///
  /// - Throws: ``PixelError``.
  func frame(_ index: Int) throws(PixelError) -> DecodedImage {
    var video: Video
    if let open, open.next <= index {
      video = open
    } else {
      video = try Video(values, parts, expected)
      open = video
    }
    while true {
      let number = video.next
      guard let image = try video.nextFrame() else { throw .frameMissing(index: index, found: number) }
      if number == index { return image }
    }
  }
}
