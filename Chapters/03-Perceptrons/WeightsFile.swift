import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

extension SavedModel {
  /// To a name ending in .safetensors the weights alone, for inputs as they are in the data; else all of it.
  func save(to path: String) throws {
    guard path.hasSuffix(".safetensors") else { return try write(to: path) }
    var weights = answer.weights
    for j in 0..<weights.rows {
      for k in 0..<weights.columns { weights[j, k] /= scales[j] }
    }
    try Safetensors(linear: weights, bias: answer.bias.values).write(to: path)
  }
}

/// What a layer of PyTorch's, `weight` and `bias`, makes of the examples in a .npy file.
func writeSums(weights path: String, _ input: String, to output: String) throws {
  let (weights, bias) = try Safetensors(file: path).linear()
  let model = Layer(weights: weights, bias: bias)
  let X = try NPYArray.examples(file: input, inputs: model.inputs)
  try NPYArray(model.forward(X)).write(to: output)
  print("\(output): \(grouped(X.rows)) × \(bias.count) sums")
}
