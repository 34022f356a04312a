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

  /// An untrained model: all weights zero.
  init(inputs: [String], target: String, scaling: Standardization) {
    self.inputs = inputs
    self.target = target
    self.scaling = scaling
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

  func write(to file: String) throws {
    var text = SavedModel.header.joined(separator: ",") + "\n"
    for (j, name) in inputs.enumerated() {
      let numbers = [model.weights[j, 0], scaling.means[0, j], scaling.deviations[0, j]]
      text +=
        "\(quoted(name)),\(numbers.map { "\($0)" }.joined(separator: ",")),\(quoted(target)),\(epochs)\n"
    }
    text += "\(SavedModel.bias),\(model.bias),0,1,\(quoted(target)),\(epochs)\n"
    try writeSafely(text, to: file)
  }

  /// Throws unless the model is one of these columns.
  func expect(inputs: [String], target: String) throws {
    if self.inputs != inputs || self.target != target {
      throw UserError(
        "the saved model predicts \(self.target) from \(self.inputs.joined(separator: ", ")), "
          + "expected \(target) from \(inputs.joined(separator: ", "))")
    }
  }

  private func quoted(_ name: String) -> String {
    name.contains { ",\"\n\r".contains($0) } ? "\"" + name.replacing("\"", with: "\"\"") + "\"" : name
  }
}
