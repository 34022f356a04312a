import Foundation

// The elementary functions in double precision, by the system's library. They stand in a file without
// `import Matrices`, so that `exp` can only be the system's.

/// The name and value of each function in double precision.
enum DoubleReference {
  static func exp(_ x: Double) -> Double { Foundation.exp(x) }
  static func log(_ x: Double) -> Double { Foundation.log(x) }
  static func tanh(_ x: Double) -> Double { Foundation.tanh(x) }
  static func sigmoid(_ x: Double) -> Double { 1 / (1 + Foundation.exp(-x)) }
  static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(Foundation.exp(-abs(x))) }

  /// The probability that a normal number of mean 0 and deviation 1 is below `x`.
  static func normalDistribution(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
}

/// Whether the environment asks for all 2³² inputs: `EXHAUSTIVE=1 swift test --filter ElementaryFunction`.
let exhaustive = ProcessInfo.processInfo.environment["EXHAUSTIVE"] != nil
