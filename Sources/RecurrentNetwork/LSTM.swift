// Long short-term memory, one time step of one sequence (deck S, "Long-Short Term Memory"; deck B, "How the LSTM
// works"; Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000).
//
//     f = σ(x·U_f + h′·W_f + b_f)      how much of the memory stays
//     i = σ(x·U_i + h′·W_i + b_i)      how much is written
//     g = tanh(x·U_g + h′·W_g + b_g)   what is written (deck B's C̃)
//     o = σ(x·U_o + h′·W_o + b_o)      how much is shown
//     c = f ⊙ c′ + i ⊙ g
//     h = o ⊙ tanh c
//
// h′ and c′ are those of the step before. Deck S has no biases: there b is zero. Backward, with dh and dc from
// the step after:
//
//     do = dh ⊙ tanh c     dc += dh ⊙ o ⊙ (1 − tanh² c)
//     df = dc ⊙ c′         di = dc ⊙ g         dg = dc ⊙ i         dc′ = dc ⊙ f
//
// dc′ is dc times f, and f can be 1: along the memory a slope need not shrink.
//
// Shapes:  x: inputs   f, i, g, o, c, h: hidden   U: inputs × 4·hidden   W: hidden × 4·hidden, in blocks f i g o

import Matrices

extension RecurrentLayer {
  func lstmForward(_ x: [Float], _ before: State) -> Step {
    let z = zip(inputPart(x), statePart(before.h)).map(+)
    var gates = z
    var after = State(hidden: hidden)
    for j in 0..<hidden {
      let f = sigmoid(z[j])
      let i = sigmoid(z[hidden + j])
      let g = tanh(z[2 * hidden + j])
      let o = sigmoid(z[3 * hidden + j])
      after.c[j] = (i * g).addingProduct(f, before.c[j])
      after.h[j] = o * tanh(after.c[j])
      (gates[j], gates[hidden + j], gates[2 * hidden + j], gates[3 * hidden + j]) = (f, i, g, o)
    }
    return Step(x: x, before: before, gates: gates, after: after)
  }

  func lstmBackward(_ step: Step, _ after: State, _ gradient: inout RecurrentLayer) -> (
    x: [Float], before: State
  ) {
    var dz = [Float](repeating: 0, count: width)
    var before = State(hidden: hidden)
    for j in 0..<hidden {
      let (f, i) = (step.gates[j], step.gates[hidden + j])
      let (g, o) = (step.gates[2 * hidden + j], step.gates[3 * hidden + j])
      let t = tanh(step.after.c[j])
      let dc = after.c[j] + after.h[j] * o * (1 - t * t)
      dz[j] = dc * step.before.c[j] * f * (1 - f)
      dz[hidden + j] = dc * g * i * (1 - i)
      dz[2 * hidden + j] = dc * i * (1 - g * g)
      dz[3 * hidden + j] = after.h[j] * t * o * (1 - o)
      before.c[j] = dc * f
    }
    let dx = backThroughWeights(step, dz, dz, &before.h, &gradient)
    return (dx, before)
  }
}
