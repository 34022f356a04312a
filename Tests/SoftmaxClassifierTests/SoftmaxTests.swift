import Matrices
import SoftmaxClassifier
import Support
import Testing

/// The figures of the decks, and what softmax and cross-entropy promise.
@Suite struct SoftmaxTests {
  @Test(arguments: [(4, 0.6444), (5, 0.2873), (6, 0.1155), (10, 0.0022)] as [(Float, Float)])
  func `Deck B's second problem has its four losses`(x: Float, loss: Float) {
    let layer = Layer(weights: [[1, 0], [0, 1], [0, 1]], bias: [0, 0])
    let Z = layer.forward([[x, 2, 1.9]])
    #expect(abs(crossEntropy(Z, [0]) - loss) < 5e-5)
    let P = softmax(Z)
    let H = -zip(oneHot([0], classes: 2).values, P.values).map { $0 * log($1) }.reduce(0, +)
    #expect(abs(H - loss) < 5e-5)
  }

  @Test func `A layer gives one example, by loops, what it gives it among others`() {
    let layer = testNetwork([4, 3], .linear).layers[0]
    let C = layer.forward(testX)
    #expect(layer.bias.values.allSatisfy { $0 != 0 })
    for i in 0..<testX.rows { #expect(close(layer.forward(Array(testX[row: i])), Array(C[row: i]), 1e-6)) }
  }

  @Test func `Deck Q's slopes at (0,2 0,3 0,5) are (0,2 −0,7 0,5) when the second class is right`() {
    let slopes = scoreGradient([[0.2, 0.3, 0.5]], [1]).values
    for (slope, expected) in zip(slopes, [0.2, -0.7, 0.5] as [Float]) {
      #expect(abs(slope - expected) < 1e-6)
    }
  }

  @Test func `With two classes softmax is the sigmoid of the difference`() {
    for (a, b) in [(0, 0), (1, 0), (3, 2), (-2, 1), (4, 3.9), (30, 10), (-50, 50)] as [(Float, Float)] {
      let P = softmax([[a, b]])
      #expect(abs(P[0, 0] - sigmoid(a - b)) <= 2e-7 * sigmoid(a - b))
      #expect(abs(P.sum() - 1) < 2e-7)
    }
  }

  @Test func `A class that is alone has all the probability`() {
    #expect(softmax([-7]) == [1])
    #expect(softmax([[3], [-1e30]] as Matrix) == [[1], [1]])
  }

  @Test func `Every row sums to 1 and no finite score gives a loss that is not finite`() {
    let largest = Float.greatestFiniteMagnitude / 4
    let Z: Matrix = [
      [1e4, 0, -1e4], [largest, -largest, 0], [-largest, -largest, -largest], [0, 0x1p-140, 3],
    ]
    for (sum, P) in zip(softmax(Z).rowSums().values, softmax(Z).values.chunks(of: 3)) {
      #expect(abs(sum - 1) < 1e-6)
      #expect(P.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
    #expect(softmax([1e4, -1e4, 0] as [Float]) == [1, 0, 0])
    #expect(softmax([-1e4, -1e4] as [Float]) == [0.5, 0.5])
    #expect(crossEntropy(Z.rows(0..<1), [2]) == 2e4)
    #expect(crossEntropy(Z, [0, 1, 2, 0]).isFinite)
  }

  @Test func `A label's row has one 1, in the label's column`() {
    #expect(oneHot([2, 0], classes: 3) == [[0, 0, 1], [1, 0, 0]])
  }

  @Test func `A product gives the scores of the loop, example by example`() {
    var generator = SeededGenerator(seed: 3)
    var X = Matrix(rows: 50, columns: 784).map { _ in generator.normal() }
    for i in 0..<50 { (X[i, 0], X[i, 1]) = (1, 0) }
    let weights = Matrix(rows: 784, columns: 10).map { _ in 0.05 * generator.normal() }
    let layer = Layer(weights: weights, bias: (0..<10).map { Float($0) / 10 })
    let Z = layer.forward(X)
    for i in 0..<50 {
      for (z, expected) in zip(Z[row: i], layer.forward(Array(X[row: i]))) {
        #expect(abs(z - expected) < 2e-5)
      }
    }
  }

  @Test func `Equal scores decide for the first class, and accuracy counts the rest`() {
    #expect(SoftmaxTests.passing.accuracy([[1, 1], [0, 2], [3, 0]], [0, 1, 1]) == Float(2) / 3)
  }

  @Test func `A score that is no number is never right`() {
    #expect(SoftmaxTests.passing.accuracy([[.nan, .nan], [0, 2]], [0, 1]) == 0.5)
  }

  /// A network whose scores are its inputs.
  private static let passing = Network(layers: [Layer(weights: [[1, 0], [0, 1]], bias: [0, 0])])
}

extension Array {
  fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<$0 + size] }
  }
}
