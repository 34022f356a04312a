import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let oneMatrix = Section(
  "5.3", "All examples in one matrix",
  deck: "Neural Networks, Lecture 5: Data Representations"
) { page in
  page.text(
    """
    One example is a row of features, its scores are a row times a matrix. Stack all rows, and one product gives \
    the scores of all examples. For three points of the plane and three classes:
    """)
  page.formula(
    """
    z = x·W + b      1 × 2 times 2 × 3      for each example
    Z = X·W + b      N × 2 times 2 × 3      all at once
    """)
  let layer = Layer(weights: [[1, -1, 0], [0.5, 0.5, -1]], bias: [0, 0.1, 0.2])
  let X: Matrix = [[1, 2], [-1, 0.5], [0, -2]]
  let Z = layer.forward(X)
  page.table(
    ["x", "z, by loops", "row of Z"],
    (0..<3).map { i in
      [numbers(X[row: i], 1), numbers(layer.forward(Array(X[row: i])), 3), numbers(Z[row: i], 3)]
    })

  page.text("The product pays when there is much to compute. 1,000 images of 784 pixels, ten classes:")
  var generator = SeededGenerator(seed: 1)
  let images = Matrix(rows: 1000, columns: 784) { generator.uniform(in: 0..<1) }
  let weights = Matrix(rows: 784, columns: 10) { 0.05 * generator.normal() }
  let large = Layer(weights: weights, bias: [Float](repeating: 0.1, count: 10))
  func byLoops() -> [Float] { (0..<1000).flatMap { large.forward(Array(images[row: $0])) } }
  let largest = zip(byLoops(), large.forward(images).values).map { abs($0 - $1) }.max() ?? 0
  page.line("The two differ by less than 0.0001: \(largest < 0.0001 ? "yes" : "no").")
  let loops = secondsPerCall { _ = byLoops() }
  let product = secondsPerCall { _ = large.forward(images) }
  page.table(
    ["scores of 1,000 images", "microseconds", "times as fast"],
    [("example by example", loops), ("one product", product)].map {
      [$0, fixed($1 * 1e6, 0), fixed(loops / $1, 1)]
    }, measured: true)
}
