import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

/// A file of weights alone, such as PyTorch reads and writes; ours tells its pooling too.
extension LeNet5 {
  init(weights path: String, pooling option: Pooling?) throws {
    let file = try Safetensors(file: path)
    let said = try file.metadata["pooling"].map { text in
      guard let pooling = Pooling(rawValue: text) else {
        throw UserError(
          "\(quoted(path)): found the pooling \(quoted(text, marks: true)), expected average or max")
      }
      return pooling
    }
    if let said, let option, said != option {
      throw UserError.usage(
        "option --pooling: \(quoted(path)) says \(said.rawValue), found \(option.rawValue)")
    }
    guard let pooling = option ?? said else {
      throw UserError.usage("\(quoted(path)) does not say its pooling: expected --pooling average or max")
    }
    try self.init(pooling: pooling, parameter: file.values)
    try file.expectOnly(namedParameters.map(\.name))
  }
}

/// For the help.
let weightsForm =
  "c1.weight [6, 1, 5, 5], c3.weight [16, 6, 5, 5], c5.weight [120, 16, 5, 5], f6.weight [84, 120], output.weight "
  + "[10, 84] and a bias of each, as PyTorch saves them"
