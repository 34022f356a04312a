// One hidden layer of sigmoids, forward and backward, with sixteen examples where the loops of PlainLoops.swift
// have one. This is for few inputs and few classes: there a product spends its time on arranging numbers.
//
// A strip holds the same number of sixteen examples. Forward goes through the strips, so that scores and softmax
// of a strip follow at once; backward goes through the neurons, since a neuron's gradient is a sum over all
// strips. The lanes of a sum are added at its end, always in the same order. The last strip is filled up with
// examples that count for nothing.
//
// Shapes:  features: inputs × strips   targets, dZ: classes × strips   H: neurons × strips
//          shares: strips              a strip: 16 examples

import Matrices

/// Examples and labels, laid out for the lanes.
public struct ExamplesInLanes: Sendable {
  let inputs: Int
  let classes: Int
  let strips: Int
  let features: [SIMD16<Float>]  // inputs × strips
  let targets: [SIMD16<Float>]  // classes × strips, one-hot
  let shares: [SIMD16<Float>]  // strips; 1/examples for an example, 0 for filling

  /// - Parameter classes: at least as many as the labels name.
  public init(_ X: Matrix, _ y: [Int], classes: Int) {
    precondition(X.rows == y.count && !y.isEmpty, "\(X.rows) examples for \(y.count) labels")
    checkLabels(y, classes: classes)
    let strips = (y.count + 15) / 16
    var features = [SIMD16<Float>](repeating: .zero, count: X.columns * strips)
    var targets = [SIMD16<Float>](repeating: .zero, count: classes * strips)
    var shares = [SIMD16<Float>](repeating: .zero, count: strips)
    for i in 0..<y.count {
      let (strip, lane) = (i / 16, i % 16)
      for j in 0..<X.columns { features[j * strips + strip][lane] = X[i, j] }
      targets[y[i] * strips + strip][lane] = 1
      shares[strip][lane] = 1 / Float(y.count)
    }
    inputs = X.columns
    self.classes = classes
    self.strips = strips
    self.features = features
    self.targets = targets
    self.shares = shares
  }
}

/// What the forward pass leaves for the backward pass.
public struct PassInLanes: Sendable {
  var H: [SIMD16<Float>]  // neurons × strips
  var dZ: [SIMD16<Float>]  // classes × strips

  public init(_ examples: ExamplesInLanes, neurons: Int) {
    H = [SIMD16<Float>](repeating: .zero, count: neurons * examples.strips)
    dZ = [SIMD16<Float>](repeating: .zero, count: examples.classes * examples.strips)
  }
}

extension ExamplesInLanes {
  /// Forward: returns the mean cross-entropy, keeps the hidden layer and the gradient by the scores.
  public func forward(_ network: Network, keeping passed: inout PassInLanes) -> Float {
    hiddenLayer(network.layers[0], into: &passed.H)
    scores(network.layers[1], passed.H, into: &passed.dZ)
    return softmax(&passed.dZ)
  }

  /// H = σ(X · W + b)
  private func hiddenLayer(_ layer: Layer, into H: inout [SIMD16<Float>]) {
    let neurons = layer.outputs
    let W = layer.weights.values.span
    let b = layer.bias.values.span
    let x = features.span
    var h = H.mutableSpan
    for j in 0..<neurons {
      for strip in 0..<strips {
        var z = SIMD16(repeating: b[unchecked: j])
        for i in 0..<inputs {
          z.addProduct(x[unchecked: i &* strips &+ strip], SIMD16(repeating: W[unchecked: i &* neurons &+ j]))
        }
        h[unchecked: j &* strips &+ strip] = sigmoid(z)
      }
    }
  }

  /// Z = H · W + b
  private func scores(_ layer: Layer, _ H: [SIMD16<Float>], into Z: inout [SIMD16<Float>]) {
    let W = layer.weights.values.span
    let b = layer.bias.values.span
    let h = H.span
    var z = Z.mutableSpan
    for k in 0..<classes {
      for strip in 0..<strips { z[unchecked: k &* strips &+ strip] = SIMD16(repeating: b[unchecked: k]) }
    }
    for j in 0..<layer.inputs {
      for k in 0..<classes {
        let w = SIMD16(repeating: W[unchecked: j &* classes &+ k])
        for strip in 0..<strips {
          z[unchecked: k &* strips &+ strip].addProduct(h[unchecked: j &* strips &+ strip], w)
        }
      }
    }
  }

  private func softmax(_ Z: inout [SIMD16<Float>]) -> Float {
    let t = targets.span
    let share = shares.span
    var z = Z.mutableSpan
    var loss = SIMD16<Float>.zero
    for strip in 0..<strips {
      var largest = z[unchecked: strip]
      for k in 1..<classes { largest = pointwiseMax(largest, z[unchecked: k &* strips &+ strip]) }
      var sum = SIMD16<Float>.zero
      var right = SIMD16<Float>.zero
      for k in 0..<classes {
        let score = z[unchecked: k &* strips &+ strip] - largest
        right.addProduct(t[unchecked: k &* strips &+ strip], score)
        let e = exp(score)
        sum += e
        z[unchecked: k &* strips &+ strip] = e
      }
      for k in 0..<classes {
        z[unchecked: k &* strips &+ strip] =
          (z[unchecked: k &* strips &+ strip] / sum - t[unchecked: k &* strips &+ strip]) * share[unchecked: strip]
      }
      loss.addProduct(log(sum) - right, share[unchecked: strip])
    }
    return loss.sumOfLanes()
  }

  /// Backward: writes the gradient of the mean cross-entropy over `gradient`.
  public func backward(_ network: Network, _ passed: PassInLanes, into gradient: inout Network) {
    let upper = network.layers[1]
    let W2 = upper.weights.values.span
    let neurons = network.layers[0].outputs
    let x = features.span
    let h = passed.H.span
    let dZ = passed.dZ.span
    var delta = [SIMD16<Float>](repeating: .zero, count: strips)
    var d = delta.mutableSpan
    for k in 0..<classes {
      var sum = SIMD16<Float>.zero
      for strip in 0..<strips { sum += dZ[unchecked: k &* strips &+ strip] }
      gradient.layers[1].bias.values[k] = sum.sumOfLanes()
    }
    for j in 0..<neurons {
      for k in 0..<classes {
        var sum = SIMD16<Float>.zero
        for strip in 0..<strips { sum.addProduct(h[unchecked: j &* strips &+ strip], dZ[unchecked: k &* strips &+ strip]) }
        gradient.layers[1].weights.values[j * classes + k] = sum.sumOfLanes()
      }
      var bias = SIMD16<Float>.zero
      for strip in 0..<strips {
        var dH = SIMD16<Float>.zero
        for k in 0..<classes {
          dH.addProduct(dZ[unchecked: k &* strips &+ strip], SIMD16(repeating: W2[unchecked: j &* classes &+ k]))
        }
        let a = h[unchecked: j &* strips &+ strip]
        let dSum = dH * (a * (1 - a))
        d[unchecked: strip] = dSum
        bias += dSum
      }
      gradient.layers[0].bias.values[j] = bias.sumOfLanes()
      for i in 0..<inputs {
        var sum = SIMD16<Float>.zero
        for strip in 0..<strips { sum.addProduct(d[unchecked: strip], x[unchecked: i &* strips &+ strip]) }
        gradient.layers[0].weights.values[i * neurons + j] = sum.sumOfLanes()
      }
    }
  }
}
