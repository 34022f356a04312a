import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let anyFunction = Section("4.14") { page in
  let x = (0..<200).map { (Float($0) + 0.5) / 200 }
  let y = x.map(wave)
  let examples = Lanes.Examples(Matrix(column: x.map { 2 * $0 - 1 }), Matrix(column: y))
  var figure = Figure("Sigmoids put together", x: "x", y: "u")
  figure.line(x, y, name: "u")
  let widths = [1, 2, 4, 8, 16, 32]
  var errors: [[Float]] = []
  try page.output("widths") { out in
    for width in widths {
      let fits = try onAllCores(4) { n in try fitted(width, UInt64(n + 1), examples, y) }
        .sorted { $0.error < $1.error }
      errors.append(fits.map(\.error))
      if [2, 4, 8].contains(width) { figure.line(x, fits[0].output, name: "\(width) neurons") }
    }
    out.table(
      ["hidden neurons", "typical error, best of four starts", "second", "third", "worst"],
      zip(widths, errors).map { width, errors in ["\(width)"] + errors.map { fixed($0, 4) } })
  }
  try page.figure("any-function", figure)
  var fall = Figure("Typical error of four starts", x: "hidden neurons", y: "typical error")
  fall.xScale = .logarithmic
  fall.yScale = .logarithmic
  for start in 0..<4 {
    fall.points(widths.map { Float($0) }, errors.map { $0[start] }, marker: .circle, color: 0)
  }
  try page.figure("width", fall)
}

/// A network of one hidden layer, trained from the given start, and its typical error.
private func fitted(
  _ width: Int, _ seed: UInt64, _ examples: Lanes.Examples, _ y: [Float]
) throws -> (output: [Float], error: Float) {
  var generator = SeededGenerator(seed: seed)
  var network = Network(
    [
      Layer(inputs: 1, outputs: width, .uniform(8), using: &generator),
      Layer(inputs: width, outputs: 1, .glorot, using: &generator),
    ], [.sigmoid, .linear])
  try fit(
    &network, .adam, examples,
    TrainingSettings(learningRate: LearningRate(0.05, times: 0.5, every: 800), epochs: 4000, loss: .squared))
  let output = network.predict(examples.X).values
  let squares = zip(output, y).map { ($0 - $1) * ($0 - $1) }
  return (output, (squares.reduce(0, +) / Float(y.count)).squareRoot())
}

/// A wave between −1 and 1 with four turning points (a Chebyshev polynomial).
private func wave(_ x: Float) -> Float {
  let v = 2 * x - 1
  return ((16 * v * v - 20) * v * v + 5) * v
}
