import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

/// A file of weights alone, such as PyTorch reads and writes: `layers.N.weight`, `layers.N.bias`, N from 0.
///
/// The sizes are those of the tensors. The activations are not in it.
extension Network {
  init(weights path: String, hidden: Activation, output: Activation) throws {
    let file = try Safetensors(file: path)
    var sizes = [try file.rowsAndColumns("layers.0.weight").columns]
    while file.tensors["layers.\(sizes.count - 1).weight"] != nil {
      sizes.append(try file.rowsAndColumns("layers.\(sizes.count - 1).weight").rows)
    }
    try self.init(sizes: sizes, hidden: hidden, output: output, parameter: file.values)
    try file.expectOnly(namedParameters.map(\.name))
  }

  func write(weights path: String) throws {
    try Safetensors(parameters: namedParameters).write(to: path)
  }
}

/// Whether a name is that of a file of weights alone.
func isWeightsFile(_ path: String) -> Bool { path.hasSuffix(".safetensors") }
