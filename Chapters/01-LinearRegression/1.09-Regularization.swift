import Figures
import LinearRegression
import Matrices
import ReadAlong

let regularization = Section("1.9") { page in
  let houses = try Houses()
  let X = standardized(withNoise(houses.X, seed: 9))
  let names = Houses.names + ["noise"]
  try page.output("correlations") { out in
    let H = hessian(X)
    let slopes = backward(X, [Float](repeating: 0, count: X.rows), houses.y).weights
    out.table(
      ["mean product"] + names + ["price"],
      names.indices.map { i in
        [names[i]] + names.indices.map { j in fixed(H[i + 1][j + 1], 3) } + [fixed(-slopes[i, 0], 1)]
      })
  }
  try page.output("ridge") { out in
    out.table(
      ["ridge λ"] + names,
      try ([0, 0.01, 0.1, 1, 10, 100] as [Float]).map { l2 in
        [fixed(l2, 2)] + (try closedForm(X, houses.y, l2: l2)).weights.values.map { fixed($0, 3) }
      })
  }
  try page.output("lasso") { out in
    out.table(
      ["lasso λ"] + names,
      try ([0, 1, 2, 5, 10, 20, 50, 101] as [Float]).map { l1 in
        [fixed(l1, 0)] + (try lasso(X, houses.y, l1)).weights.values.map { fixed($0, 3) }
      })
  }
  var figure = Figure("What the lasso leaves", x: "λ", y: "weight (thousand dollars per deviation)")
  let path = stride(from: Float(0), through: 20, by: 0.5).map { $0 }
  let along = try path.map { try lasso(X, houses.y, $0, epochs: 500) }
  for j in names.indices { figure.line(path, along.map { $0.weights[j, 0] }, name: names[j]) }
  try page.figure("lasso", figure)

  try page.output("lasso-noise") { out in
    out.table(
      ["seed of the noise"] + (9...16).map(String.init),
      try transposed(
        (9...16).map { seed in
          let X = standardized(withNoise(houses.X, seed: UInt64(seed)))
          let free = try closedForm(X, houses.y)
          let gone = try (0...3).map { j in
            try path.first { try lasso(X, houses.y, $0, epochs: 500).weights[j, 0] == 0 }
          }
          return [fixed(free.weights[3, 0], 2)] + [3, 1, 0].map { gone[$0].map { fixed($0, 1) } ?? "–" }
        }, names: ["its weight at λ = 0", "noise 0 from λ", "baths 0 from λ", "beds 0 from λ"]))
  }
}

private func lasso(_ X: Matrix, _ y: [Float], _ l1: Float, epochs: Int = 2000) throws -> LinearModel {
  var model = LinearModel(inputs: X.columns)
  let settings = TrainingSettings(learningRate: 0.3, epochs: epochs, penalty: Penalty(l1: l1))
  try Lanes.train(&model, X, y, settings)
  return model
}

private func standardized(_ X: Matrix) -> Matrix { Standardization(of: X).apply(to: X) }

/// X with one more column of random numbers.
private func withNoise(_ X: Matrix, seed: UInt64) -> Matrix {
  var generator = SeededGenerator(seed: seed)
  return Matrix((0..<X.rows).map { Array(X[row: $0]) + [generator.normal()] })
}

/// Columns as rows, a name before each.
private func transposed(_ columns: [[String]], names: [String]) -> [[String]] {
  names.indices.map { row in [names[row]] + columns.map { $0[row] } }
}
