import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let weightsByHand = Section(
  "3.3", "Two problems, weights by hand",
  deck: "Deep Learning Basics: Neural Network Classifiers Problem 1, Problem 2"
) { page in
  page.text(
    """
    Problem 1: choose class 1 if f₁ > f₂, else class 2. Problem 2: class 1 if f₁ > f₂ + f₃. Both can be solved by \
    thinking. Let the first output be what stands on the left, and the second what stands on the right.
    """)
  page.formula(
    """
    problem 1   W = (1 0; 0 1)         c = (f₁, f₂)
    problem 2   W = (1 0; 0 1; 0 1)    c = (f₁, f₂ + f₃)
    """)
  let cases: [(name: String, problem: ToyProblem, x: [Float])] = [
    ("problem 1", .one, [1, 2]), ("problem 1", .one, [4, 2]), ("problem 2", .two, [4, 2, 3]),
    ("problem 2", .two, [3, 1, 1]), ("problem 2, a tie", .two, [5, 2, 3]),
  ]
  page.table(
    ["", "features", "c₁", "c₂", "class", "wanted"],
    cases.map { name, problem, x in
      let layer = problem.weightsByHand()
      return [name, "(" + x.map { fixed($0, 0) }.joined(separator: ", ") + ")"]
        + layer.forward(x).map { fixed($0, 0) }
        + ["\(layer.classify(x) + 1)", "\(problem.label(x) + 1)"]
    })
  let mended = ToyProblem.two.weightsByHand(biasForTies: 0.5)
  page.text(
    """
    The last row is a tie. The rule wants class 2, since 5 is not larger than 5; but the outputs are equal, and \
    argmax takes the first. The slide's weights have no bias. With a bias of 0.5 for the second output, (5, 2, 3) \
    gives \(fixed(mended.forward([5, 2, 3])[1], 1)) against \(fixed(mended.forward([5, 2, 3])[0], 0)), class 2, \
    and no whole numbers are judged wrongly any more.
    """)
  var figure = Figure("Problem 1 and its border", x: "f₁", y: "f₂")
  figure.aspect = .equal
  figure.regions(of: ToyProblem.one.weightsByHand(), x: 0...5, y: 0...5)
  figure.points([4], [2], name: "class 1: (4, 2)", marker: .circle, color: 0)
  figure.points([1], [2], name: "class 2: (1, 2)", marker: .square, color: 1)
  figure.rule(slope: 1, intercept: 0, name: "f₁ = f₂")
  try page.show(figure, as: "problem-1")
}
