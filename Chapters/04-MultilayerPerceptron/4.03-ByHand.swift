import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let byHand = Section(
  "4.3", "Backpropagation with numbers that fit in the head",
  deck: "Deep Learning Basics: Backpropagation, Exercise on d(loss)/d(W') and d(loss)/d(b')"
) { page in
  page.text(
    """
    The hidden layer has put out h = (−10, 20), and the right class is 1, the second. Softmax turns the outputs \
    into probabilities, and the loss is −log of the right one. Its slope by c is as simple as can be: softmax \
    minus one-hot.
    """)
  page.formula(
    """
    c = h·W′ + b′               loss = −log softmax(c)_right
    d loss/dc  = softmax(c) − t
    d loss/dW′ = hᵀ·(softmax(c) − t)           d loss/db′ = softmax(c) − t
    """)
  let last = Network([Layer(weights: [[1, 2], [2, 1]], bias: [0, 0])], [.softmax])
  let h: Matrix = [[-10, 20]]
  let t: Matrix = [[0, 1]]
  let pass = last.forward(h)
  let gradient = backward(last, h, pass, t, .crossEntropy)
  let dc = gradient.layers[0].bias
  let dW = gradient.layers[0].weights
  page.table(
    ["", "here", "slide"],
    [
      ["c", "\(fixed(pass.Z[0][0, 0], 0))  \(fixed(pass.Z[0][0, 1], 0))", "30  0"],
      ["softmax(c)", "\(fixed(pass.output[0, 0], 4))  \(scientific(pass.output[0, 1], 2))", "1  9.3·10⁻¹⁴"],
      ["loss", fixed(loss(.crossEntropy, last, pass, t), 4), "30"],
      ["softmax(c) − t", row(dc, 0), "1  -1"], ["dW′, row of h₁", row(dW, 0), "-10  10"],
      ["dW′, row of h₂", row(dW, 1), "20  -20"], ["db′", row(dc, 0), "1  -1"],
    ])
  page.text(
    """
    A loss of 30 from a probability of 10⁻¹³: had the program taken the logarithm of a rounded 0, the loss would \
    be infinite. So the loss is computed from c, and no exponential in it can overflow.
    """)

  page.text(
    """
    The other two derivatives go on down the chain: through W′ back to h, through the ReLU, which passes only \
    where its input was above 0, and to W and b. With x = (1, 2) and a first layer of our own:
    """)
  page.formula("dh = (softmax(c) − t)·W′ᵀ      da = dh where a > 0, else 0      dW = xᵀ·da      db = da")
  let network = Network(
    [
      Layer(weights: [[1, 2], [-1, 3]], bias: [0, 0]), Layer(weights: [[1, 2], [2, 1]], bias: [0, 0]),
    ],
    [.relu, .softmax])
  let x: Matrix = [[1, 2]]
  let through = network.forward(x)
  let all = backward(network, x, through, t, .crossEntropy).layers
  let dh = all[1].bias.timesTransposed(network.layers[1].weights)
  page.table(
    ["", "first", "second"],
    [
      ["a = x·W + b", through.Z[0]], ["h = ReLU(a)", through.A[0]], ["c = h·W′ + b′", through.Z[1]],
      ["softmax(c) − t", all[1].bias], ["dh", dh], ["da", all[0].bias],
    ].map { parts in
      let values = parts[1] as? Matrix ?? Matrix(rows: 1, columns: 2)
      return ["\(parts[0])", fixed(values[0, 0], 4), fixed(values[0, 1], 4)]
    })
  page.text(
    """
    The first hidden neuron was off, a = −1, and learns nothing from this example. The second one passes its \
    slope on: dW is (0, 0.9997) for the first input and twice that for the second.
    """)
}

private func row(_ X: Matrix, _ i: Int) -> String {
  X[row: i].map { fixed($0, 0) }.joined(separator: "  ")
}
