import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let crossEntropySection = Section(
  "2.2", "What a wrong probability costs", deck: "Deep Learning From Scratch: Logistic Regression"
) { page in
  page.text(
    """
    The loss of one example is −log of the probability that the model gave to what came true. Certain and right \
    costs nothing, undecided costs log 2 = 0.693, and certain and wrong costs without limit. J is the mean over \
    the examples; so both terms have the 1/m, which the deck's program gives to the first only.
    """)
  page.formula("J = −1/m Σ [ y·log p + (1 − y)·log(1 − p) ]")
  let probabilities: [Float] = [0.999, 0.99, 0.9, 0.5, 0.1, 0.01, 0.001]
  page.table(
    ["p", "loss if y = 1", "loss if y = 0"],
    probabilities.map {
      ["\($0)", fixed(crossEntropy(of: 1, belief: $0), 4), fixed(crossEntropy(of: 0, belief: $0), 4)]
    })
  page.text(
    """
    On a computer the formula has a trap. Far out the sigmoid rounds to 0 or to 1, the logarithm of 0 is −∞, \
    and 0 times −∞ is not a number. Taken from z the loss needs no such logarithm, because \
    −log φ(z) = log(1 + e⁻ᶻ), the softplus of −z:
    """)
  page.formula("J = 1/m Σ [ softplus(z) − y·z ]        softplus(z) = log(1 + eᶻ)")
  page.table(
    ["y", "z", "p", "as on the slide", "from z"],
    [(1, -5), (1, -50), (1, -200), (0, 20), (0, 200), (1, 200)].map { (y: Float, z: Float) in
      let p = sigmoid(z)
      let naive = -(y * log(p) + (1 - y) * log(1 - p))
      return [
        fixed(y, 0), fixed(z, 0), p < 1e-3 ? scientific(p, 1) : fixed(p, 4), fixed(naive, 4),
        fixed(crossEntropy([z], [y]), 4),
      ]
    })

  var figure = Figure("The loss of an example whose label is 1", x: "z", y: "loss")
  let z = evenly(from: -6, to: 6, count: 121)
  figure.line(z, z.map { crossEntropy([$0], [1]) }, name: "cross-entropy")
  figure.line(z, z.map { sigmoid(-$0) * sigmoid(-$0) / 2 }, name: "½ (p − y)²")
  try page.show(figure, as: "cross-entropy")
  page.text(
    """
    Why not half the squared error, as for a line? Where the model is certain and wrong, on the left, the square \
    is flat: nothing would pull the example back. Cross-entropy falls there with slope −1. Its slope by z is \
    p − y everywhere, and so the gradient is the one of chapter 1, with p where z was:
    """)
  page.formula("∂J/∂w = 1/m Xᵀ·(P − y)          ∂J/∂b = 1/m Σ (p − y)")
}
