import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

let lanes = Section("1.10", "The same loop, sixteen examples at a time") { page in
  page.text(
    """
    One idea carries the code of every chapter: write the loop for one example, then make the number a vector \
    of sixteen examples. `Float` becomes `SIMD16<Float>`, and the loop stays. Forward and backward over all \
    houses, in three ways that agree:
    """)
  let houses = try Houses()
  let X = Standardization(of: houses.X).apply(to: houses.X)
  let model = try closedForm(X, houses.y, l2: 1)

  var byLanes = LinearModel(inputs: 3)
  var examples = Lanes.Examples(X, houses.y)
  let byLoops = backward(X, model.forward(X), houses.y)
  let loopTime = secondsPerCall { _ = backward(X, model.forward(X), houses.y) }
  let byProducts = gradientByProducts(model, X, houses.y)
  let productTime = secondsPerCall { _ = gradientByProducts(model, X, houses.y) }
  let laneTime = secondsPerCall {
    _ = examples.forward(model)
    examples.backward(into: &byLanes)
  }
  page.table(
    ["gradient", "∂J/∂b"] + Houses.names,
    [("plain loops", byLoops), ("matrix products", byProducts), ("sixteen lanes", byLanes)].map {
      name, gradient in
      [name, fixed(gradient.bias, 3)] + gradient.weights.values.map { fixed($0, 3) }
    })
  page.table(
    ["way", "microseconds an epoch", "times as fast"],
    [("plain loops", loopTime), ("matrix products", productTime), ("sixteen lanes", laneTime)].map {
      name, time in
      [name, fixed(time * 1e6, 2), fixed(loopTime / time, 1)]
    }, measured: true)
  page.text(
    """
    Products are the way to write layers of many outputs, from chapter 4 on; for a single output most of a \
    product's work is arranging the data. The lanes have it arranged once and for all.
    """)
}

/// 1/m Xᵀ · (X · W + b − y), as the slide writes it.
private func gradientByProducts(_ model: LinearModel, _ X: Matrix, _ y: [Float]) -> LinearModel {
  let errors = X.times(model.weights) + model.bias - Matrix(column: y)  // examples × 1
  let m = Float(y.count)
  return LinearModel(weights: (X.transposedTimes(errors) / m).values, bias: errors.sum() / m)
}
