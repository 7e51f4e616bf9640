// swift-tools-version: 6.2
// A package of somebody else's that uses the library: it sees what is public and nothing more. `make test-example` builds
// and runs it and holds its output against Expected.txt.
import PackageDescription

let package = Package(
  name: "Facts",
  // The name matters only since a path dependency is otherwise called what its folder is called.
  dependencies: [.package(name: "BocTach", path: "../..")],
  targets: [
    .executableTarget(
      name: "Facts",
      dependencies: [.product(name: "BocTach", package: "BocTach")],
      // What a later language mode will ask for works too: names come from what a file imports and nothing else.
      swiftSettings: [
        .swiftLanguageMode(.v6), .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
      ])
  ]
)
