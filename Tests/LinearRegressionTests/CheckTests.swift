import LinearRegression
import Matrices
import Support
import Testing

/// What cannot be asked of a line, and the sentence in which it is refused.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused: [Refusal] = models + examples + settings + training + solutions + rates

  private static let two: Matrix = [[1, 2], [3, 4]]
  private static let once = TrainingSettings(learningRate: 1, epochs: 1)

  private static let models: [Refusal] = [
    Refusal("a matrix of -1 × 1") { _ = LinearModel(inputs: -1) },
    Refusal("weights within 0.0, expected a bound above 0") {
      var generator = SeededGenerator(seed: 1)
      _ = LinearModel(inputs: 1, within: 0, using: &generator)
    },
    Refusal("weights within nan, expected a bound above 0") {
      var generator = SeededGenerator(seed: 1)
      _ = LinearModel(inputs: 1, within: .nan, using: &generator)
    },
    Refusal("3 inputs for a model of 1") { _ = LinearModel(inputs: 1).forward([1, 2, 3]) },
    Refusal("2 inputs for a model of 1") { _ = LinearModel(inputs: 1).forward(two) },
    Refusal("2 inputs for a model of 3") {
      var examples = Lanes.Examples(two, [1, 2])
      _ = examples.loss(LinearModel(inputs: 3))
    },
    Refusal("weights of 2 × 2, expected one column") {
      var (model, examples) = (LinearModel(inputs: 2), Lanes.Examples(two, [0, 1]))
      model.weights = two
      _ = examples.loss(model)
    },
    Refusal("weights of 2 × 2, expected one column") {
      var model = LinearModel(inputs: 2)
      model.weights = two
      _ = model.forward(two)
    },
    Refusal("1 of 2 weights") {
      var (model, examples) = (LinearModel(inputs: 2), Lanes.Examples(two, [0, 1]))
      model.weights.values.removeLast()
      _ = examples.loss(model)
    },
    Refusal("2 inputs for a gradient of 3") {
      var gradient = LinearModel(inputs: 3)
      Lanes.Examples(two, [1, 2]).backward(into: &gradient)
    },
    Refusal("2 × 1 and 3 × 1 do not go together") {
      var model = LinearModel(inputs: 2)
      update(&model, LinearModel(inputs: 3), learningRate: 1)
    },
    Refusal("2 × 1 and 1 × 1 do not go together") {
      var model = LinearModel(inputs: 2)
      update(&model, LinearModel(inputs: 1), learningRate: 1)
    },
  ]

  private static let examples: [Refusal] = [
    Refusal("2 predictions for 1 targets") { _ = loss([1, 2], [1]) },
    Refusal("no examples, no loss") { _ = loss([], []) },
    Refusal("3 examples, 2 and 2") { _ = backward(Matrix(rows: 3, columns: 2), [1, 2], [1, 2]) },
    Refusal("2 examples, 2 and 1") { _ = backward(two, [1, 2], [1]) },
    Refusal("2 examples, 1 and 2") { _ = backward(two, [1], [1, 2]) },
    Refusal("no examples, no gradient") { _ = backward(Matrix(rows: 0, columns: 2), [], []) },
    Refusal("2 examples for 1 targets") { _ = Lanes.Examples(two, [1]) },
    Refusal("no examples") { _ = Lanes.Examples(two, [1, 2], rows: []) },
    Refusal("example 2 of 2") { _ = Lanes.Examples(two, [1, 2], rows: [0, 2]) },
    Refusal("example -1 of 2") { _ = Lanes.Examples(two, [1, 2], rows: [-1]) },
    Refusal("example 5 of 2") { _ = Lanes.Examples(Matrix(rows: 2, columns: 0), [1, 2], rows: [5]) },
    Refusal("no examples to measure") { _ = Standardization(of: Matrix(rows: 0, columns: 2)) },
    Refusal("a mean that is not finite among [nan]") { _ = Standardization(of: [[.nan], [1]]) },
    Refusal("2 means, 1 deviations") { _ = Standardization(means: [0, 0], deviations: [1]) },
    Refusal("a deviation not in (0, ∞) among [1.0, 0.0]") {
      _ = Standardization(means: [0, 0], deviations: [1, 0])
    },
    Refusal("a deviation not in (0, ∞) among [inf]") {
      _ = Standardization(means: [0], deviations: [.infinity])
    },
    Refusal("a deviation not in (0, ∞) among [nan]") {
      _ = Standardization(means: [0], deviations: [.nan])
    },
    Refusal("2 × 2 and 1 × 1 do not go together") {
      _ = Standardization(means: [0], deviations: [1]).apply(to: two)
    },
    Refusal("a model of 2 inputs, 1 means") {
      _ = Standardization(means: [0], deviations: [1]).undo(LinearModel(inputs: 2))
    },
  ]

  private static let settings: [Refusal] = [
    Refusal("a learning rate of inf") {
      _ = TrainingSettings(learningRate: .infinity, epochs: 1)
    },
    Refusal("a learning rate of 0.0") {
      _ = TrainingSettings(learningRate: 0, epochs: 1)
    },
    Refusal("-1 epochs") { _ = TrainingSettings(learningRate: 1, epochs: -1) },
    Refusal("\(Int.max) epochs") { _ = TrainingSettings(learningRate: 1, epochs: .max) },
    Refusal("a batch of 0 examples") { _ = TrainingSettings(learningRate: 1, epochs: 1, batch: 0) },
    Refusal("a tolerance of -1.0, expected at least 0") {
      _ = TrainingSettings(learningRate: 1, epochs: 1, tolerance: -1)
    },
    Refusal("a tolerance of nan, expected at least 0") {
      _ = TrainingSettings(learningRate: 1, epochs: 1, tolerance: .nan)
    },
    Refusal("a penalty of l1 -1.0, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: -1) },
    Refusal("a penalty of l1 inf, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: .infinity) },
    Refusal("a penalty of l1 0.0, l2 inf; expected two finite numbers from 0") { _ = Penalty(l2: .infinity) },
    Refusal("a penalty of l1 0.0, l2 nan; expected two finite numbers from 0") { _ = Penalty(l2: .nan) },
    Refusal("\(Int.max) steps") { _ = OneWeight.descend(from: 2, learningRate: 0.1, steps: .max) },
    Refusal("-1 steps") { _ = OneWeight.descend(from: 2, learningRate: 0.1, steps: -1) },
    Refusal("a learning rate of -3.0") {
      _ = OneWeight.descend(from: 2, learningRate: -3, steps: 1)
    },
    Refusal("a learning rate of nan") {
      _ = OneWeight.descend(from: 2, learningRate: .nan, steps: 1)
    },
  ]

  private static let training: [Refusal] = [
    Refusal("2 examples for 1 targets") {
      var model = LinearModel(inputs: 2)
      try train(&model, two, [1], once)
    },
    Refusal("no examples to train on") {
      var model = LinearModel(inputs: 2)
      try train(&model, Matrix(rows: 0, columns: 2), [], once)
    },
    Refusal("2 inputs for a model of 3") {
      var model = LinearModel(inputs: 3)
      try train(&model, two, [1, 2], once)
    },
    Refusal("a first epoch of number 0") {
      var model = LinearModel(inputs: 2)
      try train(&model, two, [1, 2], once, from: 0)
    },
    Refusal("a first epoch of number -1") {
      var model = LinearModel(inputs: 2)
      try Lanes.train(&model, two, [1, 2], once, from: -1)
    },
  ]

  private static let solutions: [Refusal] = [
    Refusal("2 examples for 1 targets") { _ = try closedForm(two, [1]) },
    Refusal("no examples") { _ = try closedForm(Matrix(rows: 0, columns: 2), []) },
    Refusal("an input or a target that is not finite") { _ = try closedForm(two, [1, .infinity]) },
    Refusal("an input or a target that is not finite") { _ = try closedForm([[.nan]], [1]) },
    Refusal("a penalty of l1 0.0, l2 -1.0; expected two finite numbers from 0") {
      _ = try closedForm(two, [1, 2], l2: -1)
    },
    Refusal("no examples") { _ = hessian(Matrix(rows: 0, columns: 2)) },
    Refusal("a Hessian with rows of [3, 3, 3], expected 2 of 2") {
      _ = try newtonStep(LinearModel(inputs: 1), hessian(two))
    },
    Refusal("a Hessian with rows of [2], expected 2 of 2") {
      _ = try newtonStep(LinearModel(inputs: 1), [[1, 0]])
    },
    Refusal("a Hessian with rows of [2, 1], expected 2 of 2") {
      _ = try newtonStep(LinearModel(inputs: 1), [[1, 0], [0]])
    },
  ]

  /// No step is of such a length.
  private static let rates: [Refusal] = ([-1, .infinity, .nan] as [Float]).flatMap { rate in
    [
      Refusal("a learning rate of \(rate)") {
        var model = LinearModel(inputs: 2)
        update(&model, model, learningRate: rate)
      },
      Refusal("a learning rate of \(rate)") {
        var weights: Matrix = [[1]]
        Penalty(l1: 1).shrink(&weights, learningRate: rate)
      },
    ]
  }
}
