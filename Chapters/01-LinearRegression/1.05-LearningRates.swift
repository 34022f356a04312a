import Figures
import LinearRegression
import ReadAlong

let learningRates = Section("1.5") { page in
  let data = try AnscombeSet(1)
  let curvatures = principalCurvatures(hessian(data.X)).map(\.curvature)
  let rates: [Float] = [0.0001, 0.001, 0.01, 0.021, 0.022]
  var figure = Figure("Five learning rates on Anscombe's first set", x: "epoch", y: "J")
  figure.yScale = .logarithmic
  var rows: [[String]] = []
  for rate in rates {
    var curve: [Float] = []
    var model = firstGuess()
    try train(&model, data.X, data.y, TrainingSettings(learningRate: rate, epochs: 200)) {
      curve.append($0.loss)
      return true
    }
    rows.append(
      ["\(rate)"] + curvatures.map { fixed(1 - Double(rate) * $0, 4) }
        + [10, 50, 200].map { epoch in
          let J = curve[epoch - 1]
          return J < 1000 ? fixed(J, 3) : scientific(J, 2)
        })
    figure.line((1...200).map(Float.init), curve, name: "α = \(rate)")
  }
  try page.output("learning-rates") { out in
    out.table(["α", "factor, steep", "factor, flat", "J at epoch 10", "50", "200"], rows)
  }
  try page.figure("learning-rates", figure)
  try page.output("divergence") { out in
    var model = firstGuess()
    do {
      try train(&model, data.X, data.y, TrainingSettings(learningRate: 0.03, epochs: 1000))
    } catch {
      out.line("\(error)")
    }
  }
}
