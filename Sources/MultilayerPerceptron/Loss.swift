// How wrong the outputs are, and the slope of that (deck S, "Loss Functions" and "Regularization"; deck B,
// "d(loss)/d(c)"; deck F, "2. The Loss Function").
//
//     squared                   J = 1/2m Σ_i Σ_k (a_ik − y_ik)²                              dA = (A − Y) / m
//     cross-entropy, sigmoid    J = −1/m Σ_i Σ_k [y_ik log a_ik + (1 − y_ik) log(1 − a_ik)]  dZ = (A − Y) / m
//                                 =  1/m Σ_i Σ_k [softplus(z_ik) − y_ik z_ik]
//     cross-entropy, softmax    J = −1/m Σ_i Σ_k y_ik log a_ik                               dZ = (A − Y) / m
//                                 =  1/m Σ_i [log Σ_k e^(z_ik) − Σ_k y_ik z_ik]
//
// The second lines take the weighted sums z and never the logarithm of 0. Sigmoid and softmax cancel against the
// logarithm, so that the slope is the plain difference; deck S calls the pair complementary.
//
// Shapes:  Z, A, Y, dA, dZ: examples × outputs   m: examples
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

/// What training makes small.
public enum Loss: Equatable, Sendable {
  /// Halved squares, for any output.
  case squared
  /// For sigmoid outputs, each a yes or no, or for softmax, one class of many; then every row of Y has the sum 1.
  case crossEntropy
}

/// The loss of each example, added over its outputs: the terms of J without 1/m.
func losses(
  _ loss: Loss, _ output: Activation, _ Z: Matrix, _ A: Matrix, _ Y: Matrix, into terms: inout Matrix
) {
  switch (loss, output) {
  case (.squared, _):
    terms.replaceLanes(with: A, Y) { _, a, y in (a - y) * (a - y) / 2 }
  case (.crossEntropy, .sigmoid):
    terms.replaceLanes(with: Z, Y) { _, z, y in softplus(z).addingProduct(-y, z) }
  case (.crossEntropy, .softmax):
    terms.replaceLanes(with: Z, Y) { _, z, y in -y * z }
    addLogarithmsOfSums(Z, A, to: &terms)
  case (.crossEntropy, _):
    preconditionFailure("cross-entropy needs sigmoid or softmax outputs, not \(output)")
  }
}

/// Adds log Σ_k e^(z_k) to the first term of each row. It is z_k − log a_k for every k; where z is largest, a is
/// not near 0.
private func addLogarithmsOfSums(_ Z: Matrix, _ A: Matrix, to terms: inout Matrix) {
  let columns = Z.columns
  terms.values.withUnsafeMutableBufferPointer { terms in
    Z.values.withUnsafeBufferPointer { z in
      for start in stride(from: 0, to: z.count, by: columns) {
        var best = start
        for k in start..<start + columns where z[k] > z[best] { best = k }
        terms[start] += z[best] - log(A.values[best])
      }
    }
  }
}

/// J of the outputs of a forward pass, without a penalty.
public func loss(_ loss: Loss, _ network: Network, _ pass: ForwardPass, _ Y: Matrix) -> Float {
  let last = network.layers.count - 1
  require(
    Y.rows == pass.output.rows && Y.columns == pass.output.columns,
    "\(pass.output.rows) × \(pass.output.columns) outputs for \(Y.rows) × \(Y.columns) targets")
  var terms = Y
  losses(loss, network.activations[last], pass.Z[last], pass.A[last], Y, into: &terms)
  return terms.sum() / Float(Y.rows)
}

/// D ← dZ of the last layer: where backpropagation begins.
func outputError(
  _ loss: Loss, _ output: Activation, _ Z: Matrix, _ A: Matrix, _ Y: Matrix, into D: inout Matrix
) {
  let m = Float(Y.rows)
  D.replaceLanes(with: A, Y) { _, a, y in (a - y) / m }
  if loss == .squared { passBack(&D, through: output, at: Z, value: A) }
}

/// λ₁ Σ |w| and λ₂ Σ w² over the weights of all layers; biases are left alone (deck S, "Regularization").
public struct Penalty: Equatable, Sendable {
  public var l1: Float
  public var l2: Float

  public static let none = Penalty()

  public init(l1: Float = 0, l2: Float = 0) {
    require(l1 >= 0 && l2 >= 0, "a penalty of l1 \(l1), l2 \(l2) rewards large weights")
    self.l1 = l1
    self.l2 = l2
  }

  /// λ₁ Σ |w| + λ₂ Σ w²
  public func cost(of network: Network) -> Float {
    if l1 == 0 && l2 == 0 { return 0 }
    var cost: Float = 0
    for layer in network.layers {
      var (sizes, squares) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
      var terms = layer.weights
      terms.replaceLanes(with: terms, terms) { w, _, _ in
        sizes += w.replacing(with: -w, where: w .< 0)
        squares.addProduct(w, w)
        return w
      }
      cost += l1 * sizes.sumOfLanes() + l2 * squares.sumOfLanes()
    }
    return cost
  }

  /// Adds λ₁ sign(w) + 2λ₂ w. At w = 0, where |w| has no slope, 0 is taken.
  public func addGradient(of network: Network, to gradient: inout [Layer]) {
    for l in gradient.indices {
      if l2 > 0 { gradient[l].weights.add(2 * l2, times: network.layers[l].weights) }
      if l1 > 0 {
        let W = network.layers[l].weights
        gradient[l].weights.replaceLanes(with: W, W) { g, w, _ in
          let sign = SIMD16<Float>.zero.replacing(with: l1, where: w .> 0).replacing(with: -l1, where: w .< 0)
          return g + sign
        }
      }
    }
  }
}
