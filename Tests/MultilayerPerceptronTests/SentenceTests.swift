import Formats
import Matrices
@testable import MultilayerPerceptron
import Testing

@testable import struct multilayer_perceptron.Digits

/// What sentences of the page say of other seeds than its outputs have, and of the data.
@Suite struct SentenceTests {
  @Test(arguments: 2...4 as ClosedRange<UInt64>)
  func
    `4·8 · Glorot's weights keep tanh's signals within a factor of three, He's ReLU's, and Glorot's lose four with ReLU`(
      seed: UInt64
    ) throws
  {
    let digits = try Digits.small().test.chosen(Array(stride(from: 0, to: 1000, by: 10)))
    /// How large the outputs of the six hidden layers are, and their slopes.
    func sizes(_ first: Initialization, _ hidden: Activation) -> [[Float]] {
      var generator = SeededGenerator(seed: seed)
      let sizes = [784] + [Int](repeating: 100, count: 6) + [10]
      let network = Network(sizes: sizes, hidden: hidden, output: .softmax, first, using: &generator)
      let pass = network.forward(digits.X)
      let slopes = (1...6).map { l in
        let rest = Network(Array(network.layers[l...]), Array(network.activations[l...]))
        let X = pass.A[l - 1]
        return backward(rest, X, rest.forward(X), digits.examples.Y, .crossEntropy).inputs
      }
      return [Array(pass.A.dropLast()), slopes.reversed()].map { matrices in
        matrices.map { ($0 * $0).sum().squareRoot() }
      }
    }
    for sizes in sizes(.glorot, .tanh) + sizes(.he, .relu) {
      #expect((sizes.max() ?? 0) < 3 * (sizes.min() ?? 0))
    }
    for sizes in sizes(.glorot, .relu) { #expect(sizes[0] >= 4 * sizes[5]) }
  }

  @Test func `4·12 · Of the 784 pixels 129 are white in all training digits`() throws {
    let X = try Digits.small().training.X
    #expect(X.rows == 4000 && (0..<784).count { X.column($0).allSatisfy { $0 == 0 } } == 129)
  }
}
