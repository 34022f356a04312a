// The gated recurrent unit, one time step of one sequence (deck B, "GRUs"; Cho et al. 2014), in two forms.
//
//     z = σ(x·U_z + h′·W_z + b_z)                    how much is new
//     r = σ(x·U_r + h′·W_r + b_r)                    how much of the past the candidate sees
//     h̃ = tanh(x·U_h + (r ⊙ h′)·W_h + b_h)           deck B: reset before the product
//     h̃ = tanh(x·U_h + r ⊙ (h′·W_h + b_s) + b_h)     PyTorch, cuDNN: reset after it
//     h = (1 − z) ⊙ h′ + z ⊙ h̃
//
// Reset after, all of h′·W is one product. PyTorch writes h = (1 − z) ⊙ h̃ + z ⊙ h′, so its z is 1 minus ours: its
// weights of z are ours with the other sign. Backward, with dh from the step after:
//
//     dz = dh ⊙ (h̃ − h′)    dh̃ = dh ⊙ z    dh′ = dh ⊙ (1 − z) + …
//
// Shapes:  x: inputs   z, r, h̃, h: hidden   U: inputs × 3·hidden   W: hidden × 3·hidden, in blocks z r h̃

import Matrices

extension RecurrentLayer {
  func gruForward(_ x: [Float], _ before: State) -> Step {
    let (a, s) = (inputPart(x), statePart(before.h))
    var gates = a
    for k in 0..<2 * hidden { gates[k] = sigmoid(a[k] + s[k]) }
    let r = Array(gates[hidden..<2 * hidden])
    let reset: [Float]  // what r acts on
    if cell == .gruResetBefore {
      reset = before.h
      let s = statePart((0..<hidden).map { r[$0] * reset[$0] })
      for j in 2 * hidden..<3 * hidden { gates[j] = tanh(a[j] + s[j]) }
    } else {
      reset = (2 * hidden..<3 * hidden).map { s[$0] + stateBias[0, $0] }
      for j in 0..<hidden { gates[2 * hidden + j] = tanh(a[2 * hidden + j].addingProduct(r[j], reset[j])) }
    }
    var after = State(hidden: hidden)
    for j in 0..<hidden {
      after.h[j] = before.h[j].addingProduct(gates[j], gates[2 * hidden + j] - before.h[j])
    }
    return Step(x: x, before: before, gates: gates, after: after, reset: reset)
  }

  func gruBackward(_ step: Step, _ after: State, _ gradient: inout RecurrentLayer) -> (
    x: [Float], before: State
  ) {
    var dz = [Float](repeating: 0, count: width)
    var before = State(hidden: hidden)
    for j in 0..<hidden {
      let (z, candidate) = (step.gates[j], step.gates[2 * hidden + j])
      dz[j] = after.h[j] * (candidate - step.before.h[j]) * z * (1 - z)
      dz[2 * hidden + j] = after.h[j] * z * (1 - candidate * candidate)
      before.h[j] = after.h[j] * (1 - z)
    }
    var ds = dz
    if cell == .gruResetBefore {
      // From the candidate through (r ⊙ h′)·W_h; what is left for h′·W has no third block
      for j in 0..<hidden {
        var dq: Float = 0
        for k in 2 * hidden..<3 * hidden {
          dq += dz[k] * stateWeights[j, k]
          gradient.stateWeights[j, k] += step.gates[hidden + j] * step.before.h[j] * dz[k]
        }
        let r = step.gates[hidden + j]
        dz[hidden + j] = dq * step.reset[j] * r * (1 - r)
        before.h[j] += dq * r
      }
      for j in 0..<hidden { (ds[hidden + j], ds[2 * hidden + j]) = (dz[hidden + j], 0) }
    } else {
      for j in 0..<hidden {
        let r = step.gates[hidden + j]
        dz[hidden + j] = dz[2 * hidden + j] * step.reset[j] * r * (1 - r)
        ds[hidden + j] = dz[hidden + j]
        ds[2 * hidden + j] = dz[2 * hidden + j] * r
      }
    }
    let dx = backThroughWeights(step, dz, ds, &before.h, &gradient)
    return (dx, before)
  }
}
