import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let softmaxAndMaxout = Section("3.13") { page in
  try page.output("softmax") { out in
    for z in [[30, 0], [2, 1, 0], [102, 101, 100]] as [[Float]] {
      let p = Layer(weights: Matrix(rows: 1, columns: z.count), bias: z).probabilities([0])
      let digits = p.map { $0 < 0.001 ? scientific($0, 1) : fixed($0, $0 == 1 ? 0 : 4) }
      out.line("softmax\(tuple(z)) = (\(digits.joined(separator: ", ")))")
    }
  }
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
  try page.figure("maxout", FigureGrid("", columns: 3, figures: figures))
}
