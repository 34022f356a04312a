import Figures
import LogisticRegression
import Matrices
import ReadAlong

let splitsSection = Section("2.7") { page in
  let irises = try Irises(["versicolor", "virginica"])
  let petals = try Irises(["versicolor", "virginica"], measures: ["petal_length", "petal_width"])
  let y = irises.labels("virginica")
  /// The shares of right answers in training and in testing.
  func judge(_ X: Matrix, _ training: [Int], _ testing: [Int]) throws -> [Float] {
    let model = try trainedByNewton(X.rows(training), training.map { y[$0] }, l2: 1e-4)
    return [training, testing].map { rows in
      Confusion(model.probabilities(X.rows(rows)), rows.map { y[$0] }).accuracy
    }
  }
  func judge(seed: Int) throws -> [Float] {
    var generator = SeededGenerator(seed: UInt64(seed))
    let parts = split(100, testing: 30, using: &generator)
    return try judge(irises.X, parts.training, parts.testing)
  }
  try page.output("splits") { out in
    out.table(
      ["seed"] + (1...6).map(String.init),
      transposed(try (1...6).map { try judge(seed: $0).map(percent) }, names: ["training", "testing"]))
  }
  try page.output("many-splits") { out in
    let shares = try (1...200).map { try judge(seed: $0) }
    out.table(
      ["200 splits", "mean", "deviation", "least", "most"],
      ["training", "testing"].enumerated().map { part, name in
        let column = shares.map { $0[part] }
        let spread = Standardization(of: Matrix(column: column))
        return [name, percent(spread.means[0, 0]), percent(spread.deviations[0, 0])]
          + [percent(column.min() ?? 0), percent(column.max() ?? 0)]
      })
  }
  try page.figure("folds", foldsDiagram())
  func judged(_ X: Matrix, folds count: Int, seed: UInt64) throws -> [[Float]] {
    var generator = SeededGenerator(seed: seed)
    return try crossValidate(folds(of: 100, count: count, using: &generator)) { try judge(X, $0, $1) }
  }
  try page.output("five-folds") { out in
    let results = try judged(irises.X, folds: 5, seed: 1)
    out.table(
      ["fold"] + (1...5).map(String.init),
      transposed(results.map { $0.map(percent) }, names: ["training", "testing"]))
  }
  func counts(_ X: Matrix, _ counts: [Int]) throws -> [[String]] {
    try counts.map { count in
      let results = try (1...4).map { try judged(X, folds: count, seed: UInt64($0)) }
      return [String(count), String(100 - 100 / count), percent(mean(results[0].map { $0[0] }))]
        + results.map { result in percent(mean(result.map { $0[1] })) }
    }
  }
  let header = ["folds", "trained on", "training", "testing, seed 1", "2", "3", "4"]
  try page.output("fold-counts") { $0.table(header, try counts(irises.X, [2, 5, 10, 100])) }
  try page.output("fold-counts-petals") { $0.table(header, try counts(petals.X, [10, 100])) }
}

/// Five folds, each the test once.
private func foldsDiagram() -> Diagram {
  var diagram = Diagram("Five-fold cross-validation")
  for part in 0..<5 { diagram.text("part \(part + 1)", at: (Double(16 + 12 * part), 0)) }
  for round in 0..<5 {
    let row = Double(3 * round + 2)
    diagram.text("round \(round + 1)", at: (4, row))
    for part in 0..<5 {
      diagram.box(
        part == round ? "test" : "train", at: (Double(16 + 12 * part), row), width: 10,
        color: part == round ? 1 : nil)
    }
  }
  return diagram
}
