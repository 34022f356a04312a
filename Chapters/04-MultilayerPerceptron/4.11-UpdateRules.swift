import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let updateRules = Section("4.11") { page in
  let (training, test) = try Digits.small()
  let classes = training.classes
  let ways: [(name: String, rule: UpdateRule, settings: TrainingSettings)] = [
    ("all digits, α = 0.5", .gradientDescent, TrainingSettings(learningRate: 0.5, epochs: 10)),
    ("100 a step, α = 0.5", .gradientDescent, TrainingSettings(learningRate: 0.5, epochs: 10, batch: 100)),
    (
      "100, balanced", .gradientDescent,
      TrainingSettings(learningRate: 0.5, epochs: 10, batch: 100) { balanced($0, classes) }
    ),
    ("online, α = 0.1", .gradientDescent, TrainingSettings(learningRate: 0.1, epochs: 10, batch: 1)),
    (
      "online, α halved each epoch", .gradientDescent,
      TrainingSettings(learningRate: LearningRate(0.2, times: 0.5, every: 1), epochs: 10, batch: 1)
    ),
    ("momentum 0.9, α = 0.1", .momentum(0.9), TrainingSettings(learningRate: 0.1, epochs: 10, batch: 100)),
    ("Nesterov 0.9, α = 0.1", .nesterov(0.9), TrainingSettings(learningRate: 0.1, epochs: 10, batch: 100)),
    ("AdaGrad, α = 0.05", .adaGrad, TrainingSettings(learningRate: 0.05, epochs: 10, batch: 100)),
    ("RMSProp, α = 0.01", .rmsProp, TrainingSettings(learningRate: 0.01, epochs: 10, batch: 100)),
    ("Adam, α = 0.01", .adam, TrainingSettings(learningRate: 0.01, epochs: 10, batch: 100)),
  ]
  var byEpoch = Figure("By epochs", x: "epoch", y: "J")
  var byUpdate = Figure("By updates", x: "update", y: "J")
  byEpoch.yScale = .logarithmic
  byUpdate.yScale = .logarithmic
  byUpdate.xScale = .logarithmic
  try page.output("ways-down") { out in
    let runs = try onAllCores(ways.count) { n in
      var network = newNetwork([784, 50, 10], hidden: .sigmoid, output: .sigmoid, .uniform(0.12))
      let curve = try fit(&network, ways[n].rule, training.examples, ways[n].settings)
      return (curve: curve, right: percent(network.accuracy(test.X, test.classes)))
    }
    var rows: [[String]] = []
    for (way, (curve, right)) in zip(ways, runs) {
      let updates = (training.count - 1) / (way.settings.batch ?? training.count) + 1
      if !way.name.hasPrefix("Nesterov") && !way.name.hasSuffix("balanced") {
        byEpoch.line(epochs(10), curve, name: way.name)
        byUpdate.line(epochs(10).map { $0 * Float(updates) }, curve, name: way.name)
      }
      rows.append(
        [way.name, grouped(updates)] + [1, 3, 10].map { fixed(curve[$0 - 1], 3) }
          + [right])
    }
    out.table(["way", "updates an epoch", "J in epoch 1", "3", "10", "held out, right"], rows)
  }
  try page.figure("update-rules", FigureGrid("Eight ways down", columns: 2, figures: [byEpoch, byUpdate]))
}
