import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let mistakeBound = Section("3.6") { page in
  func trials(seed: Int) -> [Trial] { margins.compactMap { Trial(margin: $0, seed: UInt64(seed)) } }
  let sets = (1...4).map(trials)
  try page.output("mistakes") { out in
    out.table(
      ["γ", "R", "(R/γ)²", "fewest", "mean", "most", "means of other sets"],
      margins.indices.map { i in
        let trial = sets[0][i]
        return [
          fixed(trial.bound.margin, 4), fixed(trial.bound.radius, 2), grouped(Int(trial.bound.mistakes)),
          "\(trial.fewest)", fixed(trial.mean, 1), "\(trial.most)",
          sets[1...].map { fixed($0[i].mean, 1) }.joined(separator: "  "),
        ]
      })
    let more = (5...24).map(trials)
    let growing = more.count { set in zip(set, set.dropFirst()).allSatisfy { $0.mean > $1.mean } }
    let ratios = more.map { $0[0].mean / $0[margins.count - 1].mean }
    out.line("twenty more sets: more with each narrower margin in \(growing)")
    out.line("first line over last: \(fixed(ratios.min() ?? 0, 0)) to \(fixed(ratios.max() ?? 0, 0))")
  }
  var figure = Figure("", x: "margin γ", y: "mistakes")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  figure.line(sets[0].map(\.bound.margin), sets[0].map(\.bound.mistakes), name: "at most, (R/γ)²")
  figure.points(sets[0].map(\.bound.margin), sets[0].map { Float($0.most) }, name: "most of ten runs")
  figure.points(
    sets[0].map(\.bound.margin), sets[0].map(\.mean), name: "mean of ten runs", marker: .square)
  try page.figure("mistake-bound", figure)
}

private let margins: [Float] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]

/// 500 random examples, learned in ten orders.
private struct Trial {
  let bound: MistakeBound
  let mistakes: [Int]

  var fewest: Int { mistakes.min() ?? 0 }
  var most: Int { mistakes.max() ?? 0 }
  var mean: Float { Float(mistakes.reduce(0, +)) / Float(mistakes.count) }

  init?(margin: Float, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (X, y, separator) = separableExamples(500, inputs: 4, margin: margin, using: &generator)
    guard let bound = MistakeBound(X, y, separator: separator) else { return nil }
    self.bound = bound
    mistakes = (1...10).map { order in
      var layer = Layer(inputs: 4, outputs: 1)
      return train(&layer, X, y, TrainingSettings(epochs: 100_000, seed: UInt64(order))).mistakes
    }
  }
}
