// The loops of Loss.swift once more, with sixteen examples where one was.
//
// `Float` becomes `SIMD16<Float>`: a strip holds the same input of sixteen examples, and what the plain
// loop does for one example, one instruction does for sixteen. Sums stay apart in their lanes until the
// end of the loop. The last strip is filled up with examples that count for nothing.
//
// Shapes:  features: inputs × strips   targets, errors, present: strips   a strip: 16 examples

import Matrices

public enum Lanes {
  /// Examples and targets, laid out for the lanes, and the errors of the last loss.
  public struct Examples: Sendable {
    public let count: Int
    public let inputs: Int
    let strips: Int
    let features: [SIMD16<Float>]  // inputs × strips
    let targets: [SIMD16<Float>]  // strips
    let present: [SIMD16<Float>]  // strips; 1 for an example, 0 for filling
    var errors: [SIMD16<Float>]  // strips

    /// The examples with the numbers `rows`, a batch; all of them unless told.
    public init(_ X: Matrix, _ y: [Float], rows: [Int]? = nil) {
      require(X.rows == y.count, "\(X.rows) examples for \(y.count) targets")
      let rows = rows ?? Array(0..<X.rows)
      require(!rows.isEmpty, "no examples")
      count = rows.count
      inputs = X.columns
      strips = (rows.count + 15) / 16
      var features = [SIMD16<Float>](repeating: .zero, count: inputs * strips)
      var targets = [SIMD16<Float>](repeating: .zero, count: strips)
      var present = targets
      for (place, i) in rows.enumerated() {
        require(y.indices ~= i, "example \(i) of \(y.count)")
        let (strip, lane) = (place / 16, place % 16)
        for j in 0..<inputs { features[j * strips + strip][lane] = X[i, j] }
        targets[strip][lane] = y[i]
        present[strip][lane] = 1
      }
      (self.features, self.targets, self.present) = (features, targets, present)
      errors = [SIMD16<Float>](repeating: .zero, count: strips)
    }

    /// Predicts, keeps the errors z − y, and returns J = 1/2m Σ (z − y)².
    @inline(__always)
    public mutating func loss(_ model: LinearModel) -> Float {
      require(model.inputs == inputs, "\(inputs) inputs for a model of \(model.inputs)")
      var squares = SIMD16<Float>.zero
      for strip in 0..<strips {
        var z = SIMD16(repeating: model.bias)
        for j in 0..<inputs {
          z.addProduct(features[j * strips + strip], SIMD16(repeating: model.weights.values[j]))
        }
        let error = (z - targets[strip]) * present[strip]
        errors[strip] = error
        squares.addProduct(error, error)
      }
      return squares.sumOfLanes() / (2 * Float(count))
    }

    /// The gradient of J at the errors of the last loss, written over `gradient`.
    @inline(__always)
    public func backward(into gradient: inout LinearModel) {
      require(gradient.inputs == inputs, "\(inputs) inputs for a gradient of \(gradient.inputs)")
      let m = Float(count)
      var sum = SIMD16<Float>.zero
      for strip in 0..<strips { sum += errors[strip] }
      gradient.bias = sum.sumOfLanes() / m
      for j in 0..<inputs {
        sum = .zero
        for strip in 0..<strips { sum.addProduct(errors[strip], features[j * strips + strip]) }
        gradient.weights.values[j] = sum.sumOfLanes() / m
      }
    }
  }

  /// `train` of the plain loops, by lanes.
  @discardableResult
  public static func train(
    _ model: inout LinearModel, _ X: Matrix, _ y: [Float], _ settings: TrainingSettings, from first: Int = 1,
    report: (Epoch) -> Bool = { _ in true }
  ) throws(Divergence) -> Int {
    var examples = Examples(X, y)
    var gradient = LinearModel(inputs: X.columns)
    return try descend(&model, examples: y.count, settings, from: first, report: report) { model, rows in
      if let rows { examples = Examples(X, y, rows: rows) }
      let J = examples.loss(model) + settings.penalty.cost(of: model.weights)
      guard J.isFinite else { return J }
      examples.backward(into: &gradient)
      settings.penalty.addGradient(of: model.weights, to: &gradient.weights)
      update(&model, gradient, learningRate: settings.learningRate)
      settings.penalty.shrink(&model.weights, learningRate: settings.learningRate)
      return J
    }
  }
}
