// The loops of Loss.swift once more, with sixteen examples where one was.
//
// `Float` becomes `SIMD16<Float>`: a strip holds the same input of sixteen examples, and sigmoid and softplus
// take sixteen numbers as readily as one. Sums stay apart in their lanes until the end of the loop. The last
// strip is filled up with examples that count for nothing.
//
// Shapes:  features: inputs × strips   labels, errors, present: strips   a strip: 16 examples

import Matrices

public enum Lanes {
  /// Examples and labels, laid out for the lanes, and the errors of the last loss.
  public struct Examples: Sendable {
    public let count: Int
    public let inputs: Int
    let strips: Int
    let features: [SIMD16<Float>]  // inputs × strips
    let labels: [SIMD16<Float>]  // strips
    let present: [SIMD16<Float>]  // strips; 1 for an example, 0 for filling
    var errors: [SIMD16<Float>]  // strips

    /// - Parameters:
    ///   - X: examples × inputs.
    ///   - y: a label from 0 to 1 for each example.
    public init(_ X: Matrix, _ y: [Float]) {
      require(X.rows == y.count, "\(X.rows) examples for \(y.count) labels")
      require(!y.isEmpty, "no examples")
      count = X.rows
      inputs = X.columns
      strips = (count + 15) / 16
      var features = [SIMD16<Float>](repeating: .zero, count: inputs * strips)
      var labels = [SIMD16<Float>](repeating: .zero, count: strips)
      var present = labels
      for i in 0..<count {
        require((0...1).contains(y[i]), "example \(i) has the label \(y[i]), expected 0 to 1")
        let (strip, lane) = (i / 16, i % 16)
        for j in 0..<inputs { features[j * strips + strip][lane] = X[i, j] }
        labels[strip][lane] = y[i]
        present[strip][lane] = 1
      }
      (self.features, self.labels, self.present) = (features, labels, present)
      errors = [SIMD16<Float>](repeating: .zero, count: strips)
    }

    /// Computes the probabilities, keeps the errors p − y, and returns J = 1/m Σ softplus(z) − y z.
    public mutating func loss(_ model: LogisticModel) -> Float {
      require(model.inputs == inputs, "\(inputs) inputs for a model of \(model.inputs)")
      var sum = SIMD16<Float>.zero
      for strip in 0..<strips {
        var z = SIMD16(repeating: model.bias)
        for j in 0..<inputs {
          z.addProduct(features[j * strips + strip], SIMD16(repeating: model.weights.values[j]))
        }
        errors[strip] = (sigmoid(z) - labels[strip]) * present[strip]
        sum.addProduct(softplus(z).addingProduct(-labels[strip], z), present[strip])
      }
      return sum.sumOfLanes() / Float(count)
    }

    /// The gradient of J at the errors of the last loss, written over `gradient`.
    public func backward(into gradient: inout LogisticModel) {
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
    _ model: inout LogisticModel, _ X: Matrix, _ y: [Float], _ settings: TrainingSettings,
    from first: Int = 1, report: (Epoch) -> Bool = { _ in true }
  ) throws(Divergence) -> Int {
    var examples = Examples(X, y)
    var gradient = LogisticModel(inputs: X.columns)
    return try descend(&model, settings, from: first, report: report) { model in
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
