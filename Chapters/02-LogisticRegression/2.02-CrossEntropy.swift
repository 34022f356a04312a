import Figures
import LogisticRegression
import Matrices
import ReadAlong

let crossEntropySection = Section("2.2") { page in
  try page.output("losses") { out in
    out.table(
      ["p", "loss if y = 1", "loss if y = 0"],
      ([0.999, 0.99, 0.9, 0.5, 0.1, 0.01, 0.001] as [Float]).map {
        ["\($0)", fixed(crossEntropy(of: 1, belief: $0), 4), fixed(crossEntropy(of: 0, belief: $0), 4)]
      })
  }
  try page.output("slopes") { out in
    out.table(
      ["y", "z", "p − y", "slope of the loss", "slope of ½(p − y)²"],
      [(1, -6), (1, -2), (1, 0), (1, 2), (0, 2)].map { (y: Float, z: Float) in
        let p = sigmoid(z)
        let h: Float = 1 / 64
        let slope = (crossEntropy([z + h], [y]) - crossEntropy([z - h], [y])) / (2 * h)
        return [fixed(y, 0), fixed(z, 0), fixed(p - y, 4), fixed(slope, 4), fixed((p - y) * p * (1 - p), 4)]
      })
  }
  var figure = Figure("The loss of an example whose label is 1", x: "z", y: "loss")
  let z = evenly(from: -6, to: 6, count: 121)
  figure.line(z, z.map { crossEntropy([$0], [1]) }, name: "cross-entropy")
  figure.line(z, z.map { sigmoid(-$0) * sigmoid(-$0) / 2 }, name: "½ (p − y)²")
  try page.figure("cross-entropy", figure)
  try page.output("stable") { out in
    out.table(
      ["y", "z", "p", "as on the slide", "from z"],
      [(1, -5), (1, -50), (1, -200), (0, 20), (0, 200), (1, 200)].map { (y: Float, z: Float) in
        let p = sigmoid(z)
        let naive = -(y * log(p) + (1 - y) * log(1 - p))
        return [
          fixed(y, 0), fixed(z, 0), p < 1e-3 ? scientific(p, 1) : fixed(p, 4), fixed(naive, 4),
          fixed(crossEntropy([z], [y]), 4),
        ]
      })
  }
}
