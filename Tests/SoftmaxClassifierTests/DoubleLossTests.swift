import Foundation
import Matrices
import Testing

@testable import SoftmaxClassifier

/// Every tensor of every gradient against central differences of a loss in double precision, written on its own.
@Suite struct DoubleLossTests {
  static let depths = [[4, 3], [4, 5, 3], [4, 5, 6, 3], [4, 5, 6, 5, 3]]

  @Test(arguments: Activation.allCases, depths)
  func `Products give the gradient, and an entry wrong by a percent is caught`(
    activation: Activation, sizes: [Int]
  ) {
    let network = awayFromCorners(testNetwork(sizes, activation))
    expectEqual(
      lossAndGradient(network, testX, testY).gradient.tensors, slopesInDouble(network, testX, testY))
  }

  @Test(arguments: Activation.allCases, depths)
  func `Inputs have their gradient, and an entry wrong by a percent is caught`(
    activation: Activation, sizes: [Int]
  ) {
    let network = awayFromCorners(testNetwork(sizes, activation))
    let p = network.layers.map { ($0.weights.values.map(Double.init), $0.bias.values.map(Double.init)) }
    for i in testY.indices {
      let (X, y) = (testX.rows(i..<i + 1), [testY[i]])
      // Of one example the gradient by a layer's biases is that by its sums
      let dZ = lossAndGradient(network, X, y).gradient.layers[0].bias
      let slopes = (0..<4).map { j in
        let losses = [1e-4, -1e-4].map { h in
          lossInDouble(p, activation, [X.values.enumerated().map { Double($1) + ($0 == j ? h : 0) }], y)
        }
        return (losses[0] - losses[1]) / 2e-4
      }
      expectEqual([network.layers[0].inputGradient(dZ).values], [slopes])
    }
  }

  @Test func `Lanes give the gradient, and an entry wrong by a percent is caught`() throws {
    let network = testNetwork([4, 5, 3], .sigmoid)
    let lanes = try #require(Lanes.Examples(testX, testY, for: network))
    let (loss, gradient) = lanes.lossAndGradient(network)
    let p = network.layers.map { ($0.weights.values.map(Double.init), $0.bias.values.map(Double.init)) }
    #expect(abs(Double(loss) - lossInDouble(p, .sigmoid, doubles(testX), testY)) < 1e-6)
    expectEqual(gradient.tensors, slopesInDouble(network, testX, testY))
  }

  @Test func `The Jacobian and the slopes by the scores as well, and one wrong by a percent is caught`() {
    func softmaxInDouble(_ z: [Double]) -> [Double] {
      let powers = z.map { Foundation.exp($0) }
      return powers.map { $0 / powers.reduce(0, +) }
    }
    /// The slopes of a function along each number.
    func slopes(_ z: [Float], _ function: ([Double]) -> Double) -> [Double] {
      z.indices.map { i in
        let values = [1e-4, -1e-4].map { h in
          function(z.enumerated().map { Double($1) + ($0 == i ? h : 0) })
        }
        return (values[0] - values[1]) / 2e-4
      }
    }
    let z: [Float] = [0.5, -1, 1.2, 0]
    let J = softmaxJacobian(softmax(z))
    expectEqual(
      z.indices.map { Array(J[row: $0]) }, z.indices.map { k in slopes(z) { softmaxInDouble($0)[k] } })
    let Z = testNetwork([4, 3], .linear).scores(testX)
    expectEqual(
      [scoreGradient(softmax(Z), testY).values],
      [
        slopes(Z.values) { z in
          testY.indices.reduce(0) { sum, i in
            sum - Foundation.log(softmaxInDouble(Array(z[3 * i..<3 * i + 3]))[testY[i]]) / Double(testY.count)
          }
        }
      ])
  }

  @Test func `The penalties' gradient is 2λw, and the lasso's step never crosses zero`() {
    let W: Matrix = [[0.5, -2], [0, 0.01]]
    var gradient: Matrix = [[1, 1], [1, 1]]
    let penalty = Penalty(l1: 0.3, l2: 0.25)
    penalty.addGradient(of: W, to: &gradient)
    #expect(gradient == [[1.25, 0], [1, 1.005]])
    #expect(abs(penalty.cost(of: W) - (0.3 * 2.51 + 0.25 * 4.2501)) < 1e-6)
    var shrunk = W
    penalty.shrink(&shrunk, learningRate: 0.5)
    #expect(close(shrunk.values, [0.35, -1.85, 0, 0]))
    Penalty(l1: 1).shrink(&shrunk, learningRate: 0.25)
    #expect(close(shrunk.values, [0.1, -1.6, 0, 0]))
  }

  /// Tensor by tensor: the largest difference is 2·10⁻⁵ of the largest slope at most. Every entry that is not small
  /// in its tensor, spoilt by a percent, must break that.
  private func expectEqual(_ tensors: [[Float]], _ slopes: [[Double]]) {
    #expect(tensors.count == slopes.count)
    for (found, expected) in zip(tensors, slopes) {
      let largest = expected.map { abs($0) }.max() ?? 0
      func error(_ found: [Float]) -> Double {
        zip(found, expected).map { abs(Double($0) - $1) }.max().map { $0 / largest } ?? .infinity
      }
      #expect(largest > 1e-3 && found.count == expected.count && error(found) < 2e-5)
      for (k, slope) in expected.enumerated() where abs(slope) > 0.01 * largest {
        var spoilt = found
        spoilt[k] *= 1.01
        #expect(error(spoilt) > 2e-5)
      }
    }
  }

  /// ∂L/∂p of every weight and bias, layer by layer, weights before biases.
  private func slopesInDouble(_ network: Network, _ X: Matrix, _ y: [Int]) -> [[Double]] {
    let p = network.layers.map { ($0.weights.values.map(Double.init), $0.bias.values.map(Double.init)) }
    func slope(_ move: (inout [([Double], [Double])], Double) -> Void) -> Double {
      let losses = [1e-4, -1e-4].map { h in
        var moved = p
        move(&moved, h)
        return lossInDouble(moved, network.activation, doubles(X), y)
      }
      return (losses[0] - losses[1]) / 2e-4
    }
    return p.indices.flatMap { l in
      [
        p[l].0.indices.map { k in slope { $0[l].0[k] += $1 } },
        p[l].1.indices.map { k in slope { $0[l].1[k] += $1 } },
      ]
    }
  }

  private func doubles(_ X: Matrix) -> [[Double]] { (0..<X.rows).map { X[row: $0].map(Double.init) } }

  /// The mean of −log softmax of the right class.
  private func lossInDouble(
    _ layers: [(weights: [Double], bias: [Double])], _ activation: Activation, _ X: [[Double]], _ y: [Int]
  ) -> Double {
    var total = 0.0
    for i in 0..<y.count {
      var h = X[i]
      for (l, layer) in layers.enumerated() {
        var z = layer.bias
        for j in h.indices {
          for k in z.indices { z[k] += h[j] * layer.weights[j * z.count + k] }
        }
        h = z
        if l == layers.count - 1 { continue }
        switch activation {
        case .sigmoid: h = z.map { 1 / (1 + Foundation.exp(-$0)) }
        case .relu: h = z.map { max($0, 0) }
        case .linear: break
        }
      }
      total += Foundation.log(h.map { Foundation.exp($0) }.reduce(0, +)) - h[y[i]]
    }
    return total / Double(y.count)
  }
}

extension Network {
  /// W₁, b₁, W₂, b₂, …
  fileprivate var tensors: [[Float]] { layers.flatMap { [$0.weights.values, $0.bias.values] } }
}
