import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let lanes = Section("2.13", "The sigmoid, sixteen examples at a time") { page in
  page.text(
    """
    As in chapter 1 the loop for one example becomes the loop for sixteen. New is the sigmoid inside it. The exp \
    of the C library takes one number; ours is written with additions, multiplications and shifts only, so that \
    it takes a vector as readily. Forward and backward over all irises:
    """)
  let irises = try Irises()
  let y = irises.labels("setosa")
  let model = LogisticModel(weights: [0.1, 0.2, -0.3, -0.4], bias: 0.5)
  var byLanes = LogisticModel(inputs: 4)
  var examples = Lanes.Examples(irises.X, y)
  let laneLoss = examples.forward(model)
  examples.backward(into: &byLanes)
  let Z = model.forward(irises.X)
  let byLoops = backward(irises.X, Z.map { sigmoid($0) }, y)
  page.table(
    ["", "J", "∂J/∂b", "∂J/∂w₁", "∂J/∂w₂", "∂J/∂w₃", "∂J/∂w₄"],
    [("plain loops", crossEntropy(Z, y), byLoops), ("sixteen lanes", laneLoss, byLanes)].map {
      name, loss, gradient in
      [name] + ([loss, gradient.bias] + gradient.weights.values).map { fixed($0, 5) }
    })
  let loopTime = secondsPerCall {
    let Z = model.forward(irises.X)
    _ = crossEntropy(Z, y)
    _ = backward(irises.X, Z.map { sigmoid($0) }, y)
  }
  let laneTime = secondsPerCall {
    _ = examples.forward(model)
    examples.backward(into: &byLanes)
  }
  page.table(
    ["way", "microseconds an epoch", "times as fast"],
    [("plain loops", loopTime), ("sixteen lanes", laneTime)].map { name, time in
      [name, fixed(time * 1e6, 2), fixed(loopTime / time, 1)]
    }, measured: true)
}
