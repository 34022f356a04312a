import Figures
import Matrices
import ReadAlong
import Word2Vec

let pictures = Section("8.8") { page in
  let vectors = try Library.trained().vectors
  for (name, sides, pairs) in drawn {
    let X = vectors.rows(pairs)
    let places = PrincipalComponents(of: X).project(X)
    try page.figure(name, picture(sides, pairs, places, x: "first component", y: "second component"))
  }
  try page.output("shares") { out in out.table(shareHeader, shareRows(vectors)) }
  let kin = vectors.rows(Examples.kin)
  try page.figure(
    "male-female",
    picture(
      ["male", "female"], Examples.kin, PairSteps(of: kin).places(of: kin), x: "along the mean step",
      y: "widest direction across it"))
  try page.output("steps") { out in out.table(stepHeader, stepRows(vectors)) }
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
