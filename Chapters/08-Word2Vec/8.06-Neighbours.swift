import Figures
import Formats
import ReadAlong
import Word2Vec

let neighbors = Section(
  "8.6", "Red and blue", deck: "Deep Learning From Scratch: Analogies (context(red) ≈ context(blue))"
) { page in
  page.text(
    """
    The slide's claim: words that appear in similar contexts get similar vectors, context(red) ≈ context(blue), \
    so σ(red) ≈ σ(blue). Of all words, these are the nearest:
    """)
  let vectors = try Library.trained().vectors
  page.table(
    ["word", "nearest, by cosine"],
    ["red", "blue", "france", "king", "dog", "water", "physics", "music", "three", "north"].compactMap {
      word in
      vectors.neighbors(of: Word(word), count: 6).map { [word, joined($0)] }
    })
  let pairs: [(Word, Word)] = [
    ("red", "blue"), ("red", "green"), ("red", "king"), ("red", "physics"), ("king", "queen"),
    ("king", "physics"), ("north", "south"),
  ]
  page.table(
    ["pair", "cosine"],
    pairs.compactMap { a, b in vectors.similarity(a, b).map { ["\(a), \(b)", fixed($0, 3)] } })
  page.text(
    """
    Near in use is not the same in meaning. Opposites keep the same company, so north is hardly nearer to \
    anything than to south.
    """)
}
