// What a hidden neuron does with its weighted sum (deck Q, "Activation Functions" and "Backpropagating to
// hidden layer"). The derivative is told from the value: the sum itself need not be kept.
//
//     sigmoid    h = 1 / (1 + e⁻ᶻ)      dh/dz = h (1 − h)
//     ReLU       h = max(0, z)          dh/dz = 1 where h > 0, else 0
//     linear     h = z                  dh/dz = 1
//
// Shapes:  Z, H: examples × neurons

import Matrices

/// The non-linearity of hidden layers.
public enum Activation: String, CaseIterable, Sendable {
  case sigmoid, relu, linear
}

/// H = φ(Z), entry by entry.
public func activate(_ Z: Matrix, by activation: Activation) -> Matrix {
  switch activation {
  case .sigmoid: Z.mapLanes { sigmoid($0) }
  case .relu: Z.map { $0 < 0 ? 0 : $0 }
  case .linear: Z
  }
}

extension Activation {
  /// dh/dz where the activation has the value h = φ(z).
  public func derivative(value h: Float) -> Float {
    switch self {
    case .sigmoid: h * (1 - h)
    case .relu: h > 0 ? 1 : 0
    case .linear: 1
    }
  }
}
