import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let twoDistributions = Section(
  "2.3", "The distance between two distributions",
  deck: "Foundations of Shallow Networks: Binary Classification Loss"
) { page in
  page.text(
    """
    The name of the loss has a meaning. Of the 150 irises a third are setosas: q = 1/3. Somebody who believes \
    the share to be p is surprised by each flower as much as −log of what was believed of it. The mean surprise, \
    the cross-entropy H(q, p), has two parts: the entropy of q, which nobody can avoid, and the divergence of p \
    from q, the price of the wrong belief.
    """)
  page.formula("H(q, p) = H(q) + KL(q ‖ p)          J = mean of H(y, p) over the examples")
  let q: Float = 1 / 3
  let beliefs: [Float] = [0.01, 0.1, 0.2, 1 / 3, 0.5, 0.8, 0.99]
  page.table(
    ["belief p", "H(q, p)", "H(q)", "KL(q ‖ p)", "KL(p ‖ q)"],
    beliefs.map { p in
      [p, crossEntropy(of: q, belief: p), entropy(q), divergence(of: q, from: p), divergence(of: p, from: q)]
        .map { fixed($0, 4) }
    })
  page.text(
    """
    The divergence is 0 for the right belief only, and positive for any other. It is the slide's distance, with \
    a grain of salt: from q to p is another figure than from p to q.
    """)
  var figure = Figure("Surprise when a third are setosas", x: "belief p", y: "nats")
  let p = evenly(from: 0.01, to: 0.99, count: 99)
  figure.line(p, p.map { crossEntropy(of: q, belief: $0) }, name: "cross-entropy H(q, p)")
  figure.line(p, p.map { divergence(of: q, from: $0) }, name: "divergence KL(q ‖ p)")
  figure.rule(y: entropy(q), name: "entropy H(q)")
  try page.show(figure, as: "two-distributions")

  let irises = try Irises()
  let y = irises.labels("setosa")
  var blind = LogisticModel(inputs: 0)
  try trainByNewton(&blind, Matrix(rows: y.count, columns: 0), y)
  page.text(
    """
    A model without inputs has a bias only, and learns the share: p = \(fixed(sigmoid(blind.bias), 4)), \
    J = \(fixed(crossEntropy([Float](repeating: blind.bias, count: y.count), y), 4)), the entropy. What the \
    measures of a flower take off that is what they say about its species. A label itself is a distribution \
    without doubt, q = 1 or 0; its entropy is 0, and the loss of an example is all divergence.
    """)
}
