import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let byHand = Section("4.3") { page in
  let last = Network([Layer([[1, 2], [2, 1]], bias: [0, 0])], [.softmax])
  let h: Matrix = [[-10, 20]]
  let t: Matrix = [[0, 1]]
  let pass = last.forward(h)
  let gradient = backward(last, h, pass, t, .crossEntropy)
  let (dc, dW) = (gradient.layers[0].bias, gradient.layers[0].weights)
  try page.output("by-hand") { out in
    out.table(
      ["", "here", "slide"],
      [
        ["c", row(pass.Z[0], 0), "30  0"],
        [
          "softmax(c)", "\(fixed(pass.output[0, 0], 4))  \(scientific(pass.output[0, 1], 2))", "1  9.3·10⁻¹⁴",
        ],
        ["loss", fixed(loss(.crossEntropy, last, pass, t), 4), "30"],
        ["softmax(c) − t", row(dc, 0), "1  -1"], ["dW′, row of h₁", row(dW, 0), "-10  10"],
        ["dW′, row of h₂", row(dW, 1), "20  -20"], ["db′", row(dc, 0), "1  -1"],
      ])
  }

  let network = Network(
    [Layer([[1, 2], [-1, 3]], bias: [0, 0]), Layer([[1, 2], [2, 1]], bias: [0, 0])], [.relu, .softmax])
  let x: Matrix = [[1, 2]]
  let through = network.forward(x)
  let all = backward(network, x, through, t, .crossEntropy).layers
  let dh = all[1].bias.times(network.layers[1].weights.transposed)
  let rows: [(String, Matrix)] = [
    ("a = x·W + b", through.Z[0]), ("h = ReLU(a)", through.A[0]), ("c = h·W′ + b′", through.Z[1]),
    ("softmax(c) − t", all[1].bias), ("dh", dh), ("da", all[0].bias),
    ("dW, row of x₁", all[0].weights.rows(0..<1)), ("dW, row of x₂", all[0].weights.rows(1..<2)),
  ]
  try page.output("by-hand-through-relu") { out in
    out.table(
      ["", "first", "second"],
      rows.map { name, values in [name, fixed(values[0, 0], 4), fixed(values[0, 1], 4)] })
  }
}

private func row(_ X: Matrix, _ i: Int) -> String {
  X[row: i].map { fixed($0, 0) }.joined(separator: "  ")
}
