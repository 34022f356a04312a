import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let linearClassifier = Section(
  "5.5", "A linear classifier, and where it ends",
  deck: "Neural Networks, Lecture 5: Softmax Linear Classifier, Let's run it!, Linear Separability"
) { page in
  page.text(
    """
    The deck's whole program: weights from 0 to 0.01, biases from 0 to 1, learning rate 1, λ = 0.001, one hundred \
    steps on all examples, the loss printed every tenth. The penalty is halved here, so that its slope is λW; \
    chapter 1 wrote λ Σ w², and punished twice as much with the same λ.
    """)
  page.formula("L = mean of −log p_c + ½ λ Σ W²")
  let (clouds, spiral) = deckPoints()
  var columns: [[Float]] = []
  var rights: [Float] = []
  var panels: [Figure] = []
  for (name, points, reach) in [("clouds", clouds, 4.0), ("spiral", spiral, 6.0)] {
    var generator = SeededGenerator(seed: 1)
    var network = Network(inputs: 2, classes: 3, using: &generator)
    columns.append(fit(&network, points.X, points.y, TrainingSettings(epochs: 100)))
    rights.append(accuracy(network.scores(points.X), points.y))
    panels.append(
      regions("\(name), \(percent(rights[rights.count - 1])) right", network, points, reach: reach))
  }
  page.table(
    ["epoch", "loss, clouds", "loss, spiral"],
    stride(from: 0, to: 100, by: 10).map { epoch in
      ["\(epoch)"] + columns.map { epoch < $0.count ? fixed($0[epoch], 4) : "–" }
    })
  page.line("Right: \(percent(rights[0])) of the clouds' points, \(percent(rights[1])) of the spiral's.")
  try page.show(FigureGrid("A linear classifier", columns: 2, figures: panels), as: "linear")
  page.text(
    """
    Between two classes the border lies where their scores are equal, and scores are linear: the border is a \
    straight line, whatever the weights. Three arms that wind about each other cannot be parted by three \
    straight rays from one point. More steps would not help; another function has to.
    """)
}
