import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

/// Fisher's flowers: four measures in centimeters, and the species.
struct Irises {
  static let measures = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
  static let species = ["setosa", "versicolor", "virginica"]

  let X: Matrix  // flowers × measures
  /// For each flower the index of its species.
  let classes: [Int]

  /// All 150, or those of some species only, with some measures only.
  init(_ chosen: [String] = species, measures: [String] = Irises.measures) throws {
    let table = try Table(file: dataFile("iris.csv"))
    let all = try table.strings("species").map { Irises.species.firstIndex(of: $0) ?? -1 }
    let rows = all.indices.filter { all[$0] >= 0 && chosen.contains(Irises.species[all[$0]]) }
    X = try table.matrix(measures).rows(rows)
    classes = rows.map { all[$0] }
  }

  /// 1 for flowers of a species, 0 for the others.
  func labels(_ name: String) -> [Float] {
    classes.map { Irises.species[$0] == name ? 1 : 0 }
  }
}

/// The deck's first guess: weights drawn uniformly from ±0.12.
func firstGuess(inputs: Int, seed: UInt64 = 1) -> LogisticModel {
  var generator = SeededGenerator(seed: seed)
  return LogisticModel(inputs: inputs, using: &generator)
}

/// Trained by Newton's method on standardized inputs; the model takes inputs as they are.
func trainedByNewton(_ X: Matrix, _ y: [Float], l2: Float = 0) throws -> LogisticModel {
  let scaling = Standardization(of: X)
  var model = LogisticModel(inputs: X.columns)
  try trainByNewton(&model, scaling.apply(to: X), y, l2: l2)
  return scaling.undo(model)
}

extension LogisticModel {
  /// J on some examples.
  func loss(_ X: Matrix, _ y: [Float]) -> Float { crossEntropy(forward(X), y) }
}
