// The output of the LeNet-5 of 1998: nothing to train, ten small drawings of digits (LeCun et al. 1998,
// section II-B and equation 9).
//
// Shapes:  x: F6, examples × 84   bitmaps: 10 × 84   y: examples × 10

import Matrices

extension LeNet1998 {
  /// A drawing of each digit, 12 rows of 7, as a row of 84 numbers: +1 for ink, −1 for paper. 10 × 84. (The
  /// paper's figure 3 shows its own; these are drawn in its manner.)
  public static let bitmaps: Matrix = {
    var bitmaps = Matrix(repeating: -1, rows: 10, columns: 84)
    for (row, line) in drawings.split(separator: "\n").enumerated() {
      for (digit, pixels) in line.split(separator: " ").enumerated() {
        for (column, pixel) in pixels.enumerated() where pixel == "#" { bitmaps[digit, row * 7 + column] = 1 }
      }
    }
    return bitmaps
  }()

  /// How far each example is from each digit's bitmap: y_i = Σ_j (x_j − bitmap_ij)², examples × 10.
  public static func distances(_ X: Matrix) -> Matrix {
    require(X.columns == 84, "\(X.columns) outputs of F6, expected 84")
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
  ///     loss = 1/m Σ (y_label + log(e^(−j) + Σ_i e^(−y_i)))
  ///     dy_i = ([i = label] − e^(−y_i) / (e^(−j) + Σ_k e^(−y_k))) / m
  ///
  /// The right digit's bitmap is to be near, the others far; j, here 1, stands for a rubbish class, and keeps
  /// bitmaps that are already far from being pushed further.
  public static func loss(_ Y: Matrix, _ labels: [UInt8]) -> (loss: Float, dY: Matrix) {
    require(Y.rows == labels.count && Y.rows > 0, "\(Y.rows) examples for \(labels.count) labels")
    require(Y.columns == 10, "\(Y.columns) distances, expected 10")
    let m = Float(labels.count)
    var dY = Matrix(rows: Y.rows, columns: 10)
    var total: Float = 0
    for (example, label) in labels.map(Int.init).enumerated() {
      let (p, logSum) = shares(Y[row: example])
      total += Y[example, label] + logSum
      for digit in 0..<10 { dY[example, digit] = ((digit == label ? 1 : 0) - p[digit]) / m }
    }
    return (total / m, dY)
  }

  /// p_i = e^(−y_i) / (e^(−j) + Σ e^(−y_k)) of one example, and the logarithm of the sum.
  static func shares(_ y: ArraySlice<Float>) -> (p: [Float], logSum: Float) {
    let nearest = min(1, y.min() ?? 0)
    let terms = y.map { exp(nearest - $0) }
    let sum = terms.reduce(exp(nearest - 1), +)
    return (terms.map { $0 / sum }, log(sum) - nearest)
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

/// The ten drawings side by side.
private let drawings = """
  ..###.. ...#... .#####. ####### .....#. ####### ..####. ####### ..###.. ..###..
  .#...#. ..##... #.....# ......# ....##. #...... .#..... #.....# .#...#. .#...#.
  #.....# .#.#... #.....# .....#. ...#.#. #...... #...... ......# #.....# #.....#
  #.....# ...#... ......# ....#.. ..#..#. #...... #...... .....#. #.....# #.....#
  #.....# ...#... ......# ...#... .#...#. #.###.. #...... .....#. .#...#. #.....#
  #.....# ...#... .....#. ..####. #....#. ##...#. #.###.. ....#.. ..###.. .#...##
  #.....# ...#... ....#.. ......# #....#. ......# ##...#. ....#.. .#...#. ..###.#
  #.....# ...#... ...#... ......# ####### ......# #.....# ...#... #.....# ......#
  #.....# ...#... ..#.... ......# .....#. ......# #.....# ...#... #.....# ......#
  #.....# ...#... .#..... ......# .....#. #.....# #.....# ..#.... #.....# ......#
  .#...#. ...#... #...... #.....# .....#. .#...#. .#...#. ..#.... .#...#. .....#.
  ..###.. .#####. ####### .#####. .....#. ..###.. ..###.. ..#.... ..###.. .####..
  """
