// The plain recurrent cell, step by step for one sequence (deck B, "The RNN box"; deck S, "Recurrent Neural
// Network").
//
//     forward     h_t = tanh(x_t·U + h_{t−1}·W + b)
//     backward    dz  = dh ⊙ (1 − h²)
//                 dU += x_tᵀ·dz    dW += h_{t−1}ᵀ·dz    db += dz
//                 dx  = dz·Uᵀ      dh_{t−1} = dz·Wᵀ
//
// Shapes:  x: inputs   h, z: hidden   U: inputs × hidden   W: hidden × hidden

import Matrices

extension RecurrentLayer {
  func rnnStep(_ x: [Float], _ before: State) -> Step {
    let z = preactivations(x, before.h)
    var after = State(hidden: hidden)
    for j in 0..<hidden { after.h[j] = tanh(z[j]) }
    return Step(x: x, before: before, gates: after.h, after: after)
  }

  func rnnBackward(_ step: Step, _ after: State, _ gradient: inout RecurrentLayer) -> (
    x: [Float], before: State
  ) {
    var dz = [Float](repeating: 0, count: hidden)
    for j in 0..<hidden { dz[j] = after.h[j] * (1 - step.after.h[j] * step.after.h[j]) }
    var before = State(hidden: hidden)
    let dx = backThroughWeights(step, dz, dz, &before.h, &gradient)
    return (dx, before)
  }
}

// MARK: - The weighted sums that all cells share

extension RecurrentLayer {
  /// z = x·U + h·W + b
  func preactivations(_ x: [Float], _ h: [Float]) -> [Float] {
    let (a, s) = (inputPart(x), statePart(h))
    return a.indices.map { a[$0] + s[$0] }
  }

  /// x·U + b
  func inputPart(_ x: [Float]) -> [Float] {
    require(x.count == inputs, "\(x.count) inputs for a layer of \(inputs)")
    var z = bias.values
    for j in 0..<inputs {
      for k in 0..<width { z[k] += x[j] * inputWeights[j, k] }
    }
    return z
  }

  /// h·W
  func statePart(_ h: [Float]) -> [Float] {
    require(h.count == hidden, "a state of \(h.count) for a layer of \(hidden)")
    var z = [Float](repeating: 0, count: width)
    for j in 0..<hidden {
      for k in 0..<width { z[k] += h[j] * stateWeights[j, k] }
    }
    return z
  }

  /// From the slopes at x·U + b and at h·W to those of the weights, the inputs and the state before.
  ///
  /// - Parameters:
  ///   - dz: the slopes at x·U + b, gates·hidden.
  ///   - ds: the slopes at h·W, gates·hidden; the same but for a GRU.
  ///   - dh: the slopes of the state before are added here.
  /// - Returns: the slopes of the inputs.
  func backThroughWeights(
    _ step: Step, _ dz: [Float], _ ds: [Float], _ dh: inout [Float], _ gradient: inout RecurrentLayer
  ) -> [Float] {
    var dx = [Float](repeating: 0, count: inputs)
    for k in 0..<width {
      gradient.bias[0, k] += dz[k]
      for j in 0..<inputs {
        gradient.inputWeights[j, k] += step.x[j] * dz[k]
        dx[j] += dz[k] * inputWeights[j, k]
      }
      for j in 0..<hidden {
        gradient.stateWeights[j, k] += step.before.h[j] * ds[k]
        dh[j] += ds[k] * stateWeights[j, k]
      }
    }
    return dx
  }
}
