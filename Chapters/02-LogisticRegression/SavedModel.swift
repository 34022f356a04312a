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

  static let bias = "(bias)"
  static let header = ["input", "weight", "offset", "scale", "positive", "negative", "epochs"]

  /// An untrained model with the deck's first guess.
  init(_ examples: LabeledExamples, scaling: Standardization, seed: UInt64) {
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
    let table = try Table(file: file)
    let names = try table.strings("input")
    let weights = try table.column("weight")
    let epochs = try table.column("epochs")
    guard names.last == SavedModel.bias else {
      throw UserError(
        "\(file): found \(names.last ?? "nothing") in the last line, expected \(SavedModel.bias)")
    }
    let count = names.count - 1
    let scales = try table.column("scale").prefix(count)
    if let index = scales.firstIndex(where: { $0 <= 0 }) {
      throw UserError("\(file): found a scale of \(scales[index]) for \(names[index]), expected more than 0")
    }
    inputs = Array(names.dropLast())
    positive = try table.strings("positive")[0]
    negative = try table.strings("negative")[0]
    scaling = Standardization(
      means: Array(try table.column("offset").prefix(count)), deviations: Array(scales))
    model = LogisticModel(weights: Array(weights.dropLast()), bias: weights[count])
    guard let last = Int(exactly: epochs[0]), last >= 0 else {
      throw UserError("\(file): found \(epochs[0]) epochs, expected a whole number from 0")
    }
    self.epochs = last
  }

  func write(to file: String) throws {
    var text = SavedModel.header.joined(separator: ",") + "\n"
    let ending = "\(quoted(positive)),\(quoted(negative)),\(epochs)\n"
    for (j, name) in inputs.enumerated() {
      let numbers = [model.weights[j, 0], scaling.means[0, j], scaling.deviations[0, j]]
      text += "\(quoted(name)),\(numbers.map { "\($0)" }.joined(separator: ",")),\(ending)"
    }
    text += "\(SavedModel.bias),\(model.bias),0,1,\(ending)"
    try writeSafely(text, to: file)
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

  private func quoted(_ name: String) -> String {
    name.contains { ",\"\n\r".contains($0) } ? "\"" + name.replacing("\"", with: "\"\"") + "\"" : name
  }
}
