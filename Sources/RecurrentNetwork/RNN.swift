// The plain recurrent cell, one step of one sequence (deck B, "The RNN box"; deck S, "Recurrent Neural Network").
//
//     forward     h_t = tanh(x_t·U + h_{t−1}·W + b)
//     backward    dz  = dh ⊙ (1 − h²)
//                 dU += x_tᵀ·dz    dW += h_{t−1}ᵀ·dz    db += dz
//                 dx  = dz·Uᵀ      dh_{t−1} = dz·Wᵀ
//
// Shapes:  x: inputs   h, z: hidden   U: inputs × hidden   W: hidden × hidden

import Matrices

extension RecurrentLayer {
  func rnnForward(_ x: [Float], _ before: State) -> Step {
    let (a, s) = (inputPart(x), statePart(before.h))
    var after = State(hidden: hidden)
    for j in 0..<hidden { after.h[j] = tanh(a[j] + s[j]) }
    return Step(x: x, before: before, gates: after.h, after: after)
  }

  func rnnBackward(_ step: Step, _ after: State, _ gradient: inout RecurrentLayer) -> (
    x: [Float], before: State
  ) {
    var dz = after.h
    for j in 0..<hidden { dz[j] *= 1 - step.after.h[j] * step.after.h[j] }
    var before = State(hidden: hidden)
    let dx = backThroughWeights(step, dz, dz, &before.h, &gradient)
    return (dx, before)
  }
}

// MARK: - The weighted sums that all cells share

extension RecurrentLayer {
  /// b + x·U
  func inputPart(_ x: [Float]) -> [Float] { sums(Matrix([x]), inputWeights, inputBias).values }

  /// b and the second bias, but for a GRU's h̃, where that is added to h·W.
  var inputBias: Matrix {
    var sum = bias
    for k in 0..<stateBias.columns where cell != .gru || k < 2 * hidden { sum[0, k] += stateBias[0, k] }
    return sum
  }

  /// h·W
  func statePart(_ h: [Float]) -> [Float] { Matrix([h]).times(stateWeights).values }

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
    let (dZ, dS) = (Matrix([dz]), Matrix([ds]))
    gradient.inputWeights.assign(Matrix(column: step.x), times: dZ, adding: true)
    gradient.stateWeights.assign(Matrix(column: step.before.h), times: dS, adding: true)
    gradient.bias += dZ
    if stateBias.columns > 0 { gradient.stateBias += dS }
    let back = dS.times(stateWeights.transposed)
    for j in 0..<hidden { dh[j] += back[0, j] }
    return dZ.times(inputWeights.transposed).values
  }
}
