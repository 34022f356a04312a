import Figures
import LogisticRegression
import Matrices
import ReadAlong

let sigmoidSection = Section("2.1") { page in
  try page.figure("neuron", neuron())
  try page.figure("intervals", intervals())
  try page.output("odds") { out in
    out.table(
      ["z", "p = φ(z)", "1 − p", "odds p / (1 − p)"],
      ([-6, -4, -2, -1, 0, 1, 2, 4, 6] as [Float]).map {
        [fixed($0, 0), fixed(sigmoid($0), 4), fixed(sigmoid(-$0), 4), fixed(exp($0), 4)]
      })
  }
  var figure = Figure("The sigmoid of z = wx + b", x: "x", y: "p")
  let x = evenly(from: -6, to: 6, count: 121)
  for (w, b) in [(1, 0), (4, 0), (1, -3)] as [(Float, Float)] {
    let model = LogisticModel(weights: [w], bias: b)
    figure.line(x, model.probabilities(Matrix(column: x)), name: "w = \(fixed(w, 0)), b = \(fixed(b, 0))")
  }
  figure.rule(y: 0.5)
  try page.figure("sigmoid", figure)
}

/// Weighted sum and sigmoid as a picture.
private func neuron() -> Diagram {
  var diagram = Diagram("Linear combination, then sigmoid")
  let sum = diagram.circle("Σ", at: (24, 4), lines: 3, color: 0)
  for (index, name) in ["₁", "₂", "₃"].enumerated() {
    diagram.arrow(
      diagram.circle("x" + name, at: (4, Double(1 + 3 * index))), sum, "w" + name, at: index == 1 ? 0.3 : 0.5)
  }
  diagram.arrow(diagram.circle("1", at: (24, 9)), sum, "b")
  let phi = diagram.box("φ(z)", at: (40, 4), color: 1)
  diagram.arrow(sum, phi, "z")
  diagram.arrow(phi, .point(58, 4), "p = φ(z)")
  return diagram
}

/// From all numbers to those between 0 and 1, step by step.
private func intervals() -> Diagram {
  var diagram = Diagram("From all numbers to 0…1")
  var before: Diagram.Place?
  for (index, (text, range)) in [
    ("z", "−∞ … +∞"), ("e⁻ᶻ", "0 … +∞"), ("1 + e⁻ᶻ", "1 … +∞"), ("1/(1 + e⁻ᶻ)", "0 … 1"),
  ].enumerated() {
    let place = (Double([4, 19, 37, 59][index]), 1.0)
    let box = diagram.box(text, at: place, color: index == 3 ? 1 : nil)
    diagram.text(range, at: (place.0, 4))
    if let before { diagram.arrow(before, box) }
    before = box
  }
  return diagram
}
