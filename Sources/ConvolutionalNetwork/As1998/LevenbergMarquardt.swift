// Training as in 1998: stochastic diagonal Levenberg–Marquardt (LeCun et al. 1998, sections III-B and C of
// the appendix). Each step sees one image; each weight has its own rate, small where the loss is curved.
//
//     w_k ← w_k − η / (μ + h_k) · g_k      h_k: the mean of ∂²loss/∂w_k² over 500 images, anew each epoch
//
// Second derivatives flow back as slopes do, but everything they meet is squared, and f″ is left out (so none
// is negative). With a = Σ u x, h_a and h_x the second derivatives along a and x:
//
//     h_a = f′(a)² h_f(a)      h_x = Σ u² h_a      h_u = Σ x² h_a, over all places that share u
//
// At F6 they are exact. With p_i = e^(−y_i) / (e^(−1) + Σ e^(−y_k)) and p_0 = 1 − Σ p_i the rubbish class,
//
//     ∂²loss/∂x_j² = 2 p_0 + 4 (Σ p_i (x_j − bitmap_ij)² − (Σ p_i (x_j − bitmap_ij))²)

import Matrices

extension LeNet1998 {
  /// η of the paper's twenty epochs.
  public static func learningRate(epoch: Int) -> Float {
    require(epoch > 0, "the learning rate of epoch \(epoch)")
    let ends: [(epoch: Int, rate: Float)] = [(2, 0.0005), (5, 0.0002), (8, 0.0001), (12, 0.00005)]
    return ends.first { epoch <= $0.epoch }?.rate ?? 0.00001
  }

  /// μ: no rate is larger than η / μ.
  static let mu: Float = 0.02

  /// h of every parameter: the mean of the second derivatives over these images.
  public func curvature(_ digits: Digits, _ indices: [Int]) -> LeNet1998 {
    require(!indices.isEmpty, "the curvature of no images")
    let group = ImageGroup1998()
    var sum = LeNet1998()
    for start in stride(from: 0, to: indices.count, by: 16) {
      let Y = group.forward(self, digits, indices[start..<min(start + 16, indices.count)])
      let some = group.backward(self, LeNet1998.curvature(group.X6, Y), squared: true)
      for parameter in LeNet1998.parameters { sum[parameter] += some[parameter] }
    }
    for parameter in LeNet1998.parameters { sum[parameter] = sum[parameter] / Float(indices.count) }
    return sum
  }

  /// ∂²loss/∂x_j² of each example, from F6 and the distances: examples × 84.
  static func curvature(_ X: Matrix, _ Y: Matrix) -> Matrix {
    var H = Matrix(rows: X.rows, columns: 84)
    for example in 0..<X.rows {
      let p = shares(Y[row: example]).p
      for j in 0..<84 {
        var (mean, square): (Float, Float) = (0, 0)
        for digit in 0..<10 {
          let difference = X[example, j] - bitmaps[digit, j]
          mean += p[digit] * difference
          square += p[digit] * difference * difference
        }
        H[example, j] = 2 * (1 - p.reduce(0, +)) + 4 * (square - mean * mean)
      }
    }
    return H
  }
}

/// Trains on the digits, one image a step, from epoch `first` on; the first `curvatureImages` of its order
/// measure h. `report` hears of each epoch, its mean loss and the network, and returns whether to go on.
/// Returns the number of the last epoch; throws when the loss or a parameter is not finite.
@discardableResult
public func train(
  _ network: inout LeNet1998, _ digits: Digits, epochs: Int, seed: UInt64 = 1, from first: Int = 1,
  curvatureImages: Int = 500, report: (_ epoch: Int, _ loss: Float, LeNet1998) -> Bool = { _, _, _ in true }
) throws(Divergence) -> Int {
  require(digits.count > 0, "no images to train on")
  require(0..<Int.max ~= epochs && first > 0, "\(epochs) epochs, the first of them \(first)")
  require(curvatureImages > 0, "a curvature of \(curvatureImages) images")
  let group = ImageGroup1998()
  for epoch in first..<max(first, epochs + 1) {
    let eta = LeNet1998.learningRate(epoch: epoch)
    var generator = SeededGenerator(seed: seed, stream: epoch)
    let order = generator.permutation(of: digits.count)
    var rates = network.curvature(digits, Array(order.prefix(curvatureImages)))
    for parameter in LeNet1998.parameters {
      rates[parameter] = rates[parameter].map { eta / (LeNet1998.mu + $0) }
    }
    var (total, loss): (Float, Float) = (0, 0)
    for (step, index) in order.enumerated() {
      let Y = group.forward(network, digits, [index])
      let dY: Matrix
      (loss, dY) = LeNet1998.loss(Y, [digits.labels[index]])
      if !loss.isFinite { throw Divergence(epoch: epoch, step: step + 1, loss: loss, learningRate: eta) }
      let gradient = group.backward(network, LeNet1998.distancesBackward(group.X6, dY))
      for parameter in LeNet1998.parameters {
        network[parameter].add(-1, times: rates[parameter] * gradient[parameter])
      }
      total += loss / Float(order.count)
    }
    for parameter in LeNet1998.parameters where !network[parameter].sum().isFinite {
      throw Divergence(epoch: epoch, step: order.count, loss: loss, learningRate: eta)
    }
    if !report(epoch, total, network) { return epoch }
  }
  return max(first - 1, epochs)
}
