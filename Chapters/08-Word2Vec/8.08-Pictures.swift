import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

let pictures = Section(
  "8.8", "Three pictures", deck: "Deep Learning From Scratch: Male-Female; Verb tense; Country-Capital"
) { page in
  page.text(
    """
    A hundred dimensions cannot be drawn. Principal components are the directions in which a cloud of points is \
    widest, found by power iteration: multiply any vector by the cloud's covariance again and again, and it turns \
    into the widest direction. The first two make a plane, and the words' shadows on it make a picture.
    """)
  page.formula("v ← C v / ‖C v‖          C = Zᵀ Z / points          Z = X − mean")
  let vectors = try Library.trained().vectors
  let sets = [
    ("Male and female", "male-female", Examples.kin),
    ("Present and past", "verb-tense", Array(Examples.tenses.prefix(8))),
    ("Country and capital", "country-capital", Array(Examples.capitals.prefix(8))),
  ]
  var rows: [[String]] = []
  for (title, name, pairs) in sets {
    let X = Matrix(pairs.flatMap { [$0.0, $0.1] }.compactMap { vectors[$0] })
    let components = PrincipalComponents(of: X)
    let share = components.variances.reduce(0, +) / components.totalVariance
    rows.append([title.lowercased(), fixed(100 * share, 0) + " %", fixed(meanParallel(X), 3)])
    try page.show(picture(title, pairs, components.project(X)), as: name)
  }
  page.table(["picture", "variance in the plane", "mean cosine of the steps"], rows)
  page.text(
    """
    Most arrows of a picture point the same way. If a relation were exactly a direction, all lines would be parallel and equally long, and the last column \
    would be 1; for unrelated pairs it would be about 0.
    """)
}

private func picture(_ title: String, _ pairs: [(Word, Word)], _ places: Matrix) -> Figure {
  var figure = Figure(title, x: "first component", y: "second component")
  figure.showsLegend = false
  for i in pairs.indices {
    let (x, y) = ([places[2 * i, 0], places[2 * i + 1, 0]], [places[2 * i, 1], places[2 * i + 1, 1]])
    figure.path(x, y, style: .arrows, color: 2)
  }
  for (side, name) in ["from", "to"].enumerated() {
    let rows = pairs.indices.map { 2 * $0 + side }
    let (x, y) = (rows.map { places[$0, 0] }, rows.map { places[$0, 1] })
    figure.points(x, y, name: name, color: side)
    figure.labels(pairs.map { (side == 0 ? $0.0 : $0.1).description }, x, y)
  }
  return figure
}

/// The mean cosine between the steps of any two pairs; rows 2i and 2i + 1 are a pair.
private func meanParallel(_ X: Matrix) -> Float {
  let steps = (0..<X.rows / 2).map { i in (0..<X.columns).map { X[2 * i + 1, $0] - X[2 * i, $0] } }
  var sum: Float = 0
  for i in steps.indices {
    for j in 0..<i { sum += cosine(steps[i], steps[j]) }
  }
  return sum / Float(steps.count * (steps.count - 1) / 2)
}
