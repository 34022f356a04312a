import ReadAlong
import Word2Vec

let bags = Section("8.1") { page in
  try page.output("bags") { out in
    let texts = [
      "the queen lives in the castle", "the king lives in the castle", "in the castle the queen lives",
      "her majesty resides at the palace",
    ].map { $0.split(separator: " ").map { Word($0.utf8) } }
    let vocabulary = Vocabulary(texts.flatMap { $0 })
    let bags = texts.map { bagOfWords($0, vocabulary) }
    out.table(
      ["text"] + vocabulary.words.prefix(5).map(\.description) + ["cosine"],
      zip(texts, bags).map { text, bag in
        [text.map(\.description).joined(separator: " ")] + bag.prefix(5).map { fixed($0, 0) }
          + [fixed(cosine(bags[0], bag), 3)]
      })
  }
}
