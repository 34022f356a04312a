import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

/// A file of weights alone, such as PyTorch reads and writes. The pooling is not in it.
extension LeNet5 {
  init(weights path: String, pooling: Pooling) throws {
    let file = try Safetensors(file: path)
    try self.init(pooling: pooling, parameter: file.values)
    try file.expectOnly(namedParameters.map(\.name))
  }

  func write(weights path: String) throws {
    try Safetensors(parameters: namedParameters).write(to: path)
  }
}

/// Whether a name is that of a file of weights alone.
func isWeightsFile(_ path: String) -> Bool { path.hasSuffix(".safetensors") }

/// For the help.
let weightsForm =
  "c1.weight [6, 1, 5, 5], c3.weight [16, 6, 5, 5], c5.weight [120, 16, 5, 5], f6.weight [84, 120], output.weight "
  + "[10, 84] and a bias of each, as PyTorch saves them"
