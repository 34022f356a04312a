import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let splitsSection = Section(
  "2.7", "Seen and unseen", deck: "Deep Learning From Scratch: Supervised Learning, Overfitting"
) { page in
  page.text(
    """
    A pupil who is asked the very questions of the lesson may answer by heart. To know what a model has \
    understood, ask it about flowers that it has not seen: train on some, test on the others. Versicolor against \
    virginica, 30 of the 100 flowers set aside, by six different shuffles:
    """)
  let irises = try Irises(["versicolor", "virginica"])
  let y = irises.labels("virginica")
  page.table(
    ["seed"] + (1...6).map(String.init),
    try transposed(
      (1...6).map { seed in
        var generator = SeededGenerator(seed: UInt64(seed))
        let parts = split(100, testing: 30, using: &generator)
        let model = try trained(irises.X, y, on: parts.training)
        return [
          percent(accuracy(of: model, irises.X, y, on: parts.training)),
          percent(accuracy(of: model, irises.X, y, on: parts.testing)),
        ]
      }, names: ["training", "testing"]))
  page.text(
    """
    One split is a matter of luck. In k-fold cross-validation the flowers are dealt into k parts, each part is \
    the test once, and the results are averaged: every flower is asked about exactly once, by a model that has \
    not seen it. Five folds:
    """)
  var generator = SeededGenerator(seed: 1)
  let parts = folds(of: 100, count: 5, using: &generator)
  let results = try crossValidate(parts) { training, testing in
    let model = try trained(irises.X, y, on: training)
    return [
      percent(accuracy(of: model, irises.X, y, on: training)),
      percent(accuracy(of: model, irises.X, y, on: testing)),
    ]
  }
  page.table(
    ["fold"] + (1...5).map(String.init), transposed(results, names: ["training", "testing"]))
  page.table(
    ["folds", "flowers to train on", "mean accuracy in training", "in testing"],
    try [2, 5, 10, 100].map { count in
      var generator = SeededGenerator(seed: 1)
      let parts = folds(of: 100, count: count, using: &generator)
      let results = try crossValidate(parts) { training, testing in
        let model = try trained(irises.X, y, on: training)
        return (
          accuracy(of: model, irises.X, y, on: training), accuracy(of: model, irises.X, y, on: testing)
        )
      }
      return [
        String(count), String(100 - 100 / count), percent(mean(results.map(\.0))),
        percent(mean(results.map(\.1))),
      ]
    })
  page.text(
    """
    On average unseen flowers are a little harder. With 100 folds each flower is left out alone; that is as near as \
    one comes to a model of all hundred, and takes a hundred trainings.
    """)
}

/// Standardized by the training examples alone, a small ridge, Newton's method.
private func trained(_ X: Matrix, _ y: [Float], on rows: [Int]) throws -> LogisticModel {
  let scaling = Standardization(of: X.rows(rows))
  var model = LogisticModel(inputs: X.columns)
  try trainByNewton(&model, scaling.apply(to: X.rows(rows)), rows.map { y[$0] }, l2: 1e-4)
  return scaling.undo(model)
}

private func accuracy(of model: LogisticModel, _ X: Matrix, _ y: [Float], on rows: [Int]) -> Float {
  Confusion(model.probabilities(X.rows(rows)), rows.map { y[$0] }).accuracy
}

/// Columns as rows, a name before each.
private func transposed(_ columns: [[String]], names: [String]) -> [[String]] {
  names.indices.map { row in [names[row]] + columns.map { $0[row] } }
}
