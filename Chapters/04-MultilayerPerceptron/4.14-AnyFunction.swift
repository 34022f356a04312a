import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let anyFunction = Section(
  "4.14", "Any function, if the layer is wide enough",
  deck: "Foundations of Shallow Networks: Universal Approximation Theorem"
) { page in
  page.text(
    """
    One hidden layer of sigmoids can come as near as you like to any continuous function on an interval: that is \
    Cybenko's theorem. It does not say how many neurons that takes, nor that training will find them. Here is a \
    wave with five turns, u(x) = 16v⁵ − 20v³ + 5v with v = 2x − 1, and networks that learned it from 200 points:
    """)
  let x = (0..<200).map { (Float($0) + 0.5) / 200 }
  let y = x.map(wave)
  let V = Matrix(column: x.map { 2 * $0 - 1 })
  let examples = Examples(V, Matrix(column: y))
  var figure = Figure("Sigmoids put together", x: "x", y: "u")
  figure.line(x, y, name: "u")
  var rows: [[String]] = []
  let widths = [1, 2, 4, 8, 16, 32]
  var errors: [Float] = []
  for width in widths {
    var generator = SeededGenerator(seed: 1)
    var network = Network(
      [
        Layer(inputs: 1, outputs: width, .uniform(8), using: &generator),
        Layer(inputs: width, outputs: 1, .glorot, using: &generator),
      ], [.sigmoid, .linear])
    try fit(
      &network, .adam, examples,
      TrainingSettings(
        learningRate: LearningRate(0.05, times: 0.5, every: 800), epochs: 4000, loss: .squared))
    let output = network.predict(V).values
    let differences = zip(output, y).map { abs($0 - $1) }
    errors.append((differences.map { $0 * $0 }.reduce(0, +) / 200).squareRoot())
    rows.append(["\(width)", fixed(errors[errors.count - 1], 4), fixed(differences.max() ?? 0, 4)])
    if [2, 4, 8].contains(width) { figure.line(x, output, name: "\(width) neurons") }
  }
  page.table(["hidden neurons", "typical error", "largest"], rows)
  try page.show(figure, as: "any-function")
  var fall = Figure("The error falls as the layer widens", x: "hidden neurons", y: "typical error")
  fall.xScale = .logarithmic
  fall.yScale = .logarithmic
  fall.path(widths.map { Float($0) }, errors)
  try page.show(fall, as: "width")
}

/// Five turns between −1 and 1 (a Chebyshev polynomial).
private func wave(_ x: Float) -> Float {
  let v = 2 * x - 1
  return ((16 * v * v - 20) * v * v + 5) * v
}
