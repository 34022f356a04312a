import LogisticRegression
import Matrices
import ReadAlong

let lanes = Section("2.13") { page in
  let irises = try Irises()
  let y = irises.labels("setosa")
  let model = LogisticModel(weights: [0.1, 0.2, -0.3, -0.4], bias: 0.5)
  var byLanes = LogisticModel(inputs: 4)
  var examples = Lanes.Examples(irises.X, y)
  try page.output("lanes") { out in
    let laneLoss = examples.loss(model)
    examples.backward(into: &byLanes)
    let Z = model.forward(irises.X)
    let byLoops = backward(irises.X, Z.map { sigmoid($0) }, y)
    out.table(
      ["", "J", "∂J/∂b", "∂J/∂w₁", "∂J/∂w₂", "∂J/∂w₃", "∂J/∂w₄"],
      [("plain loops", crossEntropy(Z, y), byLoops), ("sixteen lanes", laneLoss, byLanes)].map {
        name, loss, gradient in
        [name] + ([loss, gradient.bias] + gradient.weights.values).map { fixed($0, 5) }
      })
  }
  try page.output("lanes-time") { out in
    let loopTime = secondsPerCall {
      let Z = model.forward(irises.X)
      _ = crossEntropy(Z, y)
      _ = backward(irises.X, Z.map { sigmoid($0) }, y)
    }
    let laneTime = secondsPerCall {
      _ = examples.loss(model)
      examples.backward(into: &byLanes)
    }
    out.table(
      ["way", "microseconds an epoch", "times as fast"],
      [("plain loops", loopTime), ("sixteen lanes", laneTime)].map { name, time in
        [name, fixed(time * 1e6, 2), fixed(loopTime / time, 1)]
      })
  }
}
