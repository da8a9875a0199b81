/// What has to be in a process's environment before it starts, for pictures to be read as fast as they can be.
public enum WorkerEnvironment {
  /// Names and values.
  ///
  /// Threads of the recognizer would wait for each other, and a crash is to end at once. The C library keeps up to
  /// 64 MiB, and blocks of up to 32 MiB, from one picture for the next: given back to the system and filled with zeros
  /// anew they take a seventh of the gate's time for 2048 × 2048 pixels.
  public static let settings: [(name: String, value: String)] = [
    ("OMP_THREAD_LIMIT", "1"), ("SWIFT_BACKTRACE", "enable=no"), ("MALLOC_TRIM_THRESHOLD_", "67108864"),
    ("MALLOC_MMAP_THRESHOLD_", "33554432"),
  ]
}
