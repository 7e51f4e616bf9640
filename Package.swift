// swift-tools-version: 6.2
// BocTach: information extraction for Vietnamese text.
//
// Targets are layered; a target imports only targets below it (see the DocC article "Architecture"):
//   5 boctach, Readers, BocTachABI   4 BocTach   3 Extraction, Evaluation   2 GrammarEngine, Formats
//   1 GrammarLanguage, Tokenization   0 TextModel, CICU, CGrammarBundle, CBocTach, CProcessors
import PackageDescription

/// One setting for every Swift target: the Swift 6 language mode (strict concurrency comes with it),
/// explicit `any`, and imports that stay internal unless said otherwise.
let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "BocTach",
  products: [
    .library(name: "BocTach", targets: ["BocTach"]),
    .executable(name: "boctach", targets: ["BocTachCommand"]),
    // What `make lib` links into libboctach.so: the archive has a name of its own beside the command's.
    .library(name: "boctach-abi", type: .static, targets: ["BocTachABI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Level 0
    .target(name: "TextModel", swiftSettings: swiftSettings),
    .target(
      name: "CICU",
      exclude: ["Rules"],  // embedded by CICU.c
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    .target(name: "CGrammarBundle", exclude: ["bundled.cascade"]),
    .target(name: "CBocTach", exclude: ["Packaging"]),
    .target(name: "CProcessors"),
    // Level 1
    .target(name: "Tokenization", dependencies: ["TextModel", "CICU"], swiftSettings: swiftSettings),
    .target(name: "GrammarLanguage", dependencies: ["TextModel"], swiftSettings: swiftSettings),
    // Level 2
    .target(
      name: "GrammarEngine", dependencies: ["TextModel", "Tokenization", "GrammarLanguage"],
      swiftSettings: swiftSettings),
    .target(name: "Formats", dependencies: ["TextModel"], swiftSettings: swiftSettings),
    // Level 3
    .target(
      name: "Extraction", dependencies: ["TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine"],
      swiftSettings: swiftSettings),
    .target(
      name: "Evaluation", dependencies: ["TextModel", "Formats"],
      // Words that value comparison knows, and the parts of the HTML report: data, not Swift.
      resources: [
        .embedInCode("Values/value-words.tsv"), .embedInCode("Reports/report.css"),
        .embedInCode("Reports/report.js"),
      ],
      swiftSettings: swiftSettings),
    // Level 4
    .target(
      name: "BocTach",
      dependencies: [
        "TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine", "Formats", "Extraction",
        "CGrammarBundle",
      ],
      swiftSettings: swiftSettings),
    // Level 5
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CHTML", dependencies: ["CLibXML2"]),
    .target(name: "CGzip", linkerSettings: [.linkedLibrary("z")]),
    .target(
      name: "Readers", dependencies: ["TextModel", "Tokenization", "Formats", "CHTML", "CGzip"],
      resources: [
        .embedInCode("HTML/elements.tsv"), .embedInCode("HTML/furniture.tsv"),
        .embedInCode("HTML/entities.tsv"),
        .embedInCode("HTML/date-names.tsv"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "BocTachCommand",
      dependencies: [
        "BocTach", "TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine", "Extraction", "Formats",
        "Evaluation",
        "Readers", "CProcessors",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("Output/headings.tsv")],
      swiftSettings: swiftSettings),
    .target(
      name: "BocTachABI",
      dependencies: ["BocTach", "CBocTach", "Extraction", "Formats", "Tokenization", "TextModel"],
      swiftSettings: swiftSettings),
    // Tests: one target for each module, and four for the whole.
    .testTarget(name: "TextModelTests", dependencies: ["TextModel"], swiftSettings: swiftSettings),
    .testTarget(
      name: "TokenizationTests", dependencies: ["TextModel", "Tokenization"], exclude: ["Tables"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "GrammarLanguageTests", dependencies: ["TextModel", "GrammarLanguage"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "GrammarEngineTests",
      dependencies: ["TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine"],
      swiftSettings: swiftSettings),
    .testTarget(name: "FormatsTests", dependencies: ["TextModel", "Formats"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ExtractionTests",
      dependencies: ["TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine", "Extraction"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "EvaluationTests", dependencies: ["TextModel", "Formats", "Evaluation"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ReadersTests", dependencies: ["TextModel", "Tokenization", "Readers"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "BocTachTests", dependencies: ["BocTach", "Formats", "TextModel"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine", "Extraction", "BocTach",
      ],
      exclude: ["Prelude", "Reference", "Rows", "RightGrammars.txt"], swiftSettings: swiftSettings),
    .testTarget(
      name: "DifferentialTests",
      dependencies: ["TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "GrammarTests",
      dependencies: ["BocTach", "Extraction", "GrammarEngine", "GrammarLanguage", "TextModel"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["BocTachCommand", "CProcessors", "Readers", "TextModel", "Tokenization"],
      exclude: ["Fixtures"], swiftSettings: swiftSettings),
  ]
)
