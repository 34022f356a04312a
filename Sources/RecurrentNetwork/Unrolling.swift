// A sequence: the same layer once a time step, and back through time (deck B, "At time t = 0, 1, 2").
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

extension RecurrentLayer {
  /// One time step: the cell's equations.
  public func forward(_ x: [Float], _ before: State) -> Step {
    let columns = inputWeights.columns == width ? stateWeights.columns : inputWeights.columns
    require(columns == width, "\(columns) columns of weights for a state of \(hidden)")
    let second = stateBias.columns
    require(second == width || second == 0 && cell != .gru, "a second bias of \(second), not \(width)")
    return switch cell {
    case .rnn: rnnForward(x, before)
    case .lstm: lstmForward(x, before)
    case .gru, .gruResetBefore: gruForward(x, before)
    }
  }

  /// All time steps of a sequence (X: steps × inputs).
  public func forward(_ X: Matrix, from first: State) -> [Step] {
    var steps: [Step] = []
    for t in 0..<X.rows { steps.append(forward(Array(X[row: t]), steps.last?.after ?? first)) }
    return steps
  }

  /// Backpropagation through time.
  ///
  /// - Parameters:
  ///   - dH: the slopes of the loss at the outputs, steps × hidden.
  ///   - last: further slopes at the last state, such as a decoder sends back.
  /// - Returns: the slopes at weights and bias, at the inputs (steps × inputs), and at the states: entry t is the
  ///   whole slope at the state after t steps, the first one at the first state.
  public func backward(_ steps: [Step], _ dH: Matrix, last: State? = nil) -> (
    layer: RecurrentLayer, inputs: Matrix, states: [State]
  ) {
    require(
      dH.rows == steps.count && dH.columns == hidden && last?.h.count ?? hidden == hidden,
      "\(dH.rows) × \(dH.columns) slopes, \(last?.h.count ?? 0) at the last, for \(steps.count) × \(hidden)")
    require(steps.allSatisfy { $0.gates.count == width && $0.after.h.count == hidden }, "steps of other size")
    var gradient = zeros
    var dX = Matrix(rows: steps.count, columns: inputs)
    var slope = last ?? State(hidden: hidden)
    var slopes: [State] = []
    for t in steps.indices.reversed() {
      for j in 0..<hidden { slope.h[j] += dH[t, j] }
      slopes.append(slope)
      let (dx, before) =
        switch cell {
        case .rnn: rnnBackward(steps[t], slope, &gradient)
        case .lstm: lstmBackward(steps[t], slope, &gradient)
        case .gru, .gruResetBefore: gruBackward(steps[t], slope, &gradient)
        }
      for j in 0..<inputs { dX[t, j] = dx[j] }
      slope = before
    }
    slopes.append(slope)
    return (gradient, dX, slopes.reversed())
  }
}
