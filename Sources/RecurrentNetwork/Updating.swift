// What to do with a gradient (chapter 4, "Update rules"), after it was cut to a largest length.
//
//     clipping            g ← g · min(1, limit / |g|)
//     gradient descent    w ← w − α g
//     momentum            v ← μ v + g                 w ← w − α v                   μ = 0.9
//     Adam                v ← β₁ v + (1 − β₁) g       v̂ = v / (1 − β₁ᵗ)             β₁ = 0.9
//                         s ← β₂ s + (1 − β₂) g²      ŝ = s / (1 − β₂ᵗ)             β₂ = 0.999
//                                                     w ← w − α v̂ / (√ŝ + ε)        ε = 10⁻⁸
//
// Through time a gradient can grow as well as vanish; clipped, it keeps its direction and loses its length (Pascanu,
// Mikolov and Bengio 2013).

import Matrices

/// What is learned, as matrices; a gradient has the same form.
public protocol Parameters: Equatable, Sendable {
  /// The matrices in the order in which they are stored, counted and updated.
  var matrices: [Matrix] { get }
  /// Changes each matrix, given its partner in `other`, in the order of `matrices`.
  mutating func combine(with other: Self, _ change: (inout Matrix, Matrix) -> Void)
}

extension Parameters {
  /// How many numbers are learned.
  public var parameterCount: Int { matrices.reduce(0) { $0 + $1.values.count } }

  /// The same form, filled with zeros.
  public var zeros: Self {
    var zeros = self
    zeros.combine(with: self) { Z, X in Z = Matrix(rows: X.rows, columns: X.columns) }
    return zeros
  }

  var isFinite: Bool { matrices.allSatisfy { $0.sum().isFinite } }

  /// The length of the gradient that this is.
  public var norm: Float { matrices.reduce(0) { $0 + ($1 * $1).sum() }.squareRoot() }
}

/// The factor that cuts a gradient to at most `limit`.
func clipping(norm: Float, limit: Float) -> Float { norm > limit ? limit / norm : 1 }

/// A rule by which a gradient changes weights; chapter 4 compares them.
public enum UpdateRule: Equatable, Sendable {
  case gradientDescent, momentum(Float), adam
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
  public init(_ rule: UpdateRule, for model: some Parameters) {
    self.rule = rule
    let zeros = model.zeros.matrices
    velocities = rule == .gradientDescent ? [] : zeros
    squares = rule == .adam ? zeros : []
  }

  /// One step against the gradient.
  public mutating func update<Model: Parameters>(
    _ model: inout Model, _ gradient: Model, learningRate: Float
  ) {
    let count = model.matrices.count
    let expected = [rule == .gradientDescent ? 0 : count, rule == .adam ? count : 0, count]
    let found = [velocities.count, squares.count, gradient.matrices.count]
    require(found == expected, "\(found) velocities, squares and slopes, expected \(expected)")
    steps &+= 1
    var n = 0
    model.combine(with: gradient) { W, G in
      require(n < count, "a combination of more than \(count) matrices")
      requireStep(learningRate, W, G)
      switch rule {
      case .gradientDescent: W.add(-learningRate, times: G)
      case .momentum(let mu): momentum(&W, &velocities[n], G, mu, learningRate: learningRate)
      case .adam: adam(&W, &velocities[n], &squares[n], G, step: steps, learningRate: learningRate)
      }
      n += 1
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
