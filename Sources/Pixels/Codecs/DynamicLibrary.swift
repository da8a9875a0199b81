internal import Glibc

/// A library that is loaded when it is needed, and stays.
///
/// Function types are those of the headers that the program was built with, so the name has the version whose layouts
/// they describe.
struct DynamicLibrary {
  private nonisolated(unsafe) let handle: UnsafeMutableRawPointer

  /// Loads a library; nil if it is not installed.
  ///
  /// - Parameter name: the file name with its version, such as `libjxl.so.0.7`.
  init?(_ name: String) {
    guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    self.handle = handle
  }

  /// Looks a function up; nil if the library does not have it.
  ///
  /// - Parameter type: the C function type that the header declares under that name.
  func function<Function>(_ name: String, _ type: Function.Type) -> Function? {
    guard let address = dlsym(handle, name) else { return nil }
    return unsafeBitCast(address, to: type)
  }
}
