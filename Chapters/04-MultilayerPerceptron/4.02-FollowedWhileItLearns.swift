import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let followed = Section("4.2") { page in
  try page.figure("w1-w8", drawnNetwork())
  var network = Network(
    [
      Layer([[0.15, 0.25], [0.20, 0.30]], bias: [0.35, 0.35]),  // w₁ w₃ / w₂ w₄
      Layer([[0.40, 0.50], [0.45, 0.55]], bias: [0.60, 0.60]),  // w₅ w₇ / w₆ w₈
    ], [.sigmoid, .sigmoid])
  let (x, y): (Matrix, Matrix) = ([[0.05, 0.10]], [[0.01, 0.99]])
  let pass = network.forward(x)
  let errors = pass.output - y
  try page.output("followed-forward") { out in
    out.table(
      ["", "exactly", "slide"],
      [
        ["in_h1", fixed(pass.Z[0][0, 0], 6), "0.3775"], ["out_h1", fixed(pass.A[0][0, 0], 6), "0.5932"],
        ["out_h2", fixed(pass.A[0][0, 1], 6), "0.596"], ["in_o1", fixed(pass.Z[1][0, 0], 6), "1.105"],
        ["out_o1", fixed(pass.A[1][0, 0], 6), "0.751"], ["out_o2", fixed(pass.A[1][0, 1], 6), "0.7729"],
        ["L_o1", fixed(errors[0, 0] * errors[0, 0] / 2, 6), "0.274"],
        ["L_o2", fixed(errors[0, 1] * errors[0, 1] / 2, 6), "0.023"],
        ["L", fixed(loss(.squared, network, pass, y), 6), "0.298"],
      ])
  }
  let gradient = backward(network, x, pass, y, .squared).layers
  let slope = pass.output[0, 0] * (1 - pass.output[0, 0])
  try page.output("followed-backward") { out in
    out.table(
      ["", "exactly", "slide"],
      [
        ["∂L/∂out_o1", fixed(errors[0, 0], 6), "0.741"], ["∂out_o1/∂in_o1", fixed(slope, 6), "0.186"],
        ["δ_o1, the product", fixed(gradient[1].bias[0, 0], 6), ""],
        ["∂in_o1/∂w₅ = out_h1", fixed(pass.A[0][0, 0], 6), "0.593"],
        ["∂L/∂w₅ = δ_o1 · out_h1", fixed(gradient[1].weights[0, 0], 6), "0.082"],
      ])
  }
  try page.output("followed-hidden") { out in
    let (w, delta) = (network.layers[1].weights, gradient[1].bias)
    let a = pass.A[0][0, 0]
    out.table(
      ["", "exactly"],
      [
        ["δ_o1", fixed(delta[0, 0], 6)], ["δ_o2", fixed(delta[0, 1], 6)],
        ["w₅ δ_o1 + w₇ δ_o2", fixed(w[0, 0] * delta[0, 0] + w[0, 1] * delta[0, 1], 6)],
        ["out_h1 (1 − out_h1)", fixed(a * (1 - a), 6)],
        ["δ_h1, the product", fixed(gradient[0].bias[0, 0], 6)],
        ["∂L/∂w₁ = δ_h1 · i₁", fixed(gradient[0].weights[0, 0], 6)],
      ])
  }
  let before = network
  update(&network, gradient, learningRate: 0.5)
  let slides = ["", "", "", "", "0.358", "0.408", "0.511", "0.561"]
  try page.output("followed-update") { out in
    out.table(
      ["weight", "before", "after", "slide"],
      (0..<8).map {
        ["w\($0 + 1)", fixed(weights(before)[$0], 2), fixed(weights(network)[$0], 6), slides[$0]]
      })
  }
  network = before
  try page.output("followed-steps") { out in
    var rows: [[String]] = []
    for step in 0...10_000 {
      let pass = network.forward(x)
      if [0, 1, 10, 100, 1000, 10_000].contains(step) {
        let J = loss(.squared, network, pass, y)
        rows.append([grouped(step), fixed(pass.output[0, 0], 6), fixed(pass.output[0, 1], 6), fixed(J, 7)])
      }
      let gradient = backward(network, x, pass, y, .squared).layers
      for l in 0..<2 { network.layers[l].weights.add(-0.5, times: gradient[l].weights) }  // the slides keep b
    }
    out.table(["steps", "out_o1", "out_o2", "L"], rows)
  }
}

/// w₁ … w₈ in the slide's order.
private func weights(_ network: Network) -> [Float] {
  network.layers.flatMap { layer in layer.weights.column(0) + layer.weights.column(1) }
}

private func drawnNetwork() -> Diagram {
  var d = Diagram()
  func column(_ name: String, x: Double, color: Int? = nil) -> [Diagram.Place] {
    (1...2).map {
      d.circle(name + ($0 == 1 ? "₁" : "₂"), at: (x, Double($0 * 6 - 3)), lines: 3, color: color)
    }
  }
  let (i, h, o) = (column("i", x: 4), column("h", x: 28, color: 0), column("o", x: 52, color: 1))
  d.arrow(i[0], h[0], "w₁")
  d.arrow(i[1], h[0], "w₂")
  d.arrow(i[0], h[1], "w₃")
  d.arrow(i[1], h[1], "w₄")
  d.arrow(h[0], o[0], "w₅")
  d.arrow(h[1], o[0], "w₆")
  d.arrow(h[0], o[1], "w₇")
  d.arrow(h[1], o[1], "w₈")
  d.arrow(o[0], .point(68, 3), "out_o1")
  d.arrow(o[1], .point(68, 9), "out_o2")
  return d
}
