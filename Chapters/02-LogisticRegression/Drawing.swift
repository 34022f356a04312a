import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

extension Figure {
  /// Fills the plot with the class that each place is taken for: 1 where the probability is at least ½.
  ///
  /// - Parameter probabilities: those of places × 2.
  mutating func regions(
    x: ClosedRange<Double>, y: ClosedRange<Double>, probabilities: (Matrix) -> [Float]
  ) {
    let (rows, columns) = (90, 120)
    let P = probabilities(Figure.cellCenters(rows: rows, columns: columns, x: x, y: y))
    regions(P.map { $0 >= 0.5 ? 1 : 0 }, rows: rows, columns: columns, x: x, y: y)
    xRange = x
    yRange = y
  }

  /// Shades the plot by probability, with lines at 0.1, 0.5 and 0.9.
  ///
  /// - Parameter probabilities: those of places × 2.
  mutating func shade(
    x: ClosedRange<Double>, y: ClosedRange<Double>, probabilities: (Matrix) -> [Float]
  ) {
    let (rows, columns) = (72, 96)
    let P = probabilities(Figure.cellCenters(rows: rows, columns: columns, x: x, y: y))
    heatMap(
      Matrix(rows: rows, columns: columns, values: P), x: x, y: y, range: 0...1, levels: [0.1, 0.5, 0.9])
    xRange = x
    yRange = y
  }

  /// Adds the examples of one class: those with the given label.
  mutating func points(
    _ X: Matrix, where y: [Float], is label: Float, name: String? = nil, marker: Marker? = nil,
    color: Int? = nil
  ) {
    let rows = y.indices.filter { y[$0] == label }
    points(
      rows.map { X[$0, 0] }, rows.map { X[$0, 1] }, name: name, marker: marker, color: color ?? Int(label))
  }
}

/// −4, −3.9, …: numbers from `first` to `last`, `count` of them, evenly spaced.
func evenly(from first: Float, to last: Float, count: Int) -> [Float] {
  (0..<count).map { first + (last - first) * Float($0) / Float(count - 1) }
}

func percent(_ share: Float) -> String { fixed(100 * share, 1) + " %" }

func mean(_ numbers: [Float]) -> Float { numbers.reduce(0, +) / Float(numbers.count) }

/// Columns as rows, a name before each.
func transposed(_ columns: [[String]], names: [String]) -> [[String]] {
  names.indices.map { row in [names[row]] + columns.map { $0[row] } }
}

/// 1, 2, 3, … 90, 100, 110, …: steps up to `last` that lie evenly on a logarithmic axis, each once.
func logarithmicSteps(to last: Int) -> [Int] {
  let steps = (0...100).map { Int(exp(Float($0) * log(Float(last)) / 100).rounded()) }
  return steps.indices.filter { $0 == 0 || steps[$0] > steps[$0 - 1] }.map { min(steps[$0], last) }
}
