// Neurons and layers of them (deck B, "Neural Networks Example" and "Neural Network Classifiers"; deck S,
// "Perceptron" and "Forward Propagation").
//
//     a neuron      z   = x_1 w_1 + … + x_n w_n + b
//     a layer       c_k = x_1 w_1k + … + x_n w_nk + b_k      or  c = x · W + b
//     examples      C   = X · W + b
//     the class     the k with the largest c_k; of a single output, 1 where it is above 0
//
// Shapes:  X: examples × inputs   W: inputs × outputs   b, c: outputs   C: examples × outputs

import Matrices

/// The weighted sum of one neuron: each input times its weight, and the bias.
public func weightedSum(_ x: [Float], weights w: [Float], bias b: Float) -> Float {
  require(x.count == w.count, "\(x.count) inputs for \(w.count) weights")
  var z = b
  for j in 0..<x.count { z += x[j] * w[j] }
  return z
}

/// The place of the largest number, the first of equals, counted from 0.
public func argmax(_ c: [Float]) -> Int {
  require(!c.isEmpty, "no outputs, no largest")
  var best = 0
  for k in c.indices where c[k] > c[best] { best = k }
  return best
}

/// Neurons side by side that see the same inputs: one weight an input and output, one bias an output.
///
/// With one output a layer is Rosenblatt's perceptron, which answers 0 or 1; with several it has an output a
/// class, and the largest wins.
public struct Layer: Equatable, Sendable {
  public var weights: Matrix  // inputs × outputs
  public var bias: Matrix { didSet { require(bias.rows == 1, "\(bias.rows) bias rows") } }  // 1 × outputs

  public init(weights: Matrix, bias: [Float]) {
    require(bias.count == weights.columns, "\(bias.count) biases for \(weights.columns) outputs")
    (self.weights, self.bias) = (weights, Matrix([bias]))
  }

  /// All zeros.
  public init(inputs: Int, outputs: Int) {
    require(inputs > 0 && outputs > 0, "a layer of \(inputs) inputs and \(outputs) outputs")
    weights = Matrix(rows: inputs, columns: outputs)
    bias = Matrix(rows: 1, columns: outputs)
  }

  public var inputs: Int { weights.rows }
  public var outputs: Int { weights.columns }

  /// The outputs for one example, by loops: c = x · W + b.
  public func forward(_ x: [Float]) -> [Float] {
    require(x.count == inputs, "\(x.count) inputs for a layer of \(inputs)")
    require(bias.columns == outputs, "\(bias.columns) biases for \(outputs) outputs")
    var c = [Float](repeating: 0, count: outputs)
    for j in 0..<inputs where x[j] != 0 {  // most words are missing from most texts
      for k in 0..<outputs { c[k] = c[k].addingProduct(x[j], weights[j, k]) }
    }
    for k in 0..<outputs { c[k] += bias[0, k] }
    return c
  }

  /// The outputs for all examples, by one product: C = X · W + b, the same to the last bit.
  public func forward(_ X: Matrix) -> Matrix {
    require(X.columns == inputs, "\(X.columns) inputs for a layer of \(inputs)")
    return X.times(weights) + bias  // examples × outputs
  }

  /// The class of one example, counted from 0.
  public func classify(_ x: [Float]) -> Int {
    let c = forward(x)
    return outputs == 1 ? (c[0] > 0 ? 1 : 0) : argmax(c)
  }

  /// The class of each example, counted from 0.
  public func classify(_ X: Matrix) -> [Int] {
    let C = forward(X)
    return outputs == 1 ? C.values.map { $0 > 0 ? 1 : 0 } : C.argmax()
  }

  /// How many of the examples get a wrong class.
  public func mistakes(_ X: Matrix, _ y: [Int]) -> Int {
    checkClasses(y, of: X)
    return zip(classify(X), y).count { $0 != $1 }
  }

  /// The share of the examples whose class is right, 0 to 1.
  public func accuracy(_ X: Matrix, _ y: [Int]) -> Float {
    require(!y.isEmpty, "no examples, no accuracy")
    return 1 - Float(mistakes(X, y)) / Float(y.count)
  }

  /// Stops the program unless each example has a class that this layer can give.
  func checkClasses(_ y: [Int], of X: Matrix) {
    require(X.rows == y.count, "\(X.rows) examples for \(y.count) classes")
    for k in y { require(k >= 0 && k < max(outputs, 2), "class \(k) of \(max(outputs, 2))") }
  }
}
