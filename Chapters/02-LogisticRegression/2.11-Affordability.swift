import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let affordability = Section(
  "2.11", "Can we afford the house?", deck: "Intro to Deep Learning: Logistic Regression (example)"
) { page in
  let buyers = try Buyers()
  page.text(
    """
    The slide takes chapter 1's house and asks another question of it: can we afford it? The answer is a number \
    between 0 and 1. To learn it, each of the \(buyers.y.count) houses of Sacramento gets a buyer with a budget, \
    drawn evenly from 50 to 600 thousand dollars; the label is 1 where the price was within it.
    """)
  page.formula("z = beds·w₁ + baths·w₂ + sqft·w₃ + budget·w₄ + b          p = φ(z)")
  let model = try buyers.model()
  page.table(
    ["input", "weight", "worth in dollars"],
    zip(Buyers.inputs, model.weights.values).map { name, w in
      [name, fixed(w, 5), name == "budget" ? "" : fixed(-1000 * w / model.weights[3, 0], 0)]
    } + [["(bias)", fixed(model.bias, 5), fixed(-1000 * model.bias / model.weights[3, 0], 0)]])
  page.text(
    """
    Where p is ½ the budget is what the house would cost. So the weights, divided by that of the budget, are \
    prices: a square foot is worth \(fixed(-1000 * model.weights[2, 0] / model.weights[3, 0], 0)) dollars. \
    Chapter 1 found 158 from the prices themselves; here there were only yes and no to learn from. The deck's \
    house, 5 bedrooms, 3 bathrooms, 3000 square feet:
    """)
  let budgets: [Float] = [200, 300, 350, 400, 450, 500, 600]
  page.table(
    ["budget in thousands"] + budgets.map { fixed($0, 0) },
    [["probability"] + budgets.map { fixed(model.probabilities(Matrix([[5, 3, 3000, $0]]))[0], 3) }])

  let flat = try Buyers.trained(
    Matrix((0..<buyers.X.rows).map { Array(buyers.X[row: $0].suffix(2)) }), buyers.y)
  var figure = Figure("Within the budget or not", x: "square feet", y: "budget (thousand dollars)")
  figure.regions(x: 400...5000, y: 50...600) { flat.probabilities($0) }
  let places = Matrix((0..<buyers.X.rows).map { Array(buyers.X[row: $0].suffix(2)) })
  figure.points(places, where: buyers.y, is: 0, name: "too dear")
  figure.points(places, where: buyers.y, is: 1, name: "affordable")
  try page.show(figure, as: "affordability")
  try calibrate(page, buyers)
}

/// The calibration table, of predictions for houses that were not trained on.
private func calibrate(_ page: Page, _ buyers: Buyers) throws {
  var generator = SeededGenerator(seed: 1)
  let parts = folds(of: buyers.y.count, count: 5, using: &generator)
  let results = try crossValidate(parts) { training, testing in
    let model = try Buyers.trained(buyers.X.rows(training), training.map { buyers.y[$0] })
    return (P: model.probabilities(buyers.X.rows(testing)), y: testing.map { buyers.y[$0] })
  }
  let (P, y) = (results.flatMap(\.P), results.flatMap(\.y))
  let answers = Confusion(P, y)
  page.text(
    """
    Of houses not seen, by five-fold cross-validation, \(percent(answers.accuracy)) are put on the right side. \
    But are the probabilities true? Among the houses with a probability of about 70 % seven in ten should be \
    affordable. That is calibration:
    """)
  let bins = calibration(P, y)
  page.table(
    ["probability", "houses", "mean predicted", "came true", "chance"],
    bins.enumerated().map { index, bin in
      let chance = (bin.predicted * (1 - bin.predicted) / Float(bin.count)).squareRoot()
      return [
        "\(10 * index)–\(10 * index + 10) %", String(bin.count), fixed(bin.predicted, 3),
        fixed(bin.observed, 3),
        "± " + fixed(chance, 3),
      ]
    })
  var figure = Figure("Promised and come true", x: "mean predicted", y: "came true")
  figure.xRange = 0...1
  figure.yRange = 0...1
  figure.aspect = .equal
  figure.rule(slope: 1, intercept: 0)
  figure.points(bins.map(\.predicted), bins.map(\.observed))
  try page.show(figure, as: "calibration")
  page.text(
    """
    The last column is how far chance alone typically carries the figure before it. The points keep to the \
    diagonal, nearly: of unlikely purchases even fewer come true than promised. One weight for the budget treats \
    a thousand dollars alike for cheap and dear houses; exercise 6 takes logarithms and does better.
    """)
}
