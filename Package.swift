// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Plain `swift run` and `swift test` build for debugging; these settings make that build as fast as
// a release build, and let it use every vector instruction of the machine that compiles it. A square root
// need not set the C library's errno, and is one instruction.
#if arch(arm64)
  let machine = ["-Xcc", "-mcpu=native", "-Xcc", "-fno-math-errno"]
#else
  let machine = ["-Xcc", "-march=native", "-Xcc", "-fno-math-errno"]
#endif
let optimized = ["-O", "-whole-module-optimization", "-num-threads", "2", "-disable-batch-mode"]

// With 32 vector registers of 512 bits the kernels keep larger blocks in flight. This changes how
// fast a result comes, never a bit of it.
let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
let wide: [SwiftSetting] = processor.contains("avx512f") ? [.define("AVX512")] : []

let settings: [SwiftSetting] =
  [.unsafeFlags(machine), .unsafeFlags(optimized, .when(configuration: .debug))] + wide

/// A chapter: its library in Sources, its read-along executable in Chapters, its tests in Tests.
func chapter(_ number: String, _ module: String, executable: String) -> [Target] {
  [
    .target(name: module, dependencies: ["Matrices"], swiftSettings: settings),
    .executableTarget(
      name: executable, dependencies: ["Companion", "Matrices", .target(name: module)],
      path: "Chapters/\(number)-\(module)", exclude: ["README.md", "figures"],
      swiftSettings: settings),
    .testTarget(
      name: module + "Tests", dependencies: ["Companion", "Matrices", .target(name: module)],
      exclude: ["reference.py"], swiftSettings: settings),
  ]
}

let package = Package(
  name: "deep-learning-in-swift",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Matrices", targets: ["Matrices"]),
    .library(name: "LinearRegression", targets: ["LinearRegression"]),
    .library(name: "SoftmaxClassifier", targets: ["SoftmaxClassifier"]),
    .library(name: "LogisticRegression", targets: ["LogisticRegression"]),
    .library(name: "Perceptrons", targets: ["Perceptrons"]),
    .library(name: "MultilayerPerceptron", targets: ["MultilayerPerceptron"]),
    .library(name: "ConvolutionalNetwork", targets: ["ConvolutionalNetwork"]),
    .library(name: "RecurrentNetwork", targets: ["RecurrentNetwork"]),
    .library(name: "Word2Vec", targets: ["Word2Vec"]),
  ],
  targets: [
    .target(name: "Matrices", swiftSettings: settings),
    .testTarget(
      name: "MatricesTests", dependencies: ["Matrices"], exclude: ["reference.py", "minimax.py"],
      swiftSettings: settings),
    .target(
      name: "Companion", dependencies: ["Matrices"], path: "Chapters/Companion",
      swiftSettings: settings),
    .testTarget(
      name: "CompanionTests", dependencies: ["Companion", "Matrices"], swiftSettings: settings),
    .executableTarget(
      name: "matrix", dependencies: ["Companion", "Matrices"], path: "Chapters/00-Matrices",
      exclude: ["README.md", "figures"], swiftSettings: settings),
    .testTarget(name: "ProseTests", dependencies: [], swiftSettings: settings),
  ]
    + chapter("01", "LinearRegression", executable: "linear-regression")
    + chapter("02", "LogisticRegression", executable: "logistic-regression")
    + chapter("03", "Perceptrons", executable: "perceptron")
    + chapter("04", "MultilayerPerceptron", executable: "multilayer-perceptron")
    + chapter("05", "SoftmaxClassifier", executable: "softmax-classifier")
    + chapter("06", "ConvolutionalNetwork", executable: "lenet5")
    + chapter("07", "RecurrentNetwork", executable: "recurrent-network")
    + chapter("08", "Word2Vec", executable: "word2vec")
)
