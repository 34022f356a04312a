// LeNet-5 as it was in 1998 (LeCun et al., Gradient-Based Learning Applied to Document Recognition, section II-B).
//
//     C1, C3, C5, F6    x = f(a)    a: a convolution or a dense layer, as today
//     S2, S4            x = f(a)    a = coefficient · (sum of the square of 2 × 2) + bias, both trained, a pair a map
//     f(a) = 1.7159 tanh(2a/3)      f(1) = 1 and f(−1) = −1
//     output            y_i = Σ_j (x_j − bitmap_ij)²    how far F6 is from a drawing of digit i, 7 × 12 pixels of ±1
//
// Not every map of S2 feeds every map of C3: which ones do is the paper's table I. It breaks the symmetry of the
// maps and spares weights.
//
// Shapes:  S2: 6   S4: 16   F6: examples × 84   bitmaps: 10 × 84   y: examples × 10

import Matrices

/// A pooling layer with two trained numbers a map.
public struct Subsampling: Equatable, Sendable {
  public var coefficients: Matrix  // 1 × maps
  public var bias: Matrix  // 1 × maps

  /// All zeros.
  public init(maps: Int) {
    coefficients = Matrix(rows: 1, columns: maps)
    bias = Matrix(rows: 1, columns: maps)
  }

  public var parameterCount: Int { coefficients.values.count + bias.values.count }
}

/// The parameters of the LeNet-5 of 1998; a gradient has the same form.
public struct LeNet1998: Equatable, Sendable {
  public var c1 = Convolution(inputs: 1, outputs: 6, size: 5)
  public var s2 = Subsampling(maps: 6)
  /// Kernels that table I leaves out are zero.
  public var c3 = Convolution(inputs: 6, outputs: 16, size: 5)
  public var s4 = Subsampling(maps: 16)
  public var c5 = Dense(inputs: 400, outputs: 120)
  public var f6 = Dense(inputs: 120, outputs: 84)

  /// Table I: the maps of S2 that each map of C3 sees.
  public static let connections: [[Int]] = [
    [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5],
    [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
    [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5], [0, 1, 2, 3, 4, 5],
  ]

  /// All zeros: a gradient to be filled.
  public init() {}

  /// Weights and biases uniform in ±1.7/√n, n the number of inputs that a unit sees; S2 and S4 begin as averages.
  /// (The paper has ±2.4/n. With that, and momentum, the first epochs go by with hardly a change.)
  public init(using generator: inout SeededGenerator) {
    for (name, inputs) in zip(LeNet1998.parameters, [25, 25, 4, 4, 150, 150, 4, 4, 400, 400, 120, 120]) {
      let bound = 1.7 / Float(inputs).squareRoot()
      let shape = self[keyPath: name]
      self[keyPath: name] = Matrix(
        rows: shape.rows, columns: shape.columns, uniformIn: -bound..<bound, using: &generator)
    }
    for name in [\LeNet1998.s2, \LeNet1998.s4] {
      let maps = self[keyPath: name].bias.columns
      self[keyPath: name] = Subsampling(maps: maps)
      self[keyPath: name].coefficients = Matrix(repeating: 0.25, rows: 1, columns: maps)
    }
    removeUnconnectedKernels()
  }

  /// The parameters of each layer, in order.
  static var parameters: [WritableKeyPath<LeNet1998, Matrix>] {
    [
      \.c1.weights, \.c1.bias, \.s2.coefficients, \.s2.bias, \.c3.weights, \.c3.bias, \.s4.coefficients,
      \.s4.bias,
      \.c5.weights, \.c5.bias, \.f6.weights, \.f6.bias,
    ]
  }

  /// Trained numbers in C3: 25 for each connection of table I, and a bias a map.
  public static var c3ParameterCount: Int { connections.reduce(0) { $0 + $1.count * 25 } + connections.count }

  public var parameterCount: Int {
    c1.parameterCount + s2.parameterCount + LeNet1998.c3ParameterCount + s4.parameterCount + c5.parameterCount
      + f6.parameterCount
  }

  /// Sets the kernels to zero that table I leaves out.
  mutating func removeUnconnectedKernels() {
    for (output, inputs) in LeNet1998.connections.enumerated() {
      for input in 0..<6 where !inputs.contains(input) {
        for place in input * 25..<(input + 1) * 25 { c3.weights[place, output] = 0 }
      }
    }
  }
}

// MARK: - The output

extension LeNet1998 {
  /// A drawing of each digit, 12 rows of 7, as a row of 84 numbers: +1 for ink, −1 for paper. 10 × 84. (The paper's
  /// figure 3 shows its own; these are drawn in its manner.)
  public static let bitmaps = Matrix(
    drawings.map { drawing in
      drawing.split(separator: "\n").joined().map { $0 == "#" ? 1 : -1 }
    })

  /// How far each example is from each digit's bitmap: y_i = Σ_j (x_j − bitmap_ij)², examples × 10.
  public static func distances(_ X: Matrix) -> Matrix {
    var Y = Matrix(rows: X.rows, columns: 10)
    for example in 0..<X.rows {
      for digit in 0..<10 {
        for j in 0..<84 {
          let difference = X[example, j] - bitmaps[digit, j]
          Y[example, digit].addProduct(difference, difference)
        }
      }
    }
    return Y
  }

  /// The paper's criterion, equation 9, and its slopes along the distances, from y: examples × 10.
  ///
  ///     loss = 1/m Σ (y_label + log(e^(−j) + Σ_i e^(−y_i)))      dy_i = ([i = label] − e^(−y_i) / (e^(−j) + Σ …)) / m
  ///
  /// The right digit's bitmap is to be near, the others far; j, here 1, stands for a rubbish class, and keeps
  /// bitmaps that are already far from being pushed further.
  public static func loss(_ Y: Matrix, _ labels: [UInt8]) -> (loss: Float, dY: Matrix) {
    precondition(Y.rows == labels.count, "\(Y.rows) examples for \(labels.count) labels")
    let m = Float(labels.count)
    var dY = Matrix(rows: Y.rows, columns: 10)
    var total: Float = 0
    for (example, label) in labels.map(Int.init).enumerated() {
      let nearest = Swift.min(1, Y[row: example].min() ?? 0)
      let rubbish = exp(nearest - 1)
      let terms = (0..<10).map { exp(nearest - Y[example, $0]) }
      let sum = terms.reduce(rubbish, +)
      total += Y[example, label] - nearest + log(sum)
      for digit in 0..<10 { dY[example, digit] = ((digit == label ? 1 : 0) - terms[digit] / sum) / m }
    }
    return (total / m, dY)
  }

  /// dx_j = Σ_i dy_i · 2 (x_j − bitmap_ij), examples × 84.
  static func distancesBackward(_ X: Matrix, _ dY: Matrix) -> Matrix {
    var dX = Matrix(rows: X.rows, columns: 84)
    for example in 0..<X.rows {
      for digit in 0..<10 {
        for j in 0..<84 { dX[example, j] += dY[example, digit] * 2 * (X[example, j] - bitmaps[digit, j]) }
      }
    }
    return dX
  }
}

private let drawings = [
  """
  ..###..
  .#...#.
  #.....#
  #.....#
  #.....#
  #.....#
  #.....#
  #.....#
  #.....#
  #.....#
  .#...#.
  ..###..
  """,
  """
  ...#...
  ..##...
  .#.#...
  ...#...
  ...#...
  ...#...
  ...#...
  ...#...
  ...#...
  ...#...
  ...#...
  .#####.
  """,
  """
  .#####.
  #.....#
  #.....#
  ......#
  ......#
  .....#.
  ....#..
  ...#...
  ..#....
  .#.....
  #......
  #######
  """,
  """
  #######
  ......#
  .....#.
  ....#..
  ...#...
  ..####.
  ......#
  ......#
  ......#
  ......#
  #.....#
  .#####.
  """,
  """
  .....#.
  ....##.
  ...#.#.
  ..#..#.
  .#...#.
  #....#.
  #....#.
  #######
  .....#.
  .....#.
  .....#.
  .....#.
  """,
  """
  #######
  #......
  #......
  #......
  #.###..
  ##...#.
  ......#
  ......#
  ......#
  #.....#
  .#...#.
  ..###..
  """,
  """
  ..####.
  .#.....
  #......
  #......
  #......
  #.###..
  ##...#.
  #.....#
  #.....#
  #.....#
  .#...#.
  ..###..
  """,
  """
  #######
  #.....#
  ......#
  .....#.
  .....#.
  ....#..
  ....#..
  ...#...
  ...#...
  ..#....
  ..#....
  ..#....
  """,
  """
  ..###..
  .#...#.
  #.....#
  #.....#
  .#...#.
  ..###..
  .#...#.
  #.....#
  #.....#
  #.....#
  .#...#.
  ..###..
  """,
  """
  ..###..
  .#...#.
  #.....#
  #.....#
  #.....#
  .#...##
  ..###.#
  ......#
  ......#
  ......#
  .....#.
  .####..
  """,
]
