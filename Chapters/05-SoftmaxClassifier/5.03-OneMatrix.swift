import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let oneMatrix = Section("5.3") { page in
  let layer = Layer(weights: [[1, -1, 0], [0.5, 0.5, -1]], bias: [0, 0.1, 0.2])
  let X: Matrix = [[1, 2], [-1, 0.5], [0, -2], [2, 1]]
  let Z = layer.forward(X)
  try page.figure("one-matrix", stacked(layer, X, Z))
  try page.output("loops-and-product") { out in
    out.table(
      ["x", "z, by loops", "row of Z"],
      (0..<X.rows).map { i in
        [numbers(X[row: i], 1), numbers(layer.forward(Array(X[row: i])), 3), numbers(Z[row: i], 3)]
      })
  }
  var generator = SeededGenerator(seed: 1)
  let images = Matrix(rows: 1000, columns: 784).map { _ in generator.uniform(in: 0..<1) }
  let weights = Matrix(rows: 784, columns: 10).map { _ in 0.05 * generator.normal() }
  let large = Layer(weights: weights, bias: [Float](repeating: 0.1, count: 10))
  func byLoops() -> [Float] { (0..<1000).flatMap { large.forward(Array(images[row: $0])) } }
  let (loops, product) = (
    secondsPerCall { _ = byLoops() }, secondsPerCall { _ = large.forward(images) }
  )
  try page.output("product-speed") { out in
    out.table(
      ["scores of 1,000 images", "microseconds", "times as fast"],
      [("example by example", loops), ("one product", product)].map {
        [$0, fixed($1 * 1e6, 0), fixed(loops / $1, 1)]
      })
  }
}

/// Four examples in a matrix, and their scores in another.
private func stacked(_ layer: Layer, _ X: Matrix, _ Z: Matrix) -> Diagram {
  var d = Diagram("Z = X·W + b")
  func cells(_ matrix: Matrix) -> [[String]] {
    (0..<matrix.rows).map { matrix[row: $0].map { fixed($0, 1) } }
  }
  let x = d.grid(cells(X), corner: (0, 2), cellWidth: 4)
  let w = d.grid(cells(layer.weights), corner: (16, 2), cellWidth: 4)
  let b = d.grid(cells(layer.bias), corner: (37, 2), cellWidth: 4)
  let z = d.grid(cells(Z), corner: (58, 2), cellWidth: 4)
  d.mark(x, rows: 1..<2, columns: 0..<2)
  d.mark(z, rows: 1..<2, columns: 0..<3)
  for (place, name) in [(x, "X, 4 × 2"), (w, "W, 2 × 3"), (b, "b, 1 × 3"), (z, "Z, 4 × 3")] {
    d.text(name, at: (place.x, 0))
  }
  for (left, sign, right) in [(x, "·", w), (w, "+", b), (b, "=", z)] {
    d.text(sign, at: ((left.right.x + right.left.x) / 2, 3))
  }
  return d
}
