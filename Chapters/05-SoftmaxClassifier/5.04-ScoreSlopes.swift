import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let scoreSlopes = Section(
  "5.4", "The gradient: softmax minus one-hot",
  deck: "Neural Networks, Lecture 5: Softmax Linear Classifier, Implementing gradient functions"
) { page in
  page.text(
    """
    The slope of the loss by the scores could hardly be simpler: subtract 1 from the probability of the right \
    class. From there it goes to the weights through the inputs, and to the biases as it is.
    """)
  page.formula(
    """
    ∂L/∂z_k = p_k − t_k        dW = Xᵀ·dZ + λ·W        db = column sums of dZ
    """)
  let P: Matrix = [[0.2, 0.3, 0.5]]
  let slopes = scoreGradient(P, [1])
  page.table(
    ["class", "softmax", "one-hot", "slope", "slide"],
    zip(0..<3, ["0.2", "-0.7", "0.5"]).map { k, slide in
      [
        "\(k + 1)", fixed(P[0, k], 1), fixed(oneHot([1], classes: 3)[0, k], 0), fixed(slopes[0, k], 1), slide,
      ]
    })
  page.text(
    """
    A score with a positive slope must fall, one with a negative slope must rise: the loss goes down. All slopes \
    of an example sum to 0. Now nudge each score by 0.01 and see whether the loss obeys:
    """)
  let z = P.map { log($0) }
  page.table(
    ["nudged score", "loss rises by, per unit", "slope"],
    (0..<3).map { k in
      var (up, down) = (z, z)
      up[0, k] += 0.01
      down[0, k] -= 0.01
      let rise = (crossEntropy(up, [1]) - crossEntropy(down, [1])) / 0.02
      return ["\(k + 1)", fixed(rise, 3), fixed(slopes[0, k], 3)]
    })
  page.text(
    """
    The gradient by the scores comes from the derivative of softmax. Since each of its values depends on every \
    score, that derivative is a matrix, J = diag(p) − p·pᵀ. For z = (2, 1, 0):
    """)
  let p = softmax([2, 1, 0])
  let J = softmaxJacobian(p)
  page.table(
    ["", "p", "∂/∂z₁", "∂/∂z₂", "∂/∂z₃"],
    (0..<3).map { k in
      ["p" + ["₁", "₂", "₃"][k], fixed(p[k], 4)] + J[row: k].map { fixed($0, 4) }
    })
}
