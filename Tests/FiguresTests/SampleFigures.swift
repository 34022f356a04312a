import Figures
import Matrices

/// Figures of every kind, with the awkward values that real data brings.
enum SampleFigures {
  static var all: [Figure] {
    [empty, scatter, losses, awkward, bars, groups, heatMap, regions, digit, table, words]
  }

  static let empty = Figure("Empty", x: "x", y: "y")

  static var scatter: Figure {
    var figure = Figure("Scatter & <fit>", x: "x", y: "y")
    figure.points([4, 6, 8, 10, 14], [4.3, 7.2, 6.9, 8.0, 9.9], name: "data")
    figure.line([4, 14], [5, 10], name: "fit")
    figure.rule(y: 7.5, name: "mean")
    figure.rule(slope: 1, intercept: 0)
    return figure
  }

  static var losses: Figure {
    var figure = Figure("Losses", x: "iteration", y: "loss")
    figure.yScale = .logarithmic
    let steps = (0..<500).map(Float.init)
    for rate in 1...5 {
      figure.line(steps, steps.map { 2 / (1 + $0 * Float(rate * rate)) }, name: "rate \(rate)")
    }
    return figure
  }

  static var awkward: Figure {
    var figure = Figure(
      "A title that is far too long for any terminal or card, and goes on and on and on and on and on and on")
    figure.line([0, 1, .nan, 3, 4, .infinity], [1e30, -1e30, 0, .nan, 1e-30, 3], name: "one")
    figure.points([.nan], [1], name: "two")
    figure.line([], [], name: "a name with a\nline break and an \u{1B}[31mescape code")
    figure.path([2], [2], name: "three")
    figure.xRange = 0...2
    return figure
  }

  static var bars: Figure {
    var figure = Figure("Matrix product", x: "GFLOP/s")
    figure.bars(
      ["Swift, 512 × 512", "NumPy", "a very long name of a benchmark that does not fit"], [180, 172, .nan],
      ceilings: [211, 211, 105], ceilingName: "hardware limit", horizontal: true)
    return figure
  }

  static var groups: Figure {
    var figure = Figure("Seconds", y: "seconds")
    figure.bars(["MLP", "LeNet-5", "loss"], [1.5, 9, -2], name: "Swift")
    figure.bars(["MLP", "LeNet-5", "loss"], [2, 12.2, 0], name: "PyTorch")
    return figure
  }

  static var heatMap: Figure {
    var figure = Figure("Cost", x: "intercept", y: "slope")
    let centers = Figure.cellCenters(rows: 30, columns: 40, x: -2...8, y: -1...2)
    let cost = (0..<centers.rows).map {
      centers[$0, 0] * centers[$0, 0] + 9 * centers[$0, 1] * centers[$0, 1]
    }
    figure.heatMap(
      Matrix(rows: 30, columns: 40, values: cost), x: -2...8, y: -1...2, scale: .logarithmic, contours: 5)
    figure.path([7, 4, 2, 1, 0], [1.5, -2.5, 1, -0.5, 0], name: "descent", style: .arrows)
    figure.label("minimum", x: 0, y: 0)
    return figure
  }

  static var regions: Figure {
    var figure = Figure("Regions", x: "x₁", y: "x₂")
    figure.aspect = .equal
    figure.regions((0..<400).map { $0 % 20 / 7 }, rows: 20, columns: 20, x: -1...1, y: -1...1)
    for label in 0..<3 {
      figure.points([-0.8 + 0.7 * Float(label)], [0.5], name: "class \(label)")
    }
    return figure
  }

  static var digit: Figure {
    var figure = Figure("A seven")
    let pixels = (0..<784).map { $0 / 28 == 4 || $0 % 28 == 20 ? Float(1) : 0 }
    figure.image(Matrix(rows: 28, columns: 28, values: pixels))
    return figure
  }

  static var table: Figure {
    var figure = Figure("Confusion", x: "predicted", y: "true")
    figure.table(
      Matrix(rows: 3, columns: 3, values: [50, 0, 0, 0, 47, 3, 0, 1, 49]),
      rows: ["setosa", "versicolor", "virginica"],
      columns: ["setosa", "versicolor", "virginica"])
    return figure
  }

  static var words: Figure {
    var figure = Figure("Words", x: "first component", y: "second component")
    figure.points([0, 1, 1.1], [0, 1, 1])
    figure.labels(["king", "queen", "princess"], [0, 1, 1.1], [0, 1, 1])
    return figure
  }
}
