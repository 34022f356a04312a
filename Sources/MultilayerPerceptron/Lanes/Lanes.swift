// The same functions, fast: in memory that is there already, with large products divided among threads.
//
// The plain functions make new matrices at every step; here those of the step before are written over, and
// the slopes of the inputs, which training does not need, are left out. The bits are the same.
//
// Shapes:  X: batch × inputs   Y: batch × outputs   Z, A, dZ of a layer: batch × its outputs

import Matrices

public enum Lanes {
  /// `train` of Training.swift, by a team of threads; they change the time, never a bit of the result.
  @discardableResult
  public static func train(
    _ network: inout Network, _ examples: Examples, _ settings: TrainingSettings, from first: Int = 1,
    threads: Int = 1, report: (Epoch) -> Bool = { _ in true },
    by step: Step = { update(&$0, $1, learningRate: $2) }
  ) throws(Divergence) -> Int {
    require(examples.inputs == network.inputs, "examples of \(examples.inputs) inputs for \(network.sizes)")
    let team = Team(count: threads)
    var workspace = Workspace(batch: 0, for: network, team: team)
    return try descend(&network, examples.Y, settings, from: first, by: step, report: report) {
      network, rows, gradient in
      let isNew = workspace.X.rows != rows.count
      if isNew { workspace = Workspace(batch: rows.count, for: network, team: team) }
      if isNew || rows.count < examples.count { examples.fetch(rows, into: &workspace) }
      workspace.forward(network)
      workspace.backward(network, settings.loss, into: &gradient)
      return loss(settings.loss, network, workspace.pass, workspace.Y)
    }
  }

  /// The memory of a step on a batch of fixed size.
  struct Workspace {
    let team: Team
    var X: Matrix
    var Y: Matrix
    var bytes: [UInt8] = []
    var pass: ForwardPass
    var dZ: [Matrix]

    init(batch: Int, for network: Network, team: Team) {
      self.team = team
      X = Matrix(rows: batch, columns: network.inputs)
      Y = Matrix(rows: batch, columns: network.outputs)
      dZ = network.layers.map { Matrix(rows: batch, columns: $0.outputs) }
      pass = ForwardPass(Z: dZ, A: dZ)
    }

    /// All layers in their order.
    mutating func forward(_ network: Network) {
      pass.check(through: network)
      for (l, layer) in network.layers.enumerated() {
        pass.Z[l].assign(l == 0 ? X : pass.A[l - 1], times: layer.weights, by: team)
        pass.Z[l] += layer.bias
        pass.A[l] = activate(pass.Z[l], by: network.activations[l])
      }
    }

    /// The gradient of J.
    mutating func backward(_ network: Network, _ loss: Loss, into gradient: inout [Layer]) {
      let last = network.layers.count - 1
      require(gradient.count > last, "\(gradient.count) gradients, \(last + 1) layers")
      dZ[last] = outputError(loss, network.output, pass.Z[last], pass.output, Y)
      for l in (0...last).reversed() {
        gradient[l].weights.assign((l == 0 ? X : pass.A[l - 1]).transposed, times: dZ[l], by: team)
        gradient[l].bias = dZ[l].columnSums()
        if l == 0 { return }
        dZ[l - 1].assign(dZ[l], times: network.layers[l].weights.transposed, by: team)
        dZ[l - 1] = passBack(
          dZ[l - 1], through: network.activations[l - 1], at: pass.Z[l - 1], value: pass.A[l - 1])
      }
    }
  }
}
