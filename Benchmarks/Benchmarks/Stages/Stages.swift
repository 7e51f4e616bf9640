import Benchmark
let benchmarks: @Sendable () -> Void = {
  Benchmark("empty") { benchmark in for _ in benchmark.scaledIterations { blackHole(1) } }
}
