import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let neuron = Section("3.1") { page in
  try page.figure("neuron", neuronDiagram())
  try page.output("neuron-sums") { out in
    let first = weightedSum([1, 2], weights: [3, 4], bias: 0.5)
    let second = weightedSum([1, 2], weights: [7, 1], bias: 0.3)
    out.line("c₁ = 1·3 + 2·4 + 0.5 = \(fixed(first, 1))")
    out.line("c₂ = 1·7 + 2·1 + 0.3 = \(fixed(second, 1))")
  }
  try page.figure("layer", layerDiagram())
  try page.output("layer-outputs") { out in
    let two = Layer(weights: [[3, 7], [4, 1]], bias: [0.5, 0.3])
    let three = Layer(weights: [[3, 7], [4, 1], [1, 2]], bias: [0.5, 0.3])
    out.table(
      ["inputs", "W", "c₁", "c₂"],
      [
        ("(1, 2)", "(3 7; 4 1)", two.forward([1, 2])),
        ("(1, 2, 3)", "(3 7; 4 1; 1 2)", three.forward([1, 2, 3])),
      ]
      .map { [$0, $1] + $2.map { fixed($0, 1) } })
  }
}

/// Inputs, weights, sum and answer of one neuron.
private func neuronDiagram() -> Diagram {
  var d = Diagram()
  let sum = d.circle("Σ", at: (26, 5), lines: 3, color: 0)
  for (index, name) in ["₁", "₂", "₃"].enumerated() {
    d.arrow(
      d.circle("x" + name, at: (4, Double(1 + 4 * index))), sum, "w" + name, at: index == 1 ? 0.5 : 0.35)
  }
  d.arrow(d.circle("1", at: (26, 10)), sum, "b")
  let f = d.box("φ(z)", at: (42, 5), color: 1)
  d.arrow(sum, f, "z")
  d.arrow(f, .point(58, 5), "a = φ(z)")
  return d
}

/// The slide's two neurons, which see the same two inputs.
private func layerDiagram() -> Diagram {
  var d = Diagram()
  let inputs = [d.circle("1", at: (4, 3), lines: 3), d.circle("2", at: (4, 9), lines: 3)]
  let sums = [
    d.circle("Σ", at: (32, 3), lines: 3, color: 0), d.circle("Σ", at: (32, 9), lines: 3, color: 1),
  ]
  d.arrow(inputs[0], sums[0], "× 3", color: 0)
  d.arrow(inputs[1], sums[0], "× 4", at: 0.3, color: 0)
  d.arrow(inputs[0], sums[1], "× 7", at: 0.3, color: 1)
  d.arrow(inputs[1], sums[1], "× 1", color: 1)
  d.arrow(d.circle("1", at: (32, 0)), sums[0])
  d.text("0.5", at: (36, 1))
  d.arrow(d.circle("1", at: (32, 12)), sums[1])
  d.text("0.3", at: (36, 11))
  d.arrow(sums[0], .point(50, 3), "c₁ = 11.5")
  d.arrow(sums[1], .point(50, 9), "c₂ = 9.3")
  return d
}
