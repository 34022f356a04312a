import Figures
import LinearRegression
import ReadAlong

let newton = Section("1.8") { page in
  let data = try AnscombeSet(1)
  let best = try closedForm(data.X, data.y)
  let start = firstGuess()
  var stepped = start
  let gradient = backward(data.X, start.forward(data.X), data.y)
  update(&stepped, try newtonStep(gradient, hessian(data.X)), learningRate: 1)
  var descended = start
  try train(&descended, data.X, data.y, TrainingSettings(learningRate: 0.01, epochs: 10_000))
  try page.output("newton") { out in
    out.table(
      ["Anscombe I", "steps", "b", "w"],
      [
        ("first guess", 0, start), ("gradient descent", 10_000, descended), ("Newton", 1, stepped),
        ("closed form", 0, best),
      ].map { [$0, grouped($1), fixed($2.bias, 4), fixed($2.weights[0, 0], 4)] })
  }
  let houses = try Houses()
  var model = LinearModel(inputs: 3)
  let slopes = backward(houses.X, model.forward(houses.X), houses.y)
  update(&model, try newtonStep(slopes, hessian(houses.X)), learningRate: 1)
  let closed = try closedForm(houses.X, houses.y)
  try page.output("newton-houses") { out in
    out.table(
      ["houses, raw", "b"] + Houses.names,
      [("Newton", model), ("closed form", closed)].map { name, model in
        [name, fixed(model.bias, 3)] + model.weights.values.map { fixed($0, 4) }
      })
  }
}
