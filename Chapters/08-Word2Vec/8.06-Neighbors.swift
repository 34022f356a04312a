import Figures
import Matrices
import ReadAlong
import Word2Vec

let neighbors = Section("8.6") { page in
  let vectors = try Library.trained().vectors
  try page.output("nearest") { out in
    out.table(
      ["word", "nearest, by cosine"],
      ["red", "blue", "france", "king", "dog", "water", "physics", "music", "three", "north"].compactMap {
        word in
        vectors.neighbors(of: Word(word), count: 6).map { [word, joined($0)] }
      })
  }
  try page.figure("neighbors", groups(vectors, ["red", "france", "physics", "three"]))
  try page.output("pairs") { out in
    let pairs: [(Word, Word)] = [
      ("red", "blue"), ("red", "green"), ("red", "king"), ("red", "physics"), ("king", "queen"),
      ("king", "physics"), ("north", "south"),
    ]
    out.table(
      ["pair", "cosine"],
      pairs.compactMap { a, b in vectors.similarity(a, b).map { ["\(a), \(b)", fixed($0, 3)] } })
  }
}

/// Words, each with its four nearest, on the plane in which all of them lie widest.
private func groups(_ vectors: WordVectors, _ words: [Word]) -> Figure {
  let groups = words.map { [$0] + (vectors.neighbors(of: $0, count: 4) ?? []).map(\.word) }
  let X = Matrix(groups.joined().compactMap { vectors[$0] })
  let places = PrincipalComponents(of: X).project(X)
  var figure = Figure("Words and their nearest", x: "first component", y: "second component")
  for (i, group) in groups.enumerated() {
    let rows = 5 * i..<5 * i + 5
    let (x, y) = (rows.map { places[$0, 0] }, rows.map { places[$0, 1] })
    figure.points(x, y, name: group[0].description, color: i)
    figure.labels(group.map(\.description), x, y)
  }
  return figure
}
