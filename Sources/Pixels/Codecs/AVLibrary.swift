internal import CAVCodec

/// The functions of libavformat, libavcodec and libavutil that decoding a video takes.
struct AVLibrary: Sendable {
  let allocateFormat: deid_avformat_alloc_context
  let openInput: deid_avformat_open_input
  let closeInput: deid_avformat_close_input
  let findStreamInfo: deid_avformat_find_stream_info
  let findBestStream: deid_av_find_best_stream
  let readPacket: deid_av_read_frame
  let allocateIO: deid_avio_alloc_context
  let freeIO: deid_avio_context_free
  let allocateDecoder: deid_avcodec_alloc_context3
  let freeDecoder: deid_avcodec_free_context
  let takeParameters: deid_avcodec_parameters_to_context
  let findDecoder: deid_avcodec_find_decoder
  let openDecoder: deid_avcodec_open2
  let send: deid_avcodec_send_packet
  let receive: deid_avcodec_receive_frame
  let allocatePacket: deid_av_packet_alloc
  let freePacket: deid_av_packet_free
  let clearPacket: deid_av_packet_unref
  let allocateFrame: deid_av_frame_alloc
  let freeFrame: deid_av_frame_free
  let allocate: deid_av_malloc
  let free: deid_av_freep
  let pixelFormat: deid_av_pix_fmt_desc_get
  let entry: deid_av_dict_get
  let setEntry: deid_av_dict_set
  let freeEntries: deid_av_dict_free

  /// The libraries of the versions whose headers the program was built with; nil if they are not installed.
  static let installed = AVLibrary()

  private init?() {
    guard let util = DynamicLibrary("libavutil.so.\(LIBAVUTIL_VERSION_MAJOR)"),
      let codec = DynamicLibrary("libavcodec.so.\(LIBAVCODEC_VERSION_MAJOR)"),
      let format = DynamicLibrary("libavformat.so.\(LIBAVFORMAT_VERSION_MAJOR)")
    else { return nil }
    guard let allocateFormat = format.function("avformat_alloc_context", deid_avformat_alloc_context.self),
      let openInput = format.function("avformat_open_input", deid_avformat_open_input.self),
      let closeInput = format.function("avformat_close_input", deid_avformat_close_input.self),
      let findStreamInfo = format.function("avformat_find_stream_info", deid_avformat_find_stream_info.self),
      let findBestStream = format.function("av_find_best_stream", deid_av_find_best_stream.self),
      let readPacket = format.function("av_read_frame", deid_av_read_frame.self),
      let allocateIO = format.function("avio_alloc_context", deid_avio_alloc_context.self),
      let freeIO = format.function("avio_context_free", deid_avio_context_free.self)
    else { return nil }
    guard let allocateDecoder = codec.function("avcodec_alloc_context3", deid_avcodec_alloc_context3.self),
      let freeDecoder = codec.function("avcodec_free_context", deid_avcodec_free_context.self),
      let take = codec.function("avcodec_parameters_to_context", deid_avcodec_parameters_to_context.self),
      let findDecoder = codec.function("avcodec_find_decoder", deid_avcodec_find_decoder.self),
      let openDecoder = codec.function("avcodec_open2", deid_avcodec_open2.self),
      let send = codec.function("avcodec_send_packet", deid_avcodec_send_packet.self),
      let receive = codec.function("avcodec_receive_frame", deid_avcodec_receive_frame.self),
      let allocatePacket = codec.function("av_packet_alloc", deid_av_packet_alloc.self),
      let freePacket = codec.function("av_packet_free", deid_av_packet_free.self),
      let clearPacket = codec.function("av_packet_unref", deid_av_packet_unref.self)
    else { return nil }
    guard let allocateFrame = util.function("av_frame_alloc", deid_av_frame_alloc.self),
      let freeFrame = util.function("av_frame_free", deid_av_frame_free.self),
      let allocate = util.function("av_malloc", deid_av_malloc.self),
      let free = util.function("av_freep", deid_av_freep.self),
      let setLogLevel = util.function("av_log_set_level", deid_av_log_set_level.self),
      let pixelFormat = util.function("av_pix_fmt_desc_get", deid_av_pix_fmt_desc_get.self),
      let entry = util.function("av_dict_get", deid_av_dict_get.self),
      let setEntry = util.function("av_dict_set", deid_av_dict_set.self),
      let freeEntries = util.function("av_dict_free", deid_av_dict_free.self)
    else { return nil }
    // Its messages may quote what the container's metadata says.
    setLogLevel(AV_LOG_QUIET)
    self.allocateFormat = allocateFormat
    self.openInput = openInput
    self.closeInput = closeInput
    self.findStreamInfo = findStreamInfo
    self.findBestStream = findBestStream
    self.readPacket = readPacket
    self.allocateIO = allocateIO
    self.freeIO = freeIO
    self.allocateDecoder = allocateDecoder
    self.freeDecoder = freeDecoder
    takeParameters = take
    self.findDecoder = findDecoder
    self.openDecoder = openDecoder
    self.send = send
    self.receive = receive
    self.allocatePacket = allocatePacket
    self.freePacket = freePacket
    self.clearPacket = clearPacket
    self.allocateFrame = allocateFrame
    self.freeFrame = freeFrame
    self.allocate = allocate
    self.free = free
    self.pixelFormat = pixelFormat
    self.entry = entry
    self.setEntry = setEntry
    self.freeEntries = freeEntries
  }
}
