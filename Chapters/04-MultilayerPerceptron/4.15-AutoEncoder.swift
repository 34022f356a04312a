import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let autoEncoder = Section("4.15") { page in
  let (training, test) = try Digits.small()
  let shown = (0..<10).map { 100 * $0 + 7 }
  var pictures = shown.map { picture(test.X, $0) }
  try page.output("auto-encoder") { out in
    let mean = test.X - training.X.columnSums() / Float(training.X.rows)
    var rows = [
      ["0: the mean digit", fixed(((mean * mean).sum() / Float(mean.values.count)).squareRoot(), 4)]
    ]
    let widths = [8, 32]
    let outputs = try onAllCores(widths.count) { n in
      var network = newNetwork([784, widths[n], 784], hidden: .leakyReLU(slope: 0.1), output: .sigmoid, .he)
      try fit(
        &network, .adam, Lanes.Examples(training.X, training.X),
        TrainingSettings(learningRate: LearningRate(0.005, times: 0.5, every: 10), epochs: 30, batch: 100))
      return network.predict(test.X)
    }
    for (width, output) in zip(widths, outputs) {
      let difference = output - test.X
      rows.append([
        "\(width)", fixed(((difference * difference).sum() / Float(difference.values.count)).squareRoot(), 4),
      ])
      pictures += shown.map { picture(output, $0) }
    }
    out.table(["neurons in the middle", "typical error of a pixel, held-out digits"], rows)
  }
  try page.figure(
    "auto-encoder",
    FigureGrid("Held-out digits, through 8 numbers, through 32", columns: 10, images: pictures, range: 0...1))
}

private func picture(_ X: Matrix, _ i: Int) -> Matrix {
  Matrix(rows: 28, columns: 28, values: Array(X[row: i]))
}
