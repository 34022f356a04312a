// What to do with a gradient (deck B, "Nudging the parameters"; deck S, "Tips").
//
//     gradient descent   w ← w − α g
//     momentum           v ← μ v + g                         w ← w − α v                    (Polyak 1964)
//     Nesterov           v ← μ v + g                         w ← w − α (g + μ v)            (Sutskever et al. 2013)
//     AdaGrad            s ← s + g²                          w ← w − α g / (√s + ε)         (Duchi et al. 2011)
//     RMSProp            s ← ρ s + (1 − ρ) g²                w ← w − α g / (√s + ε)         (Hinton 2012)
//     Adam               v ← β₁ v + (1 − β₁) g               v̂ = v / (1 − β₁ᵗ)              (Kingma and Ba 2015)
//                        s ← β₂ s + (1 − β₂) g²              ŝ = s / (1 − β₂ᵗ)
//                                                            w ← w − α v̂ / (√ŝ + ε)
//
// v is a velocity: a step goes on in the direction of the steps before. s measures how large a weight's gradients
// have been, so that every weight has a rate of its own. t counts the steps from 1. PyTorch writes them so too.
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

/// A rule by which a gradient changes weights.
public enum UpdateRule: Equatable, Sendable {
  case gradientDescent
  case momentum(Float)
  case nesterov(Float)
  case adaGrad(epsilon: Float)
  case rmsProp(decay: Float, epsilon: Float)
  /// The decays are Double: 1 − β₂ of a Float 0.999 is wrong in the fifth digit.
  case adam(beta1: Double, beta2: Double, epsilon: Float)

  public static let adam = UpdateRule.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
  public static let rmsProp = UpdateRule.rmsProp(decay: 0.99, epsilon: 1e-8)
  public static let adaGrad = UpdateRule.adaGrad(epsilon: 1e-10)
}

/// An update rule and what it remembers of the gradients so far.
public struct Updater: Equatable, Sendable {
  public let rule: UpdateRule
  /// Updates made so far: t.
  public private(set) var steps: Int
  /// v of every parameter; empty if the rule has none.
  public private(set) var velocities: [Layer]
  /// s of every parameter; empty if the rule has none.
  public private(set) var squares: [Layer]

  /// Nothing remembered yet.
  public init(_ rule: UpdateRule, for network: Network) {
    let zeros = network.layers.map { Layer(inputs: $0.inputs, outputs: $0.outputs) }
    let (hasVelocity, hasSquares) =
      switch rule {
      case .gradientDescent: (false, false)
      case .momentum, .nesterov: (true, false)
      case .adaGrad, .rmsProp: (false, true)
      case .adam: (true, true)
      }
    self.init(rule, steps: 0, velocities: hasVelocity ? zeros : [], squares: hasSquares ? zeros : [])
  }

  /// What a saved run remembered.
  public init(_ rule: UpdateRule, steps: Int, velocities: [Layer], squares: [Layer]) {
    self.rule = rule
    self.steps = steps
    self.velocities = velocities
    self.squares = squares
  }

  /// One step against the gradient.
  public mutating func update(_ network: inout Network, _ gradient: [Layer], learningRate: Float) {
    require(
      gradient.count == network.layers.count, "\(gradient.count) gradients, \(network.layers.count) layers")
    steps += 1
    for l in gradient.indices {
      step(&network.layers[l].weights, gradient[l].weights, l, \.weights, learningRate)
      step(&network.layers[l].bias, gradient[l].bias, l, \.bias, learningRate)
    }
  }

  private mutating func step(
    _ W: inout Matrix, _ G: Matrix, _ l: Int, _ part: WritableKeyPath<Layer, Matrix>, _ rate: Float
  ) {
    switch rule {
    case .gradientDescent:
      W.add(-rate, times: G)
    case .momentum(let mu):
      remember(&velocities[l][keyPath: part], G) { v, g in g.addingProduct(mu, v) }
      W.add(-rate, times: velocities[l][keyPath: part])
    case .nesterov(let mu):
      remember(&velocities[l][keyPath: part], G) { v, g in g.addingProduct(mu, v) }
      change(&W, G, velocities[l][keyPath: part]) { w, g, v in
        w.addingProduct(-rate, g.addingProduct(mu, v))
      }
    case .adaGrad(let epsilon):
      remember(&squares[l][keyPath: part], G) { s, g in s.addingProduct(g, g) }
      change(&W, G, squares[l][keyPath: part]) { w, g, s in
        w.addingProduct(-rate, g / (s.squareRoot() + epsilon))
      }
    case .rmsProp(let rho, let epsilon):
      remember(&squares[l][keyPath: part], G) { s, g in (rho * s).addingProduct((1 - rho) * g, g) }
      change(&W, G, squares[l][keyPath: part]) { w, g, s in
        w.addingProduct(-rate, g / (s.squareRoot() + epsilon))
      }
    case .adam(let beta1, let beta2, let epsilon):
      adamStep(
        &W, &velocities[l][keyPath: part], &squares[l][keyPath: part], G, steps, rate, beta1, beta2, epsilon)
    }
  }
}

/// Step t of Adam, from 1: v and s remember the gradient and its square, w moves.
func adamStep(
  _ W: inout Matrix, _ V: inout Matrix, _ S: inout Matrix, _ G: Matrix, _ t: Int, _ learningRate: Float,
  _ beta1: Double, _ beta2: Double, _ epsilon: Float
) {
  let (keepVelocity, keepSquare) = (Float(beta1), Float(beta2))
  let (addVelocity, addSquare) = (Float(1 - beta1), Float(1 - beta2))
  let velocityScale = learningRate / Float(1 - power(beta1, t))
  let squareScale = Float(1 / (1 - power(beta2, t)))
  W.values.withUnsafeMutableBufferPointer { w in
    V.values.withUnsafeMutableBufferPointer { v in
      S.values.withUnsafeMutableBufferPointer { s in
        G.values.withUnsafeBufferPointer { g in
          for i in 0..<g.count {
            v[i] = (keepVelocity * v[i]).addingProduct(addVelocity, g[i])
            s[i] = (keepSquare * s[i]).addingProduct(addSquare * g[i], g[i])
            w[i].addProduct(-velocityScale, v[i] / ((s[i] * squareScale).squareRoot() + epsilon))
          }
        }
      }
    }
  }
}

private typealias Lanes = SIMD16<Float>

@inline(__always)
private func remember(_ memory: inout Matrix, _ G: Matrix, _ rule: (Lanes, Lanes) -> Lanes) {
  memory.replaceLanes(with: G, G) { memory, g, _ in rule(memory, g) }
}

@inline(__always)
private func change(_ W: inout Matrix, _ X: Matrix, _ Y: Matrix, _ rule: (Lanes, Lanes, Lanes) -> Lanes) {
  W.replaceLanes(with: X, Y, rule)
}

/// xⁿ by repeated squaring.
private func power(_ x: Double, _ n: Int) -> Double {
  var (result, square, n) = (1.0, x, n)
  while n > 0 {
    if n & 1 == 1 { result *= square }
    square *= square
    n >>= 1
  }
  return result
}
