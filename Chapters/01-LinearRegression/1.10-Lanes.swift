import Figures
import LinearRegression
import Matrices
import ReadAlong

let lanes = Section("1.10") { page in
  let houses = try Houses()
  let X = Standardization(of: houses.X).apply(to: houses.X)
  let model = try closedForm(X, houses.y, l2: 1)
  var byLanes = LinearModel(inputs: 3)
  var examples = Lanes.Examples(X, houses.y)
  let laneTime = secondsPerCall {
    _ = examples.loss(model)
    examples.backward(into: &byLanes)
  }
  let byLoops = backward(X, model.forward(X), houses.y)
  let byProducts = gradientByProducts(model, X, houses.y)
  try page.output("lanes-gradient") { out in
    out.table(
      ["gradient", "∂J/∂b"] + Houses.names,
      [("plain loops", byLoops), ("matrix products", byProducts), ("sixteen lanes", byLanes)].map {
        name, gradient in
        [name, fixed(gradient.bias, 3)] + gradient.weights.values.map { fixed($0, 3) }
      })
  }
  try page.output("lanes-time") { out in
    let loopTime = secondsPerCall { _ = backward(X, model.forward(X), houses.y) }
    let productTime = secondsPerCall { _ = gradientByProducts(model, X, houses.y) }
    let features = (0..<3).map { X.column($0) }
    var errors = houses.y
    let oneTime = secondsPerCall { _ = gradientOneByOne(model, features, houses.y, &errors) }
    out.table(
      ["way", "microseconds an epoch", "times as fast"],
      [
        ("plain loops", loopTime), ("matrix products", productTime), ("lanes' loops, one lane", oneTime),
        ("sixteen lanes", laneTime),
      ].map { name, time in
        [name, fixed(time * 1e6, 2), fixed(loopTime / time, 1)]
      })
  }
}

/// The loops of the lanes with one number in the place of sixteen.
private func gradientOneByOne(
  _ model: LinearModel, _ features: [[Float]], _ y: [Float], _ errors: inout [Float]
) -> LinearModel {
  let m = Float(y.count)
  for i in 0..<y.count {
    var z = model.bias
    for j in 0..<features.count { z = z.addingProduct(features[j][i], model.weights.values[j]) }
    errors[i] = z - y[i]
  }
  let weights = features.map { x in
    var sum: Float = 0
    for i in 0..<y.count { sum = sum.addingProduct(errors[i], x[i]) }
    return sum / m
  }
  return LinearModel(weights: weights, bias: errors.reduce(0, +) / m)
}

/// 1/m Xᵀ · (X · W + b − y), as the slide writes it.
private func gradientByProducts(_ model: LinearModel, _ X: Matrix, _ y: [Float]) -> LinearModel {
  let errors = X.times(model.weights) + Matrix([[model.bias]]) - Matrix(column: y)  // examples × 1
  let m = Float(y.count)
  return LinearModel(weights: (X.transposed.times(errors) / m).values, bias: errors.sum() / m)
}
