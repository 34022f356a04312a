import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

let newton = Section(
  "1.8", "Newton's method and the closed form",
  deck: "Foundations of Shallow Networks: Gradient Descent, Newton"
) { page in
  page.text(
    """
    The gradient knows the slope but not how it changes. The Hessian H, the matrix of second derivatives, does; \
    Newton's method uses it to jump to where the slope will be zero. J is a bowl exactly, so one jump lands at \
    the bottom, from anywhere, whatever the units of the inputs.
    """)
  page.formula("w ← w − H⁻¹ · ∇J         closed form:  XᵀX · w = Xᵀy")
  let data = try AnscombeSet(1)
  let best = try closedForm(data.X, data.y)
  var stepped = firstGuess()
  let start = stepped
  let gradient = backward(data.X, start.forward(data.X), data.y)
  update(&stepped, try newtonStep(gradient, hessian(data.X)), learningRate: 1)
  var descended = start
  try train(&descended, data.X, data.y, TrainingSettings(learningRate: 0.01, epochs: 10_000))
  page.table(
    ["Anscombe I", "steps", "b", "w"],
    [
      ("first guess", 0, start), ("gradient descent", 10_000, descended), ("Newton", 1, stepped),
      ("closed form", 0, best),
    ].map { [$0, grouped($1), fixed($2.bias, 4), fixed($2.weights[0, 0], 4)] })

  let houses = try Houses()
  var model = LinearModel(inputs: 3)
  let slopes = backward(houses.X, model.forward(houses.X), houses.y)
  update(&model, try newtonStep(slopes, hessian(houses.X)), learningRate: 1)
  let closed = try closedForm(houses.X, houses.y)
  page.text("The houses need no scaling now, and one step too:")
  page.table(
    ["houses", "b"] + Houses.names,
    [("Newton", model), ("closed form", closed)].map { name, model in
      [name, fixed(model.bias, 3)] + model.weights.values.map { fixed($0, 4) }
    })
  page.text(
    """
    The price is the Hessian: with n weights it has n² entries and takes n³ operations to solve. Four weights \
    are nothing; LeNet-5 with its 61,706 would need 15 GB. That is why networks are trained by gradients.
    """)
}
