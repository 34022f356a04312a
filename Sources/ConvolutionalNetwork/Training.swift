import Matrices

/// Everything a step needs besides the parameters, made once.
public final class LeNet5Trainer {
  public var network: LeNet5
  public var gradient = LeNet5()
  public var velocity = LeNet5()
  let batch: Int
  let strips: [Strip]
  public var scores: Matrix { P }
  var X5: Matrix, A5: Matrix, A6: Matrix, P: Matrix, D5: Matrix, D6: Matrix, dX5: Matrix
  let values: [Float]

  public init(_ network: LeNet5, batch: Int) {
    precondition(batch > 0 && batch % 16 == 0, "a batch of \(batch) images is no number of strips of 16")
    self.network = network
    self.batch = batch
    strips = (0..<batch / 16).map { _ in Strip() }
    X5 = Matrix(rows: batch, columns: 400)
    A5 = Matrix(rows: batch, columns: 120)
    A6 = Matrix(rows: batch, columns: 84)
    P = Matrix(rows: batch, columns: 10)
    D5 = A5
    D6 = A6
    dX5 = X5
    values = (0..<256).map { (Float($0) / 255 - 0.1307) / 0.3081 }
    for strip in strips {
      for i in 0..<1024 { strip.x.start[i] = Lanes(repeating: values[0]) }
    }
  }

  /// Returns the mean loss; P holds the probabilities.
  public func forward(_ images: [UInt8], _ indices: ArraySlice<Int>) {
    images.withUnsafeBufferPointer { images in
      values.withUnsafeBufferPointer { values in
        for (place, index) in indices.enumerated() {
          strips[place / 16].setImage(images.baseAddress! + index * 784, lane: place % 16, values: values.baseAddress!)
        }
      }
    }
    for (s, strip) in strips.enumerated() {
      strip.forward(network)
      strip.copyS4(into: &X5, first: 16 * s)
    }
    dense(network.c5, X5, into: &A5)
    dense(network.f6, A5, into: &A6)
    P.assign(A6, times: network.output.weights)
    P += network.output.bias
  }

  private func dense(_ layer: Dense, _ X: Matrix, into A: inout Matrix) {
    A.assign(X, times: layer.weights)
    A += layer.bias
    A = tanh(A)
  }

  /// P ← (softmax − onehot)/m; returns mean loss.
  public func softmaxLoss(_ labels: [UInt8], _ indices: ArraySlice<Int>) -> Float {
    var loss: Float = 0
    let m = Float(batch)
    for (i, index) in indices.enumerated() {
      var top = P[i, 0]
      for j in 1..<10 { top = max(top, P[i, j]) }
      var sum: Float = 0
      let label = Int(labels[index])
      let score = P[i, label]
      for j in 0..<10 {
        P[i, j] = exp(P[i, j] - top)
        sum += P[i, j]
      }
      loss += log(sum) - (score - top)
      for j in 0..<10 { P[i, j] = P[i, j] / (sum * m) }
      P[i, label] -= 1 / m
    }
    return loss / m
  }

  public func backward() {
    gradient.output.weights.assign(transposed: A6, times: P)
    gradient.output.bias = P.columnSums()
    D6.assign(P, timesTransposed: network.output.weights)
    tanhBackward(A6, &D6)
    gradient.f6.weights.assign(transposed: A5, times: D6)
    gradient.f6.bias = D6.columnSums()
    D5.assign(D6, timesTransposed: network.f6.weights)
    tanhBackward(A5, &D5)
    gradient.c5.weights.assign(transposed: X5, times: D5)
    gradient.c5.bias = D5.columnSums()
    dX5.assign(D5, timesTransposed: network.c5.weights)
    for (s, strip) in strips.enumerated() {
      strip.setS4Gradient(from: dX5, first: 16 * s)
      strip.backward(network)
    }
    gradient.c1 = strips[0].c1
    gradient.c3 = strips[0].c3
    for strip in strips.dropFirst() {
      gradient.c1.weights += strip.c1.weights
      gradient.c1.bias += strip.c1.bias
      gradient.c3.weights += strip.c3.weights
      gradient.c3.bias += strip.c3.bias
    }
  }

  private func tanhBackward(_ A: Matrix, _ D: inout Matrix) {
    for i in 0..<A.values.count { D.values[i] *= 1 - A.values[i] * A.values[i] }
  }

  public func update(learningRate: Float, momentum: Float) {
    step(&network.c1.weights, gradient.c1.weights, &velocity.c1.weights, learningRate, momentum)
    step(&network.c1.bias, gradient.c1.bias, &velocity.c1.bias, learningRate, momentum)
    step(&network.c3.weights, gradient.c3.weights, &velocity.c3.weights, learningRate, momentum)
    step(&network.c3.bias, gradient.c3.bias, &velocity.c3.bias, learningRate, momentum)
    step(&network.c5.weights, gradient.c5.weights, &velocity.c5.weights, learningRate, momentum)
    step(&network.c5.bias, gradient.c5.bias, &velocity.c5.bias, learningRate, momentum)
    step(&network.f6.weights, gradient.f6.weights, &velocity.f6.weights, learningRate, momentum)
    step(&network.f6.bias, gradient.f6.bias, &velocity.f6.bias, learningRate, momentum)
    step(&network.output.weights, gradient.output.weights, &velocity.output.weights, learningRate, momentum)
    step(&network.output.bias, gradient.output.bias, &velocity.output.bias, learningRate, momentum)
  }

  private func step(_ w: inout Matrix, _ g: Matrix, _ v: inout Matrix, _ rate: Float, _ momentum: Float) {
    v *= momentum
    v += g
    w.add(-rate, times: v)
  }
}
