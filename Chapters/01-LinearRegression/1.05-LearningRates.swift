import Figures
import Formats
import ReadAlong
import LinearRegression

let learningRates = Section(
  "1.5", "Too small, right, too large", deck: "Deep Learning From Scratch: Learning Rate"
) { page in
  let data = try AnscombeSet(1)
  let limit = 2 / largestCurvature(hessian(data.X))
  page.text(
    """
    The learning rate is the length of the step. Too small, and the run crawls; too large, and each step lands \
    higher on the other side of the valley than the last began. J is a bowl, so the border is known: 2 divided \
    by the largest curvature, here \(fixed(limit, 4)).
    """)
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
    rows.append(["\(rate)"] + [10, 50, 200].map { number(curve[$0 - 1]) })
    figure.line((1...200).map(Float.init), curve, name: "α = \(rate)")
  }
  page.table(["α", "J at epoch 10", "50", "200"], rows)
  try page.show(figure, as: "learning-rates")

  page.text("A run that goes on like the last one ends in an error that says where and why:")
  var model = firstGuess()
  do {
    try train(&model, data.X, data.y, TrainingSettings(learningRate: 0.03, epochs: 1000))
  } catch {
    page.formula("\(error)")
  }
}

/// Of a symmetric 2 × 2 matrix the larger eigenvalue: half the trace plus the root of what is left.
private func largestCurvature(_ H: [[Double]]) -> Double {
  let middle = (H[0][0] + H[1][1]) / 2
  let difference = (H[0][0] - H[1][1]) / 2
  return middle + (difference * difference + H[0][1] * H[1][0]).squareRoot()
}

private func number(_ x: Float) -> String { x < 1000 ? fixed(x, 3) : scientific(x, 2) }
