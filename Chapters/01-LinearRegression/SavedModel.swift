import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

/// A trained model as `train --save` writes it: a CSV file, one line an input and one for the bias.
///
/// The weights belong to standardized inputs; mean and deviation say how to standardise.
struct SavedModel {
  let inputs: [String]
  let target: String
  let scaling: Standardization
  var model: LinearModel
  var epochs = 0

  static let bias = "(bias)"
  static let header = ["input", "weight", "mean", "deviation", "target", "epochs"]

  /// An untrained model of these columns: all weights zero.
  init(inputs: [String], target: String, _ X: Matrix) throws {
    self.inputs = inputs
    self.target = target
    scaling = Standardization(of: X)
    if let j = scaling.deviations.values.firstIndex(where: { !$0.isFinite || $0 <= 0 }) {
      throw UserError("column \(quoted(inputs[j])): its numbers are too large to be standardized")
    }
    model = LinearModel(inputs: inputs.count)
  }

  /// The model on inputs as they are in the data.
  var raw: LinearModel { scaling.undo(model) }

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
    let deviations = try table.column("deviation").prefix(count)
    if let index = deviations.firstIndex(where: { $0 <= 0 }) {
      throw UserError(
        "\(file): found a deviation of \(deviations[index]) for \(names[index]), expected more than 0")
    }
    inputs = Array(names.dropLast())
    target = try table.strings("target")[0]
    scaling = Standardization(
      means: Array(try table.column("mean").prefix(count)), deviations: Array(deviations))
    model = LinearModel(weights: Array(weights.dropLast()), bias: weights[count])
    guard let last = Int(exactly: epochs[0]), last >= 0 else {
      throw UserError("\(file): found \(epochs[0]) epochs, expected a whole number from 0")
    }
    self.epochs = last
  }

  /// To a name ending in .safetensors the weights alone, for inputs as they are in the data; else all of it.
  func save(to path: String) throws {
    if isWeightsFile(path) {
      return try Safetensors(linear: raw.weights, bias: [raw.bias]).write(to: path)
    }
    let rows = (inputs + [SavedModel.bias]).enumerated().map { j, name in
      let numbers =
        j < inputs.count
        ? [model.weights[j, 0], scaling.means[0, j], scaling.deviations[0, j]] : [model.bias, 0, 1]
      return [name] + numbers.map(\.description) + [target, "\(epochs)"]
    }
    try writeSafely(Table.text(header: SavedModel.header, rows: rows), to: path)
  }

  /// Throws unless the model is one of these columns.
  func expect(inputs: [String], target: String) throws {
    if self.inputs != inputs || self.target != target {
      throw UserError(
        "the saved model predicts \(self.target) from \(self.inputs.joined(separator: ", ")), "
          + "expected \(target) from \(inputs.joined(separator: ", "))")
    }
  }
}

extension LinearModel {
  /// A layer of PyTorch's, `weight` and `bias`.
  init(weights path: String) throws {
    let (weights, bias) = try Safetensors(file: path).linear(outputs: 1)
    self.init(weights: weights.values, bias: bias[0])
  }
}
