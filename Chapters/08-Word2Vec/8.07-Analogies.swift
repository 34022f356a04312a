import Figures
import Formats
import Matrices
import ReadAlong
import Word2Vec

let analogies = Section("8.7") { page in
  let vectors = try Library.trained().vectors
  try page.figure("analogy", parallelogram(vectors, "paris", "france", "rome", "italy"))
  try page.output("analogies") { out in
    var rows: [[String]] = []
    var (right, agreeing, ownNearer) = (0, 0, 0)
    for (a, b, c, expected) in Examples.analogies {
      guard let first = vectors.analogy(a, b, c, count: 3),
        let second = vectors.shiftedAnalogy(a, b, c, count: 3)
      else { throw UserError("the texts in Data lack one of \(a), \(b), \(c)") }
      if first[0].word == expected { right += 1 }
      if nearest(vectors, a, b, c, than: first[0].cosine) { ownNearer += 1 }
      if first.map(\.word) == second.map(\.word) { agreeing += 1 }
      rows.append([
        "\(b) − \(a) + \(c)", joined(first), fixed(first[0].cosine, 3),
        first[0].word == expected ? "" : expected.description,
      ])
    }
    out.table(["b − a + c", "found", "cosine", "expected"], rows)
    out.line("right                \(right) of \(rows.count)")
    out.line("both forms agree on  \(agreeing) of \(rows.count)")
    out.line("b or c is nearer     \(ownNearer) of \(rows.count)")
  }
  try page.output("analogy-kinds") { out in out.table(kindHeader, kindRows(vectors)) }
  try page.output("capitals") { out in
    let vocabulary = try Library.vocabulary()
    let counted = Examples.capitals.map { _, capital in
      (capital, count: vocabulary.number(of: capital).map { vocabulary.counts[$0] } ?? 0)
    }
    out.table(
      ["capital", "in the text", "right of 11"],
      counted.sorted { $0.count > $1.count }.map {
        ["\($0)", "\($1)", "\(rightQuestions(for: $0, vectors))"]
      })
  }
}

/// a, b, c, b − a + c and the answer, on the plane of the first four.
private func parallelogram(_ vectors: WordVectors, _ a: Word, _ b: Word, _ c: Word, _ answer: Word) -> Figure
{
  let corners = [a, b, c].compactMap { vectors[$0] }
  let tip = corners[0].indices.map { corners[1][$0] - corners[0][$0] + corners[2][$0] }
  let plane = PrincipalComponents(of: Matrix(corners + [tip]))
  let places = plane.project(Matrix(corners + [tip] + [answer].compactMap { vectors[$0] }))
  let (x, y) = (places.column(0), places.column(1))
  var figure = Figure("\(b) − \(a) + \(c)", x: "along the plane of a, b and c", y: "across")
  for (from, to) in [(0, 1), (2, 3)] {
    figure.path([x[from], x[to]], [y[from], y[to]], style: .arrows, color: 2)
  }
  figure.points(Array(x[..<3]), Array(y[..<3]), name: "given", color: 0)
  figure.points([x[3]], [y[3]], name: "b − a + c", color: 2)
  figure.points([x[4]], [y[4]], name: "answer", color: 1)
  figure.labels([a, b, c].map(\.description) + ["", answer.description], x, y)
  return figure
}

/// Whether b or c has a larger cosine with b − a + c than `cosine`.
private func nearest(_ vectors: WordVectors, _ a: Word, _ b: Word, _ c: Word, than cosine: Float) -> Bool {
  guard let a1 = vectors[a], let b1 = vectors[b], let c1 = vectors[c] else { return false }
  let target = a1.indices.map { b1[$0] - a1[$0] + c1[$0] }
  func dot(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
  return [b1, c1].contains { dot(target, $0) / dot(target, target).squareRoot() > cosine }
}
