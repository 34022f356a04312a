import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let activations = Section(
  "3.12", "Activation functions",
  deck: "Deep Learning From Scratch: Activation Function; Deep Learning Basics: Activation Function 1 to 3; "
    + "Foundations of Shallow Networks: Activation Functions; Neural Networks, Lecture 5: Activation Functions; "
    + "Intro to Deep Learning: Activation functions"
) { page in
  page.text(
    """
    The perceptron's answer jumps from 0 to 1, and a jump has no slope to follow. Replace it by a function that \
    has one, and the network of chapter 4 can be trained by gradients. These are the functions of all five decks, \
    a = φ(z), with their slopes. Most slopes come from a itself, so that nothing is computed twice.
    """)
  page.formula(
    """
    sigmoid      1 / (1 + e⁻ᶻ)             a(1 − a)
    tanh         (e²ᶻ − 1) / (e²ᶻ + 1)     1 − a²
    ReLU         max(0, z)                 1 if z > 0, else 0
    leaky ReLU   max(εz, z)                1 if z > 0, else ε
    softplus     log(1 + eᶻ)               sigmoid(z)
    ELU          z, below 0 α(eᶻ − 1)      1 if z > 0, else αeᶻ
    """)
  let functions: [(name: String, activation: Activation)] = [
    ("linear", .linear), ("step", .step), ("sign", .sign), ("sigmoid", .sigmoid), ("tanh", .tanh),
    ("ReLU", .relu), ("leaky ReLU, ε = 0.1", .leakyReLU(slope: 0.1)), ("softplus", .softplus),
    ("ELU, α = 1", .elu(alpha: 1)),
  ]
  page.table(
    ["φ(z)", "z = −10⁴", "−1", "0", "1", "10⁴"],
    functions.map { name, activation in
      let values = ([-1e4, -1, 0, 1, 1e4] as [Float]).map { activate($0, by: activation) }
      return [name] + values.map { abs($0) < 100 ? fixed($0, 4) : fixed($0, 0) }
    })
  page.table(
    ["φ′(z)", "z = −10⁴", "−1", "0", "1", "10⁴"],
    functions.map { name, activation in
      let slopes = ([-1e4, -1, 0, 1, 1e4] as [Float]).map(activation.derivative(at:))
      return [name] + slopes.map { fixed($0, 4) }
    })
  page.text(
    """
    Nothing overflows, however far out. ReLU has a corner at 0 and no slope there, whatever the slides say; by \
    custom it counts as 0. The leaky ReLU of deck F, εx + (1 − ε)·max(0, x), is the same function as deck Q's \
    max(εx, x).
    """)
  let z = stride(from: Float(-5), through: 5, by: 0.0625).map { $0 }
  let figures = functions.map { name, activation in
    var figure = Figure(name, x: "z")
    figure.yRange = -1.5...2.5
    figure.showsLegend = name == "linear"
    figure.line(z, z.map { activate($0, by: activation) }, name: "φ")
    figure.line(z, z.map(activation.derivative(at:)), name: "φ′")
    return figure
  }
  try page.show(
    FigureGrid("Activation functions and their slopes", columns: 3, figures: figures), as: "activations")
}
