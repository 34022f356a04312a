import Figures
import Formats
import ReadAlong
import Word2Vec

private let vectorOptions = [
  Option(
    "vectors", value: "FILE", help: "vectors of train --save or of another word2vec; by default trained anew"),
  Option("count", value: "N", default: "10", help: "how many words to show"),
]

let neighborsCommand = Command(
  "neighbours",
  summary: "Shows the words nearest to a word.",
  options: vectorOptions, operands: [Operand("WORD", help: "a word of the vocabulary")]
) { arguments in
  let vectors = try loadedVectors(arguments)
  let word = Word(arguments.operands[0])
  guard let found = vectors.neighbors(of: word, count: try arguments.int("count", in: 1...10_000)) else {
    throw unknown(word, in: vectors)
  }
  show(found)
}

let analogyCommand = Command(
  "analogy",
  summary: "A is to B as C is to what? man king woman asks for queen.",
  options: vectorOptions,
  operands: ["A", "B", "C"].map { Operand($0, help: "a word of the vocabulary") }
) { arguments in
  let vectors = try loadedVectors(arguments)
  let (a, b, c) = (Word(arguments.operands[0]), Word(arguments.operands[1]), Word(arguments.operands[2]))
  let count = try arguments.int("count", in: 1...10_000)
  guard let found = vectors.analogy(a, b, c, count: count) else {
    throw unknown([a, b, c].first { vectors.number(of: $0) == nil } ?? a, in: vectors)
  }
  show(found)
}

private func loadedVectors(_ arguments: Arguments) throws -> WordVectors {
  guard let file = arguments.optionalString("vectors") else { return try Library.trained().vectors }
  let saved = try WordVectorFile(file: file)
  return WordVectors(saved.words.map { Word($0) }, saved.vectors)
}

/// Words in a row.
func joined(_ neighbors: [WordVectors.Neighbor]) -> String {
  neighbors.map(\.word.description).joined(separator: " ")
}

func unknown(_ word: Word, in vectors: WordVectors) -> UserError {
  UserError(
    "\"\(word)\" has no vector: expected one of the \(grouped(vectors.words.count)) words of the vocabulary")
}

private func show(_ neighbors: [WordVectors.Neighbor]) {
  Page().table(["word", "cosine"], neighbors.map { [$0.word.description, fixed($0.cosine, 4)] })
}
