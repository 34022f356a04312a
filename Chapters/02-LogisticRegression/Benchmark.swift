import Figures
import Formats
import ReadAlong
import LogisticRegression

let benchmarkCommand = Command(
  "benchmark",
  summary: "Times 10,000 iterations of gradient descent on the irises, setosa or not; prints JSON.",
  options: [
    Option("threads", value: "N", default: "1", help: "one is used: the work is too small to share")
  ]
) { arguments in
  let threads = try arguments.threads()
  let irises = try Irises()
  let y = irises.labels("setosa")
  let settings = TrainingSettings(learningRate: 0.05, epochs: 10_000)
  var model = LogisticModel(inputs: 4)
  let seconds = try secondsPerCall(atLeast: 0.4) {
    model = LogisticModel(inputs: 4)
    try Lanes.train(&model, irises.X, y, settings)
  }
  let weights = ([model.bias] + model.weights.values).map { "\($0)" }.joined(separator: ", ")
  print(
    "{\"work\": \"logistic\", \"threads\": \(threads), \"s_per_10000_iterations\": \(seconds), "
      + "\"weights\": [\(weights)]}")
}
