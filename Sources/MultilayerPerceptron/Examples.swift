// What to learn from. Fetching a random batch from a set larger than the caches costs as much as the bytes that are
// read, so pictures may stay bytes, a quarter of the size, until their batch comes.
//
// Shapes:  X: examples × inputs   Y: examples × outputs
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

/// Inputs and the outputs that are wanted.
public struct Examples: Equatable, Sendable {
  private enum Inputs: Equatable {
    case numbers([Float])
    /// A byte b stands for b / 255.
    case bytes([UInt8])
  }

  private let values: Inputs
  public let inputs: Int
  public let Y: Matrix  // examples × outputs

  public init(_ X: Matrix, _ Y: Matrix) {
    require(X.rows == Y.rows, "\(X.rows) examples for \(Y.rows) targets")
    require(X.rows > 0, "no examples")
    values = .numbers(X.values)
    inputs = X.columns
    self.Y = Y
  }

  /// Pictures, `inputs` bytes each: byte b is the input b / 255.
  public init(bytes: [UInt8], inputs: Int, _ Y: Matrix) {
    require(bytes.count == inputs * Y.rows, "\(bytes.count) bytes for \(Y.rows) × \(inputs)")
    require(Y.rows > 0, "no examples")
    values = .bytes(bytes)
    self.inputs = inputs
    self.Y = Y
  }

  /// Classes 0 ..< `count`, each a row with a 1 in its place and 0 elsewhere: one-hot coding.
  public init(_ X: Matrix, classes: [Int], count: Int) {
    self.init(X, oneHot(classes, count: count))
  }

  public var count: Int { Y.rows }

  /// All inputs, made anew at every call if they are bytes.
  public var X: Matrix {
    switch values {
    case .numbers(let numbers): Matrix(rows: count, columns: inputs, values: numbers)
    case .bytes(let bytes): Matrix(rows: count, columns: inputs, values: bytes.map { Float($0) / 255 })
    }
  }

  /// X ← the inputs of the examples with the numbers `rows`, Y ← their targets.
  func fetch(_ rows: ArraySlice<Int>, _ X: inout Matrix, _ Y: inout Matrix, by team: Team) {
    switch values {
    case .numbers(let numbers): X.assign(rows: rows, of: numbers, by: team, copy: copy)
    case .bytes(let bytes): X.assign(rows: rows, of: bytes, by: team, copy: copy)
    }
    Y.assign(rows: rows, of: self.Y.values, by: team, copy: copy)
  }
}

private func copy(_ numbers: UnsafePointer<Float>, to x: UnsafeMutablePointer<Float>, count: Int) {
  x.update(from: numbers, count: count)
}

private func copy(_ bytes: UnsafePointer<UInt8>, to x: UnsafeMutablePointer<Float>, count: Int) {
  for j in 0..<count { x[j] = Float(bytes[j]) / 255 }
}

/// A row for each class, 1 in its place and 0 elsewhere.
public func oneHot(_ classes: [Int], count: Int) -> Matrix {
  var Y = Matrix(rows: classes.count, columns: count)
  for (i, k) in classes.enumerated() { Y[i, k] = 1 }
  return Y
}
