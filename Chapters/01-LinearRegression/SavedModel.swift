import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

/// A trained model as `train --save` writes it: a CSV file, one line an input and one for the bias.
///
/// The weights belong to standardized inputs; mean and deviation say how to standardize, 0 and 1 if they stay raw.
struct SavedModel {
  let inputs: [String]
  let target: String
  let scaling: Standardization
  var model: LinearModel
  var epochs = 0
  /// By which the model was trained; nothing in a file that does not say.
  var recipe = ""
  var tolerance: Tolerance

  /// An untrained model of these columns: all weights zero.
  init(inputs: [String], target: String, _ X: Matrix, isRaw: Bool, tolerance limit: Float?) throws {
    self.inputs = inputs
    self.target = target
    let (zeros, ones) = ([Float](repeating: 0, count: X.columns), [Float](repeating: 1, count: X.columns))
    scaling = isRaw ? Standardization(means: zeros, deviations: ones) : Standardization(of: X)
    if let j = scaling.deviations.values.firstIndex(where: { !$0.isFinite || $0 < 1e-30 }) {
      throw UserError(
        "column \(quoted(inputs[j])): its numbers are too large or too near each other to be standardized")
    }
    model = LinearModel(inputs: inputs.count)
    tolerance = try Tolerance(limit)
  }

  /// The predictions for inputs as they are in the data. They are standardized first: far from 0 the products of the
  /// raw weights and the bias are large, and cancel to little more than what was rounded off.
  func forward(_ X: Matrix) -> [Float] { model.forward(scaling.apply(to: X)) }

  /// The model on inputs as they are in the data. Throws a `UserError` if their scale makes its numbers too large.
  func raw() throws -> LinearModel {
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
    target = try table.text("target")
    scaling = Standardization(
      means: try table.column("mean").inputs, deviations: try table.positive("deviation"))
    model = LinearModel(weights: weights.inputs, bias: weights.bias)
    epochs = try table.count("epochs")
    recipe = table.header.contains("recipe") ? try table.text("recipe") : ""
    tolerance = try Tolerance(limit, resuming: table)
  }

  /// To a name ending in .safetensors the weights alone, for inputs as they are in the data; else all of it.
  func save(to path: String) throws {
    if isWeightsFile(path) {
      let raw = try raw()
      return try Safetensors(linear: raw.weights, bias: [raw.bias]).write(to: path) {
        _ = try LinearModel(weights: $0)
      }
    }
    try ModelTable.write(
      inputs,
      columns: [
        ("weight", model.weights.values + [model.bias]), ("mean", scaling.means.values + [0]),
        ("deviation", scaling.deviations.values + [1]),
      ], facts: [("target", target), ("epochs", "\(epochs)"), ("recipe", recipe)] + tolerance.facts, to: path
    ) { _ = try SavedModel(file: $0).raw() }
  }

  /// Throws unless the model is one of these columns.
  func expect(inputs: [String], target: String) throws {
    if !areSame(self.inputs + [self.target], inputs + [target]) {
      throw UserError(
        "the saved model predicts \(quoted(self.target)) from \(listed(self.inputs)), "
          + "expected \(quoted(target)) from \(listed(inputs))")
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
