import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let updateRules = Section(
  "4.11", "More steps, better steps",
  deck: "Deep Learning From Scratch: Tips; Deep Learning Basics: Nudging the parameters"
) { page in
  page.text(
    """
    The same network and digits. A step need not wait for all examples, and it need not go straight against the \
    gradient. Ten epochs each; the loss is the mean over the epoch, as training sees it.
    """)
  let (training, test) = try Digits.small()
  let ways: [(name: String, rule: UpdateRule, settings: TrainingSettings)] = [
    ("all digits, α = 0.5", .gradientDescent, TrainingSettings(learningRate: 0.5, epochs: 10)),
    ("100 a step, α = 0.5", .gradientDescent, TrainingSettings(learningRate: 0.5, epochs: 10, batch: 100)),
    (
      "100, balanced", .gradientDescent,
      TrainingSettings(learningRate: 0.5, epochs: 10, batch: 100, balanced: true)
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
  var figure = Figure("Eight ways down", x: "epoch", y: "J")
  figure.yScale = .logarithmic
  var rows: [[String]] = []
  for way in ways {
    var network = newNetwork([784, 50, 10], hidden: .sigmoid, output: .sigmoid, .uniform(0.12))
    let curve = try fit(&network, way.rule, training.examples, way.settings)
    if !way.name.hasPrefix("Nesterov") && !way.name.hasSuffix("balanced") {
      figure.line(epochs(10), curve, name: way.name)
    }
    rows.append(
      [way.name] + [1, 3, 10].map { fixed(curve[$0 - 1], 3) }
        + [percent(accuracy(network, test.X, test.classes))])
  }
  page.table(["way", "J in epoch 1", "3", "10", "held out, right"], rows)
  try page.show(figure, as: "update-rules")
  page.text(
    """
    Momentum lets the gradient change a velocity, so that steps in the same direction add up. AdaGrad, RMSProp and \
    Adam give each weight a rate of its own, by the size of its past gradients. All begin alike: in the first \
    step Adam moves every weight by α, whatever its gradient's size. Online learning makes 4,000 steps an epoch and \
    is far ahead when epochs are counted; counted in seconds it loses, since products of single rows are slow.
    """)
}
