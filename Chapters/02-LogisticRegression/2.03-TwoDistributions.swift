import Figures
import LogisticRegression
import Matrices
import ReadAlong

let twoDistributions = Section("2.3") { page in
  let q: Float = 1 / 3
  try page.output("beliefs") { out in
    let beliefs: [Float] = [0.01, 0.1, 0.2, 1 / 3, 0.5, 0.8, 0.99]
    out.table(
      ["belief p", "H(q, p)", "H(q)", "KL(q ‖ p)", "KL(p ‖ q)"],
      beliefs.map { p in
        [
          p, crossEntropy(of: q, belief: p), entropy(q), divergence(of: q, from: p),
          divergence(of: p, from: q),
        ]
        .map { fixed($0, 4) }
      })
  }
  var figure = Figure("Mean surprise when a third are setosas", x: "belief p", y: "nats")
  let p = evenly(from: 0.01, to: 0.99, count: 99)
  figure.line(p, p.map { crossEntropy(of: q, belief: $0) }, name: "cross-entropy H(q, p)")
  figure.line(p, p.map { divergence(of: q, from: $0) }, name: "divergence KL(q ‖ p)")
  figure.rule(y: entropy(q), name: "entropy H(q)")
  try page.figure("two-distributions", figure)
  try page.output("share") { out in
    let flowers = try Irises()
    let y = flowers.labels("setosa")
    var none = LogisticModel(inputs: 0)
    try trainByNewton(&none, Matrix(rows: y.count, columns: 0), y, tolerance: 1e-12)
    let width = Irises.measures.firstIndex(of: "sepal_width") ?? 0
    let X = Matrix(column: flowers.X.column(width))
    let one = try trainedByNewton(X, y)
    out.table(
      ["model of setosa", "J"],
      [
        [
          "no input: p = \(fixed(sigmoid(none.bias), 4)) for all",
          fixed(none.loss(Matrix(rows: y.count, columns: 0), y), 4),
        ],
        ["width of the sepals", fixed(one.loss(X, y), 4)],
      ])
  }
}
