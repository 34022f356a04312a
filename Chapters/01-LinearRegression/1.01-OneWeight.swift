import Figures
import LinearRegression
import ReadAlong

let oneWeight = Section("1.1") { page in
  let path = OneWeight.descend(from: 2, learningRate: 0.01, steps: 500)
  try page.output("one-weight") { out in
    out.table(
      ["step", "x", "loss", "derivative"],
      [0, 1, 2, 3, 10, 100, 500].map { step in
        let x = path[step]
        return [
          String(step), fixed(x, 4), fixed(OneWeight.loss(x), 4), fixed(OneWeight.derivative(at: x), 4),
        ]
      })
  }
  var figure = Figure("One weight on its way down", x: "x", y: "loss")
  let x = stride(from: Float(-2.4), through: 2.4, by: 0.05).map { $0 }
  figure.line(x, x.map(OneWeight.loss), name: "x² + 3")
  let shown = stride(from: 0, through: 200, by: 8).map { path[$0] }
  figure.path(shown, shown.map(OneWeight.loss), name: "every eighth step")
  try page.figure("one-weight", figure)
}
