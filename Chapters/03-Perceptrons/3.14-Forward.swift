import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let forwardPass = Section(
  "3.14", "The bias as a weight, and sixteen at a time",
  deck: "Deep Learning From Scratch: Perceptron - Forward Propagation"
) { page in
  page.text(
    """
    The deck's program has no biases. It puts a column of ones before the inputs, and the weights of that column \
    are the biases: Θ is W with b above it.
    """)
  page.formula("A = φ([1 X] · Θ)")
  let layer = Layer(weights: [[3, 7], [4, 1], [1, 2]], bias: [0.5, 0.3])
  let X: Matrix = [[1, 2, 3], [0, -1, 2], [-1, 0, 1]]
  let C = layer.forward(X)
  let A = forward(layer.Theta, X, .sigmoid)
  page.table(
    ["[1 X]", "X·W + b", "[1 X]·Θ", "φ, the sigmoid"],
    (0..<3).map { i in
      [
        withBiasColumn(X)[row: i].map { fixed($0, 0) }, C[row: i].map { fixed($0, 1) },
        forward(layer.Theta, X, .linear)[row: i].map { fixed($0, 1) }, A[row: i].map { fixed($0, 4) },
      ].map { $0.joined(separator: "  ") }
    })
  page.text(
    """
    In all chapters the bias is kept apart, and as everywhere here examples are rows and every neuron has a column \
    of weights; the deck's Θ has a row a neuron and is transposed before it is used.

    An activation function is the same line for one number and for sixteen: `x < 0 ? 0 : x` becomes a comparison \
    and a choice in sixteen lanes. Of 262,144 numbers:
    """)
  measure(page)
}

/// Applies activation functions to many numbers, one by one and in lanes.
private func measure(_ page: Page) {
  let count = 1 << 18
  var generator = SeededGenerator(seed: 1)
  let z = (0..<count).map { _ in generator.normal() }
  let lanes = (0..<count / 16).map { i in SIMD16(z[16 * i..<16 * i + 16]) }
  var rows: [[String]] = []
  for (name, activation) in [
    ("ReLU", .relu), ("sigmoid", .sigmoid), ("tanh", .tanh), ("ELU, α = 1", .elu(alpha: 1)),
  ] as [(String, Activation)] {
    var a = z
    let single = seconds {
      for i in 0..<count { a[i] = activate(z[i], by: activation) }
    }
    var b = lanes
    let wide = seconds {
      for i in 0..<lanes.count { b[i] = activate(lanes[i], by: activation) }
    }
    let agree = lanes.indices.allSatisfy { b[$0] == SIMD16(a[16 * $0..<16 * $0 + 16]) }
    rows.append(
      [name, agree ? "yes" : "no", fixed(single * 1e9 / Double(count), 2)]
        + [fixed(wide * 1e9 / Double(count), 2), fixed(single / wide, 1)])
  }
  page.table(
    ["", "same bits", "ns a number, one by one", "in lanes", "times as fast"], rows, measured: true)
}

/// The best of five times.
private func seconds(_ work: () -> Void) -> Double {
  let clock = ContinuousClock()
  return (0..<5).map { _ in clock.measure(work) / .seconds(1) }.min() ?? 0
}
