import Matrices
import Testing

@testable import MultilayerPerceptron

/// The networks that the decks calculate by hand.
@Suite struct WorkedExampleTests {
  // By PyTorch in double precision, reference.py; the slides cut digits off
  let mazur = Network(
    [
      Layer([[0.15, 0.25], [0.20, 0.30]], bias: [0.35, 0.35]),
      Layer([[0.40, 0.50], [0.45, 0.55]], bias: [0.60, 0.60]),
    ], [.sigmoid, .sigmoid])
  let x: Matrix = [[0.05, 0.10]]
  let y: Matrix = [[0.01, 0.99]]

  @Test func `Deck F · The forward pass of the network that is followed while it learns`() {
    let pass = mazur.forward(x)
    #expect(close(pass.Z[0].values, [0.3775, 0.3925]))
    #expect(close(pass.A[0].values, [0.593269992, 0.596884378], 1e-6))
    #expect(close(pass.Z[1].values, [1.10590597, 1.2249214], 1e-6))
    #expect(close(pass.A[1].values, [0.75136507, 0.772928465], 1e-6))
    #expect(close(loss(.squared, mazur, pass, y), 0.298371109, 1e-6))
    let errors = pass.output - y
    #expect(close((errors * errors / 2).values, [0.274811083, 0.0235600256], 1e-6))
  }

  @Test func `Deck F · The backward pass, and the weights after a step of ½`() {
    let pass = mazur.forward(x)
    let gradient = backward(mazur, x, pass, y, .squared)
    #expect(
      close(
        gradient.layers[1].weights.values, [0.0821670406, -0.0226025405, 0.0826676278, -0.0227402422], 2e-6))
    #expect(
      close(
        gradient.layers[0].weights.values, [0.000438567734, 0.000497712735, 0.000877135469, 0.000995425471],
        1e-5))
    var network = mazur
    var updater = Updater(.gradientDescent, for: network)
    updater.update(&network, gradient.layers, learningRate: 0.5)
    #expect(
      close(network.layers[1].weights.values, [0.35891648, 0.51130127, 0.408666186, 0.561370121], 1e-6))
    #expect(
      close(network.layers[0].weights.values, [0.149780716, 0.249751144, 0.199561432, 0.299502287], 1e-6))
  }

  @Test func `Deck F · After ten thousand steps the outputs are near 0·01 and 0·99`() throws {
    var network = mazur
    let still = Matrix(rows: 1, columns: 2)
    for _ in 0..<10_000 {  // the biases stay as they are, as on the slides
      let gradient = backward(network, x, network.forward(x), y, .squared).layers.map { layer in
        Layer(layer.weights, bias: still.values)
      }
      for l in 0..<2 { network.layers[l].weights.add(-0.5, times: gradient[l].weights) }
    }
    #expect(close(network.forward(x).output.values, [0.0159136204, 0.984064274], 1e-3))
  }

  @Test func `Deck B · One layer by hand, h = (−10, 20)`() {
    let network = Network([Layer([[1, 2], [2, 1]], bias: [0, 0])], [.softmax])
    let h: Matrix = [[-10, 20]]
    let pass = network.forward(h)
    #expect(pass.Z[0] == [[30, 0]])
    #expect(loss(.crossEntropy, network, pass, [[0, 1]]) == 30)
    // e⁻³⁰ = 9.357623e-14
    #expect(pass.output[0, 0] == 1 && close(pass.output[0, 1] * 1e14, 9.357623))
    let gradient = backward(network, h, pass, [[0, 1]], .crossEntropy)
    #expect(close(gradient.layers[0].weights.values, [-10, 10, 20, -20]))
    #expect(close(gradient.layers[0].bias.values, [1, -1]))
    // (softmax − t) · W′ᵀ = (1·1 − 1·2, 1·2 − 1·1)
    #expect(close(gradient.inputs.values, [-1, 1]))
  }

  @Test func `Deck B · The chain goes on through ReLU to the first layer`() {
    // x = (1, 2), a = (−1, 8), h = (0, 8), c = (16, 8), softmax − t = (1, −1) within 0.0004
    let network = Network(
      [
        Layer([[1, 2], [-1, 3]], bias: [0, 0]), Layer([[1, 2], [2, 1]], bias: [0, 0]),
      ],
      [.relu, .softmax])
    let x: Matrix = [[1, 2]]
    let pass = network.forward(x)
    #expect(pass.Z[0] == [[-1, 8]] && pass.A[0] == [[0, 8]] && pass.Z[1] == [[16, 8]])
    let gradient = backward(network, x, pass, [[0, 1]], .crossEntropy)
    let s: Float = 0.99966465
    #expect(close(gradient.layers[1].weights.values, [0, 0, 8 * s, -8 * s]))
    // dh = (−s, s), da = (0, s), dW = xᵀ da
    #expect(close(gradient.layers[0].weights.values, [0, s, 0, 2 * s]))
    #expect(close(gradient.layers[0].bias.values, [0, s]))
  }

  @Test func `Deck I · Is it worth going to class`() {
    let neuron = Network([Layer([[0.5], [0.1], [0.0058]], bias: [0.2])], [.relu])
    let a = neuron.forward([[0.4, 2, 17]]).output[0, 0]
    #expect(close(a, 0.6986, 1e-6))
    // An output of 0.45 where 1 is right costs −log 0.45 = 0.79850770
    let certain = Network([Layer([[1]], bias: [0])], [.sigmoid])
    let z = log(Float(0.45 / 0.55))
    let pass = certain.forward([[z]])
    #expect(close(pass.output[0, 0], 0.45, 1e-6))
    #expect(close(loss(.crossEntropy, certain, pass, [[1]]), 0.7985077, 1e-6))
  }

  @Test func `Two linear layers are one, with the product of their weights`() {
    let W: Matrix = [[1, 2], [-3, 4]]
    let V: Matrix = [[2, -1], [0.5, 3]]
    let two = Network(
      [Layer(W, bias: [0, 0]), Layer(V, bias: [0, 0])], [.linear, .linear])
    let one = Network([Layer(W.times(V), bias: [0, 0])], [.linear])
    #expect(W.times(V) == [[3, 5], [-4, 15]])
    let X: Matrix = [[1, -2], [1, 2], [-1, -2], [-1, 2]]
    #expect(two.forward(X).output == one.forward(X).output)
  }

  @Test func `The sign of f1 f2 is out of reach for one layer and easy for two`() throws {
    // The best that one layer can do is to give every point both classes alike: a loss of log 2
    let (one, oneLoss) = try trainedOnXOR(hidden: [])
    #expect(close(oneLoss, 0.69314718, 1e-4))
    #expect(one.forward(xor.X).output.values.allSatisfy { abs($0 - 0.5) < 0.01 })
    let (two, twoLoss) = try trainedOnXOR(hidden: [8])
    #expect(two.accuracy(xor.X, [0, 1, 1, 0]) == 1 && twoLoss < 0.01)
  }

  private func trainedOnXOR(hidden: [Int]) throws -> (Network, loss: Float) {
    var generator = SeededGenerator(seed: 1)
    var network = Network(
      sizes: [2] + hidden + [2], hidden: .tanh, output: .softmax, .glorot, using: &generator)
    var updater = Updater(.adam, for: network)
    try train(&network, &updater, xor, TrainingSettings(learningRate: 0.05, epochs: 300))
    return (network, loss(.crossEntropy, network, network.forward(xor.X), xor.Y))
  }

  @Test func `Deck F · The poll's network is expression B`() {
    let w: [Float] = [0, 0.5, -1, 1.5, -2, 2.5, 0.8]  // w₁ … w₆
    let network = Network(
      [
        Layer([[w[1], w[2]], [w[1], w[2]]], bias: [0, 0]),
        Layer([[w[3], w[4], w[5]], [w[5], w[6], w[5]]], bias: [0, 0, 0]),
        Layer([[w[6]], [w[6]], [w[6]]], bias: [0]),
      ], [.sigmoid, .sigmoid, .sigmoid])
    let (x1, x2): (Float, Float) = (0.3, 0.9)
    let (h1, h2) = (sigmoid(w[1] * x1 + w[1] * x2), sigmoid(w[2] * x1 + w[2] * x2))
    let middle = [w[3] * h1 + w[5] * h2, w[4] * h1 + w[6] * h2, w[5] * h1 + w[5] * h2]
    let B = sigmoid(middle.reduce(0) { $0 + sigmoid($1) * w[6] })
    let A = sigmoid(w[3] * sigmoid(w[1] * x1 + w[2] * x2) * w[6] + w[4] * h2 * w[6] + w[5] * h1 * w[6])
    let output = network.forward([x1, x2]).output[0, 0]
    #expect(close(output, B, 1e-6) && !close(output, A, 1e-2))
  }
}
