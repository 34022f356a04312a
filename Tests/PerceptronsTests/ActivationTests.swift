import Figures
import Formats
import ReadAlong
import Foundation
import Matrices
@testable import Perceptrons
import Testing

@Suite struct ActivationTests {
  static let all: [Activation] = [
    .linear, .step, .sign, .sigmoid, .tanh, .relu, .leakyReLU(slope: 0.1), .softplus, .elu(alpha: 1.5),
  ]
  static let smooth = all.filter { $0 != .step && $0 != .sign }

  @Test(arguments: all)
  func `One number and sixteen in lanes give the same bits`(activation: Activation) {
    var generator = SeededGenerator(seed: 1)
    for size in [1, 30, 1e4] as [Float] {
      var z = SIMD16<Float>()
      for lane in 0..<16 { z[lane] = size * generator.normal() }
      z[3] = 0
      let a = activate(z, by: activation)
      let d = activation.derivative(at: z, value: a)
      for lane in 0..<16 {
        #expect(a[lane] == activate(z[lane], by: activation))
        #expect(d[lane] == activation.derivative(at: z[lane]))
      }
    }
  }

  @Test(arguments: smooth)
  func `The derivative passes the check by differences, and a spoilt one does not`(activation: Activation)
    throws
  {
    let z: [Float] = [-7, -3, -1.2, -0.3, 0.2, 0.9, 2.5, 6]
    func sum(_ z: [Float]) -> Float { z.map { activate($0, by: activation) }.reduce(0, +) }
    let slopes = z.map(activation.derivative(at:))
    let right = try GradientCheck(slopes, at: z, loss: sum)
    #expect(right.error < 1e-3)
    let spoilt = try GradientCheck(slopes.map { $0 * 1.02 }, at: z, loss: sum)
    #expect(spoilt.error > 0.01)
  }

  @Test(arguments: smooth)
  func `Values and derivatives are those of double precision, and one wrong by a percent is caught`(
    activation: Activation
  ) {
    for z in [-7, -3, -1.2, -0.3, 0.2, 0.9, 2.5, 6] as [Float] {
      let x = Double(z)
      let slope = (inDouble(activation, x + 1e-4) - inDouble(activation, x - 1e-4)) / 2e-4
      #expect(abs(Double(activate(z, by: activation)) - inDouble(activation, x)) < 1e-6 * max(abs(x), 1))
      #expect(abs(Double(activation.derivative(at: z)) - slope) < 1e-6)
      if abs(slope) > 1e-3 { #expect(abs(Double(activation.derivative(at: z)) * 1.01 - slope) > 5e-6) }
    }
  }

  private func inDouble(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .linear: z
    case .step: z > 0 ? 1 : 0
    case .sign: z > 0 ? 1 : -1
    case .sigmoid: 1 / (1 + Foundation.exp(-z))
    case .tanh: Foundation.tanh(z)
    case .relu: max(z, 0)
    case .leakyReLU(let slope): max(z, Double(slope) * z)
    case .softplus: Foundation.log(1 + Foundation.exp(z))
    case .elu(let alpha): z > 0 ? z : Double(alpha) * Foundation.expm1(z)
    }
  }

  @Test(arguments: all)
  func `Nothing overflows at ±10⁴`(activation: Activation) {
    for z in [-1e4, 1e4] as [Float] {
      let a = activate(z, by: activation)
      #expect(a.isFinite)
      #expect(activation.derivative(at: z).isFinite)
    }
  }

  @Test func `The limits far from zero`() {
    func limits(_ activation: Activation) -> [Float] {
      [-1e4, 1e4].map { activate($0, by: activation) }
    }
    #expect(limits(.linear) == [-1e4, 1e4])
    #expect(limits(.step) == [0, 1])
    #expect(limits(.sign) == [-1, 1])
    #expect(limits(.sigmoid) == [0, 1])
    #expect(limits(.tanh) == [-1, 1])
    #expect(limits(.relu) == [0, 1e4])
    #expect(limits(.leakyReLU(slope: 0.1)) == [-1e3, 1e4])
    #expect(limits(.softplus) == [0, 1e4])
    #expect(limits(.elu(alpha: 1.5)) == [-1.5, 1e4])
  }

  @Test func `Values and slopes at zero`() {
    func at0(_ activation: Activation) -> [Float] {
      [activate(0, by: activation), activation.derivative(at: 0)]
    }
    #expect(at0(.step) == [0, 0])
    #expect(at0(.sign) == [-1, 0])
    #expect(at0(.sigmoid) == [0.5, 0.25])
    #expect(at0(.tanh) == [0, 1])
    #expect(at0(.relu) == [0, 0])
    #expect(at0(.leakyReLU(slope: 0.01)) == [0, 0.01])
    #expect(close(at0(.softplus), [0.6931472, 0.5]))
    #expect(at0(.elu(alpha: 2)) == [0, 2])
  }

  @Test(arguments: all)
  func `What is not a number stays so`(activation: Activation) {
    #expect(activate(Float.nan, by: activation).isNaN)
    #expect(activate(SIMD16<Float>(repeating: .nan), by: activation)[5].isNaN)
  }

  @Test(arguments: [0, 0.01, 0.1, 0.5, 1] as [Float])
  func `Both decks' leaky ReLU are one function`(slope: Float) {
    for x in stride(from: Float(-5), through: 5, by: 0.37) {
      let leakyReLU = activate(x, by: .leakyReLU(slope: slope))
      #expect(close(slope * x + (1 - slope) * activate(x, by: .relu), leakyReLU))
      #expect(leakyReLU == max(slope * x, x))
    }
  }

  @Test func `The ELU keeps its digits near zero`() {
    for x in [-1e-6, -1e-4, -0.01, -0.3] as [Float] {
      #expect(close(activate(x, by: .elu(alpha: 1)) / x, Float(Foundation.expm1(Double(x)) / Double(x))))
    }
  }

  @Test func `A matrix is activated entry by entry`() {
    #expect(activate([[-2, 0], [1, 3]] as Matrix, by: .relu) == [[0, 0], [1, 3]])
  }
}

@Suite struct SoftmaxTests {
  @Test func `Its parts are positive and sum to 1, whatever is added to all`() {
    let s = softmax([1, 2, 3])
    #expect(close(s, [0.09003057, 0.24472847, 0.66524096]))
    #expect(close(softmax([101, 102, 103]), s))
    #expect(close(s.reduce(0, +), 1, 1e-6))
  }

  @Test func `Nothing overflows at ±10⁴`() {
    #expect(softmax([1e4, -1e4, 0]) == [1, 0, 0])
    #expect(softmax([-1e4, -1e4]) == [0.5, 0.5])
    #expect(softmax([1e4]) == [1])
  }

  @Test func `Of two outputs it is the sigmoid of their difference`() {
    for z in [-8, -1, 0, 0.3, 5] as [Float] {
      #expect(close(softmax([z + 2, 2])[0], sigmoid(z)))
    }
  }
}

@Suite struct MaxoutTests {
  @Test func `Two pieces make a ReLU, a leaky ReLU or the absolute value`() {
    func maxout(_ first: Float, _ second: Float) -> Maxout {
      Maxout(pieces: Layer(weights: [[first, second]], bias: [0, 0]))
    }
    for x in [-3, -0.5, 0, 2] as [Float] {
      #expect(maxout(0, 1).value([x]) == activate(x, by: .relu))
      #expect(maxout(0.1, 1).value([x]) == activate(x, by: .leakyReLU(slope: 0.1)))
      #expect(maxout(-1, 1).value([x]) == abs(x))
    }
  }

  @Test func `The gradients to weights, biases and inputs are those in doubles, and a percent is seen`() {
    var generator = SeededGenerator(seed: 3)
    let pieces = Layer(
      weights: Matrix(rows: 4, columns: 3).map { _ in generator.normal() }, bias: [0.3, -0.2, 0.1])
    let neuron = Maxout(pieces: pieces)
    let x: [Float] = [0.5, -1.5, 0.8, 2]
    let gradient = neuron.gradient(x)
    let found = gradient.weights.values + gradient.bias.values + neuron.inputGradient(x)
    func value(_ p: [Double]) -> Double {  // p: weights, biases, inputs
      var z = Array(p[12..<15])
      for j in 0..<4 {
        for k in 0..<3 { z[k] += p[15 + j] * p[3 * j + k] }
      }
      return z.max() ?? 0
    }
    let point = (pieces.weights.values + pieces.bias.values + x).map { Double($0) }
    #expect(found.count == point.count)
    for (k, found) in found.enumerated() {
      var (above, below) = (point, point)
      above[k] += 1e-4
      below[k] -= 1e-4
      let slope = (value(above) - value(below)) / 2e-4
      #expect(abs(Double(found) - slope) < 1e-6)
      #expect(slope == 0 || abs(1.01 * Double(found) - slope) > 1e-4)
    }
  }
}
