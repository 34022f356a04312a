import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let activations = Section("3.12") { page in
  let functions: [(name: String, activation: Activation)] = [
    ("linear", .linear), ("step", .step), ("sign", .sign), ("sigmoid", .sigmoid), ("tanh", .tanh),
    ("ReLU", .relu), ("leaky ReLU, ε = 0.1", .leakyReLU(slope: 0.1)), ("softplus", .softplus),
    ("ELU, α = 1", .elu(alpha: 1)),
  ]
  // Two numbers close together at 0, where some functions jump
  let z = [stride(from: Float(-5), through: 0, by: 0.0625), stride(from: 1e-4, through: 5, by: 0.0625)]
    .flatMap { $0 }
  let figures = functions.map { name, activation in
    var figure = Figure(name, x: "z")
    figure.yRange = -1.5...2.5
    figure.showsLegend = false
    figure.line(z, z.map { activate($0, by: activation) }, style: .solid, color: 0)
    figure.line(z, z.map(activation.derivative(at:)), style: .dashed, color: 1)
    return figure
  }
  try page.figure("activations", FigureGrid("", columns: 3, figures: figures))
  let places: [Float] = [-1e4, -1, 0, 1, 1e4]
  func table(_ out: Output, _ head: String, _ value: (Activation, Float) -> Float) {
    out.table(
      [head, "z = −10⁴", "−1", "0", "1", "10⁴"],
      functions.map { name, activation in
        [name] + places.map { value(activation, $0) }.map { abs($0) < 100 ? fixed($0, 4) : fixed($0, 0) }
      })
  }
  try page.output("activation-values") { out in table(out, "φ(z)") { activate($1, by: $0) } }
  try page.output("activation-slopes") { out in table(out, "φ′(z)") { $0.derivative(at: $1) } }
}
