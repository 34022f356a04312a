import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let planarSet = Section(
  "4.7", "The algorithm",
  deck: "Intro to Deep Learning: The Algorithm, Derivatives for a simple Neural Network"
) { page in
  page.text(
    """
    The deck's program in one piece: random weights, forward with a cache, cost, backward, update, ten thousand \
    times. Four tanh neurons and a sigmoid output; the data are two moons in the plane, which no line parts.
    """)
  page.formula(
    """
    Z₁ = X·W₁ + b₁    A₁ = tanh Z₁    Z₂ = A₁·W₂ + b₂    A₂ = sigmoid Z₂
    dZ₂ = (A₂ − Y)/m    dW₂ = A₁ᵀ·dZ₂    dZ₁ = dZ₂·W₂ᵀ ∘ (1 − A₁²)    dW₁ = Xᵀ·dZ₁
    """)
  let (X, classes) = moons(200)
  let examples = Examples(X, Matrix(column: classes.map { Float($0) }))
  var rows: [[String]] = []
  var panels: [Figure] = []
  for (name, hidden) in [("no hidden layer", [Int]()), ("4 tanh", [4]), ("8 tanh, 8 tanh", [8, 8])] {
    var network = newNetwork(
      [2] + hidden + [1], hidden: .tanh, output: .sigmoid, hidden.count == 2 ? .glorot : .normal(0.01))
    let curve = try fit(
      &network, .gradientDescent, examples, TrainingSettings(learningRate: 1.0, epochs: 10_000))
    rows.append(
      [name] + [1, 100, 1000, 10_000].map { fixed(curve[$0 - 1], 4) }
        + [percent(accuracy(network, X, classes))])
    panels.append(regions(name, network, X, classes, x: -2...3, y: -1.8...2.2))
  }
  page.table(["hidden", "cost after 1", "100", "1,000", "10,000 iterations", "right"], rows)
  try page.show(FigureGrid("Two moons", columns: 3, figures: panels), as: "moons")
  page.text(
    """
    Without a hidden layer this is chapter 2's logistic regression, and its border is straight. The rate is 1.0; \
    with the program's default of 0.001 ten thousand iterations do not even find the line.
    """)
}

/// Two half circles that reach into each other, `count` noisy points on each. A direction is a pair of normal numbers
/// made one long.
func moons(_ count: Int) -> (X: Matrix, classes: [Int]) {
  var generator = SeededGenerator(seed: 4)
  var rows: [[Float]] = []
  for k in 0..<2 {
    for _ in 0..<count {
      let (u, v) = (generator.normal(), abs(generator.normal()))
      let length = (u * u + v * v).squareRoot()
      let (x, y) = (u / length, v / length)
      let noise = (0.15 * generator.normal(), 0.15 * generator.normal())
      rows.append(k == 0 ? [x + noise.0, y + noise.1] : [1 - x + noise.0, 0.4 - y + noise.1])
    }
  }
  return (Matrix(rows), [Int](repeating: 0, count: count) + [Int](repeating: 1, count: count))
}
