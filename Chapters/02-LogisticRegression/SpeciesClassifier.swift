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
    setosa = try trainedByNewton(all.X, all.labels("setosa"), l2: 1e-4)
    let others = try Irises(["versicolor", "virginica"])
    virginica = try trainedByNewton(others.X, others.labels("virginica"), l2: 1e-4)
  }

  /// For each flower the probabilities in the order of `Irises.species`; their sum is 1.
  func probabilities(_ X: Matrix) -> Matrix {
    let rows = zip(setosa.probabilities(X), virginica.probabilities(X)).map { p, q in
      [p, (1 - p) * (1 - q), (1 - p) * q]
    }
    return Matrix(rows)
  }
}
