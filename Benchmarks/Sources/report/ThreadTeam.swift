import Glibc

/// Runs a body on several threads at once and waits for all.
enum ThreadTeam {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let shared = Body(body)
    let threads = (0..<count).map { _ in
      var thread = pthread_t()
      // SAFETY: each thread takes over one reference, which it gives up when it has taken the object out.
      let reference = Unmanaged.passRetained(shared).toOpaque()
      let error = pthread_create(
        &thread, nil,
        { pointer in
          Unmanaged<Body>.fromOpaque(pointer!).takeRetainedValue().run()
          return nil
        }, reference)
      precondition(error == 0, "no thread could be made")
      return thread
    }
    for thread in threads { pthread_join(thread, nil) }
  }
}
