import Formats
import LogisticRegression
import Matrices

/// A boundary that can bend: two measures, their products up to a degree, and a logistic model on those.
///
/// Everything is measured on the training examples alone, the scalings too.
struct CurvedClassifier {
  let degree: Int
  let measures: Standardization
  let products: Standardization
  var model: LogisticModel

  /// A very small ridge in place of none: without any, a curve that parts the examples completely would have
  /// weights without end.
  static let hardlyAnyRidge: Float = 1e-6

  /// Trains on `X`, examples × 2: by Newton's method, or by gradient descent if there is a lasso.
  init(degree: Int, _ X: Matrix, _ y: [Float], l1: Float = 0, l2: Float = hardlyAnyRidge) throws {
    self.degree = degree
    measures = Standardization(of: X)
    let raw = polynomialFeatures(measures.apply(to: X), degree: degree)
    guard raw.values.allSatisfy({ $0.isFinite }) else {
      throw UserError("the numbers of a column are too large or too near each other to be standardized")
    }
    products = Standardization(of: raw)
    model = LogisticModel(inputs: raw.columns)
    let features = products.apply(to: raw)
    if l1 == 0 {
      try trainByNewton(&model, features, y, l2: l2, tolerance: 1e-6)
    } else {
      try Lanes.train(
        &model, features, y,
        TrainingSettings(learningRate: 0.2, epochs: 20_000, penalty: Penalty(l1: l1, l2: l2)))
    }
  }

  func logits(_ X: Matrix) -> [Float] {
    model.forward(products.apply(to: polynomialFeatures(measures.apply(to: X), degree: degree)))
  }

  func probabilities(_ X: Matrix) -> [Float] { logits(X).map { sigmoid($0) } }

  /// J on some of the examples, without penalty.
  func loss(_ X: Matrix, _ y: [Float], _ rows: [Int]) -> Float {
    crossEntropy(logits(X.rows(rows)), rows.map { y[$0] })
  }

  /// The share of right answers on some of the examples.
  func accuracy(_ X: Matrix, _ y: [Float], _ rows: [Int]) -> Float {
    Confusion(probabilities(X.rows(rows)), rows.map { y[$0] }).accuracy
  }
}
