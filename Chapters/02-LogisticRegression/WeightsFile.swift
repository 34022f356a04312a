import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

extension SavedModel {
  /// To a name ending in .safetensors the weights alone, for inputs as they are in the data; else all of it.
  func save(to path: String) throws {
    guard path.hasSuffix(".safetensors") else { return try write(to: path) }
    try Safetensors(linear: raw.weights, bias: [raw.bias]).write(to: path)
  }
}

/// What a layer of PyTorch's, `weight` and `bias`, makes of the examples in a .npy file.
func writeSums(weights path: String, _ input: String, to output: String) throws {
  let (weights, bias) = try Safetensors(file: path).linear(outputs: 1)
  let model = LogisticModel(weights: weights.values, bias: bias[0])
  let X = try NPYArray.examples(file: input, inputs: model.inputs)
  try NPYArray(Matrix(column: model.forward(X))).write(to: output)
  print("\(output): \(grouped(X.rows)) × 1 sums")
}
