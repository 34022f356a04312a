@testable import ConvolutionalNetwork
import Matrices
import Testing

@Suite struct CurvatureTests {
  private static func network() -> LeNet1998 {
    var generator = SeededGenerator(seed: 1)
    return LeNet1998(using: &generator)
  }

  @Test func `Second derivatives along F6 agree with differences of slopes`() {
    let X = pattern(3, 84, 50, size: 0.5) + LeNet1998.bitmaps.rows([2, 7, 4])
    let labels: [UInt8] = [2, 1, 4]
    let H = LeNet1998.curvature(X, LeNet1998.distances(X))
    func slope(_ X: Matrix, _ i: Int, _ j: Int) -> Float {
      let (_, dY) = LeNet1998.loss(LeNet1998.distances(X), labels)
      return LeNet1998.distancesBackward(X, dY)[i, j] * 3  // the loss is a mean of three
    }
    for (i, j) in [(0, 0), (0, 40), (1, 7), (2, 83)] {
      var (up, down) = (X, X)
      up[i, j] += 0.01
      down[i, j] -= 0.01
      let expected = (slope(up, i, j) - slope(down, i, j)) / 0.02
      #expect(abs(H[i, j] - expected) < 0.02 * max(1, abs(expected)), "\(H[i, j]) against \(expected)")
    }
  }

  /// F6 is linear in its weights before the squashing, and h there leaves out f″ alone.
  @Test func `The curvature of one image is that of squared factors, and always the same`() throws {
    let digits = try sample(every: 263, count: 19)
    let network = CurvatureTests.network()
    let h = network.curvature(digits, Array(0..<19))
    for parameter in LeNet1998.parameters {
      #expect(h[parameter].values.allSatisfy { $0 >= 0 && $0.isFinite })
    }
    #expect(h.c1.weights.values.allSatisfy { $0 > 0 })
    for _ in 0..<5 { #expect(network.curvature(digits, Array(0..<19)) == h) }
    // A mean over images: of one and of the other eighteen
    let (first, rest) = (network.curvature(digits, [0]), network.curvature(digits, Array(1..<19)))
    for parameter in LeNet1998.parameters {
      let mean = (first[parameter] + rest[parameter].map { 18 * $0 }) / 19
      #expect(close(mean.values, h[parameter].values, 1e-4))
    }
  }
}
