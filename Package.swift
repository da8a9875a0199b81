// swift-tools-version: 6.2
import PackageDescription

/// The language features that every target is built with.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Those of the target that works on every pixel: the tests decode and look at hundreds of pictures, which takes
/// minutes without optimization.
let pixelSettings = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "deid-audit",
  products: [
    .executable(name: "deid-audit", targets: ["deid-audit"]),
    .executable(name: "make-corpus", targets: ["make-corpus"]),
    .executable(name: "make-pictures", targets: ["make-pictures"]),
    .executable(name: "bench-pixels", targets: ["bench-pixels"]),
    .executable(name: "bench-text", targets: ["bench-text"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CByteMasks"),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg62-turbo-dev"])]),
    .systemLibrary(name: "COpenJPEG", pkgConfig: "libopenjp2", providers: [.apt(["libopenjp2-7-dev"])]),
    // Headers only: they are loaded when a picture needs them. Linked, they and the sixty libraries that they bring
    // would take three times as long as the start of a run that has no pictures.
    .systemLibrary(name: "CTesseract", providers: [.apt(["libtesseract-dev"])]),
    .systemLibrary(name: "CLeptonica", providers: [.apt(["libleptonica-dev"])]),
    .systemLibrary(name: "CCharLS", providers: [.apt(["libcharls-dev"])]),
    .systemLibrary(name: "CJPEGXL", providers: [.apt(["libjxl-dev"])]),
    .systemLibrary(name: "CAVCodec", providers: [.apt(["libavcodec-dev", "libavformat-dev"])]),
    // The needed part of a header: the library comes with the models, and is loaded when a reader asks for it.
    .systemLibrary(name: "CONNXRuntime"),
    // Declarations of its own: loaded when a document needs it.
    .systemLibrary(name: "CPoppler", providers: [.apt(["libpoppler-glib8"])]),
    .systemLibrary(name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
    // Inner loops for instructions that not every processor has, which Swift cannot be asked for.
    .target(name: "CLineNetwork", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "DICOM", dependencies: ["CZlib", "COpenSSL"], swiftSettings: settings),
    .target(
      name: "Pixels",
      dependencies: [
        "DICOM", "CZlib", "CJPEG", "COpenJPEG", "CCharLS", "CJPEGXL", "CAVCodec", "CTesseract", "CLeptonica",
        "CONNXRuntime", "CPoppler", "CLineNetwork",
      ], resources: [.embedInCode("Text/Tables/line-trees.csv"), .embedInCode("Text/Tables/line-net.csv")],
      swiftSettings: pixelSettings),
    .target(
      name: "Rules", dependencies: ["DICOM", "Yams"], path: "Rules",
      exclude: ["CHECKS.md"],
      resources: [.copy("Tables"), .copy("Profiles")], swiftSettings: settings),
    .target(
      name: "Text", dependencies: ["DICOM", "Rules", "COpenSSL", "CByteMasks"], swiftSettings: settings),
    .target(name: "Findings", dependencies: ["DICOM"], swiftSettings: settings),
    .target(
      name: "Cohort",
      dependencies: ["DICOM", "Rules", "Findings", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    .target(
      name: "Checks", dependencies: ["DICOM", "Pixels", "Rules", "Text", "Findings", "Cohort"],
      swiftSettings: settings),
    .target(
      name: "Reports", dependencies: ["DICOM", "Findings"], path: "Reports",
      exclude: ["report.png", "Scorecards"],
      resources: [.copy("Templates"), .copy("Schemas"), .copy("Translations")], swiftSettings: settings),
    .target(
      name: "Corpus", path: "Corpus",
      resources: [
        .copy("Bases"), .copy("Cases"), .copy("Planted"), .copy("Studies"), .copy("Bench"), .copy("Cohort"),
      ],
      swiftSettings: settings),
    // Of its own, since both what writes the cohort and what runs an anonymizer on it write the database.
    .target(
      name: "AnswerKeys", dependencies: ["Corpus", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    .target(
      name: "Score",
      dependencies: [
        "DICOM", "Pixels", "Rules", "Text", "Findings", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "Compare",
      dependencies: [
        "DICOM", "Pixels", "Rules", "Text", "Findings", "Checks",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "Benchmark",
      dependencies: ["DICOM", "Pixels", "Rules", "Text", "Findings", "Checks", "Compare", "Score"],
      swiftSettings: settings),
    .target(name: "Lint", dependencies: ["DICOM", "Rules"], swiftSettings: settings),
    .executableTarget(
      name: "deid-audit",
      dependencies: [
        "DICOM", "Pixels", "Rules", "Text", "Findings", "Checks", "Reports", "Score", "Benchmark", "Compare",
        "Lint", "Cohort",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "make-corpus",
      dependencies: [
        "Corpus", "AnswerKeys", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "make-pictures",
      dependencies: [
        "Corpus", "CFreeType", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(name: "bench-text", dependencies: ["Text", "Rules"], swiftSettings: settings),
    .executableTarget(
      name: "bench-pixels",
      dependencies: ["Pixels", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: settings),

    .testTarget(
      name: "PixelsTests", dependencies: ["DICOM", "Pixels", "Corpus", "make-pictures"],
      swiftSettings: settings),
    .testTarget(
      name: "TextTests", dependencies: ["DICOM", "Rules", "Text"],
      exclude: ["labelled-values.csv", "national-numbers.csv"], swiftSettings: settings),
    .testTarget(
      name: "DICOMTests", dependencies: ["DICOM", "Rules", "Corpus"],
      exclude: [
        "Private/payload-digests.csv", "Private/csa1-digests.csv", "Private/dcm2niix-values.csv",
      ], swiftSettings: settings),
    .testTarget(name: "LintTests", dependencies: ["DICOM", "Rules", "Lint"], swiftSettings: settings),
    .testTarget(name: "RulesTests", dependencies: ["DICOM", "Rules"], swiftSettings: settings),
    .testTarget(
      name: "ChecksTests",
      dependencies: ["DICOM", "Rules", "Text", "Findings", "Checks", "Compare", "Corpus", "Reports"],
      swiftSettings: settings),
    .testTarget(
      name: "CohortTests", dependencies: ["DICOM", "Rules", "Findings", "Cohort", "Checks", "Corpus"],
      exclude: ["risk-patients.csv", "risk-expected.csv"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests", dependencies: ["DICOM", "Findings", "Reports"],
      exclude: ["Snapshots", "Schemas"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["deid-audit", "make-corpus"],
      exclude: [
        "Snapshots", "pydicom-differences.csv", "frame-differences.csv", "frames-pydicom-3.0.2.csv",
      ], swiftSettings: settings),
    .testTarget(
      name: "ScoreTests",
      dependencies: [
        "DICOM", "Pixels", "Rules", "Text", "Score", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Cases", "Pictures", "word-tokens.csv"], swiftSettings: settings),
    .testTarget(name: "LayoutTests", swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
