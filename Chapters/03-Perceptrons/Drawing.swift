import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

extension Figure {
  /// Fills the plane with the classes that a layer of two inputs gives.
  mutating func regions(of layer: Layer, x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let cells = 120
    let centers = Figure.cellCenters(rows: cells, columns: cells, x: x, y: y)
    regions(layer.classify(centers), rows: cells, columns: cells, x: x, y: y)
  }

  /// The examples of two inputs, each class with a marker and a color of its own.
  mutating func points(of X: Matrix, _ y: [Int], names: [String] = ["0", "1"]) {
    for (index, name) in names.enumerated() {
      let chosen = y.indices.filter { y[$0] == index }
      points(
        chosen.map { X[$0, 0] }, chosen.map { X[$0, 1] }, name: name,
        marker: index == 0 ? .circle : .square, color: index)
    }
  }
}

/// "(1, 2)"
func tuple(_ numbers: [Float]) -> String { "(" + numbers.map { fixed($0, 0) }.joined(separator: ", ") + ")" }

/// "93.5 %"
func percent(_ share: Float) -> String { fixed(100 * share, 1) + " %" }
