import Figures
import Formats
import ReadAlong
import RecurrentNetwork

/// A file of weights alone, such as PyTorch reads and writes. Cell, sizes and layers are those of the tensors.
extension SequenceModel {
  init(weights path: String) throws {
    let file = try Safetensors(file: path)
    let (symbols, state) = try (
      file.rowsAndColumns("weight_ih_l0").columns, file.rowsAndColumns("weight_hh_l0")
    )
    let hidden = state.columns
    let cells = [Cell.rnn, .gru, .lstm]
    guard let cell = cells.first(where: { $0.gates * hidden == state.rows }) else {
      throw UserError(
        "\(path): tensor weight_hh_l0 has shape [\(state.rows), \(hidden)], expected 1 (rnn), 3 (gru) or 4 (lstm) "
          + "times as many rows as columns")
    }
    var layers = 1
    while file.tensors["weight_ih_l\(layers)"] != nil { layers += 1 }
    try self.init(
      cell, symbols: symbols, hidden: hidden, layers: layers,
      outputs: file.rowsAndColumns("head.weight").rows,
      parameter: file.values)
    try file.expectOnly(namedParameters.map(\.name))
  }
}

extension SavedTraining {
  /// A training that has not begun, with given weights.
  init(weights path: String, _ rule: UpdateRule, _ vocabulary: Vocabulary) throws {
    let model = try SequenceModel(weights: path)
    guard model.symbols == vocabulary.count, model.outputs == vocabulary.count else {
      throw UserError(
        "\(path): found weights for \(model.symbols) symbols and \(model.outputs) outputs, expected "
          + "\(vocabulary.count), the different bytes of the text")
    }
    self.init(Training(model, rule), vocabulary)
  }

  /// Weights on the characters that their file names; if it names none, on those of a text: symbol n is the n-th of its
  /// different bytes in ascending order.
  init(weights path: String, on text: String? = nil) throws {
    let named = try Vocabulary.named(in: path)
    let vocabulary = try text == nil ? named : Vocabulary(of: readBytes(text!))
    if let named, let text, named != vocabulary {
      throw UserError("\(path) says that its symbols are others than the different bytes of \(quoted(text))")
    }
    try self.init(weights: path, .adam, vocabulary ?? Vocabulary(of: readBytes(dataFile("kjv.txt.gz"))))
  }
}

extension Vocabulary {
  /// The bytes that are the symbols of a model, if the file of its weights says so.
  static func named(in path: String) throws -> Vocabulary? {
    let file = try Safetensors(file: path)
    return file.metadata["vocabulary"] == nil ? nil : try file.vocabulary()
  }

  /// As files name them.
  var text: String { bytes.map(String.init).joined(separator: ",") }
}

extension Safetensors {
  func vocabulary() throws -> Vocabulary {
    try entry("vocabulary") { text in
      let bytes = text.split(separator: ",").compactMap { UInt8($0) }
      let vocabulary = Vocabulary(of: bytes)
      return !bytes.isEmpty && vocabulary.bytes == bytes ? vocabulary : nil
    }
  }
}

/// For the help.
let weightsForm =
  "weight_ih_l0 [gates·hidden, symbols], weight_hh_l0 [gates·hidden, hidden], bias_ih_l0, bias_hh_l0, the same of "
  + "further layers, head.weight [symbols, hidden], head.bias, as PyTorch saves nn.LSTM, nn.GRU or nn.RNN and a "
  + "layer `head`"
