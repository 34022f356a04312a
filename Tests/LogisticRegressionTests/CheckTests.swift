import Matrices
import Support
import Testing

@testable import LogisticRegression

/// What cannot be asked of a boundary, and the sentence in which it is refused.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused: [Refusal] = models + examples + settings + training + practice + rates

  private static let two: Matrix = [[1, 2], [3, 4]]
  private static let once = TrainingSettings(learningRate: 1, epochs: 1)

  private static let models: [Refusal] = [
    Refusal("a matrix of -1 × 1") { _ = LogisticModel(inputs: -1) },
    Refusal("weights within -0.5, expected a bound above 0") {
      var generator = SeededGenerator(seed: 1)
      _ = LogisticModel(inputs: 1, within: -0.5, using: &generator)
    },
    Refusal("2 inputs for a model of 1") { _ = LogisticModel(inputs: 1).forward(two) },
    Refusal("2 inputs for a model of 3") { _ = LogisticModel(inputs: 3).probabilities(two) },
    Refusal("2 inputs for a model of 3") {
      var examples = Lanes.Examples(two, [0, 1])
      _ = examples.loss(LogisticModel(inputs: 3))
    },
    Refusal("weights of 2 × 2, expected one column") {
      var (model, examples) = (LogisticModel(inputs: 2), Lanes.Examples(two, [0, 1]))
      model.weights = two
      _ = examples.loss(model)
    },
    Refusal("weights of 2 × 2, expected one column") {
      var model = LogisticModel(inputs: 2)
      model.weights = two
      _ = model.forward(two)
    },
    Refusal("1 of 2 weights") {
      var (model, examples) = (LogisticModel(inputs: 2), Lanes.Examples(two, [0, 1]))
      model.weights.values.removeLast()
      _ = examples.loss(model)
    },
    Refusal("2 inputs for a gradient of 3") {
      var gradient = LogisticModel(inputs: 3)
      Lanes.Examples(two, [0, 1]).backward(into: &gradient)
    },
    Refusal("2 × 1 and 3 × 1 do not go together") {
      var model = LogisticModel(inputs: 2)
      update(&model, LogisticModel(inputs: 3), learningRate: 1)
    },
    Refusal("2 × 1 and 1 × 1 do not go together") {
      var model = LogisticModel(inputs: 2)
      update(&model, LogisticModel(inputs: 1), learningRate: 1)
    },
  ]

  private static let examples: [Refusal] = [
    Refusal("2 logits for 1 labels") { _ = crossEntropy([1, 2], [1]) },
    Refusal("no examples, no loss") { _ = crossEntropy([], []) },
    Refusal("example 1 has the label 2.0, expected 0 to 1") { _ = crossEntropy([1, 2], [1, 2]) },
    Refusal("example 0 has the label nan, expected 0 to 1") { _ = crossEntropy([1], [.nan]) },
    Refusal("2 examples, 2 and 1") { _ = backward(two, [0.5, 0.5], [1]) },
    Refusal("2 examples, 1 and 2") { _ = backward(two, [0.5], [0, 1]) },
    Refusal("no examples, no gradient") { _ = backward(Matrix(rows: 0, columns: 2), [], []) },
    Refusal("2 examples for 1 labels") { _ = Lanes.Examples(two, [1]) },
    Refusal("no examples") { _ = Lanes.Examples(Matrix(rows: 0, columns: 2), []) },
    Refusal("example 1 has the label -1.0, expected 0 to 1") { _ = Lanes.Examples(two, [1, -1]) },
    Refusal("3 examples, 2 and 2") { _ = backward(Matrix(rows: 3, columns: 2), [1, 0], [1, 0]) },
    Refusal("0.5 and 2.0 are no probabilities") { _ = crossEntropy(of: 0.5, belief: 2) },
    Refusal("2.0 and 0.5 are no probabilities") { _ = divergence(of: 2, from: 0.5) },
    Refusal("1.5 and 0.5 are no probabilities") { _ = crossEntropy(of: 1.5, belief: 0.5) },
    Refusal("nan and nan are no probabilities") { _ = entropy(.nan) },
    Refusal("0.5 and -1.0 are no probabilities") { _ = divergence(of: 0.5, from: -1) },
  ]

  private static let settings: [Refusal] = [
    Refusal("a learning rate of 0.0") {
      _ = TrainingSettings(learningRate: 0, epochs: 1)
    },
    Refusal("a learning rate of inf") {
      _ = TrainingSettings(learningRate: .infinity, epochs: 1)
    },
    Refusal("a learning rate of nan") {
      _ = TrainingSettings(learningRate: .nan, epochs: 1)
    },
    Refusal("-1 epochs") { _ = TrainingSettings(learningRate: 1, epochs: -1) },
    Refusal("\(Int.max) epochs") { _ = TrainingSettings(learningRate: 1, epochs: .max) },
    Refusal("a tolerance of nan, expected at least 0") {
      _ = TrainingSettings(learningRate: 1, epochs: 1, tolerance: .nan)
    },
    Refusal("a penalty of l1 -1.0, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: -1) },
    Refusal("a penalty of l1 inf, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: .infinity) },
    Refusal("a penalty of l1 0.0, l2 inf; expected two finite numbers from 0") { _ = Penalty(l2: .infinity) },
  ]

  private static let training: [Refusal] = [
    Refusal("2 logits for 1 labels") {
      var model = LogisticModel(inputs: 2)
      try train(&model, two, [1], once)
    },
    Refusal("example 0 has the label -1.0, expected 0 to 1") {
      var model = LogisticModel(inputs: 2)
      try train(&model, two, [-1, 1], once)
    },
    Refusal("a first epoch of number 0") {
      var model = LogisticModel(inputs: 2)
      try train(&model, two, [0, 1], once, from: 0)
    },
    Refusal("a first epoch of number -1") {
      var model = LogisticModel(inputs: 2)
      try Lanes.train(&model, two, [0, 1], once, from: -1)
    },
    Refusal("-1 steps to a tolerance of 1e-08") {
      var model = LogisticModel(inputs: 2)
      try trainByNewton(&model, two, [0, 1], steps: -1)
    },
    Refusal("100 steps to a tolerance of nan") {
      var model = LogisticModel(inputs: 2)
      try trainByNewton(&model, two, [0, 1], tolerance: .nan)
    },
    Refusal("a loss of nan before step 1: inputs and weights must be finite") {
      var model = LogisticModel(inputs: 1)
      try trainByNewton(&model, [[.nan]], [1])
    },
    Refusal("a penalty of l1 0.0, l2 -1.0; expected two finite numbers from 0") {
      var model = LogisticModel(inputs: 2)
      try trainByNewton(&model, two, [0, 1], l2: -1)
    },
    Refusal("a penalty of l1 0.0, l2 nan; expected two finite numbers from 0") {
      _ = hessian(two, [0, 0], l2: .nan)
    },
    Refusal("2 examples, 1 logits") { _ = hessian(two, [0]) },
    Refusal("0 examples, 0 logits") { _ = hessian(Matrix(rows: 0, columns: 2), []) },
    Refusal("a Hessian with rows of [3, 3, 3], expected 2 of 2") {
      _ = try newtonStep(LogisticModel(inputs: 1), hessian(two, [0, 0]))
    },
    Refusal("a Hessian with rows of [2], expected 2 of 2") {
      _ = try newtonStep(LogisticModel(inputs: 1), [[1, 0]])
    },
    Refusal("a Hessian with rows of [2, 1], expected 2 of 2") {
      _ = try newtonStep(LogisticModel(inputs: 1), [[1, 0], [0]])
    },
  ]

  private static let practice: [Refusal] = [
    Refusal("polynomials of 3 inputs, expected 2") { _ = polynomialFeatures([[1, 2, 3]], degree: 2) },
    Refusal("polynomials of degree \(Int.max)") { _ = polynomialFeatures(two, degree: .max) },
    Refusal("polynomials of degree 0") { _ = polynomialFeatures(two, degree: 0) },
    Refusal("4 of 4 examples to test by") {
      var generator = SeededGenerator(seed: 1)
      _ = split(4, testing: 4, using: &generator)
    },
    Refusal("-1 of 4 examples to test by") {
      var generator = SeededGenerator(seed: 1)
      _ = split(4, testing: -1, using: &generator)
    },
    Refusal("1 folds of 4 examples") {
      var generator = SeededGenerator(seed: 1)
      _ = folds(of: 4, count: 1, using: &generator)
    },
    Refusal("no permutation of \(Int.max) items") {
      var generator = SeededGenerator(seed: 1)
      _ = folds(of: .max, count: 3, using: &generator)
    },
    Refusal("5 folds of 4 examples") {
      var generator = SeededGenerator(seed: 1)
      _ = folds(of: 4, count: 5, using: &generator)
    },
    Refusal("2 probabilities for 1 labels") { _ = Confusion([0.5, 0.5], [1]) },
    Refusal("a probability of nan for the label 1.0") { _ = Confusion([.nan], [1]) },
    Refusal("a probability of 0.5 for the label 2.0") { _ = Confusion([0.5], [2]) },
    Refusal("0 examples to judge at a threshold of 0.5") { _ = Confusion([], []) },
    Refusal("1 examples to judge at a threshold of nan") { _ = Confusion([0.5], [1], threshold: .nan) },
    Refusal("a deviation not in (0, ∞) among [inf]") { _ = Normalization.unitLength.measured([[1e30]]) },
    Refusal("no examples to measure") { _ = Normalization.rescaling.measured(Matrix(rows: 0, columns: 2)) },
    Refusal("an input that is not finite") { _ = Normalization.rescaling.measured([[1], [.nan], [3]]) },
    Refusal("an input that is not finite") { _ = Normalization.none.measured([[1], [3], [.infinity]]) },
    Refusal("no examples to measure") { _ = Standardization(of: Matrix(rows: 0, columns: 2)) },
    Refusal("a mean that is not finite among [inf]") { _ = Standardization(of: [[.infinity], [1]]) },
    Refusal("2 means, 1 deviations") { _ = Standardization(means: [0, 0], deviations: [1]) },
    Refusal("a deviation not in (0, ∞) among [-1.0]") {
      _ = Standardization(means: [0], deviations: [-1])
    },
    Refusal("a model of 2 inputs, 1 means") {
      _ = Standardization(means: [0], deviations: [1]).undo(LogisticModel(inputs: 2))
    },
    Refusal("2 × 2 and 1 × 1 do not go together") {
      _ = Standardization(means: [0], deviations: [1]).apply(to: two)
    },
  ]

  /// No step is of such a length.
  private static let rates: [Refusal] = ([-1, .infinity, .nan] as [Float]).flatMap { rate in
    [
      Refusal("a learning rate of \(rate)") {
        var model = LogisticModel(inputs: 2)
        update(&model, model, learningRate: rate)
      },
      Refusal("a learning rate of \(rate)") {
        var weights: Matrix = [[1]]
        Penalty(l1: 1).shrink(&weights, learningRate: rate)
      },
    ]
  }
}
