import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let neuron = Section(
  "3.1", "A neuron, and a layer of them",
  deck: "Deep Learning Basics: Neural Networks, Neural Networks Example; "
    + "Deep Learning From Scratch: How the Brain “Works” (Cartoon version), Perceptron"
) { page in
  page.text(
    """
    A neuron takes numbers in, multiplies each by a weight of its own, adds the products and a bias, and hands \
    on the sum. Weights may be negative: such an input speaks against. Several neurons that see the same inputs \
    are a layer; each has its own column of weights.
    """)
  page.formula(
    """
    one neuron   z = x₁w₁ + x₂w₂ + … + b
    a layer      c = x · W + b
    """)
  let first = weightedSum([1, 2], weights: [3, 4], bias: 0.5)
  let second = weightedSum([1, 2], weights: [7, 1], bias: 0.3)
  page.text("The slide's two neurons look at (1, 2):")
  page.formula(
    """
    c₁ = 1·3 + 2·4 + 0.5 = \(fixed(first, 1))
    c₂ = 1·7 + 2·1 + 0.3 = \(fixed(second, 1))
    """)
  let two = Layer(weights: [[3, 7], [4, 1]], bias: [0.5, 0.3])
  let three = Layer(weights: [[3, 7], [4, 1], [1, 2]], bias: [0.5, 0.3])
  page.text("As a layer, and with the slide's third input, 3, whose weights are 1 and 2:")
  page.table(
    ["inputs", "W", "c₁", "c₂"],
    [
      ("(1, 2)", "(3 7; 4 1)", two.forward([1, 2])),
      ("(1, 2, 3)", "(3 7; 4 1; 1 2)", three.forward([1, 2, 3])),
    ]
    .map { [$0, $1] + $2.map { fixed($0, 1) } })
}
