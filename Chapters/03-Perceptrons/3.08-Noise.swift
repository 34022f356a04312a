import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let noise = Section("3.8") { page in
  let noisy = Kept(NoisySet(seed: 4, flipped: true))
  try page.output("noise-course") { out in
    out.table(
      ["after epoch"] + Kept.names,
      [1, 2, 5, 10, 20, 50].map { epoch in ["\(epoch)"] + noisy.curves.map { percent($0[epoch - 1]) } })
  }
  var figure = Figure("", x: "epoch", y: "right, of 5,000 new examples")
  figure.yRange = 0.55...0.95
  for (name, curve) in zip(Kept.names, noisy.curves) {
    figure.line((1...50).map(Float.init), curve, name: name)
  }
  try page.figure("noise", figure)
  try page.output("noise-sets") { out in
    out.table(
      ["labels", ""] + (1...6).map { "set \($0)" },
      [("right", false), ("noisy", true)].flatMap { labels, flipped in
        let sets = (4...9).map { Kept(NoisySet(seed: UInt64($0), flipped: flipped)) }
        return Kept.names.indices.map { k in
          [k == 0 ? labels : "", Kept.names[k]] + sets.map { percent($0.curves[k].last ?? 0) }
        }
      })
    for (labels, flipped) in [("right", false), ("noisy", true)] {
      let ends = (10...21).map { seed in
        Kept(NoisySet(seed: UInt64(seed), flipped: flipped)).curves.map { $0.last ?? 0 }
      }
      out.line(
        "twelve more, \(labels): average above last in \(ends.count { $0[1] > $0[0] }), pocket in "
          + "\(ends.count { $0[1] > $0[2] })")
    }
  }
  try page.output("noise-irises") { out in
    let table = try Table(file: dataFile("iris.csv"))
    let rows = Array(50..<150)
    let X = try table.matrix(["sepal_length", "sepal_width", "petal_length", "petal_width"]).rows(rows)
    let species = try table.labels("species").indices
    let y = rows.map { species[$0] == 2 ? 1 : 0 }
    let kept = Kept(X, y, judgedBy: X, y, epochs: 1000)
    out.table(
      ["", "wrong of 100", "fewest of the last hundred epochs", "most"],
      zip(Kept.names, kept.curves).map { name, curve in
        let wrong = curve.suffix(100).map { Int((100 * (1 - $0)).rounded()) }
        return [name, "\(wrong[99])", "\(wrong.min() ?? 0)", "\(wrong.max() ?? 0)"]
      })
  }
}

/// 300 examples with ten inputs, some with the wrong label, and 5,000 others with the right one.
private struct NoisySet {
  let (X, y, newX, newY): (Matrix, [Int], Matrix, [Int])

  init(seed: UInt64, flipped: Bool) {
    var generator = SeededGenerator(seed: seed)
    let (X, clean, separator) = separableExamples(300, inputs: 10, margin: 0, using: &generator)
    y = clean.map { flipped && generator.index(below: 10) == 0 ? 1 - $0 : $0 }
    self.X = X
    newX = Matrix(rows: 5000, columns: 10).map { _ in generator.normal() }
    newY = separator.classify(newX)
  }
}

/// After each epoch of one training: the share that the last weights, the average and the pocket judge rightly.
private struct Kept {
  static let names = ["last weights", "average", "pocket"]
  let curves: [[Float]]

  init(_ set: NoisySet) { self.init(set.X, set.y, judgedBy: set.newX, set.newY, epochs: 50) }

  init(_ X: Matrix, _ y: [Int], judgedBy newX: Matrix, _ newY: [Int], epochs: Int) {
    var layer = Layer(inputs: X.columns, outputs: 1)
    var average = Average(inputs: X.columns, outputs: 1)
    var pocket = Pocket(layer, X, y)
    var curves: [[Float]] = [[], [], []]
    train(&layer, X, y, TrainingSettings(epochs: epochs)) { epoch in
      for (k, kept) in [epoch.layer, average.mean, pocket.layer].enumerated() {
        curves[k].append(kept.accuracy(newX, newY))
      }
      return true
    } retire: { layer, answered in
      average.take(layer, answered)
      pocket.take(layer, answered)
    }
    self.curves = curves
  }
}
