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

let package = Package(
  name: "BocTachBenchmarks",
  targets: [
    module("TextModel", []),
    .target(
      name: "CICU", path: "Modules/CICU", exclude: ["Rules"],
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    .target(name: "CGrammarBundle", path: "Modules/CGrammarBundle"),
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
    .target(name: "CYardstick", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    .executableTarget(
      name: "throughput",
      dependencies: ["BocTach", "Tokenization", "GrammarEngine", "Extraction", "CYardstick"],
      swiftSettings: swiftSettings),
  ]
)
