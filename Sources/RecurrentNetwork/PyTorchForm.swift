// The model as PyTorch keeps it: nn.LSTM, nn.GRU or nn.RNN, and a layer `head` on top. Its weights stand gates·hidden ×
// inputs, the transpose of ours, and its gates in another order:
//
//     lstm    here f i g o     PyTorch i f g o
//     gru     here z r h̃       PyTorch r z n, and its z is 1 minus ours: the weights of z have the other sign
//
//     weight_ih_lN   gates·hidden × inputs    inputWeights of layer N, from 0
//     weight_hh_lN   gates·hidden × hidden    stateWeights
//     bias_ih_lN     gates·hidden             bias
//     bias_hh_lN     gates·hidden             of a GRU's n the stateBias; all others are only added to bias_ih
//     head.weight    outputs × hidden         weights
//     head.bias      outputs                  bias
//
// So bias_hh is written as zeros but for a GRU's n, and read, the two are added.

import Matrices

extension Cell {
  /// The blocks of our matrices in PyTorch's order, and their signs there.
  fileprivate var blocks: [(block: Int, sign: Float)] {
    switch self {
    case .rnn: [(0, 1)]
    case .lstm: [(1, 1), (0, 1), (2, 1), (3, 1)]
    case .gru: [(1, 1), (0, -1), (2, 1)]
    case .gruResetBefore: preconditionFailure("PyTorch has no GRU that resets before the product")
    }
  }
}

extension RecurrentLayer {
  /// The number of biases at the front that PyTorch has twice: all but those of a GRU's h̃.
  var doubledBiases: Int { cell == .gru ? 2 * hidden : width }

  fileprivate func namedParameters(_ l: Int) -> [(name: String, shape: [Int], values: [Float])] {
    var second = Matrix(rows: 1, columns: width)
    for j in 0..<stateBias.columns { second[0, 2 * hidden + j] = stateBias[0, j] }
    return [
      ("weight_ih_l\(l)", [width, inputs], inPyTorchsOrder(inputWeights)),
      ("weight_hh_l\(l)", [width, hidden], inPyTorchsOrder(stateWeights)),
      ("bias_ih_l\(l)", [width], inPyTorchsOrder(bias)), ("bias_hh_l\(l)", [width], inPyTorchsOrder(second)),
    ]
  }

  fileprivate mutating func read(_ l: Int, _ parameter: (String, [Int]) throws -> [Float]) rethrows {
    inputWeights = inOurOrder(try parameter("weight_ih_l\(l)", [width, inputs]), rows: inputs)
    stateWeights = inOurOrder(try parameter("weight_hh_l\(l)", [width, hidden]), rows: hidden)
    bias = inOurOrder(try parameter("bias_ih_l\(l)", [width]), rows: 1)
    let second = inOurOrder(try parameter("bias_hh_l\(l)", [width]), rows: 1)
    for k in 0..<doubledBiases { bias[0, k] += second[0, k] }
    for j in 0..<stateBias.columns { stateBias[0, j] = second[0, 2 * hidden + j] }
  }

  /// X: rows × gates·hidden. Returns its transpose, gate after gate.
  private func inPyTorchsOrder(_ X: Matrix) -> [Float] {
    cell.blocks.flatMap { block, sign in
      (block * hidden..<(block + 1) * hidden).flatMap { column in X.column(column).map { sign * $0 } }
    }
  }

  /// The way back.
  private func inOurOrder(_ values: [Float], rows: Int) -> Matrix {
    var X = Matrix(rows: rows, columns: width)
    for (place, (block, sign)) in cell.blocks.enumerated() {
      for j in 0..<hidden {
        for i in 0..<rows { X[i, block * hidden + j] = sign * values[(place * hidden + j) * rows + i] }
      }
    }
    return X
  }
}

extension SequenceModel {
  /// Every parameter under PyTorch's name, in PyTorch's shape.
  public var namedParameters: [(name: String, shape: [Int], values: [Float])] {
    layers.enumerated().flatMap { $1.namedParameters($0) } + [
      ("head.weight", [outputs, hidden], weights.transposed().values), ("head.bias", [outputs], bias.values),
    ]
  }

  /// A model of parameters in PyTorch's form.
  ///
  /// - Parameter parameter: gives the values of the parameter with this name and shape, or throws.
  public init(
    _ cell: Cell, symbols: Int, hidden: Int, layers: Int, outputs: Int,
    parameter: (_ name: String, _ shape: [Int]) throws -> [Float]
  ) rethrows {
    self.init(cell, symbols: symbols, hidden: hidden, layers: layers, outputs: outputs)
    for l in self.layers.indices { try self.layers[l].read(l, parameter) }
    let values = try parameter("head.weight", [outputs, hidden])
    weights = Matrix(rows: outputs, columns: hidden, values: values).transposed()
    bias = Matrix(row: try parameter("head.bias", [outputs]))
  }

  /// The scores at every step of sequences of equal length, each from an empty state: sequence after sequence,
  /// (sequences·steps) × outputs.
  public func scores(_ sequences: [[Int]]) -> Matrix {
    let steps = sequences.first?.count ?? 0
    let prepared = PreparedModel(self)
    var Y = Matrix(rows: sequences.count * steps, columns: outputs)
    for start in stride(from: 0, to: sequences.count, by: SequenceGroup.size) {
      let part = sequences[start..<min(start + SequenceGroup.size, sequences.count)]
      let group = SequenceGroup(self, steps: steps, sequences: part.count)
      for (s, sequence) in part.enumerated() {
        require(sequence.count == steps, "a sequence of \(sequence.count) among those of \(steps)")
        for t in 0..<steps { group.symbols[t * part.count + s] = sequence[t] }
      }
      group.forward(prepared)
      for s in 0..<part.count {
        for t in 0..<steps {
          for k in 0..<outputs { Y[(start + s) * steps + t, k] = group.score(row: t * part.count + s, k) }
        }
      }
    }
    return Y
  }
}
