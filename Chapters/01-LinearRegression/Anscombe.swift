import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

/// One of Anscombe's four sets: eleven points.
struct AnscombeSet {
  let x: [Float]
  let y: [Float]
  var X: Matrix { Matrix(column: x) }  // 11 × 1

  /// - Parameter number: 1 to 4.
  init(_ number: Int) throws {
    let table = try Table(file: dataFile("anscombe.csv"))
    x = try table.column("x\(number)")
    y = try table.column("y\(number)")
  }
}

/// The deck's first guess: weights drawn uniformly from ±0.12, with this chapter's seed.
func firstGuess(inputs: Int = 1) -> LinearModel {
  var generator = SeededGenerator(seed: 1)
  return LinearModel(inputs: inputs, using: &generator)
}

extension Figure {
  /// The line of a model of one input, from `x` = a to b.
  mutating func line(of model: LinearModel, from a: Float, to b: Float, name: String? = nil) {
    line([a, b], [model.forward([a]), model.forward([b])], name: name)
  }
}

/// The eigenvalues of a symmetric 2 × 2 matrix, the larger first, each with its direction, of length 1.
func principalCurvatures(_ H: [[Double]]) -> [(curvature: Double, direction: [Double])] {
  let middle = (H[0][0] + H[1][1]) / 2
  let half = (H[0][0] - H[1][1]) / 2
  let reach = (half * half + H[0][1] * H[1][0]).squareRoot()
  return [middle + reach, middle - reach].map { c in
    let length = (H[0][1] * H[0][1] + (c - H[0][0]) * (c - H[0][0])).squareRoot()
    return (c, [H[0][1] / length, (c - H[0][0]) / length])
  }
}
