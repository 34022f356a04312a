import Formats
import ReadAlong
import Word2Vec

let evaluation = Section("8.9") { page in
  let vectors = try Library.trained().vectors
  try page.output("ranks") { out in
    let pairs = try ratedPairs(dataFile("text/wordsim353.tsv"))
    let few = [
      ("tiger", "cat"), ("king", "queen"), ("stock", "market"), ("drink", "car"), ("king", "cabbage"),
    ]
    .compactMap { a, b in pairs.first { $0.a == Word(a) && $0.b == Word(b) } }
    let cosines = few.map { Double(vectors.similarity($0.a, $0.b) ?? 0) }
    let (byPeople, byVectors) = (ranks(few.map { $0.rating }), ranks(cosines))
    out.table(
      ["pair", "people", "rank", "cosine", "rank", "difference d"],
      few.indices.map { i in
        [
          "\(few[i].a), \(few[i].b)", fixed(few[i].rating, 2), fixed(byPeople[i], 0), fixed(cosines[i], 3),
          fixed(byVectors[i], 0), fixed(byPeople[i] - byVectors[i], 0),
        ]
      })
    out.line("ρ of these   \(fixed(vectors.score(few).spearman, 2))")
  }
  try page.output("similarities") { out in
    let (spearman, unknown) = vectors.score(try ratedPairs(dataFile("text/wordsim353.tsv")))
    out.line("WordSim-353   ρ = \(fixed(spearman, 3)), \(unknown) pairs left out")
  }
  try page.output("questions") { out in
    let sections = try analogySections(dataFile("text/questions-words.txt.gz"))
    let scores = sections.map { vectors.score($0.questions, among: 10_000) }
    out.table(analogyHeader, analogyRows(sections, scores, digits: 3))
  }
}
