import LogisticRegression
import Matrices

/// The probabilities of all three species, of two logistic models: first setosa or not (section 2.4), then, if
/// not, virginica or versicolor (section 2.5).
struct SpeciesClassifier {
  let setosa: LogisticModel
  let virginica: LogisticModel

  /// Trained on all irises, by Newton's method with a small ridge.
  init() throws {
    let all = try Irises()
    setosa = try SpeciesClassifier.trained(all.X, all.labels("setosa"))
    let others = try Irises(["versicolor", "virginica"])
    virginica = try SpeciesClassifier.trained(others.X, others.labels("virginica"))
  }

  private static func trained(_ X: Matrix, _ y: [Float]) throws -> LogisticModel {
    let scaling = Standardization(of: X)
    var model = LogisticModel(inputs: X.columns)
    try trainByNewton(&model, scaling.apply(to: X), y, l2: 1e-4)
    return scaling.undo(model)
  }

  /// For each flower the probabilities in the order of `Irises.species`; their sum is 1.
  func probabilities(_ X: Matrix) -> Matrix {
    let rows = zip(setosa.probabilities(X), virginica.probabilities(X)).map { p, q in
      [p, (1 - p) * (1 - q), (1 - p) * q]
    }
    return Matrix(rows)
  }
}
