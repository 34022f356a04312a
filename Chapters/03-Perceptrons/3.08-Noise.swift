import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let noise = Section("3.8", "When the examples are noisy") { page in
  page.text(
    """
    Real examples are seldom separable: labels are wrong, measurements err. The rule then never settles, and where \
    it stands when the epochs end is chance. Two ways to do better, both from what the training passes through \
    anyway. The average takes the mean of all weights there were, those that lasted longer counting more. The \
    pocket puts aside the weights that were right most often.
    """)
  var generator = SeededGenerator(seed: 4)
  let (X, clean, separator) = separableExamples(300, inputs: 10, margin: 0, using: &generator)
  let y = clean.map { generator.index(below: 10) == 0 ? 1 - $0 : $0 }
  let newX = Matrix(rows: 5000, columns: 10, normalWithDeviation: 1, using: &generator)
  let newY = separator.classify(newX)
  page.text(
    """
    300 examples with ten inputs, a tenth of them with the wrong label. How many of 5,000 new examples, with right \
    labels, each of the three judges rightly:
    """)
  var layer = Layer(inputs: 10, outputs: 1)
  var average = Average(inputs: 10, outputs: 1)
  var pocket = Pocket(layer, X, y)
  var curves: [[Float]] = [[], [], []]
  train(&layer, X, y, TrainingSettings(epochs: 50)) { epoch in
    for (index, kept) in [epoch.layer, average.mean, pocket.layer].enumerated() {
      curves[index].append(kept.accuracy(newX, newY))
    }
    return true
  } retire: { layer, answered in
    average.take(layer, answered)
    pocket.take(layer, answered)
  }
  let names = ["last weights", "average", "pocket"]
  let epochs = (1...50).map(Float.init)
  var figure = Figure("Three answers from one training", x: "epoch", y: "right, of new examples")
  figure.yRange = 0.55...0.95
  for (name, curve) in zip(names, curves) { figure.line(epochs, curve, name: name) }
  page.table(
    ["after epoch"] + names,
    [1, 2, 5, 10, 20, 50].map { epoch in ["\(epoch)"] + curves.map { percent($0[epoch - 1]) } })
  try page.show(figure, as: "noise")

  page.text(
    """
    The same on real data: of Fisher's irises, versicolor against virginica, of which no line gets all 100 right. \
    Wrong answers after 1,000 epochs, and how they varied over the last hundred:
    """)
  try irises(page)
}

private func irises(_ page: Page) throws {
  let table = try Table(file: dataFile("iris.csv"))
  let rows = Array(50..<150)
  let X = try table.matrix(["sepal_length", "sepal_width", "petal_length", "petal_width"]).rows(rows)
  let species = try table.labels("species").indices
  let y = rows.map { species[$0] == 2 ? 1 : 0 }
  var layer = Layer(inputs: 4, outputs: 1)
  var average = Average(inputs: 4, outputs: 1)
  var pocket = Pocket(layer, X, y)
  var wrong: [[Int]] = [[], [], []]
  train(&layer, X, y, TrainingSettings(epochs: 1000)) { epoch in
    for (index, kept) in [epoch.layer, average.mean, pocket.layer].enumerated() {
      wrong[index].append(kept.mistakes(X, y))
    }
    return true
  } retire: { layer, answered in
    average.take(layer, answered)
    pocket.take(layer, answered)
  }
  page.table(
    ["", "wrong of 100", "fewest", "most"],
    zip(["last weights", "average", "pocket"], wrong).map { name, counts in
      let end = counts.suffix(100)
      return [name, "\(counts[999])", "\(end.min() ?? 0)", "\(end.max() ?? 0)"]
    })
}
