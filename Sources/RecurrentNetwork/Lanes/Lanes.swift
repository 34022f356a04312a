// The fast twins of the plain loops: the same names, sixteen numbers at a time, groups on threads.
//
// This file uses unsafe pointers: with checked subscripts the gates would take longer than the products.

import Matrices

/// What trains, measures and writes like the plain functions of the same names, only faster.
public enum Lanes {
  /// States have whole strips of sixteen neurons.
  static func padded(_ hidden: Int) -> Int { (hidden + 15) / 16 * 16 }
}

// MARK: - The same weights for another size of the state

extension Matrix {
  /// Blocks of `old` columns get `new` columns each, and the rows a number of their own; what is new is zero.
  fileprivate func resized(rows newRows: Int, blocksOf old: Int, to new: Int) -> Matrix {
    if newRows == rows && new == old { return self }
    var X = Matrix(rows: newRows, columns: columns / max(old, 1) * new)
    for i in 0..<min(rows, newRows) {
      for block in 0..<columns / max(old, 1) {
        for j in 0..<min(old, new) { X[i, block * new + j] = self[i, block * old + j] }
      }
    }
    return X
  }
}

extension RecurrentLayer {
  /// The layer with a state of another size: new neurons have weights of zero, and stay at zero.
  func resized(hidden n: Int, inputs: Int) -> RecurrentLayer {
    var layer = self
    layer.inputWeights = inputWeights.resized(rows: inputs, blocksOf: hidden, to: n)
    layer.stateWeights = stateWeights.resized(rows: n, blocksOf: hidden, to: n)
    layer.bias = bias.resized(rows: 1, blocksOf: hidden, to: n)
    layer.stateBias = stateBias.resized(rows: 1, blocksOf: hidden, to: n)
    return layer
  }
}

extension SequenceModel {
  /// The model with states of another size; of a gradient, the gradient.
  func resized(hidden n: Int) -> SequenceModel {
    var model = self
    for l in layers.indices { model.layers[l] = layers[l].resized(hidden: n, inputs: l == 0 ? symbols : n) }
    model.weights = weights.resized(rows: n, blocksOf: outputs, to: outputs)
    return model
  }
}

// MARK: - Memory

extension UnsafePointer<Float> {
  /// The sixteen numbers from `place` on.
  @inline(__always)
  subscript(lanes place: Int) -> SIMD16<Float> {
    UnsafeRawPointer(self + place).loadUnaligned(as: SIMD16<Float>.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always)
  subscript(lanes place: Int) -> SIMD16<Float> {
    get { UnsafeRawPointer(self + place).loadUnaligned(as: SIMD16<Float>.self) }
    nonmutating set { UnsafeMutableRawPointer(self + place).storeBytes(of: newValue, as: SIMD16<Float>.self) }
  }
}

extension Matrix {
  /// Where the numbers lie. An empty matrix lies nowhere; any address will do for it.
  @inline(__always)
  mutating func withPointer(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    values.withUnsafeMutableBufferPointer { body($0.baseAddress ?? UnsafeMutablePointer(bitPattern: 64)!) }
  }
}
