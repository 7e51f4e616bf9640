// swift-tools-version: 6.2
// Fuzz targets, built with libFuzzer and AddressSanitizer by `make -C Tests/Fuzz`, never by the main package.
// The sources under test are links to the main package's: `package` access ends at a package's border.
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "Fuzz",
  targets: [
    .target(name: "TextModel", swiftSettings: swiftSettings),
    .target(
      name: "CICU", exclude: ["Rules"],
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    .target(name: "Tokenization", dependencies: ["TextModel", "CICU"], swiftSettings: swiftSettings),
    .target(name: "Formats", dependencies: ["TextModel"], swiftSettings: swiftSettings),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
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
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "FuzzTokenizer", dependencies: ["TextModel", "Tokenization", "CFuzzer"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "FuzzDecoder", dependencies: ["TextModel", "Tokenization", "CFuzzer"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "FuzzHTML", dependencies: ["TextModel", "Tokenization", "Readers", "CFuzzer"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "FuzzJSONLines", dependencies: ["TextModel", "Tokenization", "Formats", "Readers", "CFuzzer"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "FuzzCSV", dependencies: ["TextModel", "Tokenization", "Formats", "Readers", "CFuzzer"],
      swiftSettings: swiftSettings),
    .target(name: "GrammarLanguage", dependencies: ["TextModel"], swiftSettings: swiftSettings),
    .target(
      name: "GrammarEngine", dependencies: ["TextModel", "Tokenization", "GrammarLanguage"],
      swiftSettings: swiftSettings),
    .target(
      name: "Extraction", dependencies: ["TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine"],
      swiftSettings: swiftSettings),
    .target(name: "FuzzGrammarSupport", dependencies: ["GrammarLanguage"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "FuzzGrammar", dependencies: ["GrammarLanguage", "FuzzGrammarSupport", "CFuzzer"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "FuzzCompiler",
      dependencies: [
        "TextModel", "Tokenization", "GrammarLanguage", "GrammarEngine", "Extraction", "FuzzGrammarSupport",
        "CFuzzer",
      ], swiftSettings: swiftSettings),
    .executableTarget(name: "FuzzGzip", dependencies: ["Readers", "CFuzzer"], swiftSettings: swiftSettings),
  ]
)
