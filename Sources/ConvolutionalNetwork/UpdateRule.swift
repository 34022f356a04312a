// What to do with a gradient g (deck B, "Nudging the parameters").
//
//     momentum    v ← μ v + g                     w ← w − α v                              (Polyak 1964)
//     Adam        v ← β₁ v + (1 − β₁) g           v̂ = v / (1 − β₁ᵗ)                (Kingma and Ba 2015)
//                 s ← β₂ s + (1 − β₂) g²          ŝ = s / (1 − β₂ᵗ)     w ← w − α v̂ / (√ŝ + ε)
//
// Shapes:  W, V, S, G: one shape, that of the weights   w, v, s, g: their entries

import Matrices

/// A rule by which a gradient changes weights.
public enum UpdateRule: Equatable, Sendable {
  case gradientDescent, momentum(Float)
  /// With β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
  case adam
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
  public init(_ rule: UpdateRule, for network: LeNet5) {
    self.rule = rule
    let zeros = LeNet5.parameters.map { LeNet5()[$0] }
    velocities = rule == .gradientDescent ? [] : zeros
    squares = rule == .adam ? zeros : []
  }

  /// One step against the gradient.
  public mutating func update(_ network: inout LeNet5, _ gradient: LeNet5, learningRate: Float) {
    let expected = [rule == .gradientDescent ? 0 : 10, rule == .adam ? 10 : 0]
    let found = [velocities.count, squares.count]
    require(found == expected, "\(found) velocities and squares, expected \(expected)")
    steps &+= 1
    for n in LeNet5.parameters {
      requireStep(learningRate, network[n], gradient[n])
      switch rule {
      case .gradientDescent: network[n].add(-learningRate, times: gradient[n])
      case .momentum(let mu):
        momentum(&network[n], &velocities[n], gradient[n], mu, learningRate: learningRate)
      case .adam:
        adam(&network[n], &velocities[n], &squares[n], gradient[n], step: steps, learningRate: learningRate)
      }
    }
  }
}

/// One step of momentum. Derived in chapter 4.
func momentum(_ W: inout Matrix, _ V: inout Matrix, _ G: Matrix, _ mu: Float, learningRate: Float) {
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

/// Step t of Adam, from 1. Derived in chapter 4.
func adam(
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

/// xⁿ by repeated squaring. Derived in chapter 4.
func power(_ x: Double, _ n: Int, times result: Double = 1) -> Double {
  n == 0 ? result : power(x * x, n / 2, times: n % 2 == 1 ? result * x : result)
}
