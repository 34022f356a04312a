import Figures
import LogisticRegression
import Matrices
import ReadAlong

let overfittingSection = Section("2.8") { page in
  let irises = try Irises(measures: ["sepal_length", "sepal_width"])
  let y = irises.labels("versicolor")
  func parts(_ seed: UInt64) -> (training: [Int], testing: [Int]) {
    var generator = SeededGenerator(seed: seed)
    return split(150, testing: 75, using: &generator)
  }
  let (training, testing) = parts(2)
  func curve(
    degree: Int, l1: Float = 0, l2: Float = CurvedClassifier.hardlyAnyRidge
  ) throws -> CurvedClassifier {
    try CurvedClassifier(degree: degree, irises.X.rows(training), training.map { y[$0] }, l1: l1, l2: l2)
  }
  let header = ["weights ≠ 0", "J: training", "testing", "right: training", "testing"]
  func row(_ name: String, _ curve: CurvedClassifier) -> [String] {
    [name, String(curve.model.weights.values.count { $0 != 0 })]
      + [training, testing].map { fixed(curve.loss(irises.X, y, $0), 3) }
      + [training, testing].map { percent(curve.accuracy(irises.X, y, $0)) }
  }
  let degrees = try page.output("degrees") { out in
    let degrees = try [1, 2, 3, 4, 6, 8].map { try curve(degree: $0) }
    out.table(["degree"] + header, degrees.map { row(String($0.degree), $0) })
    return degrees
  }
  try page.output("certain") { out in
    out.table(
      ["degree 8, seed", "J in testing", "flowers with p < 1 %", "their part of J"],
      try ([2, 3, 4, 5] as [UInt64]).map { seed in
        let (training, testing) = parts(seed)
        let (X, labels) = (irises.X.rows(training), training.map { y[$0] })
        let Z = try CurvedClassifier(degree: 8, X, labels).logits(irises.X.rows(testing))
        let losses = zip(Z, testing).map { crossEntropy([$0], [y[$1]]) }
        let certain = losses.filter { $0 > log(100) }
        return [
          String(seed), fixed(mean(losses), 3), "\(certain.count) of \(losses.count)",
          fixed(certain.reduce(0, +) / Float(losses.count), 3),
        ]
      })
  }
  let ridges = try page.output("ridges") { out in
    let ridges = try ([1e-5, 1e-4, 1e-3, 1e-2, 1e-1] as [Float]).map { l2 in
      (fixed(l2, 5), try curve(degree: 8, l2: l2))
    }
    out.table(["ridge λ"] + header, ridges.map(row))
    return ridges
  }
  let lassos = try page.output("lassos") { out in
    let lassos = try ([1e-3, 3e-3, 1e-2, 3e-2, 1e-1] as [Float]).map { l1 in
      (fixed(l1, 3), try curve(degree: 8, l1: l1, l2: 0))
    }
    out.table(["lasso λ"] + header, lassos.map(row))
    return lassos
  }
  let shown = [
    ("degree 1", degrees[0]), ("degree 2", degrees[1]), ("degree 4", degrees[3]), ("degree 8", degrees[5]),
    ("degree 8, ridge 0.01", ridges[3].1), ("degree 8, lasso 0.03", lassos[3].1),
  ]
  let figures = shown.map { name, curve in
    var figure = Figure(name, x: "sepal length (cm)", y: "sepal width (cm)")
    figure.regions(x: 4...8.2, y: 1.8...4.6) { curve.probabilities($0) }
    for (rows, marker, set) in [(training, Figure.Marker.circle, "training"), (testing, .plus, "testing")] {
      let (X, labels) = (irises.X.rows(rows), rows.map { y[$0] })
      figure.points(X, where: labels, is: 0, name: "not versicolor, " + set, marker: marker)
      figure.points(X, where: labels, is: 1, name: "versicolor, " + set, marker: marker)
    }
    return figure
  }
  try page.figure("overfitting", FigureGrid("Versicolor or not", columns: 2, figures: figures))
  try page.output("overfitting-seeds") { out in
    let models: [(String, Int, Float)] =
      [1, 2, 3, 4, 6].map { ("degree \($0)", $0, CurvedClassifier.hardlyAnyRidge) }
      + [("degree 8, ridge 0.01", 8, 0.01)]
    out.table(
      ["J in testing", "seed 2", "3", "4", "5"],
      try models.map { name, degree, l2 in
        [name]
          + (try (2...5).map { seed in
            let (training, testing) = parts(UInt64(seed))
            let (X, labels) = (irises.X.rows(training), training.map { y[$0] })
            return fixed(
              try CurvedClassifier(degree: degree, X, labels, l2: l2).loss(irises.X, y, testing), 3)
          })
      })
  }
}
