import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let mistakeBound = Section(
  "3.6", "How many mistakes at most", deck: "Deep Learning From Scratch: Perceptron - Training"
) { page in
  page.text(
    """
    The slide says: guaranteed to converge, if a correct set of weights exists. More is known. Let γ be the \
    distance from the border to the nearest example, and R the length of the longest one, the 1 for the bias \
    included. Then the rule makes at most (R/γ)² mistakes, however many examples there are and in whatever order \
    they come.
    """)
  page.formula(
    """
    each correction takes w at least γ along the right direction u    w·u ≥ Mγ
    and adds at most R², since it is made where w is wrong            ‖w‖² ≤ MR²
    so after M mistakes, u being of length 1                          Mγ ≤ ‖w‖ ≤ √M·R
    """)
  let margins: [Float] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
  var rows: [[String]] = []
  var (found, bounds, most): ([Float], [Float], [Float]) = ([], [], [])
  for margin in margins {
    var generator = SeededGenerator(seed: 1)
    let (X, y, separator) = separableExamples(500, inputs: 4, margin: margin, using: &generator)
    guard let bound = MistakeBound(X, y, separator: separator) else { continue }
    let mistakes = (1...10).map { seed in
      var layer = Layer(inputs: 4, outputs: 1)
      return train(&layer, X, y, TrainingSettings(epochs: 100_000, seed: UInt64(seed))).mistakes
    }
    found.append(bound.margin)
    bounds.append(bound.mistakes)
    most.append(Float(mistakes.max() ?? 0))
    rows.append(
      [fixed(bound.margin, 4), fixed(bound.radius, 2), grouped(Int(bound.mistakes))]
        + [grouped(mistakes.min() ?? 0), grouped(mistakes.max() ?? 0)])
  }
  page.text("Random sets of 500 examples with four inputs, each learned in ten different orders:")
  page.table(["γ", "R", "(R/γ)²", "fewest mistakes", "most"], rows)
  page.text(
    """
    The bound holds, with much room: it is for the worst case. What it says of the shape is right, though. The \
    narrower the gap between the classes, the longer the rule takes.
    """)
  var figure = Figure("Mistakes and what they can be at most", x: "margin γ", y: "mistakes")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  figure.line(found, bounds, name: "(R/γ)²")
  figure.points(found, most, name: "most of ten runs")
  try page.show(figure, as: "mistake-bound")
}
