import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

let housePrices = Section(
  "1.6", "The price of a house", deck: "Intro to Deep Learning: Linear Regression"
) { page in
  let houses = try Houses()
  page.text(
    """
    The slide prices a house by its bedrooms, bathrooms and square feet. Here are \(houses.y.count) real ones, \
    sold in Sacramento in May 2008; prices in thousands of dollars.
    """)
  page.formula("z = beds·w₁ + baths·w₂ + sqft·w₃ + b")
  page.text("With the raw numbers the rate that suited Anscombe's data fails at once:")
  var model = LinearModel(inputs: 3)
  do {
    try train(&model, houses.X, houses.y, TrainingSettings(learningRate: 0.01, epochs: 1000))
  } catch {
    page.formula("\(error)")
  }
  page.text(
    """
    Square feet run to thousands, so J curves a million times more along w₃ than along w₁. A rate small \
    enough for w₃, 0.0000005, leaves the others where they are. Standardized inputs all have mean 0 and \
    deviation 1: then one rate serves all weights.
    """)

  var raw = LinearModel(inputs: 3)
  var rawLosses: [Float] = []
  try train(&raw, houses.X, houses.y, TrainingSettings(learningRate: 5e-7, epochs: 1000)) {
    rawLosses.append($0.loss)
    return true
  }
  let scaling = Standardization(of: houses.X)
  var scaled = LinearModel(inputs: 3)
  var losses: [Float] = []
  try train(&scaled, scaling.apply(to: houses.X), houses.y, TrainingSettings(learningRate: 0.3, epochs: 1000))
  {
    losses.append($0.loss)
    return true
  }
  let best = try closedForm(houses.X, houses.y)
  page.table(
    ["1,000 epochs", "b", "w₁ (beds)", "w₂ (baths)", "w₃ (sqft)", "typical error"],
    [("raw", raw), ("standardized", scaling.undo(scaled)), ("closed form", best)].map { name, model in
      [name, fixed(model.bias, 2)] + (0..<3).map { fixed(model.weights[$0, 0], 4) }
        + [fixed(typicalError(loss(model.forward(houses.X), houses.y)), 1)]
    })

  var curves = Figure("The same houses, raw and standardized", x: "epoch", y: "J")
  curves.xScale = .logarithmic
  curves.yScale = .logarithmic
  let epochs = (1...1000).map(Float.init)
  curves.line(epochs, rawLosses, name: "raw, α = 5e-07")
  curves.line(epochs, losses, name: "standardized, α = 0.3")
  try page.show(curves, as: "house-scaling")

  let price = best.forward([5, 3, 3000])
  page.text(
    """
    The slide's house, 5 bedrooms, 3 bathrooms and 3000 square feet, comes to \(fixed(price, 0)) thousand \
    dollars. A bedroom more, in a house no larger, makes it cheaper: the rooms are smaller.
    """)
  var figure = Figure("Price and what the model makes of it", x: "square feet", y: "thousand dollars")
  figure.points(houses.X.column(2), houses.y, name: "sold for")
  figure.points(houses.X.column(2), best.forward(houses.X), name: "predicted")
  try page.show(figure, as: "house-prices")
}
