import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let xor = Section(
  "3.7", "What no line can part",
  deck: "Deep Learning From Scratch: Perceptron - Training; Intro to Deep Learning: XOR Problem"
) { page in
  page.text(
    """
    A perceptron's border is a line, or a plane. AND and OR of two bits can be parted by a line. XOR, 1 if just one \
    of the bits is 1, cannot. Then the rule never rests: it makes mistakes for ever, and its weights come back to \
    where they were.
    """)
  let X: Matrix = [[0, 0], [0, 1], [1, 0], [1, 1]]
  let problems: [(name: String, y: [Int])] = [
    ("AND", [0, 0, 0, 1]), ("OR", [0, 1, 1, 1]), ("XOR", [0, 1, 1, 0]),
  ]
  var figures: [Figure] = []
  for (name, y) in problems {
    var layer = Layer(inputs: 2, outputs: 1)
    let outcome = train(&layer, X, y, TrainingSettings(epochs: 100))
    page.formula("\(name): \(outcome)")
    var figure = Figure("\(name): \(layer.mistakes(X, y)) of 4 wrong", x: "x₁", y: "x₂")
    figure.aspect = .equal
    figure.showsLegend = false
    figure.regions(of: layer, x: -0.5...1.5, y: -0.5...1.5)
    figure.points(of: X, y)
    figures.append(figure)
  }
  page.text(
    """
    No number of epochs tells apart "not separable" and "not yet": the program says what it saw and leaves the \
    judgement to you. Here it is easy. Were there weights, then b ≤ 0 for (0, 0), w₁ + b > 0, w₂ + b > 0 and \
    w₁ + w₂ + b ≤ 0; the middle two add up to w₁ + w₂ + 2b > 0, the outer two to w₁ + w₂ + 2b ≤ 0. Chapter 4 \
    solves XOR with a second layer.
    """)
  try page.show(FigureGrid("Three functions of two bits", columns: 3, figures: figures), as: "xor")
}
