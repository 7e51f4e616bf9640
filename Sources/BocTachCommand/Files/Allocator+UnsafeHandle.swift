#if canImport(Glibc)
  import Glibc
#endif

/// What the process asks of malloc. Does nothing where there is no `mallopt`, which the Swift overlay does not know.
enum Allocator {
  /// Has large blocks given back to the system when they are freed, and the first megabytes taken from it at once.
  ///
  /// Left to itself, glibc takes the size from which a block is mapped by itself from the largest that was freed, and keeps
  /// the holes that growing arrays leave behind. And it touches the heap page by page: the faults of a short run, some 1,500,
  /// take a tenth of its time.
  static func prepare() {
    guard let mallopt else { return }
    let (trimThreshold, mapThreshold): (Int32, Int32) = (-1, -3)
    _ = mallopt(mapThreshold, 1 << 18)
    _ = mallopt(trimThreshold, 1 << 18)
    // The heap grows by this much, and keeps this much when it shrinks.
    _ = mallopt(topPad, Int32(firstSize))
    populate()
  }

  /// Has the heap keep little of what it no longer needs: for a long text, whose memory is more than that of the start.
  static func prepareForLongText() { _ = mallopt?(topPad, 1 << 17) }

  /// Gives the pages that are free back to the system, also between others: what matching a long text took is not what
  /// writing takes.
  static func giveBack() { _ = mallocTrim?(0) }

  private static let topPad: Int32 = -2

  private static var mallopt: (@convention(c) (Int32, Int32) -> Int32)? {
    #if canImport(Glibc)
      guard let symbol = dlsym(nil, "mallopt") else { return nil }
      // SAFETY: the symbol is that of malloc.h, `int mallopt(int, int)`.
      return unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
    #else
      return nil
    #endif
  }

  private static var mallocTrim: (@convention(c) (Int) -> Int32)? {
    #if canImport(Glibc)
      guard let symbol = dlsym(nil, "malloc_trim") else { return nil }
      // SAFETY: the symbol is that of malloc.h, `int malloc_trim(size_t)`; sizes below `Int.max` are the same in both.
      return unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)
    #else
      return nil
    #endif
  }

  /// What the heap begins with, in bytes: about what one article takes.
  private static let firstSize = 5 << 20

  /// Makes the heap grow, and has its new pages made in one call. Older kernels refuse that, and nothing is lost.
  private static func populate() {
    #if canImport(Glibc)
      // Larger than what is free now, smaller than what is mapped by itself.
      guard let block = malloc(200 << 10) else { return }
      let page = UInt(4096)
      let start = (UInt(bitPattern: block) + page - 1) & ~(page - 1)
      if let heapEnd = sbrk(0) {
        let end = UInt(bitPattern: heapEnd)
        if end > start, end - start <= UInt(2 * firstSize) {
          let populateForWriting: Int32 = 23  // MADV_POPULATE_WRITE of Linux 5.14
          // SAFETY: the range lies between a block of the heap and the heap's end, and its contents stay as they are.
          _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), populateForWriting)
        }
      }
      free(block)
    #endif
  }
}
