import Figures
import LogisticRegression
import Matrices
import ReadAlong

let affordability = Section("2.11") { page in
  let buyers = try Buyers()
  let model = try buyers.model()
  func worth(_ w: Float, _ model: LogisticModel) -> String { fixed(-1000 * w / model.weights[3, 0], 0) }
  try page.output("afford-weights") { out in
    out.table(
      ["input", "weight", "worth in dollars"],
      zip(Buyers.inputs, model.weights.values).map { name, w in
        [name, fixed(w, 5), name == "budget" ? "" : worth(w, model)]
      } + [["(bias)", fixed(model.bias, 5), worth(model.bias, model)]])
  }
  try page.output("afford-seeds") { out in
    out.table(
      ["worth in dollars", "least of 16", "mean", "most", "draws above 0"],
      try worthInDraws().map { name, worth in
        [name, fixed(worth.min()!, 0), fixed(mean(worth), 0), fixed(worth.max()!, 0)]
          + ["\(worth.count { $0 > 0 })"]
      })
  }
  try page.output("budgets") { out in
    let budgets: [Float] = [200, 300, 350, 400, 450, 500, 600]
    out.table(
      ["budget in thousands"] + budgets.map { fixed($0, 0) },
      [["probability"] + budgets.map { fixed(model.probabilities(Matrix([[5, 3, 3000, $0]]))[0], 3) }])
  }
  let places = Matrix((0..<buyers.X.rows).map { Array(buyers.X[row: $0].suffix(2)) })
  let flat = try trainedByNewton(places, buyers.y)
  var figure = Figure("Within the budget or not", x: "square feet", y: "budget (thousand dollars)")
  figure.shade(x: 400...5000, y: 50...600) { flat.probabilities($0) }
  figure.points(places, where: buyers.y, is: 0, name: "too expensive", color: 5)
  figure.points(places, where: buyers.y, is: 1, name: "affordable")
  try page.figure("affordability", figure)
  try calibrate(page)
}

/// What each input but the budget is worth in dollars, with sixteen draws of buyers.
private func worthInDraws() throws -> [(name: String, worth: [Float])] {
  let models = try (1...16).map { try Buyers(seed: $0).model() }
  return Buyers.inputs.dropLast().enumerated().map { j, name in
    (name, models.map { -1000 * $0.weights[j, 0] / $0.weights[3, 0] })
  }
}

private func calibrate(_ page: Page) throws {
  let (P, y) = try Buyers().unseen()
  let bins = calibration(P, y)
  try page.output("calibration") { out in
    out.table(
      ["probability", "houses", "mean predicted", "came true", "chance", "off by"],
      bins.enumerated().map { index, bin in
        ["\(10 * index)–\(10 * index + 10) %", String(bin.count), fixed(bin.predicted, 3)]
          + [fixed(bin.observed, 3), "± " + fixed(bin.chance, 3), fixed(bin.distance, 1) + " σ"]
      })
    out.line("\(percent(Confusion(P, y).accuracy)) of \(y.count) on the right side of ½")
  }
  var figure = Figure("Promised and come true", x: "mean predicted", y: "came true")
  figure.xRange = 0...1
  figure.yRange = 0...1
  figure.aspect = .equal
  figure.rule(slope: 1, intercept: 0)
  figure.points(bins.map(\.predicted), bins.map(\.observed))
  figure.errorBars(
    bins.map(\.predicted), low: bins.map { max($0.observed - 2 * $0.chance, 0) },
    high: bins.map { min($0.observed + 2 * $0.chance, 1) })
  try page.figure("calibration", figure)
  try page.output("calibration-seeds") { out in
    let inputs: [Set<String>] = [[], ["budget"], ["sqft"], ["sqft", "budget"]]
    let draws = try inputs.map { logarithms in
      try (1...16).map { try Buyers(seed: $0, logarithms: logarithms).unseen() }
    }
    let losses = draws.map { $0.map { P, y in crossEntropy(P.map { log($0) - log(1 - $0) }, y) } }
    let off = draws.map { $0.map { P, y in calibration(P, y).count { abs($0.distance) > 2 } }.reduce(0, +) }
    func row(_ name: String, _ losses: [Float], _ off: String) -> [String] {
      [name] + [mean(losses), losses.min() ?? 0, losses.max() ?? 0].map { fixed($0, 3) } + [off]
    }
    out.table(
      ["J in 16 draws", "mean", "least", "most", "bins off, of 160"],
      ["inputs as they are", "log of the budget", "log of the sqft", "log of both"].enumerated().map {
        row($1, losses[$0], "\(off[$0])")
      } + [row("difference of both", zip(losses[0], losses[3]).map { $0 - $1 }, "")])
  }
}
