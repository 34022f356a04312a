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
