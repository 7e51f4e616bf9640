#if canImport(Glibc)
  import Glibc
#endif

/// What the process asks of malloc.
enum Allocator {
  /// Has large blocks given back to the system when they are freed. Left to itself, glibc takes the size from which a block
  /// is mapped by itself from the largest that was freed, and keeps the holes that growing arrays leave behind. Does nothing
  /// where there is no `mallopt`, which the Swift overlay does not know.
  static func returnFreedMemory() {
    #if canImport(Glibc)
      typealias Mallopt = @convention(c) (Int32, Int32) -> Int32
      guard let symbol = dlsym(nil, "mallopt") else { return }
      // SAFETY: the symbol is that of malloc.h, `int mallopt(int, int)`.
      let mallopt = unsafeBitCast(symbol, to: Mallopt.self)
      let (trimThreshold, mapThreshold): (Int32, Int32) = (-1, -3)
      _ = mallopt(mapThreshold, 1 << 18)
      _ = mallopt(trimThreshold, 1 << 18)
    #endif
  }
}
