// What to do with a gradient (deck B, "Nudging the parameters"; deck S, "Tips").
//
//     gradient descent   w ← w − α g
//     momentum           v ← μ v + g                         w ← w − α v              (Polyak 1964)
//     Nesterov           v ← μ v + g                         w ← w − α (g + μ v)      (Sutskever et al. 2013)
//     AdaGrad            s ← s + g²                          w ← w − α g / (√s + ε)   (Duchi et al. 2011)
//     RMSProp            s ← ρ s + (1 − ρ) g²                w ← w − α g / (√s + ε)   (Hinton 2012)
//     Adam               v ← β₁ v + (1 − β₁) g               v̂ = v / (1 − β₁ᵗ)        (Kingma and Ba 2015)
//                        s ← β₂ s + (1 − β₂) g²              ŝ = s / (1 − β₂ᵗ)
//                                                            w ← w − α v̂ / (√ŝ + ε)
//
// v is a velocity: a step goes on in the direction of the steps before. s measures how large a weight's
// gradients have been, so that every weight has a rate of its own. t counts the steps from 1, as in PyTorch.
//
// Shapes:  W, V, S, G: one shape, that of the weights   w, v, s, g: their entries

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

  /// Whether it has v, whether it has s.
  var memories: (v: Bool, s: Bool) {
    switch self {
    case .gradientDescent: (false, false)
    case .momentum, .nesterov: (true, false)
    case .adaGrad, .rmsProp: (false, true)
    case .adam: (true, true)
    }
  }
}

/// One step of momentum.
public func momentum(_ W: inout Matrix, _ V: inout Matrix, _ G: Matrix, _ mu: Float, learningRate: Float) {
  require(0..<1 ~= mu, "a momentum of \(mu)")
  requireStep(learningRate, W, V, G)
  var w = W.values.mutableSpan
  var v = V.values.mutableSpan
  let g = G.values.span
  for i in g.indices {
    v[i] = g[i].addingProduct(mu, v[i])
    w[i].addProduct(-learningRate, v[i])
  }
}

/// One step of Nesterov's momentum.
public func nesterov(_ W: inout Matrix, _ V: inout Matrix, _ G: Matrix, _ mu: Float, learningRate: Float) {
  require(0..<1 ~= mu, "a momentum of \(mu)")
  requireStep(learningRate, W, V, G)
  var w = W.values.mutableSpan
  var v = V.values.mutableSpan
  let g = G.values.span
  for i in g.indices {
    v[i] = g[i].addingProduct(mu, v[i])
    w[i].addProduct(-learningRate, g[i].addingProduct(mu, v[i]))
  }
}

/// One step of AdaGrad, where `keep` and `add` are 1, or of RMSProp, where they are ρ and 1 − ρ.
public func divideByRoot(
  _ W: inout Matrix, _ S: inout Matrix, _ G: Matrix, keep: Float, add: Float, epsilon: Float,
  learningRate: Float
) {
  let fits = 0...1 ~= keep && add > 0 && add <= 1 && epsilon > 0 && epsilon < .infinity
  require(fits, "a square kept by \(keep), added by \(add), with ε = \(epsilon)")
  requireStep(learningRate, W, S, G)
  var w = W.values.mutableSpan
  var s = S.values.mutableSpan
  let g = G.values.span
  for i in g.indices {
    s[i] = (keep * s[i]).addingProduct(add * g[i], g[i])
    w[i].addProduct(-learningRate, g[i] / (s[i].squareRoot() + epsilon))
  }
}

/// Step t of Adam, from 1.
public func adam(
  _ W: inout Matrix, _ V: inout Matrix, _ S: inout Matrix, _ G: Matrix, step t: Int,
  beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Float = 1e-8, learningRate: Float
) {
  let fits = 0..<1 ~= beta1 && 0..<1 ~= beta2 && epsilon > 0 && epsilon < .infinity
  require(t > 0 && fits, "step \(t) of Adam with β₁ = \(beta1), β₂ = \(beta2), ε = \(epsilon)")
  requireStep(learningRate, W, V, S, G)
  let (keepVelocity, addVelocity) = (Float(beta1), Float(1 - beta1))
  let (keepSquare, addSquare) = (Float(beta2), Float(1 - beta2))
  let rate = learningRate / Float(1 - power(beta1, t))
  let squareScale = Float(1 / (1 - power(beta2, t)))
  var w = W.values.mutableSpan
  var v = V.values.mutableSpan
  var s = S.values.mutableSpan
  let g = G.values.span
  for i in g.indices {
    v[i] = (keepVelocity * v[i]).addingProduct(addVelocity, g[i])
    s[i] = (keepSquare * s[i]).addingProduct(addSquare * g[i], g[i])
    w[i].addProduct(-rate, v[i] / ((s[i] * squareScale).squareRoot() + epsilon))
  }
}

/// xⁿ by repeated squaring.
func power(_ x: Double, _ n: Int, times result: Double = 1) -> Double {
  n == 0 ? result : power(x * x, n / 2, times: n % 2 == 1 ? result * x : result)
}

/// An update rule and what it remembers of the gradients so far.
public struct Updater: Equatable, Sendable {
  public let rule: UpdateRule
  /// Updates made so far: t.
  public var steps = 0
  /// v of every matrix; empty if the rule has none.
  public var velocities: [Matrix]
  /// s of every matrix; empty if the rule has none.
  public var squares: [Matrix]

  /// Nothing remembered yet.
  public init(_ rule: UpdateRule, for network: Network) {
    self.rule = rule
    let zeros = network.layers.map { Layer(zeros: $0.inputs, $0.outputs) }.flatMap { [$0.weights, $0.bias] }
    velocities = rule.memories.v ? zeros : []
    squares = rule.memories.s ? zeros : []
  }

  /// One step against the gradient.
  public mutating func update(_ network: inout Network, _ gradient: [Layer], learningRate: Float) {
    let count = network.layers.count
    let expected = [rule.memories.v ? 2 * count : 0, rule.memories.s ? 2 * count : 0, count]
    let found = [velocities.count, squares.count, gradient.count]
    require(found == expected, "\(found) velocities, squares and layers of slopes, expected \(expected)")
    steps &+= 1
    for l in 0..<count {
      step(&network.layers[l].weights, 2 * l, gradient[l].weights, learningRate)
      step(&network.layers[l].bias, 2 * l + 1, gradient[l].bias, learningRate)
    }
  }

  /// The same for matrix `n`.
  private mutating func step(_ W: inout Matrix, _ n: Int, _ G: Matrix, _ learningRate: Float) {
    requireStep(learningRate, W, G)
    switch rule {
    case .gradientDescent: W.add(-learningRate, times: G)
    case .momentum(let mu): momentum(&W, &velocities[n], G, mu, learningRate: learningRate)
    case .nesterov(let mu): nesterov(&W, &velocities[n], G, mu, learningRate: learningRate)
    case .adaGrad(let epsilon):
      divideByRoot(&W, &squares[n], G, keep: 1, add: 1, epsilon: epsilon, learningRate: learningRate)
    case .rmsProp(let decay, let epsilon):
      divideByRoot(
        &W, &squares[n], G, keep: decay, add: 1 - decay, epsilon: epsilon, learningRate: learningRate)
    case .adam(let beta1, let beta2, let epsilon):
      adam(
        &W, &velocities[n], &squares[n], G, step: steps, beta1: beta1, beta2: beta2, epsilon: epsilon,
        learningRate: learningRate)
    }
  }
}
