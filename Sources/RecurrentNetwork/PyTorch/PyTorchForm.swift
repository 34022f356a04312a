// The model as PyTorch keeps it: nn.LSTM, nn.GRU or nn.RNN, and a layer `head` on top. Its weights stand
// gates·hidden × inputs, the transpose of ours, and its gates in another order:
//
//     lstm    here f i g o     PyTorch i f g o
//     gru     here z r h̃       PyTorch r z n, its z is 1 minus ours: the weights of z have the other sign
//
//     weight_ih_lN   gates·hidden × inputs    inputWeights of layer N, from 0
//     weight_hh_lN   gates·hidden × hidden    stateWeights
//     bias_ih_lN     gates·hidden             bias
//     bias_hh_lN     gates·hidden             stateBias, or zeros if there is none
//     head.weight    outputs × hidden         weights
//     head.bias      outputs                  bias
//
// A model from PyTorch keeps both biases, so that both learn, as they do there.

import Matrices

extension Cell {
  /// The blocks of our matrices in PyTorch's order, and their signs there.
  fileprivate var blocks: [(block: Int, sign: Float)] {
    switch self {
    case .rnn: [(0, 1)]
    case .lstm: [(1, 1), (0, 1), (2, 1), (3, 1)]
    case .gru: [(1, 1), (0, -1), (2, 1)]
    case .gruResetBefore: fatalError("PyTorch has no GRU that resets before the product")
    }
  }
}

extension RecurrentLayer {
  fileprivate var inPyTorchsForm: [[Float]] {
    let second = stateBias.columns > 0 ? stateBias : Matrix(rows: 1, columns: width)
    return [inputWeights, stateWeights, bias, second].map(inPyTorchsOrder)
  }

  fileprivate func names(_ l: Int) -> [(String, [Int])] {
    let shapes = [[width, inputs], [width, hidden], [width], [width]]
    return zip(["weight_ih", "weight_hh", "bias_ih", "bias_hh"], shapes).map { ("\($0)_l\(l)", $1) }
  }

  fileprivate mutating func read<E: Error>(_ l: Int, _ parameter: (String, [Int]) throws(E) -> [Float])
    throws(E)
  {
    inputWeights = inOurOrder(try parameter("weight_ih_l\(l)", [width, inputs]), rows: inputs)
    stateWeights = inOurOrder(try parameter("weight_hh_l\(l)", [width, hidden]), rows: hidden)
    bias = inOurOrder(try parameter("bias_ih_l\(l)", [width]), rows: 1)
    stateBias = inOurOrder(try parameter("bias_hh_l\(l)", [width]), rows: 1)
  }

  /// X: rows × gates·hidden. Returns its transpose, gate after gate.
  private func inPyTorchsOrder(_ X: Matrix) -> [Float] {
    cell.blocks.flatMap { block, sign in
      (block * hidden..<(block + 1) * hidden).flatMap { column in X.column(column).map { sign * $0 } }
    }
  }

  /// The way back.
  private func inOurOrder(_ values: [Float], rows: Int) -> Matrix {
    require(values.count == rows * width, "\(values.count) values do not fill \(width) × \(rows)")
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
    let head = [("head.weight", [outputs, hidden]), ("head.bias", [outputs])]
    return zip(layers.enumerated().flatMap { $1.names($0) } + head, inPyTorchsForm).map { ($0.0, $0.1, $1) }
  }

  /// The values of `namedParameters`.
  var inPyTorchsForm: [[Float]] {
    layers.flatMap { $0.inPyTorchsForm } + [Matrix(weights.transposed).values, bias.values]
  }

  /// A model of parameters in PyTorch's form.
  ///
  /// - Parameter parameter: gives the values of the parameter with this name and shape, or throws.
  public init<E: Error>(
    _ cell: Cell, symbols: Int, hidden: Int, layers: Int, outputs: Int,
    parameter: (_ name: String, _ shape: [Int]) throws(E) -> [Float]
  ) throws(E) {
    self.init(cell, symbols: symbols, hidden: hidden, layers: layers, outputs: outputs, hasStateBias: true)
    for l in self.layers.indices { try self.layers[l].read(l, parameter) }
    let values = try parameter("head.weight", [outputs, hidden])
    weights = Matrix(Matrix(rows: outputs, columns: hidden, values: values).transposed)
    bias = Matrix(rows: 1, columns: outputs, values: try parameter("head.bias", [outputs]))
  }
}
