import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

/// Trains the network and returns the loss of every epoch.
@discardableResult
func fit(
  _ network: inout Network, _ rule: UpdateRule, _ examples: Lanes.Examples, _ settings: TrainingSettings,
  penalty: Penalty = Penalty(), threads: Int = 1, report: (Epoch) -> Void = { _ in }
) throws(Divergence) -> [Float] {
  var updater = Updater(rule, for: network)
  var curve: [Float] = []
  try Lanes.train(&network, examples, settings, threads: threads) { epoch in
    curve.append(epoch.loss)
    report(epoch)
    return true
  } by: {
    updater.step(&$0, &$1, learningRate: $2, penalty)
  }
  return curve
}

/// A new network with the seed of this chapter's sections.
func newNetwork(
  _ sizes: [Int], hidden: Activation, output: Activation, _ initialization: Initialization = .glorot
) -> Network {
  var generator = SeededGenerator(seed: 1)
  return Network(sizes: sizes, hidden: hidden, output: output, initialization, using: &generator)
}

/// 0.975 as "97.5 %".
func percent(_ share: Float) -> String { fixed(100 * Double(share), 1) + " %" }

/// 1, 2, … `count`, for the axis of a curve.
func epochs(_ count: Int) -> [Float] { (1...max(count, 1)).map { Float($0) } }

/// The plane colored by the network's class, and points of known class.
func regions(
  _ title: String, _ network: Network, _ X: Matrix, _ classes: [Int], x: ClosedRange<Double>,
  y: ClosedRange<Double>
) -> Figure {
  let (rows, columns) = (60, 60)
  var figure = Figure(title)
  figure.aspect = .equal
  figure.xRange = x
  figure.yRange = y
  figure.regions(
    network.classify(Figure.cellCenters(rows: rows, columns: columns, x: x, y: y)), rows: rows,
    columns: columns, x: x, y: y)
  for k in 0..<2 {
    let chosen = X.rows(classes.indices.filter { classes[$0] == k })
    figure.points(chosen.column(0), chosen.column(1), color: k)
  }
  return figure
}
