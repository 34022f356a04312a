import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let scoresToLoss = Section("5.1") { page in
  try page.figure("softmax", softmaxInSteps())
  let layer = Layer(weights: [[1, 0], [0, 1], [0, 1]], bias: [0, 0])
  let X: Matrix = [[4, 2, 1.9], [5, 2, 1.9], [6, 2, 1.9], [10, 2, 1.9]]
  let Z = layer.forward(X)
  let P = softmax(Z)
  try page.output("four-losses") { out in
    out.table(
      ["x", "scores", "softmax", "one-hot", "loss", "slide"],
      zip(0..<4, ["0.6444", "0.2873", "0.1155", "0.0022"]).map { i, slide in
        [
          "(" + X[row: i].map { fixed($0, 1) }.joined(separator: ", ") + ")", numbers(Z[row: i], 1),
          numbers(P[row: i], 4), numbers(oneHot([0], classes: 2).values, 0),
          fixed(crossEntropy(Matrix(X[rows: i..<i + 1]).times(layer.weights), [0]), 4), slide,
        ]
      })
  }
  try page.output("loss-of-the-start") { out in
    out.table(
      ["classes K", "log K", "loss of equal scores"],
      [2, 3, 10, 1000].map { classes in
        [
          grouped(classes), fixed(log(Float(classes)), 4),
          fixed(crossEntropy(Matrix(rows: 1, columns: classes), [0]), 4),
        ]
      })
  }
  let extremes: Matrix = [[10_000, 9_999], [-10_000, -9_999], [10_000, -10_000]]
  try page.output("large-scores") { out in
    out.table(
      ["scores", "as the slide", "with m", "loss, class 1", "class 2"],
      (0..<3).map { i in
        let z = Matrix(extremes[rows: i..<i + 1])
        let e = z.map { exp($0) }
        return [
          numbers(z.values, 0), numbers((e / e.sum()).values, 4), numbers(softmax(z).values, 4),
          fixed(crossEntropy(z, [0]), 4), fixed(crossEntropy(z, [1]), 4),
        ]
      })
  }
}

/// Three scores on their way to probabilities and a loss.
private func softmaxInSteps() -> Diagram {
  let z: [Float] = [2, 1, 0]
  let p = softmax(z)
  let sum = z.map { exp($0) }.reduce(0, +)
  var d = Diagram("Softmax and cross-entropy")
  var probabilities: [Diagram.Place] = []
  for (k, index) in ["₁", "₂", "₃"].enumerated() {
    let y = Double(1 + 3 * k)
    let score = d.box("z\(index) = \(fixed(z[k], 0))", at: (5, y))
    let power = d.box(fixed(exp(z[k]), 3), at: (23, y), color: 0)
    let probability = d.box("p\(index) = \(fixed(p[k], 3))", at: (47, y), color: 1)
    d.arrow(score, power, "exp")
    d.arrow(power, probability, "÷ \(fixed(sum, 3))")
    probabilities.append(probability)
  }
  d.text("sum \(fixed(sum, 3))", at: (23, 10))
  d.text("sum 1", at: (47, 10))
  d.arrow(probabilities[0], .point(62, 1), "−log")
  d.text("loss \(fixed(-log(p[0]), 3))", at: (63, 1), anchor: .start)
  return d
}
