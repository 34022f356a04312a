import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let scoresToLoss = Section(
  "5.1", "From scores to a loss",
  deck: "Deep Learning Basics: Softmax, Cross-entropy, Neural Network Classifiers Problem 2"
) { page in
  page.text(
    """
    A classifier gives every class a score. Softmax makes probabilities of the scores: all above 0, their sum 1, \
    the order kept. The right class, written one-hot, is a distribution as well: all of it in one place. \
    Cross-entropy says how surprised somebody is who believed p and meets t; of its sum only one term is left.
    """)
  page.formula(
    """
    p_k = e^(z_k) / Σ_j e^(z_j)        t = one-hot of the right class c
    L = −Σ_k t_k·log p_k = −log p_c
    """)
  let layer = Layer(weights: [[1, 0], [0, 1], [0, 1]], bias: [0, 0])
  let examples: Matrix = [[4, 2, 1.9], [5, 2, 1.9], [6, 2, 1.9], [10, 2, 1.9]]
  let Z = layer.forward(examples)
  let P = softmax(Z)
  page.text(
    "Deck B's second problem, with its weights W = (1 0; 0 1; 0 1). The right class is always the first:")
  page.table(
    ["x", "scores", "softmax", "one-hot", "loss", "slide"],
    zip(0..<4, ["0.6444", "0.2873", "0.1155", "0.0022"]).map { i, slide in
      [
        "(" + examples[row: i].map { fixed($0, 1) }.joined(separator: ", ") + ")", numbers(Z[row: i], 1),
        numbers(P[row: i], 4), numbers(oneHot([0], classes: 2).values, 0),
        fixed(crossEntropy(Z.rows(i..<i + 1), [0]), 4), slide,
      ]
    })

  page.text(
    """
    e^89 is too large for a Float. The deck's program takes e^z as it is; here the largest score of an example is \
    first taken from all its scores, which changes no probability and no loss:
    """)
  page.formula("e^(z_k) / Σ e^(z_j) = e^(z_k − m) / Σ e^(z_j − m)        m = max z")
  let extremes: Matrix = [[10_000, 9_999], [-10_000, -9_999], [10_000, -10_000]]
  page.table(
    ["scores", "as the slide", "with m", "loss, class 1", "class 2"],
    (0..<3).map { i in
      let z = extremes.rows(i..<i + 1)
      let e = z.map { exp($0) }
      return [
        numbers(z.values, 0), numbers((e / e.sum()).values, 4), numbers(softmax(z).values, 4),
        fixed(crossEntropy(z, [0]), 4), fixed(crossEntropy(z, [1]), 4),
      ]
    })
}
