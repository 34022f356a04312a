// swift-tools-version: 6.3
import Foundation
import PackageDescription

// Flags are for work in this package alone: as a dependency it is built as its user says
// (README, "Take it away"). It is one where it was checked out as one, and for whoever works in another package.
let isDependency = isCheckedOut || isInAnotherPackage

/// Whether this is a build folder's checkout of a dependency, beside the folder of the repositories that it is from.
var isCheckedOut: Bool {
  let checkouts = URL(fileURLWithPath: Context.packageDirectory).deletingLastPathComponent()
  let repositories = checkouts.deletingLastPathComponent().path + "/repositories"
  return checkouts.lastPathComponent == "checkouts" && FileManager.default.fileExists(atPath: repositories)
}

/// Whether the working folder lies in no package or in another one, which depends on this by its path.
var isInAnotherPackage: Bool {
  let working = Context.environment["PWD"] ?? FileManager.default.currentDirectoryPath
  var folder = URL(fileURLWithPath: working).resolvingSymlinksInPath()
  while !FileManager.default.fileExists(atPath: folder.path + "/Package.swift") {
    if folder.path == "/" { return true }
    folder.deleteLastPathComponent()
  }
  return folder.path != URL(fileURLWithPath: Context.packageDirectory).resolvingSymlinksInPath().path
}

// The processor to compile for: the one that compiles, or the one that SWIFT_CPU names, as the C compiler's
// -march (on Arm: -mcpu) does or with the option itself. They hold for this system, and the former for its family
// of processors; a build for another one takes its own.
let processor = Context.environment["SWIFT_CPU"] ?? "native"
#if arch(x86_64)
  let (family, option) = ("x86_64", "-march=")
#elseif os(macOS)
  let (family, option) = ("arm64", "-mcpu=")
#else
  let (family, option) = ("aarch64", "-mcpu=")
#endif
let machine =
  processor == "native"
  ? ["-Xcc", "-Xarch_" + family, "-Xcc", option + processor]
  : ["-Xcc", processor.hasPrefix("-") ? processor : option + processor]
#if os(macOS)
  let home = BuildSettingCondition.when(platforms: [.macOS])
#else
  let home = BuildSettingCondition.when(platforms: [.linux])
#endif

// Plain `swift run` and `swift test` build for debugging; these settings make that build as fast as
// a release build. A square root need not set the C library's errno, and is one instruction.
let optimized = ["-O", "-whole-module-optimization", "-num-threads", "2", "-disable-batch-mode"]

// With 32 vector registers of 512 bits the kernels keep larger blocks in flight. This changes how
// fast a result comes, never a bit of it.
let features = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
let isWide = processor == "native" ? features.contains("avx512f") : processor.hasSuffix("x86-64-v4")

let settings: [SwiftSetting] =
  isDependency
  ? []
  : [
    .unsafeFlags(machine + ["-Xcc", "-fno-math-errno"], home),
    .unsafeFlags(optimized, .when(configuration: .debug)),
  ] + (isWide ? [.define("AVX512", home)] : [])

// Compiled for a processor without fused multiply-adds, they are calls of the C library.
let linked: [LinkerSetting] = processor == "native" ? [] : [.linkedLibrary("m", home)]

let companion: [Target.Dependency] = ["Figures", "Formats", "ReadAlong"]

/// What of a chapter's folder is not its executable's: the page, its figures, and its parts for the browser.
func excluded(_ folder: String) -> [String] {
  ["README.md", "figures"] + (alive.contains(folder) ? ["Live"] : [])
}

/// The folders of chapters with parts for the browser.
let alive: Set = [
  "01-LinearRegression", "02-LogisticRegression", "03-Perceptrons", "04-MultilayerPerceptron",
  "05-SoftmaxClassifier", "06-ConvolutionalNetwork", "07-RecurrentNetwork", "08-Word2Vec",
]

/// A chapter: its library in Sources, its read-along executable in Chapters, its tests in Tests.
///
/// - Parameter target: the executable's module where it must not be its name: on a disk that does not tell large letters
///   from small ones, `word2vec` would be `Word2Vec`.
func chapter(_ number: String, _ module: String, executable: String, target: String? = nil) -> [Target] {
  let target = target ?? executable
  return [
    .target(name: module, dependencies: ["Matrices"], swiftSettings: settings, linkerSettings: linked),
    .executableTarget(
      name: target, dependencies: companion + ["Matrices", .target(name: module)],
      path: "Chapters/\(number)-\(module)", exclude: excluded("\(number)-\(module)"),
      swiftSettings: settings),
    .testTarget(
      name: module + "Tests",
      dependencies: companion
        + ["Matrices", "Support", .target(name: module), .target(name: target)],
      exclude: ["reference.py"], swiftSettings: settings),
  ]
}

/// A part of what the executables share, in Chapters/Companion, and its tests.
func companion(_ name: String, dependencies: [Target.Dependency]) -> [Target] {
  [
    .target(
      name: name, dependencies: dependencies, path: "Chapters/Companion/\(name)", swiftSettings: settings),
    .testTarget(
      name: name + "Tests", dependencies: dependencies + ["Support", .target(name: name)],
      swiftSettings: settings),
  ]
}

let executables = [
  "matrix", "linear-regression", "logistic-regression", "perceptron", "multilayer-perceptron",
  "softmax-classifier", "lenet5", "recurrent-network", "Word2VecChapter",
]

let base: [Target] = [
  .target(name: "Matrices", swiftSettings: settings, linkerSettings: linked),
  .testTarget(
    name: "MatricesTests", dependencies: ["Matrices", "Support"], exclude: ["reference.py", "minimax.py"],
    swiftSettings: settings),
  .executableTarget(
    name: "matrix", dependencies: companion + ["Matrices"], path: "Chapters/00-Matrices",
    exclude: excluded("00-Matrices"), swiftSettings: settings),
  .target(name: "Support", dependencies: ["Matrices"], path: "Tests/Support", swiftSettings: settings),
  .testTarget(
    name: "CommandsTests",
    dependencies: ["Formats", "Matrices", "Support"] + executables.map { .target(name: $0) },
    swiftSettings: settings),
  .testTarget(name: "ProseTests", dependencies: ["Formats", "ReadAlong"], swiftSettings: settings),
]

/// The pages as a book for the browser.
let book: [Target] = [
  .executableTarget(
    name: "book", dependencies: companion, path: "Chapters/Book",
    exclude: ["README.md", "Web", "picture.png"],
    swiftSettings: settings),
  .testTarget(name: "BookTests", dependencies: companion + ["Support", "book"], swiftSettings: settings),
]

let modules = [
  "Matrices", "LinearRegression", "LogisticRegression", "Perceptrons", "MultilayerPerceptron",
  "SoftmaxClassifier", "ConvolutionalNetwork", "RecurrentNetwork", "Word2Vec",
]

let package = Package(
  name: "deep-learning-in-swift",
  platforms: [.macOS(.v15)],
  products: modules.map { .library(name: $0, targets: [$0]) }
    + [.executable(name: "word2vec", targets: ["Word2VecChapter"])],
  targets: base + book
    + companion("Figures", dependencies: ["Matrices"])
    + companion("Formats", dependencies: ["Matrices"])
    + companion("ReadAlong", dependencies: ["Figures", "Formats", "Matrices"])
    + chapter("01", "LinearRegression", executable: "linear-regression")
    + chapter("02", "LogisticRegression", executable: "logistic-regression")
    + chapter("03", "Perceptrons", executable: "perceptron")
    + chapter("04", "MultilayerPerceptron", executable: "multilayer-perceptron")
    + chapter("05", "SoftmaxClassifier", executable: "softmax-classifier")
    + chapter("06", "ConvolutionalNetwork", executable: "lenet5")
    + chapter("07", "RecurrentNetwork", executable: "recurrent-network")
    + chapter("08", "Word2Vec", executable: "word2vec", target: "Word2VecChapter")
)
