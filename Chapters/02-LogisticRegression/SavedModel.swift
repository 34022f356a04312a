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

  /// An untrained model with the deck's first guess.
  init(_ examples: LabeledExamples, scaling: Standardization, seed: UInt64) throws {
    if let j = (scaling.means.values + scaling.deviations.values).firstIndex(where: { !$0.isFinite }) {
      let name = examples.inputs[j % examples.inputs.count]
      throw UserError("column \(quoted(name)): its numbers are too large to be scaled")
    }
    inputs = examples.inputs
    positive = examples.positive
    negative = examples.negative ?? "not \(examples.positive)"
    self.scaling = scaling
    var generator = SeededGenerator(seed: seed)
    model = LogisticModel(inputs: inputs.count, using: &generator)
  }

  /// The model on inputs as they are in the data.
  var raw: LogisticModel { scaling.undo(model) }

  init(file: String) throws {
    let table = try ModelTable(file: file)
    let weights = try table.column("weight")
    inputs = table.inputs
    positive = try table.text("positive")
    negative = try table.text("negative")
    scaling = Standardization(
      means: try table.column("offset").inputs, deviations: try table.positive("scale"))
    model = LogisticModel(weights: weights.inputs, bias: weights.bias)
    epochs = try table.count("epochs")
  }

  /// To a name ending in .safetensors the weights alone, for inputs as they are in the data; else all of it.
  func save(to path: String) throws {
    if isWeightsFile(path) {
      return try Safetensors(linear: raw.weights, bias: [raw.bias]).write(to: path)
    }
    try ModelTable.write(
      inputs,
      columns: [
        ("weight", model.weights.values + [model.bias]), ("offset", scaling.means.values + [0]),
        ("scale", scaling.deviations.values + [1]),
      ], facts: [("positive", positive), ("negative", negative), ("epochs", "\(epochs)")], to: path)
  }

  /// Throws unless the model tells the same classes apart by the same columns.
  func expect(_ examples: LabeledExamples) throws {
    let negative = examples.negative ?? "not \(examples.positive)"
    if inputs != examples.inputs || positive != examples.positive || self.negative != negative {
      throw UserError(
        "the saved model tells \(positive) from \(self.negative) by \(inputs.joined(separator: ", ")); "
          + "expected \(examples.positive) from \(negative) by \(examples.inputs.joined(separator: ", "))")
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
