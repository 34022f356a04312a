import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let quiz = Section("4.5") { page in
  try page.figure("poll", drawnNetwork())
  try page.output("poll") { out in
    out.table(
      ["x₁, x₂", "network", "A", "B", "C"],
      [(0.3, 0.9), (-1, 2), (4, 0.5)].map { x1, x2 in
        let (A, B, C) = answers(Float(x1), Float(x2))
        let output = pollNetwork.forward([Float(x1), Float(x2)]).output[0, 0]
        return ["\(x1), \(x2)"] + [output, A, B, C].map { fixed($0, 6) }
      })
  }
}

private let w: [Float] = [0.5, -1, 1.5, -2, 2.5, 0.8]  // w₁ … w₆

/// 2–2–3–1, sigmoids, no biases.
private let pollNetwork = Network(
  [
    Layer([[w[0], w[1]], [w[0], w[1]]], bias: [0, 0]),
    Layer([[w[2], w[3], w[4]], [w[4], w[5], w[4]]], bias: [0, 0, 0]),
    Layer([[w[5]], [w[5]], [w[5]]], bias: [0]),
  ], [.sigmoid, .sigmoid, .sigmoid])

/// The deck's three expressions.
private func answers(_ x1: Float, _ x2: Float) -> (Float, Float, Float) {
  let (w1, w2, w3, w4, w5, w6) = (w[0], w[1], w[2], w[3], w[4], w[5])
  let (h1, h2) = (sigmoid(w1 * x1 + w1 * x2), sigmoid(w2 * x1 + w2 * x2))
  let A = sigmoid(w3 * sigmoid(w1 * x1 + w2 * x2) * w6 + w4 * h2 * w6 + w5 * h1 * w6)
  let B = sigmoid(
    sigmoid(w3 * h1 + w5 * h2) * w6 + sigmoid(w4 * h1 + w6 * h2) * w6 + sigmoid(w5 * h1 + w5 * h2) * w6)
  let C = sigmoid(sigmoid(w3 * h1 * w6 + w4 * h2 * w6 + w5 * h1 * w6))
  return (A, B, C)
}

private func drawnNetwork() -> Diagram {
  var d = Diagram()
  let x = [d.circle("x₁", at: (4, 5)), d.circle("x₂", at: (4, 11))]
  let h = [d.circle("σ", at: (24, 5), lines: 3, color: 0), d.circle("σ", at: (24, 11), lines: 3, color: 0)]
  let g = (0..<3).map { d.circle("σ", at: (46, Double(2 + 6 * $0)), lines: 3, color: 1) }
  let o = d.circle("σ", at: (66, 8), lines: 3, color: 2)
  for (k, from) in x.enumerated() {
    for (j, to) in h.enumerated() { d.arrow(from, to, ["w₁", "w₂"][j], at: k == j ? 0.5 : 0.3) }
  }
  let names = [["w₃", "w₄", "w₅"], ["w₅", "w₆", "w₅"]]
  for (k, from) in h.enumerated() {
    for (j, to) in g.enumerated() { d.arrow(from, to, names[k][j], at: k == j / 2 ? 0.35 : 0.6) }
  }
  for from in g { d.arrow(from, o, "w₆") }
  d.arrow(o, .point(76, 8))
  return d
}
