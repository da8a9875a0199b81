internal import CONNXRuntime

/// A recognizer of text lines, run by ONNX Runtime on one thread.
///
/// A picture of `rows` rows goes in, three equal planes of values from -1 to 1; out come steps from left to right, each
/// with a probability for every class. The library is loaded by its path and stays; its messages are off, since they
/// may tell sizes and places of what is read.
final class RecognizerModel {
  /// The one version that is used.
  ///
  /// Version 1.31 was seen to write a device identifier and a store of events to the home folder as soon as it is set
  /// up, to read the command line, and to have the address of a server for them. This one opens no file but the model
  /// and descriptions of the processor, starts no thread and no connection.
  static let libraryVersion = "1.24.4"
  /// How high pictures are.
  static let rows = 48
  /// What the model's file says its classes are, a line each, without the first and the last of them.
  let classNames: String

  private let api: UnsafePointer<deid_OrtApi>
  private var environment: OpaquePointer?
  private var options: OpaquePointer?
  private var session: OpaquePointer?
  private var memory: OpaquePointer?
  private let inputName: String
  private let outputName: String

  /// Loads the library and the model from these paths.
  init(library libraryPath: String, model modelPath: String) throws(PaddleReaderError) {
    let base = DynamicLibrary(libraryPath)?.function("OrtGetApiBase", deid_OrtGetApiBase.self)
    guard let interface = base?()?.pointee, let version = interface.GetVersionString?(),
      String(cString: version) == Self.libraryVersion,
      let api = interface.GetApi?(UInt32(DEID_ORT_API_VERSION))
    else { throw .libraryUnusable(name: PaddleReader.libraryName) }
    var opened = Opened(api: api)
    do throws(PaddleReaderError) {
      try opened.open(modelPath)
      (inputName, outputName, classNames) = try opened.names()
    } catch {
      opened.close()
      throw error
    }
    self.api = api
    (environment, options, session, memory) =
      (opened.environment, opened.options, opened.session, opened.memory)
  }

  deinit {
    Opened(api: api, environment: environment, options: options, session: session, memory: memory).close()
  }

  /// Runs the model on a picture of `width` columns, and hands over the probabilities of its steps, one step after the
  /// other; they are gone when `read` returns.
  func run<Result>(
    _ values: inout [Float], width: Int,
    read: (_ probabilities: UnsafeBufferPointer<Float>, _ steps: Int, _ classes: Int) -> Result
  ) throws(PaddleReaderError) -> Result {
    precondition(values.count == 3 * Self.rows * width)
    let shape: [Int64] = [1, 3, Int64(Self.rows), Int64(width)]
    var input: OpaquePointer?
    var output: OpaquePointer?
    defer {
      if let input { api.pointee.ReleaseValue(input) }
      if let output { api.pointee.ReleaseValue(output) }
    }
    // The tensor points into the array, so it is used inside only.
    let isDone = values.withUnsafeMutableBytes { bytes in
      let made = api.pointee.CreateTensorWithDataAsOrtValue(
        memory, bytes.baseAddress, bytes.count, shape, shape.count, Int32(DEID_ORT_FLOAT), &input)
      guard isFine(made) else { return false }
      return inputName.withCString { inputName in
        outputName.withCString { outputName in
          let status = api.pointee.Run(session, nil, [inputName], [input], 1, [outputName], 1, &output)
          return isFine(status)
        }
      }
    }
    guard isDone, let output else { throw .failed("run its model") }
    let (steps, classes) = try sizes(of: output)
    var data: UnsafeMutableRawPointer?
    guard isFine(api.pointee.GetTensorMutableData(output, &data)), let data else {
      throw .failed("read its model's output")
    }
    let floats = data.assumingMemoryBound(to: Float.self)
    return read(UnsafeBufferPointer(start: floats, count: steps * classes), steps, classes)
  }

  /// The number of steps and of classes of an output.
  private func sizes(of output: OpaquePointer) throws(PaddleReaderError) -> (steps: Int, classes: Int) {
    var shape: OpaquePointer?
    guard isFine(api.pointee.GetTensorTypeAndShape(output, &shape)), let shape else {
      throw .failed("measure its model's output")
    }
    defer { api.pointee.ReleaseTensorTypeAndShapeInfo(shape) }
    var (type, count): (Int32, Int) = (0, 0)
    var sizes = [Int64](repeating: 0, count: 3)
    guard isFine(api.pointee.GetTensorElementType(shape, &type)), type == Int32(DEID_ORT_FLOAT),
      isFine(api.pointee.GetDimensionsCount(shape, &count)), count == sizes.count,
      isFine(api.pointee.GetDimensions(shape, &sizes, count)), sizes[0] == 1, sizes[1] >= 0, sizes[2] > 0
    else { throw .modelUnusable(name: PaddleReader.modelName) }
    return (Int(sizes[1]), Int(sizes[2]))
  }

  private func isFine(_ status: OpaquePointer?) -> Bool { Opened.isFine(status, api) }
}

/// What has been opened of a model so far.
private struct Opened {
  let api: UnsafePointer<deid_OrtApi>
  var environment: OpaquePointer?
  var options: OpaquePointer?
  var session: OpaquePointer?
  var memory: OpaquePointer?

  /// Whether a call went well; releases what it says if not.
  static func isFine(_ status: OpaquePointer?, _ api: UnsafePointer<deid_OrtApi>) -> Bool {
    guard let status else { return true }
    api.pointee.ReleaseStatus(status)
    return false
  }

  /// Opens a model for one thread.
  mutating func open(_ path: String) throws(PaddleReaderError) {
    let silent = Int32(DEID_ORT_LOGGING_FATAL)
    guard Self.isFine(api.pointee.CreateEnv(silent, "deid-audit", &environment), api),
      Self.isFine(api.pointee.DisableTelemetryEvents(environment), api),
      Self.isFine(api.pointee.CreateSessionOptions(&options), api),
      Self.isFine(api.pointee.SetIntraOpNumThreads(options, 1), api),
      Self.isFine(api.pointee.SetInterOpNumThreads(options, 1), api),
      // Every line has its own width: plans and pools of memory by size would only grow.
      Self.isFine(api.pointee.DisableMemPattern(options), api),
      Self.isFine(api.pointee.DisableCpuMemArena(options), api),
      Self.isFine(
        api.pointee.SetSessionGraphOptimizationLevel(options, Int32(DEID_ORT_ALL_OPTIMIZATIONS)), api),
      Self.isFine(
        api.pointee.CreateCpuMemoryInfo(
          Int32(DEID_ORT_ARENA_ALLOCATOR), Int32(DEID_ORT_MEMORY_DEFAULT), &memory), api)
    else { throw .failed("set up its library") }
    guard Self.isFine(api.pointee.CreateSession(environment, path, options, &session), api) else {
      throw .modelUnusable(name: PaddleReader.modelName)
    }
  }

  /// The names of the model's input and output, and those of its classes.
  func names() throws(PaddleReaderError) -> (input: String, output: String, classes: String) {
    var allocator: OpaquePointer?
    guard Self.isFine(api.pointee.GetAllocatorWithDefaultOptions(&allocator), api) else {
      throw .failed("set up its library")
    }
    var (input, output): (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?)
    var classes: UnsafeMutablePointer<CChar>?
    var metadata: OpaquePointer?
    defer {
      if let metadata { api.pointee.ReleaseModelMetadata(metadata) }
      for text in [input, output, classes] {
        if let text { _ = Self.isFine(api.pointee.AllocatorFree(allocator, text), api) }
      }
    }
    guard Self.isFine(api.pointee.SessionGetInputName(session, 0, allocator, &input), api), let input,
      Self.isFine(api.pointee.SessionGetOutputName(session, 0, allocator, &output), api), let output,
      Self.isFine(api.pointee.SessionGetModelMetadata(session, &metadata), api),
      Self.isFine(
        api.pointee.ModelMetadataLookupCustomMetadataMap(metadata, allocator, "character", &classes), api),
      let classes
    else { throw .modelUnusable(name: PaddleReader.modelName) }
    return (String(cString: input), String(cString: output), String(cString: classes))
  }

  /// Releases all of it.
  func close() {
    if let memory { api.pointee.ReleaseMemoryInfo(memory) }
    if let session { api.pointee.ReleaseSession(session) }
    if let options { api.pointee.ReleaseSessionOptions(options) }
    if let environment { api.pointee.ReleaseEnv(environment) }
  }
}
