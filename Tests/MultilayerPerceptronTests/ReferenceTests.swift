import Matrices
import Testing

@testable import MultilayerPerceptron

/// The numbers were computed by PyTorch in double precision, reference.py beside this file.
@Suite struct ReferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let hidden: Activation
    let output: Activation
    let loss: Loss
    let outputs: [Float]
    let J: Float
    let firstRow: [Float]
    let lastRow: [Float]
    let lastBias: [Float]
    let inputs: [Float]
    var testDescription: String { "\(hidden), \(output), \(loss)" }
  }

  static let cases = [
    Case(
      hidden: .sigmoid, output: .sigmoid, loss: .squared, outputs: [0.72463364, 0.308196945, 0.32480914],
      J: 1.35481182,
      firstRow: [0.0502385278, -0.0720915374, -0.013175739, 0.0654030297, -0.0553927267],
      lastRow: [0.0621469135, -0.0564361597, 0.0228974222, 0.0861914363, -0.0332883417, 0.0463638052],
      lastBias: [0.0782905193, -0.0059277578, -0.00167770669],
      inputs: [0.00201645901, -0.00252127567, -0.000924568919, -0.000288155027]),
    Case(
      hidden: .tanh, output: .sigmoid, loss: .crossEntropy, outputs: [0.528103356, 0.299463596, 0.449668731],
      J: 3.00356021,
      firstRow: [0.115946287, -0.0889172092, -0.0477318981, 0.0981900355, -0.0898497074],
      lastRow: [-0.0471642666, -0.104823076, -0.0164408225, 0.154797201, 0.00709755854, 0.109930151],
      lastBias: [0.22386836, -0.0863078777, 0.0920243946],
      inputs: [0.0580593481, -0.0772184138, -0.00185920807, -0.0265709267]),
    Case(
      hidden: .relu, output: .softmax, loss: .crossEntropy, outputs: [0.675472965, 0.127870318, 0.196656717],
      J: 2.4705332,
      firstRow: [0.0490625, -0.0762594402, 0.042376775, 0.0646875, 0.00237490272],
      lastRow: [-0.0238100221, -0.143810022, 0.0240625, 0.207366605, 0.087366605, 0.0396875],
      lastBias: [0.334167965, -0.209592459, -0.124575506],
      inputs: [-0.0478695403, -0.106359082, -0.01152158, 0.124158524]),
    Case(
      hidden: .leakyReLU(slope: 0.1), output: .linear, loss: .squared,
      outputs: [0.760687662, -0.871779153, -0.427675138], J: 2.65001423,
      firstRow: [0.0399437097, -0.0743845634, 0.118465625, 0.0801662061, 0.145570425],
      lastRow: [-0.04113228, -0.205324814, 0.00504536896, 0.350296634, 0.191700137, 0.058810364],
      lastBias: [0.399286735, -1.29191884, -0.730168769],
      inputs: [-0.154222531, -0.312573199, 0.0423957629, 0.313614887]),
    Case(
      hidden: .softplus, output: .softmax, loss: .crossEntropy,
      outputs: [0.849355927, 0.0725268569, 0.0781172164], J: 2.81673248,
      firstRow: [0.0533617055, -0.0871320279, 0.0289269499, 0.0753551856, -0.0251710336],
      lastRow: [0.00404769541, -0.119209313, -0.00950026827, 0.287935125, 0.201799694, 0.142316765],
      lastBias: [0.519940489, -0.266306171, -0.253634318],
      inputs: [-0.00958928429, -0.0852199217, -0.0246759653, 0.0782195291]),
    Case(
      hidden: .elu(alpha: 1.5), output: .softmax, loss: .squared,
      outputs: [0.517051705, 0.187196676, 0.295751618], J: 1.3582767,
      firstRow: [0.0574430854, -0.0690717813, -0.0176836854, 0.0879980782, -0.0710915119],
      lastRow: [0.0345203137, -0.0816803064, 0.012918087, 0.0908988706, -0.0263721049, 0.055741425],
      lastBias: [0.0671099574, -0.0338033256, -0.0333066318],
      inputs: [-0.00202196122, -0.0375819675, -0.00135052503, 0.0200336248]),
  ]

  @Test(arguments: cases)
  func `Values and gradients are PyTorch's`(expected: Case) {
    let network = testNetwork([4, 5, 6, 3], hidden: expected.hidden, output: expected.output)
    let penalty = Penalty(l1: 0.01, l2: 0.05)
    let pass = network.forward(testX)
    #expect(close(Array(pass.output[row: 1]), expected.outputs))
    #expect(close(loss(expected.loss, network, pass, testY) + penalty.cost(of: network), expected.J))
    var gradient = backward(network, testX, pass, testY, expected.loss)
    penalty.addGradient(of: network, to: &gradient.layers)
    #expect(close(Array(gradient.layers[0].weights[row: 0]), expected.firstRow))
    #expect(close(Array(gradient.layers[1].weights[row: 4]), expected.lastRow))
    #expect(close(gradient.layers[2].bias.values, expected.lastBias))
    #expect(close(Array(gradient.inputs[row: 2]), expected.inputs, 2e-5))
  }

  struct Steps: Sendable, CustomTestStringConvertible {
    let rule: UpdateRule
    let rate: Float
    let losses: [Float]
    let weights: [Float]
    let bias: [Float]
    var testDescription: String { "\(rule)" }
  }

  static let steps = [
    Steps(
      rule: .gradientDescent, rate: 0.1, losses: [0.852266688, 0.818164987, 0.598646609],
      weights: [0.310563052, -0.669954611, -0.126059303, 0.578936514, -0.424366799],
      bias: [-0.174341757, 0.34500995, -0.483168193]),
    Steps(
      rule: .momentum(0.9), rate: 0.1, losses: [0.852266688, 0.818164987, 0.213235461],
      weights: [0.100526159, -0.84181633, -0.388036463, 0.693792105, -0.325631291],
      bias: [-0.201087944, 0.18425597, -0.295668025]),
    Steps(
      rule: .nesterov(0.9), rate: 0.1, losses: [0.852266688, 0.788280911, 0.177671155],
      weights: [0.0937130176, -0.854747345, -0.404361384, 0.718197666, -0.313366472],
      bias: [-0.194057698, 0.19557371, -0.314016013]),
    Steps(
      rule: .adaGrad, rate: 0.1, losses: [0.852266688, 0.562450607, 0.133277105],
      weights: [0.0740767112, -0.927700568, -0.355660211, 1.03048123, -0.303698262],
      bias: [-0.127518176, 0.188245828, -0.402735286]),
    Steps(
      rule: .rmsProp, rate: 0.01, losses: [0.852266688, 0.562450762, 0.131193512],
      weights: [0.0717124297, -0.928844536, -0.357131079, 1.03321928, -0.304296117],
      bias: [-0.126954577, 0.187797276, -0.402449066]),
    Steps(
      rule: .adam, rate: 0.01, losses: [0.852266688, 0.817942276, 0.580794649],
      weights: [0.292099231, -0.708798446, -0.13093588, 0.647991016, -0.355178728],
      bias: [-0.234290431, 0.323320957, -0.481725263]),
  ]

  @Test(arguments: steps)
  func `Ten steps of every update rule are PyTorch's`(expected: Steps) throws {
    var network = testNetwork([4, 5, 3], hidden: .tanh, output: .softmax)
    var updater = Updater(expected.rule, for: network)
    var losses: [Float] = []
    let settings = TrainingSettings(learningRate: LearningRate(expected.rate), epochs: 10)
    try train(&network, &updater, Examples(testX, testY), settings) {
      losses.append($0.loss)
      return true
    }
    #expect(close([losses[0], losses[1], losses[9]], expected.losses))
    #expect(close(Array(network.layers[0].weights[row: 0]), expected.weights))
    #expect(close(network.layers[1].bias.values, expected.bias))
    #expect(updater.steps == 10)
  }
}
