import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let weightsByHand = Section("3.3") { page in
  try page.output("by-hand") { out in
    let cases: [(name: String, problem: ToyProblem, x: [Float], bias: Float)] = [
      ("problem 1", .one, [1, 2], 0), ("problem 1", .one, [4, 2], 0), ("problem 2", .two, [4, 2, 3], 0),
      ("problem 2", .two, [3, 1, 1], 0), ("problem 2, a tie", .two, [5, 2, 3], 0),
      ("the tie, with a bias", .two, [5, 2, 3], 0.5),
    ]
    out.table(
      ["", "features", "c₁", "c₂", "class", "wanted"],
      cases.map { name, problem, x, bias in
        let layer = problem.weightsByHand(biasForTies: bias)
        return [name, tuple(x)] + layer.forward(x).map { fixed($0, 1) }
          + ["\(layer.classify(x) + 1)", "\(problem.label(x) + 1)"]
      })
  }
  var figure = Figure("", x: "f₁", y: "f₂")
  figure.aspect = .equal
  figure.regions(of: ToyProblem.one.weightsByHand(), x: 0...5, y: 0...5)
  figure.points([4], [2], name: "class 1: (4, 2)", marker: .circle, color: 0)
  figure.points([1], [2], name: "class 2: (1, 2)", marker: .square, color: 1)
  figure.rule(slope: 1, intercept: 0, name: "f₁ = f₂")
  try page.figure("problem-1", figure)
}
