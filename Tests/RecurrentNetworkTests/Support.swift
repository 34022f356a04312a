import Matrices

@testable import RecurrentNetwork

/// A layer, a sequence, a first state and the factors of a loss: sines of consecutive integers, as in reference.py.
struct Example {
  var layer: RecurrentLayer
  var X: Matrix  // 5 × 3
  var first: State
  var factors: Matrix  // 5 × 4; the loss is the sum of the states times these

  init(_ cell: Cell, inputs: Int = 3, hidden: Int = 4, steps: Int = 5) {
    var n = 0
    func sines(_ rows: Int, _ columns: Int) -> Matrix {
      var X = Matrix(rows: rows, columns: columns)
      for i in X.values.indices { X.values[i] = Float(sine(0.7 * Double(n + i) + 0.3)) }
      n += rows * columns
      return X
    }
    layer = RecurrentLayer(cell, inputs: inputs, hidden: hidden)
    X = sines(steps, inputs)
    layer.inputWeights = sines(inputs, cell.gates * hidden)
    layer.stateWeights = sines(hidden, cell.gates * hidden)
    layer.bias = sines(1, cell.gates * hidden)
    let stateBias = sines(1, hidden)
    if cell == .gru {
      for j in 0..<hidden { layer.stateBias[0, 2 * hidden + j] = stateBias[0, j] }
    }
    first = State(h: sines(1, hidden).values, c: sines(1, hidden).values)
    factors = sines(steps, hidden)
  }

  /// The parameters in one row: weights and biases, inputs, first state.
  var parameters: [Float] {
    layer.matrices.flatMap(\.values) + X.values + first.h + (layer.cell == .lstm ? first.c : [])
  }

  func with(_ parameters: [Float]) -> Example {
    var (moved, rest) = (self, parameters[...])
    func take(_ values: inout [Float]) {
      values = Array(rest.prefix(values.count))
      rest = rest.dropFirst(values.count)
    }
    take(&moved.layer.inputWeights.values)
    take(&moved.layer.stateWeights.values)
    take(&moved.layer.bias.values)
    take(&moved.layer.stateBias.values)
    take(&moved.X.values)
    take(&moved.first.h)
    if layer.cell == .lstm { take(&moved.first.c) }
    return moved
  }

  var loss: Float {
    let h = layer.forward(X, from: first).flatMap(\.after.h)
    return zip(h, factors.values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The gradient in the order of `parameters`.
  var gradient: [Float] {
    let slopes = layer.backward(layer.forward(X, from: first), factors)
    return slopes.layer.matrices.flatMap(\.values) + slopes.inputs.values + slopes.states[0].h
      + (layer.cell == .lstm ? slopes.states[0].c : [])
  }
}

/// The sine by its series, after whole turns are taken away.
func sine(_ x: Double) -> Double {
  let y = x - (x / (2 * .pi)).rounded() * 2 * .pi
  var (term, sum) = (y, y)
  for k in stride(from: 2.0, to: 40, by: 2) {
    term *= -y * y / (k * (k + 1))
    sum += term
  }
  return sum
}

/// Whether a number is another, to `tolerance` of its size.
func close(_ x: Float, _ expected: Float, _ tolerance: Float = 1e-5) -> Bool {
  abs(x - expected) <= tolerance * max(abs(expected), 1e-3)
}

/// Whether numbers are others, to `tolerance` of the largest.
func close(_ x: [Float], _ expected: [Float], _ tolerance: Float = 1e-5) -> Bool {
  let size = expected.map { abs($0) }.max() ?? 0
  return x.count == expected.count && zip(x, expected).allSatisfy { abs($0 - $1) <= tolerance * size }
}

/// A text of `count` symbols below `symbols`, in which each depends on the two before it.
func pattern(_ count: Int, symbols: Int) -> [Int] {
  var generator = SeededGenerator(seed: 3)
  var text = [0, 1]
  while text.count < count {
    let next =
      generator.index(below: 8) == 0
      ? generator.index(below: symbols) : text[text.count - 1] + text[text.count - 2] + 1
    text.append(next % symbols)
  }
  return text
}
