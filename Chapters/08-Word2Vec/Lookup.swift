import Figures
import Formats
import ReadAlong
import Word2Vec

private let vectorOptions = [
  Option(
    "vectors", value: "FILE",
    help: "vectors of train --save or of another word2vec; by default learned anew from the texts in Data"),
  Option("save", value: "FILE", help: "keep the vectors that are learned anew, for --vectors"),
  Option("count", value: "N", default: "10", help: "how many words to show"),
]

let neighborsCommand = Command(
  "neighbors",
  summary: "Shows the words nearest to a word.",
  options: vectorOptions, operands: [Operand("WORD", help: "a word of the vocabulary")]
) { arguments in
  let vectors = try loadedVectors(arguments)
  let word = Word(arguments.operandBytes[0])
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
  let words = arguments.operandBytes.map { Word($0) }
  let (a, b, c) = (words[0], words[1], words[2])
  let count = try arguments.int("count", in: 1...10_000)
  guard let found = vectors.analogy(a, b, c, count: count) else {
    throw unknown([a, b, c].first { vectors.number(of: $0) == nil } ?? a, in: vectors)
  }
  show(found)
}

private func loadedVectors(_ arguments: Arguments) throws -> WordVectors {
  try arguments.expectEither(("vectors", "save"))
  try expectNameOfVectors(arguments, "save")
  if let file = arguments.optionalString("vectors") { return try WordVectors(file: file) }
  let target = arguments.optionalString("save")
  try target.map(expectWritable)
  if target == nil {
    writeToStandardError(
      "no --vectors FILE: they are learned anew, which takes a while; --save FILE keeps them for the next time\n"
    )
  }
  if target != nil { Interruption.watch() }
  let trained = try Library.trained()
  if let target {
    try WordVectorFile(trained.vocabulary, trained.vectors.unit).write(to: target)
    if Interruption.isAsked {
      writeToStandardError(
        "stopped after epoch \(trained.epochs) of \(Library.settings.epochs); saved to \(quoted(target))\n")
    }
    Interruption.ignore()
  }
  return trained.vectors
}

extension WordVectors {
  /// The vectors of a file.
  init(file: String) throws {
    let saved = try WordVectorFile(file: file)
    if Checkpoint.isOne(saved) {
      throw UserError("\(quoted(file)): found a checkpoint, expected vectors, a file of train --save")
    }
    self.init(saved.words.map { Word($0) }, nearOne(saved.vectors))
  }
}

/// Words in a row.
func joined(_ neighbors: [WordVectors.Neighbor]) -> String {
  neighbors.map(\.word.description).joined(separator: " ")
}

func unknown(_ word: Word, in vectors: WordVectors) -> UserError {
  UserError(
    "\(quoted("\(word)", marks: true)) has no vector: expected one of the \(grouped(vectors.words.count)) words of the vocabulary"
  )
}

private func show(_ neighbors: [WordVectors.Neighbor]) {
  Page().table(["word", "cosine"], neighbors.map { [$0.word.description, fixed($0.cosine, 4)] })
}
