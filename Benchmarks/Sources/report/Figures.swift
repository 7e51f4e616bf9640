/// What a run of the report measured. Speeds are ratios to the yardstick on the same bytes, measured alternately.
struct Figures {
  struct Speed {
    var name: String
    var megabytesPerSecond: Double
    var documentsPerSecond: Double
    var ratio: Double
  }
  struct Latency {
    var name: String
    /// Milliseconds: p50, p90, p99, the longest.
    var percentiles: [Double]
  }
  struct Startup {
    var name: String
    var wallMilliseconds: Double
    var processorMilliseconds: Double
  }
  struct Memory {
    var name: String
    var peakMegabytes: Double
    var ratio: Double
  }
  struct Allocations {
    var name: String
    var callsPerToken: Double
    var bytesPerToken: Double
  }
  struct Threads {
    var count: Int
    /// Wall time with one thread by wall time with this many.
    var speedUp: Double
    /// Processor time of all threads by that of one.
    var work: Double
  }
  struct Growth {
    var name: String
    var bytes: Int
    /// Time for each byte, the first step's being 1.
    var cost: Double
    var yardstickCost: Double
  }
  struct GrammarGrowth {
    var name: String
    var rules: Int
    var ratio: Double
    /// Time for each byte, the quarter's being 1.
    var cost: Double
  }

  var workload = ""
  var documents = 0
  var bytes = 0
  var tokens = 0
  var speeds: [Speed] = []
  var latencies: [Latency] = []
  /// `boctach extract` as a whole, from start to end.
  var wholeSpeeds: [Speed] = []
  var startups: [Startup] = []
  var memory: [Memory] = []
  var allocations: [Allocations] = []
  var threads: [Threads] = []
  var textGrowth: [Growth] = []
  var grammarGrowth: [GrammarGrowth] = []
  /// Other extractors on the same text.
  var others: [Speed] = []
  var notes: [String] = []
}
