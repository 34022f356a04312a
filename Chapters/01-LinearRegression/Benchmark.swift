import Figures
import Formats
import ReadAlong
import LinearRegression

let benchmarkCommand = Command(
  "benchmark",
  summary: "Times 10,000 iterations of gradient descent on Anscombe's first set; prints JSON.",
  options: [
    Option("threads", value: "N", default: "1", help: "one is used: the work is too small to share")
  ]
) { arguments in
  let threads = try arguments.threads()
  let data = try AnscombeSet(1)
  let settings = TrainingSettings(learningRate: 0.01, epochs: 10_000)
  var model = LinearModel(inputs: 1)
  let seconds = try secondsPerCall {
    model = LinearModel(inputs: 1)
    try Lanes.train(&model, data.X, data.y, settings)
  }
  print(
    "{\"work\": \"linear\", \"threads\": \(threads), \"s_per_10000_iterations\": \(seconds), "
      + "\"weights\": [\(model.bias), \(model.weights[0, 0])]}")
}
