import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let autoEncoder = Section(
  "4.15", "A network that repeats its input",
  deck: "Deep Learning From Scratch: Neural Network Architectures (Auto Encoder)"
) { page in
  page.text(
    """
    Ask for the input itself as the output, but let it through a layer of only 32 neurons: then those 32 numbers \
    have to say what matters about a digit. No labels are needed.
    """)
  let (training, test) = try Digits.small()
  var rows: [[String]] = []
  var pictures: [Matrix] = []
  let shown = (0..<10).map { 100 * $0 + 7 }
  pictures += shown.map { picture(test.X, $0) }
  for width in [8, 32] {
    var network = newNetwork([784, width, 784], hidden: .leakyReLU(slope: 0.1), output: .sigmoid, .he)
    try fit(
      &network, .adam, Examples(training.X, training.X),
      TrainingSettings(learningRate: LearningRate(0.005, times: 0.5, every: 10), epochs: 30, batch: 100))
    let output = network.predict(test.X)
    let difference = output - test.X
    rows.append(["\(width)", fixed((difference * difference).mean().squareRoot(), 4)])
    pictures += shown.map { picture(output, $0) }
  }
  let mean = training.X.columnMeans()
  let difference = test.X - mean
  page.table(
    ["neurons in the middle", "typical error of a pixel, held-out digits"],
    [["0: the mean digit", fixed((difference * difference).mean().squareRoot(), 4)]] + rows)
  try page.show(
    FigureGrid(
      "Held-out digits, through 8 numbers, through 32", columns: 10, images: pictures, range: 0...1),
    as: "auto-encoder")
}

private func picture(_ X: Matrix, _ i: Int) -> Matrix {
  Matrix(rows: 28, columns: 28, values: Array(X[row: i]))
}
