// swift-tools-version: 6.2
// Benchmarks of BocTach. A package of its own, so that nobody who builds the library fetches or builds them.
//
// `Modules` and `Grammars` are links to the project's folders: the targets below are the project's own, built again
// here so that single stages can be measured (they are `package`, not `public`).
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Modules/\(name)", swiftSettings: swiftSettings)
}

/// What a program that measures single stages sees.
let stages: [Target.Dependency] = [
  "BocTach", "Extraction", "Formats", "GrammarEngine", "GrammarLanguage", "Tokenization", "TextModel",
  "Measuring",
]

let package = Package(
  name: "BocTachBenchmarks",
  dependencies: [
    // Without its traits: they bring interposers that count what CAllocations counts here.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: [])
  ],
  targets: [
    module("TextModel", []),
    .target(
      name: "CICU", path: "Modules/CICU", exclude: ["Rules"],
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    .target(name: "CGrammarBundle", path: "Modules/CGrammarBundle", exclude: ["bundled.cascade"]),
    module("Tokenization", ["TextModel", "CICU"]),
    module("GrammarLanguage", ["TextModel"]),
    module("GrammarEngine", ["TextModel", "Tokenization", "GrammarLanguage"]),
    module("Formats", ["TextModel"]),
    module("Extraction", ["TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine"]),
    .target(
      name: "BocTach",
      dependencies: [
        "TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine", "Formats", "Extraction",
        "CGrammarBundle",
      ], path: "Modules/BocTach", swiftSettings: swiftSettings),
    // The yardstick: ICU's own word-break loop.
    .target(name: "CYardstick", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    // malloc and its like, counting; whoever links it is counted.
    .target(name: "CAllocations"),
    // Functions whose names callgrind is told to look for.
    .target(name: "CRegions"),
    // Workloads, clocks, statistics, tables.
    .target(
      name: "Measuring", dependencies: ["CYardstick", "Formats", "Tokenization"], swiftSettings: swiftSettings
    ),
    .executableTarget(name: "throughput", dependencies: stages, swiftSettings: swiftSettings),
    .executableTarget(name: "report", dependencies: stages + ["CAllocations"], swiftSettings: swiftSettings),
    .executableTarget(name: "linearity", dependencies: stages, swiftSettings: swiftSettings),
    .executableTarget(name: "gate", dependencies: stages + ["CRegions"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "Stages",
      dependencies: stages + ["CAllocations", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/Stages", swiftSettings: swiftSettings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ]
)
