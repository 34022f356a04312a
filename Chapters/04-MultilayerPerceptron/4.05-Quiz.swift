import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let quiz = Section(
  "4.5", "Quiz: which formula is this network?", deck: "Foundations of Shallow Networks: the poll"
) { page in
  page.text(
    """
    The deck shows a drawing and three expressions. Here is a network of the same kind: inputs x₁ x₂, a layer of \
    two sigmoids, a layer of three, one output, also a sigmoid, and no biases. All weights of a neuron are equal: \
    w₁ and w₂ in the first layer, w₃ w₄ w₅ in the second, w₆ in the last. Which is it?
    """)
  page.formula(
    """
    with h₁ = sig(w₁x₁ + w₁x₂) and h₂ = sig(w₂x₁ + w₂x₂)
    A   sig( (w₃h₁ + w₃h₂)·w₆ + (w₄h₁ + w₄h₂)·w₆ + (w₅h₁ + w₅h₂)·w₆ )
    B   sig( sig(w₃h₁ + w₃h₂)·w₆ + sig(w₄h₁ + w₄h₂)·w₆ + sig(w₅h₁ + w₅h₂)·w₆ )
    C   sig( sig(w₃h₁)·w₆ + sig(w₄h₂)·w₆ + sig(w₅h₁)·w₆ )
    """)
  let w: [Float] = [0.5, -1, 1.5, -2, 2.5, 0.8]
  let network = Network(
    [
      Layer(weights: [[w[0], w[1]], [w[0], w[1]]], bias: [0, 0]),
      Layer(weights: [[w[2], w[3], w[4]], [w[2], w[3], w[4]]], bias: [0, 0, 0]),
      Layer(weights: [[w[5]], [w[5]], [w[5]]], bias: [0]),
    ], [.sigmoid, .sigmoid, .sigmoid])
  let (a, b, c) = answers(w, 0.3, 0.9)
  page.table(
    ["x = (0.3, 0.9), w = (0.5, −1, 1.5, −2, 2.5, 0.8)", "output"],
    [("the network", network.forward([0.3, 0.9]).a[2][0]), ("A", a), ("B", b), ("C", c)].map {
      [$0, fixed($1, 6)]
    })
  page.text(
    """
    B: every neuron sums all outputs of the layer before and applies its own sigmoid. A forgets the sigmoids of \
    the second layer, which then collapses into the third; C leaves connections out.
    """)
}

private func answers(_ w: [Float], _ x1: Float, _ x2: Float) -> (Float, Float, Float) {
  let (h1, h2) = (sigmoid(w[0] * x1 + w[0] * x2), sigmoid(w[1] * x1 + w[1] * x2))
  let sums = w[2...4].map { $0 * h1 + $0 * h2 }
  let some = [w[2] * h1, w[3] * h2, w[4] * h1]
  func output(_ parts: [Float]) -> Float { sigmoid(parts.reduce(0) { $0 + $1 * w[5] }) }
  return (output(sums), output(sums.map { sigmoid($0) }), output(some.map { sigmoid($0) }))
}
