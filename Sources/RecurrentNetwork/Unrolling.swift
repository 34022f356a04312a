// A sequence: the same layer once a time step, and back through time (deck B, "At time t = 0, 1, 2"; deck S,
// "Recurrent Neural Network").
//
//     forward     h_1 = f(x_1, h_0),  h_2 = f(x_2, h_1),  …,  h_T = f(x_T, h_{T−1})
//     backward    t = T, …, 1: dh_t is what the loss of step t says, and what came back from step t + 1;
//                 the steps share their weights, so their gradients add up
//
// Shapes:  X: steps × inputs   H, dH: steps × hidden

import Matrices

/// One time step of one sequence, with what the way back needs.
public struct Step: Sendable {
  public let x: [Float]  // inputs
  public let before: State
  /// What the gates let through, gates·hidden: of an LSTM f, i, g, o, of a GRU z, r, h̃.
  public let gates: [Float]
  public let after: State
  /// What the reset gate of a GRU acts on, hidden; otherwise empty.
  var reset: [Float] = []
}

/// The gradient of a loss by all that went into a layer.
public struct UnrolledGradient: Sendable {
  /// By weights and bias.
  public let layer: RecurrentLayer
  /// By the inputs, steps × inputs.
  public let inputs: Matrix
  /// By the state that the steps left: entry t is the whole slope at the state after t steps, the first one by
  /// the first state.
  public let states: [State]
}

extension RecurrentLayer {
  /// One time step: the cell's equations in plain loops.
  public func step(_ x: [Float], _ before: State) -> Step {
    switch cell {
    case .rnn: rnnStep(x, before)
    case .lstm: lstmStep(x, before)
    case .gru, .gruResetBefore: gruStep(x, before)
    }
  }

  /// All time steps of a sequence (X: steps × inputs).
  public func unroll(_ X: Matrix, from first: State) -> [Step] {
    var steps: [Step] = []
    for t in 0..<X.rows { steps.append(step(Array(X[row: t]), steps.last?.after ?? first)) }
    return steps
  }

  /// Backpropagation through time.
  ///
  /// - Parameters:
  ///   - dH: the slopes of the loss at the outputs, steps × hidden.
  ///   - last: further slopes at the last state, such as a decoder sends back.
  public func backward(_ steps: [Step], _ dH: Matrix, last: State? = nil) -> UnrolledGradient {
    require(dH.rows == steps.count && dH.columns == hidden, "\(dH.rows) × \(dH.columns) slopes")
    var gradient = RecurrentLayer(cell, inputs: inputs, hidden: hidden)
    var dX = Matrix(rows: steps.count, columns: inputs)
    var slope = last ?? State(hidden: hidden)
    var slopes: [State] = []
    for t in steps.indices.reversed() {
      for j in 0..<hidden { slope.h[j] += dH[t, j] }
      slopes.append(slope)
      let (dx, before) = backward(steps[t], slope, &gradient)
      for j in 0..<inputs { dX[t, j] = dx[j] }
      slope = before
    }
    slopes.append(slope)
    return UnrolledGradient(layer: gradient, inputs: dX, states: slopes.reversed())
  }

  private func backward(_ step: Step, _ after: State, _ gradient: inout RecurrentLayer) -> (
    x: [Float], before: State
  ) {
    switch cell {
    case .rnn: rnnBackward(step, after, &gradient)
    case .lstm: lstmBackward(step, after, &gradient)
    case .gru, .gruResetBefore: gruBackward(step, after, &gradient)
    }
  }
}
