import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let softmaxAndMaxout = Section(
  "3.13", "Softmax and maxout",
  deck: "Deep Learning Basics: Softmax, d(softmax(c))/d(c); Foundations of Shallow Networks: Softmax; "
    + "Neural Networks, Lecture 5: Activation Functions"
) { page in
  page.text(
    """
    Two functions look at more than one sum. Softmax makes probabilities of all outputs of a layer: positive, and \
    their sum is 1. Deck B's example is c = (30, 0):
    """)
  page.formula(
    "softmax(30, 0) = ("
      + softmax([30, 0]).map { $0 < 0.001 ? scientific($0, 1) : fixed($0, 0) }
      .joined(separator: ", ") + ")")
  page.text(
    """
    Maxout takes the largest of several sums, each with weights of its own, and so learns its own activation \
    function: a piece that is always 0 beside one that is z makes a ReLU, −z beside z makes |z|.
    """)
  let x = stride(from: Float(-3), through: 3, by: 0.125).map { $0 }
  let neurons: [(name: String, pieces: Layer)] = [
    ("max(0, x): ReLU", Layer(weights: [[0, 1]], bias: [0, 0])),
    ("max(−x, x): |x|", Layer(weights: [[-1, 1]], bias: [0, 0])),
    ("three pieces", Layer(weights: [[-0.8, 0.1, 1]], bias: [-0.5, 0.2, -1])),
  ]
  let figures = neurons.map { name, pieces in
    var figure = Figure(name, x: "x")
    figure.yRange = -1.5...3
    for k in 0..<pieces.outputs {
      figure.line(x, x.map { pieces.forward([$0])[k] }, style: .dotted, color: 6)
    }
    figure.line(x, x.map { Maxout(pieces: pieces).value([$0]) }, style: .solid, color: 0)
    return figure
  }
  try page.show(FigureGrid("Maxout neurons", columns: 3, figures: figures), as: "maxout")
}
