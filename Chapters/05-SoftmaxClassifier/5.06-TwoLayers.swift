import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let twoLayers = Section(
  "5.6", "Two layers",
  deck: "Neural Networks, Lecture 5: Neural Network, Let's see it in action!"
) { page in
  page.text(
    """
    One hundred sigmoids between the inputs and the scores: each of them answers one question about the point, \
    and the softmax decides by the answers. Everything else remains. The slope goes one layer further back:
    """)
  page.formula(
    """
    H = sigmoid(X·W₁ + b₁)      Z = H·W₂ + b₂
    dW₂ = Hᵀ·dZ      dH = dZ·W₂ᵀ      dA = dH ∘ H ∘ (1 − H)      dW₁ = Xᵀ·dA
    """)
  let spiral = deckPoints().spiral
  var generator = SeededGenerator(seed: 1)
  var network = Network(sizes: [2, 100, 3], using: &generator)
  let curve = fit(&network, spiral.X, spiral.y, TrainingSettings(epochs: 10_000))
  page.table(
    ["iteration", "loss"],
    stride(from: 0, to: curve.count, by: 1000).map { [grouped($0), fixed(curve[$0], 4)] })
  let right = accuracy(network.scores(spiral.X), spiral.y)
  page.line("Right: \(percent(right)). The network has \(network.parameters) weights and biases.")
  try page.show(
    regions("One hundred sigmoids, \(percent(right)) right", network, spiral, reach: 6), as: "spiral")
  page.text(
    """
    All three arms begin at the origin with one point each, in the same place; of these three only one can be right.
    """)
}
