import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

/// A trained model as `train --save` writes it: a CSV file, one line an input and one for the bias.
///
/// The weights belong to normalized inputs; offset and scale say how to normalize.
struct SavedModel {
  let inputs: [String]
  let positive: String
  /// The other class; "not setosa" and the like if there were several.
  let negative: String
  let scaling: Standardization
  var model: LogisticModel
  var epochs = 0
  /// By which the model was trained; nothing in a file that does not say.
  var recipe = ""
  var tolerance: Tolerance

  /// An untrained model with the deck's first guess.
  init(
    _ examples: LabeledExamples, scaling: Standardization, seed: UInt64, tolerance limit: Float?
  ) throws {
    let inputs = examples.inputs
    if let j = inputs.indices.first(where: {
      !scaling.means.values[$0].isFinite || !scaling.deviations.values[$0].isFinite
        || scaling.deviations.values[$0] < 1e-30
    }) {
      throw UserError(
        "column \(quoted(inputs[j])): its numbers are too large or too near each other to be scaled")
    }
    self.inputs = inputs
    positive = examples.positive
    negative = examples.negative ?? "not \(examples.positive)"
    self.scaling = scaling
    var generator = SeededGenerator(seed: seed)
    model = LogisticModel(inputs: inputs.count, using: &generator)
    tolerance = try Tolerance(limit)
  }

  /// The sums before the sigmoid, for inputs as they are in the data. They are scaled first: far from 0 the products of
  /// the raw weights and the bias are large, and cancel to little more than what was rounded off.
  func forward(_ X: Matrix) -> [Float] { model.forward(scaling.apply(to: X)) }

  /// The model on inputs as they are in the data. Throws a `UserError` if their scale makes its numbers too large.
  func raw() throws -> LogisticModel {
    let raw = scaling.undo(model)
    guard (raw.weights.values + [raw.bias]).allSatisfy(\.isFinite) else {
      throw UserError("the weights for inputs as they are in the data are too large to be numbers")
    }
    return raw
  }

  init(file: String, tolerance limit: Float? = nil) throws {
    let table = try ModelTable(file: file)
    let weights = try table.column("weight")
    inputs = table.inputs
    positive = try table.text("positive")
    negative = try table.text("negative")
    scaling = Standardization(
      means: try table.column("offset").inputs, deviations: try table.positive("scale"))
    model = LogisticModel(weights: weights.inputs, bias: weights.bias)
    epochs = try table.count("epochs")
    recipe = table.header.contains("recipe") ? try table.text("recipe") : ""
    tolerance = try Tolerance(limit, resuming: table)
  }

  /// To a name ending in .safetensors the weights alone, for inputs as they are in the data; else all of it.
  func save(to path: String) throws {
    if isWeightsFile(path) {
      let raw = try raw()
      return try Safetensors(linear: raw.weights, bias: [raw.bias]).write(to: path) {
        _ = try LogisticModel(weights: $0)
      }
    }
    try ModelTable.write(
      inputs,
      columns: [
        ("weight", model.weights.values + [model.bias]), ("offset", scaling.means.values + [0]),
        ("scale", scaling.deviations.values + [1]),
      ],
      facts: [
        ("positive", positive), ("negative", negative), ("epochs", "\(epochs)"), ("recipe", recipe),
      ] + tolerance.facts,
      to: path
    ) { _ = try SavedModel(file: $0).raw() }
  }

  /// Throws unless the model tells the same classes apart by the same columns.
  func expect(_ examples: LabeledExamples) throws {
    let negative = examples.negative ?? "not \(examples.positive)"
    if !areSame(inputs + [positive, self.negative], examples.inputs + [examples.positive, negative]) {
      throw UserError(
        "the saved model tells \(quoted(positive)) from \(quoted(self.negative)) by \(listed(inputs)); "
          + "expected \(quoted(examples.positive)) from \(quoted(negative)) by \(listed(examples.inputs))")
    }
  }
}

extension LogisticModel {
  /// A layer of PyTorch's, `weight` and `bias`.
  init(weights path: String) throws {
    let (weights, bias) = try Safetensors(file: path).linear(outputs: 1)
    self.init(weights: weights.values, bias: bias[0])
  }
}
