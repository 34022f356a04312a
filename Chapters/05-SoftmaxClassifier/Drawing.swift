import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

/// 0.975 as "97.5 %".
func percent(_ share: Float) -> String { fixed(100 * share, 1) + " %" }

func numbers(_ values: some Sequence<Float>, _ digits: Int) -> String {
  values.map { fixed($0, digits) }.joined(separator: "  ")
}

/// Trains the network and returns the loss of every epoch.
@discardableResult
func fit(
  _ network: inout Network, _ X: Matrix, _ y: [Int], _ settings: TrainingSettings
) throws(Divergence) -> [Float] {
  var curve: [Float] = []
  try Lanes.train(&network, X, y, settings) {
    curve.append($0.loss)
    return true
  }
  return curve
}

/// The plane colored by the network's class, and points of known class.
func regions(_ title: String, _ network: Network, _ points: LabeledPoints, reach: Double) -> Figure {
  let cells = 160
  let range = -reach...reach
  var figure = Figure(title, x: "x₁", y: "x₂")
  figure.aspect = .equal
  figure.xRange = range
  figure.yRange = range
  let centers = Figure.cellCenters(rows: cells, columns: cells, x: range, y: range)
  figure.regions(network.scores(centers).argmax(), rows: cells, columns: cells, x: range, y: range)
  for k in 0..<points.classes {
    let chosen = points.X.rows(points.y.indices.filter { points.y[$0] == k })
    figure.points(chosen.column(0), chosen.column(1), color: k)
  }
  return figure
}

/// The deck's two sets of points as a seed draws them.
func deckPoints(seed: UInt64 = 1, radius: Float = 5) -> (clouds: LabeledPoints, spiral: LabeledPoints) {
  var generator = SeededGenerator(seed: seed)
  return (.clouds(using: &generator), .spiral(radius: radius, using: &generator))
}
