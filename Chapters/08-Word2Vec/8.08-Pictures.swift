import Figures
import Matrices
import ReadAlong
import Word2Vec

let pictures = Section("8.8") { page in
  let vectors = try Library.trained().vectors
  func rows(_ pairs: [(Word, Word)]) -> Matrix {
    Matrix(pairs.flatMap { [$0.0, $0.1] }.compactMap { vectors[$0] })
  }
  for (name, sides, pairs) in [
    ("country-capital", ["country", "capital"], Array(Examples.capitals.prefix(8))),
    ("verb-tense", ["present", "past"], Array(Examples.tenses.prefix(6))),
  ] {
    let X = rows(pairs)
    let places = PrincipalComponents(of: X).project(X)
    try page.figure(name, picture(sides, pairs, places, x: "first component", y: "second component"))
  }
  let kin = rows(Examples.kin)
  try page.figure(
    "male-female",
    picture(
      ["male", "female"], Examples.kin, PairSteps(of: kin).places(of: kin), x: "along the mean step",
      y: "widest direction across it"))
  try page.output("steps") { out in
    out.table(
      [
        "pairs", "number", "cosine of the steps", "steps along the others", "shuffled: cosine",
        "shuffled: along",
      ],
      [
        ("country, capital", Examples.capitals), ("present, past", Examples.tenses),
        ("male, female", Examples.kin),
      ]
      .map { name, pairs in
        let partners = pairs.indices.map { (pairs[$0].0, pairs[($0 + 1) % pairs.count].1) }
        let (own, shuffled) = (PairSteps(of: rows(pairs)), PairSteps(of: rows(partners)))
        return [
          name, String(pairs.count), fixed(own.meanCosine, 3), "\(own.alongOthers) of \(pairs.count)",
          fixed(shuffled.meanCosine, 3), "\(shuffled.alongOthers) of \(pairs.count)",
        ]
      })
  }
}

private func picture(
  _ sides: [String], _ pairs: [(Word, Word)], _ places: Matrix, x: String, y: String
) -> Figure {
  var figure = Figure("\(sides[0]) and \(sides[1])", x: x, y: y)
  for i in pairs.indices {
    figure.path(
      [places[2 * i, 0], places[2 * i + 1, 0]], [places[2 * i, 1], places[2 * i + 1, 1]], style: .arrows,
      color: 2)
  }
  for side in [0, 1] {
    let rows = pairs.indices.map { 2 * $0 + side }
    let (x, y) = (rows.map { places[$0, 0] }, rows.map { places[$0, 1] })
    figure.points(x, y, name: sides[side], color: side)
    figure.labels(pairs.map { (side == 0 ? $0.0 : $0.1).description }, x, y)
  }
  return figure
}
